"""docs/security.md: every limit in its table is in the code, where it says and with that value."""

import datetime
import importlib
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from server.process.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "security.md"
HEAD = "| What | At most | Set by | Where | Past it |"
SETTINGS = "server/process/settings.py"
UNITS = {
    "KiB": 1024,
    "MiB": 1024**2,
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
}
VALUE = re.compile(rf"([\d.,]+)(?: ({'|'.join(UNITS)})s?\b)?")


class Limit(NamedTuple):
    """A row of the table."""

    what: str
    most: str
    name: str
    where: str
    past: str


def limits() -> list[Limit]:
    """The rows of the table, without marks of code."""
    text = PAGE.read_text(encoding="utf-8")
    rows = text.partition(HEAD)[2].partition("\n\n")[0].splitlines()[2:]
    return [Limit(*(cell.strip().strip("`") for cell in row.strip("|").split("|"))) for row in rows]


def value(most: str) -> float:
    """The number that a cell begins with, in bytes and seconds."""
    found = VALUE.match(most)
    assert found, f"no number: {most}"
    return float(found[1].replace(",", "")) * UNITS.get(found[2], 1)


def in_code(limit: Limit) -> Any:
    """The value of a limit as the code has it."""
    if limit.name.startswith(PREFIX):
        return Settings.model_fields[limit.name.removeprefix(PREFIX).lower()].default
    module = importlib.import_module(limit.where.removesuffix(".py").replace("/", "."))
    return getattr(module, limit.name)


@pytest.mark.parametrize("limit", limits(), ids=lambda limit: f"{limit.where}:{limit.name}")
def test_a_limit_is_in_the_code_as_the_page_says(limit: Limit) -> None:
    found = in_code(limit)
    if isinstance(found, datetime.timedelta):
        found = found.total_seconds()

    assert (ROOT / limit.where).is_file()
    assert limit.name.startswith(PREFIX) == (limit.where == SETTINGS)
    assert found == value(limit.most)


def test_no_limit_is_listed_twice() -> None:
    named = [(limit.where, limit.name) for limit in limits()]

    assert len(named) > 20
    assert len(set(named)) == len(named)
