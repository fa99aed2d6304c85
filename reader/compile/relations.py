"""How the rows of a list are tied to the row that the list belongs to."""

from collections.abc import Callable

from reader.compile.rules import one_by_one, without_index

#: The conditions that tie the rows of a list to where it stands, on an alias of theirs.
Link = Callable[[str], list[str]]


def nothing(row: str) -> list[str]:
    """No condition."""
    return []


def in_table(
    row: str, table: str, column: str, condition: str, *, each: bool, kind: str = ""
) -> str:
    """That some row x of a table names a row.

    each: whether it is asked of rows that are found otherwise, one by one. kind: that x is of its
    kind.
    """
    kind = f" AND {kind}" if kind else ""
    if each:
        # What is asked of x finds nothing: there may be some that name what is hidden.
        found = f"x.{column} = {row}.id{kind} AND {without_index(condition)}"
        return one_by_one(f'SELECT 1 FROM "{table}" x WHERE {found}')
    return f'{row}.id IN (SELECT x.{column} FROM "{table}" x WHERE {condition}{kind})'
