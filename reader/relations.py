"""How the rows of a list are tied to the row that the list belongs to."""

from collections.abc import Callable

from reader.entity import Entity
from reader.rules import Parent
from reader.source import Many

#: The conditions that tie the rows of a list to where it stands, on an alias of theirs.
Tie = Callable[[str], list[str]]


def tie_of(many: Many, parent: str, of: Entity | None) -> Tie:
    """The conditions on an alias of theirs; none for a list at the root."""

    def conditions(row: str) -> list[str]:
        ties = [f"{row}.{theirs} = {parent}.{mine}" for theirs, mine in many.on.items()]
        if many.of_kind and of:
            ties.append(f"{row}.{many.of_kind} = '{of.kind}'")
        if many.through:
            table, through = many.through.model._meta.db_table, many.through
            ties.append(
                f'{row}.id IN (SELECT x.{through.theirs} FROM "{table}" x'
                f" WHERE x.{through.mine} = {parent}.id)"
            )
        return ties

    return conditions


def parents_of(many: Many, parent: str, of: Entity | None) -> dict[str, Parent]:
    """The row that a list belongs to, by the columns of theirs that hold its id."""
    keys = [theirs for theirs, mine in many.on.items() if mine == "id"]
    return {key: Parent(of.model, parent) for key in keys} if of else {}
