"""docs/request-lifecycle.md: every function that a step names is in the file that it names."""

import ast
import re
from functools import cache

import pytest

from tests.served import ROOT

PAGE = ROOT / "docs" / "request-lifecycle.md"
NAMED = re.compile(r"`([\w/]+\.py): ([\w.]+)`")
STEP = re.compile(r"^\d+\. \*\*(.+?)\*\*(.*?)(?=^\d+\. |^## |\Z)", re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, list[tuple[str, str]]]]:
    """What each step says first, and the files and names in it."""
    found = STEP.findall(PAGE.read_text(encoding="utf-8"))
    return [(title, NAMED.findall(text)) for title, text in found]


@cache
def defined_in(file: str) -> set[str]:
    """What a file defines: Class, Class.method, function, and constants."""
    names = set()
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        names |= set(_names(node))
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{name}" for inner in node.body for name in _names(inner)}
    return names


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return [node.name]
        case ast.Assign():
            return [it.id for it in node.targets if isinstance(it, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def test_a_query_a_mutation_and_an_event_have_their_steps() -> None:
    headings = re.findall(r"^## (\w+ \w+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["A query", "A mutation", "An event"]
    assert len(steps()) > 20


@pytest.mark.parametrize(("title", "named"), steps(), ids=lambda it: it if it == str(it) else "")
def test_a_step_names_functions_that_are_there(title: str, named: list[tuple[str, str]]) -> None:
    assert named != [], title
    assert [name for file, name in named if name not in defined_in(file)] == []
