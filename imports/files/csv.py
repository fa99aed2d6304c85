"""CSV files as rows; what cannot be read as a whole is refused with the file and the line."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from orm.errors import Problem

BOM = b"\xef\xbb\xbf"


class Unreadable(Problem):
    """Something is wrong with a file, or the mapping; nothing is imported."""

    def __init__(self, file: str, why: str, line: int | None = None) -> None:
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {why}")


@dataclass(frozen=True)
class Line:
    """One row of a file: its cells by column, without the spaces around them."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A file that was read."""

    file: str
    columns: tuple[str, ...]
    lines: list[Line]


def read(path: Path, delimiter: str = ",") -> Sheet:
    """Read a file in UTF-8, with or without a byte order mark. Raises Unreadable."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), delimiter=delimiter, strict=True)
    columns: tuple[str, ...] = ()
    lines, number = [], 1
    try:
        for cells in reader:
            if cells and not columns:
                columns = _header(path.name, cells, number)
            elif cells:
                lines.append(_line(path.name, columns, cells, number))
            number = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(path.name, f"This is not CSV: {error}.", number) from None
    if not columns:
        raise Unreadable(path.name, "It is empty; a file begins with the names of its columns.")
    return Sheet(path.name, columns, lines)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes().removeprefix(BOM)
    except OSError as error:
        raise Unreadable(path.name, f"It cannot be opened: {error.strerror}.") from None
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(path.name, "This is not UTF-8; save the file as UTF-8.", line) from None


def _header(file: str, cells: list[str], number: int) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in cells)
    if not all(columns):
        raise Unreadable(file, "A column has no name.", number)
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise Unreadable(file, f"There are two columns {twice[0]!r:.60}.", number)
    return columns


def _line(file: str, columns: tuple[str, ...], cells: list[str], number: int) -> Line:
    if len(cells) != len(columns):
        why = f"It has {len(cells)} cells where the header has {len(columns)}."
        raise Unreadable(file, why, number)
    return Line(number, {name: cell.strip() for name, cell in zip(columns, cells, strict=True)})
