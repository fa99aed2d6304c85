"""Files become rows to import, as a mapping says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imports.files.columns import ESSENTIAL, FIELDS, Blank
from imports.files.csv import Line, Sheet, Unreadable, read
from imports.files.mapping import Block, Mapping, Source, Step
from imports.row import Kind, Outcome, Row
from orm.record import Columns

SHOWN = 40


@dataclass
class Translated:
    """What files say, and what is not taken of them."""

    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def translate(mapping: Mapping, name: str, paths: Sequence[Path]) -> Translated:
    """The rows of some files, or of those in a directory. Raises Unreadable."""
    files = _files(mapping, paths)
    done = Translated([_phase(name, step) for step in mapping.phases])
    rows: dict[tuple[Kind, str], Row] = {}
    used: dict[str, set[str]] = {}
    sheets: dict[str, Sheet] = {}
    for block in mapping.read:
        if block.file not in files:
            continue
        sheet = read(files[block.file], block.delimiter)
        sheets[block.file] = sheet
        _check_columns(block, sheet, mapping.known(block.file))
        used.setdefault(block.file, set()).update(block.columns)
        for line in sheet.lines:
            row = _row(block, sheet, line)
            if _is_first(rows, row, block):
                done.rows.append(row)
    done.remarks += [
        f"{file}: not taken: {', '.join(left)}"
        for file, sheet in sheets.items()
        if (left := [column for column in sheet.columns if column not in used[file]])
    ]
    done.remarks += [f"{file}: not read" for file in sorted(files.keys() - sheets.keys())]
    return done


def _files(mapping: Mapping, paths: Sequence[Path]) -> dict[str, Path]:
    """Every file by its name. Raises Unreadable where one lacks that should be there."""
    wanted = [block.file for block in mapping.read]
    files: dict[str, Path] = {}
    for path in paths:
        if path.is_dir():
            files |= {it.name: it for it in sorted(path.glob("*.csv"))}
            _expect(path.name, [it.file for it in mapping.read if not it.optional], files)
        elif path.name in wanted:
            files[path.name] = path
        else:
            known = ", ".join(dict.fromkeys(wanted))
            raise Unreadable(path.name, f"The mapping reads no such file; it reads {known}.")
    if not set(files) & set(wanted):
        raise Unreadable(paths[0].name, f"There is none of {', '.join(dict.fromkeys(wanted))}.")
    return files


def _expect(directory: str, wanted: Sequence[str], files: dict[str, Path]) -> None:
    missing = [file for file in dict.fromkeys(wanted) if file not in files]
    if missing:
        raise Unreadable(directory, f"There is no {' and no '.join(missing)}.")


def _check_columns(block: Block, sheet: Sheet, known: set[str]) -> None:
    """Every column that is needed is there, and none that nobody knows. Raises Unreadable."""
    there = set(sheet.columns)
    if missing := sorted((block.essential if block.optional else block.columns) - there):
        why = f"The column {missing[0]!r} is missing; it has {', '.join(sheet.columns)!s:.200}."
        raise Unreadable(sheet.file, why, 1)
    if strange := sorted(there - known):
        why = f"No column is called {strange[0]!r:.60}; there are {', '.join(sorted(known))}."
        if not block.optional:
            why = f"The mapping neither reads nor leaves the column {strange[0]!r:.60}."
        raise Unreadable(sheet.file, why, 1)


def _row(block: Block, sheet: Sheet, line: Line) -> Row:
    cells, notes = _corrected(block, line.cells)
    values: Columns = {}
    problems: list[str] = []
    for name, source in block.fields.items():
        if all(it.columns <= cells.keys() for it in source.templates):
            _take(block, name, source, cells, values, notes, problems)
    key = _key(block.kind, values)
    row = Row(block.kind, key, values, sheet.file, line.number, notes)
    if problems:
        row.refuse("; ".join(problems))
    return row


def _take(
    block: Block,
    name: str,
    source: Source,
    cells: dict[str, str],
    values: Columns,
    notes: list[str],
    problems: list[str],
) -> None:
    """Put the value of one field among the values, or say why not."""
    wanted = FIELDS[block.kind][name]
    text = next((it.render(cells) for it in source.templates if it.fits(cells)), "").strip()
    try:
        if text and source.values is not None:
            if text not in source.values:
                raise ValueError(f"The mapping knows {', '.join(source.values)}.")
            text = source.values[text]
        if not text and source.blank:
            notes.append(source.blank)
        if text or wanted.blank is not Blank.KEEP:
            values[name] = wanted.value(text, block.dates)
    except ValueError as error:
        problems.append(f"{name} {text[:SHOWN]!r}: {error}" if text else f"{name}: {error}")


def _corrected(block: Block, cells: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Cells without their known flaws, and what was corrected."""
    corrected, notes = dict(cells), []
    for column, flaws in block.corrections.items():
        flaw = cells.get(column, "")
        if flaw in flaws:
            corrected[column] = flaws[flaw]
            notes.append(f'{column} "{flaw}" read as "{flaws[flaw]}"')
    return corrected, notes


def _key(kind: Kind, values: Columns) -> str:
    if kind is Kind.PHASE:
        return f"{values.get('pipeline')} / {values.get('name')}"
    (key,) = ESSENTIAL[kind]
    return str(values.pop(key, ""))


def _phase(file: str, step: Step) -> Row:
    values = step.model_dump()
    return Row(Kind.PHASE, _key(Kind.PHASE, values), values, file, 0)


def _is_first(rows: dict[tuple[Kind, str], Row], row: Row, block: Block) -> bool:
    """Whether a row says something new; one that contradicts an earlier one is refused."""
    if row.did is Outcome.REFUSED:
        return True
    first = rows.setdefault((row.kind, row.key), row)
    if first is row:
        return True
    same = first.values == row.values
    if same and block.repeats:
        return False
    place = f"line {first.line}" if first.file == row.file else f"{first.file}, line {first.line},"
    if same:
        row.did, row.why = Outcome.SKIPPED, f"The same as {place.rstrip(',')}."
    else:
        row.refuse(f"There is another {row.kind} of this id: {place.rstrip(',')}.")
    return True


def noted(rows: Sequence[Row]) -> Counter[tuple[Kind, str]]:
    """How often each note was made."""
    return Counter((row.kind, note) for row in rows for note in row.notes)
