"""The filter on who is responsible, whether a column names them or a table has several."""

from collections.abc import Callable

from reader.arguments import Tree
from reader.binding import id_of, ids_of
from reader.compiler import Compiler
from reader.filter import ResponsibleThrough

#: What holds where a test such as "= 1" holds for the user, or for one of several.
Some = Callable[[str], str]


def in_column(column: str) -> tuple[Some, str]:
    """A test of the user that a column names, and that it names nobody."""
    return lambda test: f"{column} {test}", f"{column} IS NULL"


def in_table(it: ResponsibleThrough, row: str) -> tuple[Some, str]:
    """A test of the users that a table has for a row, and that it has nobody."""
    table = it.model._meta.db_table
    people = f'SELECT x.{it.mine} AS row_id, x.user_id FROM "{table}" x'
    if it.teams:
        people = (
            f"{people} WHERE x.user_id IS NOT NULL UNION ALL SELECT y.{it.mine}, m.user_id"
            f' FROM "{table}" y JOIN "membership" m ON m.team_id = y.team_id'
        )
    some = f"(SELECT p.row_id FROM ({people}) p"
    return lambda test: f"{row}.id IN {some} WHERE p.user_id {test})", f"{row}.id NOT IN {some})"


def responsible(c: Compiler, who: tuple[Some, str], value: Tree, where: str) -> list[str]:
    """The conditions that a filter on who is responsible stands for."""
    some, nobody = who
    conditions = []
    for name, leaf in value.items():
        at = f"{where}.{name}"
        if leaf is None:
            continue
        if name == "is":
            conditions.append(some(f"= {c.bind(id_of(leaf, 'User', at), 'int')}"))
        elif name == "in":
            users = c.dialect.elements(c.bind(ids_of(leaf, "User", at)), "int")
            conditions.append(some(f"IN ({users})"))
        elif name == "isMe":
            me = some(f"= {c.viewer_id()}")
            conditions.append(me if leaf.now else f"({me}) IS NOT TRUE")
        elif name == "isEmpty":
            conditions.append(nobody if leaf.now else some("IS NOT NULL"))
        elif name == "inTeam":
            team = c.bind(id_of(leaf, "Team", at), "int")
            conditions.append(some(f"IN ({_members(team, c.account_id())})"))
    return conditions


def _members(team: str, account: str) -> str:
    return (
        'SELECT m.user_id FROM "membership" m JOIN "team" g ON g.id = m.team_id'
        f" WHERE g.id = {team} AND g.account_id = {account}"
    )
