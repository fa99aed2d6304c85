"""Comparisons with who is responsible, whether a column names them or a table has several."""

from collections.abc import Callable
from dataclasses import dataclass

from tortoise.models import Model

from permissions.team import TeamAccess
from permissions.user import UserAccess
from reader.compile.arguments import Leaves
from reader.compile.binding import id_of, ids_of
from reader.compile.compiler import Compiler
from reader.compile.rules import one_by_one
from reader.cost import CONDITIONS
from reader.filters.comparison import Comparison, Emptiness, FilteredRow, joined
from reader.filters.references import column_of

SOMEBODY = "IS NOT NULL"
#: What holds where a test such as "= 1" holds for the user, or for one of several.
Some = Callable[[str], str]


@dataclass(frozen=True)
class Responsible(Comparison[Leaves]):
    """Who a user column names: is, isMe, in, isEmpty, inTeam."""

    column: str

    def write(self, on: FilteredRow, value: Leaves, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        who = in_column(column_of(on.c, on.model, on.row, self.column))
        return joined(responsible(on.c, who, value, where), "and")


@dataclass(frozen=True)
class ResponsibleThrough(Comparison[Leaves]):
    """Who several users are that a table has for a row; with teams, their members count too."""

    model: type[Model]
    mine: str
    teams: bool = False

    def write(self, on: FilteredRow, value: Leaves, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        who = in_table(self, on.row, each=on.each)
        return joined(responsible(on.c, who, value, where), "and")

    def conditions(self, value: Leaves | Emptiness) -> int:
        """How many conditions it counts for, since it looks into another table."""
        return CONDITIONS


def in_column(column: str) -> tuple[Some, str]:
    """A test of the user that a column names, and that it names nobody."""
    return lambda test: f"{column} {test}", f"{column} IS NULL"


def in_table(it: ResponsibleThrough, row: str, *, each: bool) -> tuple[Some, str]:
    """A test of the users that a table has for a row, and that it has nobody.

    each: as relations.in_table.
    """
    table = it.model._meta.db_table
    people = f'SELECT x.{it.mine} AS row_id, x.user_id FROM "{table}" x'
    if it.teams:
        people = (
            f"{people} WHERE x.user_id IS NOT NULL UNION ALL SELECT y.{it.mine}, m.user_id"
            f' FROM "{table}" y JOIN "membership" m ON m.team_id = y.team_id'
        )
    at_hand = f"SELECT 1 FROM ({people}) p WHERE p.row_id = {row}.id"

    def some(test: str) -> str:
        if each or test == SOMEBODY:
            return one_by_one(f"{at_hand} AND p.user_id {test}")
        return f"{row}.id IN (SELECT p.row_id FROM ({people}) p WHERE p.user_id {test})"

    return some, f"NOT {one_by_one(at_hand)}"


def responsible(c: Compiler, who: tuple[Some, str], value: Leaves, where: str) -> list[str]:
    """The conditions that a filter on who is responsible stands for."""
    some, nobody = who
    conditions = []
    for name, leaf in value.items():
        at = f"{where}.{name}"
        if leaf is None:
            continue
        if name == "is":
            user = c.bind(id_of(leaf, "User", at), "int")
            conditions.append(some(f"= {c.named(UserAccess, user)}"))
        elif name == "in":
            users = c.bind(ids_of(leaf, "User", at))
            conditions.append(some(f"IN ({c.all_named(UserAccess, users)})"))
        elif name == "isMe":
            me = some(f"= {c.viewer_id()}")
            conditions.append(me if leaf.now else f"({me}) IS NOT TRUE")
        elif name == "isEmpty":
            conditions.append(nobody if leaf.now else some(SOMEBODY))
        elif name == "inTeam":
            team = c.bind(id_of(leaf, "Team", at), "int")
            members = (
                f"SELECT m.user_id FROM membership m WHERE m.team_id = {c.named(TeamAccess, team)}"
            )
            conditions.append(some(f"IN ({members})"))
    return conditions
