"""What a user has in each role, as conditions on the rows: lists and counts are made of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from orm.record import ResponsibilityRole
from reader.compile.arguments import Leaf
from reader.compile.compiler import Compiler
from reader.compile.connection import List
from reader.compile.entity import Entity
from reader.compile.fields import write_fields
from reader.compile.place import Place
from reader.compile.relations import Link, in_table
from reader.compile.source import Source
from reader.sources.many import listed


@dataclass(frozen=True)
class AssignedRows(Source):
    """The rows on which this user has a role: the one asked for, or those of the kind itself."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        entity = listed(place)
        link = assigned_to(c, entity, place.row, c.arguments(place).get("role"))
        return List(c, place, entity, link, write_fields).object()


def roles_of(c: Compiler, entity: Entity) -> Iterator[ResponsibilityRole]:
    """The roles that count on the rows of an entity; those it has by itself are first."""
    first, *others = (*entity.roles, *entity.holders) or (None,)
    if first:
        yield first
    if c.viewer.second_responsibles:
        yield from others
    yield from entity.joined
    if entity.kind:
        yield ResponsibilityRole.CUSTOM_FIELD


def in_role(entity: Entity, role: ResponsibilityRole, row: str, user: str, *, each: bool) -> str:
    """That a user has a role on a row; each: as relations.in_table."""
    if column := entity.roles.get(role):
        return f"{row}.{column} = {user}.id"
    if through := entity.holders.get(role) or entity.joined.get(role):
        mine = f"x.{through.theirs} = {user}.id"
        return in_table(row, through.model._meta.db_table, through.mine, mine, each=each)
    kind, mine = f"x.record_kind = '{entity.kind}'", f"x.user_id = {user}.id"
    return in_table(row, "custom_field_value", "record_id", mine, each=each, kind=kind)


def assigned_to(c: Compiler, entity: Entity, user: str, asked: Leaf | None) -> Link:
    """What ties the rows of a list to a user: the role asked for, or those of the kind itself."""
    counted = list(roles_of(c, entity))
    if asked:
        roles = [role for role in counted if role == asked.now]
    else:
        own = [role for role in counted if role in entity.roles or role in entity.holders]
        roles = own or counted

    def conditions(row: str) -> list[str]:
        each = c.is_narrow(entity.access)
        ties = [in_role(entity, role, row, user, each=each) for role in roles]
        return [f"({' OR '.join(ties)})"] if ties else ["1 = 0"]

    return conditions
