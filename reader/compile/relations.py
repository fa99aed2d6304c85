"""How the rows of a list are tied to the row that the list belongs to."""

from collections.abc import Callable, Iterator
from typing import Any

from pypika_tortoise.terms import Term
from tortoise.expressions import Q

from permissions.rule import Ids, Present, Readable, alternatives
from reader.compile.compiler import Compiler
from reader.compile.entity import Entity
from reader.compile.named_rows import asked_by
from reader.compile.rules import without_index
from reader.sources.source import Many

#: The conditions that tie the rows of a list to where it stands, on an alias of theirs.
Link = Callable[[str], list[str]]


def nothing(row: str) -> list[str]:
    """No condition."""
    return []


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


def in_table(
    row: str, table: str, column: str, condition: str, *, each: bool, kind: str = ""
) -> str:
    """That some row x of a table names a row; each: as tie_of. kind: that x is of its kind."""
    kind = f" AND {kind}" if kind else ""
    if each:
        # What is asked of x finds nothing: there may be some that name what is hidden.
        found = f"x.{column} = {row}.id{kind} AND {without_index(condition)}"
        return f'EXISTS (SELECT 1 FROM "{table}" x WHERE {found})'
    return f'{row}.id IN (SELECT x.{column} FROM "{table}" x WHERE {condition}{kind})'


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


def _same(one: Any, other: Any) -> bool:
    """Whether two conditions are the same; terms are the same where they are one."""
    if isinstance(one, Q) and isinstance(other, Q):
        mine: dict[str, Any] = one.filters
        theirs: dict[str, Any] = other.filters
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
