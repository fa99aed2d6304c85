"""docs/glossary.md is true: its terms are where it says, and what it retired is gone."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rooms import ROOT, files

PAGE, _, RETIRED = (
    (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Retired words")
)
TERM = re.compile(r"^\| `(\w+)` \| (.+) \| `(\S+)` \|$", re.MULTILINE)
ROW = re.compile(r"^\| ([\w, ]+) \| (.+) \|$", re.MULTILINE)
TERMS = TERM.findall(PAGE)
NAMES, TYPES = RETIRED.split("No class and no type")


def retired(table: str) -> set[str]:
    """The words of the left column of a table."""
    rows = [left for left, _ in ROW.findall(table) if left != "Not"]
    return {word.strip().lower() for left in rows for word in left.split(",")}


def plain(name: str) -> str:
    """An identifier without case and without underscores around it."""
    return name.strip("_").lower()


def identifiers(file: Path) -> Iterator[tuple[str, int]]:
    """Every name in a file, and its own, with the line that it is on."""
    yield (file.parent if file.stem == "__init__" else file).stem, 0
    with file.open("rb") as opened:
        for token in tokenize.tokenize(opened.readline):
            if token.type == tokenize.NAME:
                yield token.string, token.start[0]


def types(file: Path) -> Iterator[tuple[str, int]]:
    """The classes and the names of types that a file defines."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.Assign):
            for name in node.targets:
                if isinstance(name, ast.Name) and re.match(r"_?[A-Z][a-z]", name.id):
                    yield name.id, node.lineno


def ours() -> list[Path]:
    """The files that the glossary is about; migrations are history, and stay as they were."""
    return [file for file in files() if "migrations" not in file.parts]


def test_every_term_stands_once_with_one_sentence() -> None:
    names = [name for name, _, _ in TERMS]
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]

    assert len(names) == len(rows) > 40
    assert sorted(names) == sorted(set(names))
    assert [text for _, text, _ in TERMS if text.count(". ") or not text.endswith(".")] == []


@pytest.mark.parametrize(("term", "file"), [(term, file) for term, _, file in TERMS])
def test_a_term_is_defined_where_the_page_says(term: str, file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    defined = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    } | {
        name.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for name in node.targets
        if isinstance(name, ast.Name)
    }

    assert term in defined


def test_what_stands_instead_of_a_retired_word_is_a_term() -> None:
    instead = {word for _, but in ROW.findall(RETIRED) for word in re.findall(r"`(\w+)`", but)}

    assert instead - {name for name, _, _ in TERMS} == set()


def test_no_retired_word_is_a_name() -> None:
    words = retired(NAMES)
    found = {
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file in ours()
        for name, line in identifiers(file)
        if plain(name) in words
    }

    assert {"house", "deed", "circle", "mailbox", "attempts"} <= words
    assert found == set()


def test_no_retired_word_is_a_type() -> None:
    words = retired(TYPES)
    found = {
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file in ours()
        for name, line in types(file)
        if plain(name) in words
    }

    assert {"asked", "held", "turns"} <= words
    assert found == set()
