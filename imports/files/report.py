"""What an import did, on the terminal and as a file."""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from imports.files.csv import Unreadable
from imports.files.translate import noted
from imports.row import Kind, Outcome, Row

COLUMNS = ("file", "line", "kind", "external_id", "done", "why")
SHOWN = 10


def show(console: Console, rows: Sequence[Row], remarks: Sequence[str]) -> None:
    """Print how many rows of each kind were created, changed, left, skipped or refused, and why."""
    counts = Counter((row.kind, row.did) for row in rows)
    kinds = [kind for kind in Kind if any((kind, did) in counts for did in Outcome)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", *Outcome):
        table.add_column(name, justify="right" if name else "left")
    for kind in kinds:
        table.add_row(kind.many, *(f"{counts[kind, did]:,}" for did in Outcome))
    console.print(table)
    notes = [
        f"{count:,} {_noun(kind, count)}: {note}" for (kind, note), count in noted(rows).items()
    ]
    for title, lines in (
        ("Worth knowing", [*notes, *remarks]),
        ("Refused or skipped", _reasons(rows)),
    ):
        if lines:
            console.print(f"\n{title}", style="bold")
        for line in lines:
            console.print(f"  {printable(line)}", markup=False, highlight=False)


def _reasons(rows: Sequence[Row]) -> list[str]:
    """The first rows that were not taken, and why."""
    left = [row for row in rows if row.did in (Outcome.REFUSED, Outcome.SKIPPED)]
    lines = [f"{row.file}, line {row.line}: {row.did}: {row.why}" for row in left[:SHOWN]]
    more = len(left) - len(lines)
    return [*lines, f"and {more:,} more: --report FILE.csv lists them all"] if more else lines


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write a line for each row but those that changed nothing. Raises Unreadable."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for row in rows:
                if row.did is not Outcome.UNCHANGED:
                    why = "; ".join(printable(part) for part in (row.why, *row.notes) if part)
                    key = printable(row.key)
                    writer.writerow([row.file, row.line, row.kind, key, row.did, why])
    except OSError as error:
        raise Unreadable(path.name, f"The report cannot be written: {error.strerror}.") from None


def printable(text: str) -> str:
    """Text that cannot play with the terminal."""
    return "".join(it if it.isprintable() else ascii(it)[1:-1] for it in text)


def _noun(kind: Kind, count: int) -> str:
    return kind.one if count == 1 else kind.many
