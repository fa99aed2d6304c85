"""How the conditions of rules get their values into a statement, and how deep a statement is."""

import re
from collections.abc import Callable, Mapping
from itertools import accumulate

from pypika_tortoise import SqlContext
from pypika_tortoise.terms import Parameter, Parameterizer, Term

PARENTHESIS = re.compile(r"(?P<function>\w)?\((?P<select>SELECT)?|\)|\b(?P<case>CASE)\b|\bEND\b")
OPEN, CLOSE = b"()"
_OTHERS = bytes(set(range(256)) - {OPEN, CLOSE})


class Late(Term):
    """A term that is asked for its SQL only where it is written: nothing unused is bound."""

    def __init__(self, write: Callable[[], str]) -> None:
        super().__init__()
        self._write = write

    def get_sql(self, ctx: SqlContext) -> str:
        """The SQL of the place."""
        return self._write()


class Constants(Parameterizer):
    """Binds the constants of a rule."""

    def __init__(self, constant: Callable[[object, str], str]) -> None:
        super().__init__()
        self._constant = constant

    def create_param(self, value: object) -> Parameter:
        """The place of a constant."""
        kind = "int" if isinstance(value, int) else "text"
        if isinstance(value, bool):
            kind = "flag"
        return Parameter(self._constant(value, kind))


def one_of(value: str, branches: Mapping[str, str]) -> str:
    """What belongs to a value, out of several; null where none does."""
    if not branches:
        return "NULL"
    written = " ".join(f"WHEN {key} THEN {then}" for key, then in branches.items())
    return f"CASE {value} {written} END"


def nesting(sql: str) -> int:
    """How deeply parentheses are nested."""
    parentheses = sql.encode().translate(None, _OTHERS)
    return max(accumulate(1 if one == OPEN else -1 for one in parentheses), default=0)


def symbols(sql: str) -> int:
    """How many symbols SQLite's parser has to keep at most while it reads a statement.

    They are what stands open around a parenthesis and before it, such as x IN (SELECT DISTINCT
    COLUMNS FROM WHERE, or NAME ( DISTINCT LIST , TEXT ||, or x OR y AND (.
    """
    most, enclosing = 0, [0]
    for one in PARENTHESIS.finditer(sql):
        if one[0] in (")", "END"):
            enclosing.pop()
        else:
            weight = 8 if one["select"] else 7 if one["function"] else 6 if one["case"] else 5
            enclosing.append(enclosing[-1] + weight)
            most = max(most, enclosing[-1])
    return most
