"""docs/domain.md: every rule is there, and every test that it links is."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "domain.md"
LINK = re.compile(r"\[([^\]]+)\]\((\.\./tests/[^)]+)\)")


class Row(NamedTuple):
    """What a row of a table says first, and the tests that it links: file and name."""

    called: str
    tests: list[tuple[Path, str]]


def rows() -> list[Row]:
    """The rows of all tables, without their heads."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[-1] != "Shown by":
            links = LINK.findall(cells[-1])
            tests = [
                ((PAGE.parent / file).resolve(), f"test_{name.replace(' ', '_')}")
                for name, file in links
            ]
            found.append(Row(cells[0], tests))
    return found


@cache
def named_in(file: Path) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, functions)}


def test_every_rule_has_its_row() -> None:
    rules = [row.called for row in rows() if re.fullmatch(r"R\d+", row.called)]
    assert rules == [f"R{number}" for number in range(1, 31)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.called)
def test_every_row_is_shown_by_tests_that_are_there(row: Row) -> None:
    assert row.tests != []
    assert [name for file, name in row.tests if name not in named_in(file)] == []
    assert len(set(row.tests)) == len(row.tests)
