"""Lists of the rows that belong to a row, as a connection or as a plain list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphql import get_named_type, get_nullable_type, is_list_type
from pypika_tortoise.terms import Term
from tortoise.expressions import Q

from orm.errors import FeatureNotAvailable
from orm.record import RecordKind, Through
from permissions.record import ACCESS
from permissions.rule import Ids, Present, Readable, alternatives
from reader.compile.arguments import Leaf
from reader.compile.compiler import Compiler
from reader.compile.connection import List
from reader.compile.entity import ENTITIES, Entity
from reader.compile.fields import write_fields
from reader.compile.named_rows import asked_by
from reader.compile.place import Place
from reader.compile.relations import Link, in_table
from reader.compile.source import Source


@dataclass(frozen=True)
class Many(Source):
    """The rows that belong to this one, as a list or a connection; at the root, all of them.

    on: columns of theirs to columns of this row. of_kind: the column of theirs that names this
    row's kind of record.
    """

    on: dict[str, str] = field(default_factory=dict)
    of_kind: str | None = None
    through: Through | None = None

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        is_list = is_list_type(get_nullable_type(place.field.type))
        entity = c.entity(place) if is_list else listed(place)
        with_it = comes_with(c, self, entity, place.entity)
        each = c.is_narrow(entity.access) and not with_it
        link = link_of(self, place.row, place.entity, each=each)
        rows = List(c, place, entity, link, write_fields, comes_with=with_it)
        return rows.plain() if is_list else rows.object()

    def check(self, c: Compiler, place: Place) -> None:
        """See that what is listed is available to the viewer. Raises FeatureNotAvailable."""
        is_list = is_list_type(get_nullable_type(place.field.type))
        check_available(c, place, c.entity(place) if is_list else listed(place))
        kind: Leaf | None = c.arguments(place).get("kind")
        # What is asked of one kind of record alone is refused where that is not available.
        if kind is not None and not c.viewer.has(ACCESS[RecordKind(kind.now)].module):
            raise FeatureNotAvailable(f"{kind.now} is not available to you.", *place.path)


def check_available(c: Compiler, place: Place, entity: Entity) -> None:
    """See that a root of an entity is available to the viewer. Raises FeatureNotAvailable."""
    if not c.viewer.has(entity.access.module):
        raise FeatureNotAvailable(f"{place.path[-1]} is not available to you.", *place.path)


def listed(place: Place) -> Entity:
    """The entity that a connection is of."""
    on = place.object_type
    return ENTITIES[get_named_type(on.fields["nodes"].type).name]


def link_of(many: Many, parent: str, of: Entity | None, *, each: bool) -> Link:
    """The conditions on an alias of theirs; none for a list at the root.

    each: whether they are asked of rows that are found otherwise, one by one.
    """

    def conditions(row: str) -> list[str]:
        ties = [f"{row}.{theirs} = {parent}.{mine}" for theirs, mine in many.on.items()]
        if many.of_kind and of:
            ties.append(f"{row}.{many.of_kind} = '{of.kind}'")
        if many.through:
            table, through = many.through.model._meta.db_table, many.through
            mine = f"x.{through.mine} = {parent}.id"
            ties.append(in_table(row, table, through.theirs, mine, each=each))
        return ties

    return conditions


def comes_with(c: Compiler, many: Many, entity: Entity, parent: Entity | None) -> bool:
    """Whether the viewer may read all that belongs to a row, because they may read that row.

    So it is where each reason to read the row is a reason to read what belongs to it.
    """
    granted = c.granted(entity.access)
    if parent is None or not isinstance(granted, Q):
        return False
    reasons = list(_asked_of(many, granted, parent))
    if any(isinstance(ids, Readable | Present) for ids in reasons):
        return True
    readable = c.granted(parent.access)
    if not isinstance(readable, Q):
        return False
    inside = parent.access.inside(c.viewer)
    return all(
        any(_same(ids.condition, inside & one) for ids in reasons) for one in alternatives(readable)
    )


def _asked_of(many: Many, granted: Q, parent: Entity) -> Iterator[Ids]:
    """What a rule asks of the row that a list belongs to."""
    keys = [theirs for theirs, mine in many.on.items() if mine == "id"]
    for one in alternatives(granted):
        # What asks for more than that is a reason only where the rest holds as well.
        asked = [(name, value) for name, value in asked_by(one) if name != many.of_kind]
        name, value = asked[0]
        if len(asked) > 1 or not isinstance(value, Ids):
            continue
        column, through = name.removesuffix("__in"), many.through
        if through and column == "id" and value.model is through.model:
            if value.key == through.theirs:
                named = dict(asked_by(value.condition)).get(f"{through.mine}__in")
                value = named if isinstance(named, Ids) else value
        elif column not in keys:
            continue
        if value.model is parent.model and value.key == "id":
            yield value


def _same(one: object, other: object) -> bool:
    """Whether two conditions are the same; terms are the same where they are one."""
    if isinstance(one, Q) and isinstance(other, Q):
        mine: Mapping[str, object] = one.filters
        theirs: Mapping[str, object] = other.filters
        return (
            one.join_type == other.join_type
            and mine.keys() == theirs.keys()
            and all(_same(mine[name], theirs[name]) for name in mine)
            and len(one.children) == len(other.children)
            and all(map(_same, one.children, other.children))
        )
    if isinstance(one, Ids) and isinstance(other, Ids):
        alike = one.model is other.model and one.key == other.key
        return alike and _same(one.condition, other.condition)
    return one is other if isinstance(one, Term) or isinstance(other, Term) else bool(one == other)
