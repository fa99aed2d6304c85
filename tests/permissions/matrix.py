"""The tables of docs/permissions.md, read as they stand there."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "permissions.md"
Row = dict[str, str]


def table(heading: str) -> dict[str, Row]:
    """The rows below a heading: the cell of each column, by what the row is about."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [_cells(line) for line in section.splitlines() if line.startswith("|")]
    columns, rows = lines[0][1:], lines[2:]
    assert all(len(row) == len(columns) + 1 for row in rows), heading
    return {row[0].replace("`", ""): dict(zip(columns, row[1:], strict=True)) for row in rows}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def words(heading: str) -> set[str]:
    """Every word that stands in the cells of a table."""
    return {cell for row in table(heading).values() for cell in row.values()}
