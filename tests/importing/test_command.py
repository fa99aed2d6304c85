"""`whose import`, as it is typed."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.importing.office import FILES, Office

ROOT = Path(__file__).parent.parent.parent


def whose(office: Office, *words: str) -> tuple[int, str, str]:
    """Run the command: its exit code, what it printed, and its complaints."""
    environment = {name: it for name, it in os.environ.items() if not name.startswith("WHOSE_")}
    done = subprocess.run(
        [sys.executable, "-m", "server", "import", *words],
        cwd=ROOT,
        env=environment | {"WHOSE_DATABASE_URL": office.url},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(office: Office) -> str:
    """The usual files, with flaws."""
    for name, text in FILES.items():
        office.file(name, text)
    office.edit("deals.csv", "cleo", "zoe")
    office.edit("companies.csv", "c2,Beta,", f"c2,{'B' * 201},")
    return str(office.folder)


def listed(report: Path) -> list[dict[str, str]]:
    """The lines of the file of a report."""
    with report.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ACCOUNT = ("--account", "Analytical Engines")
SUMMARY = """\
           created  changed  unchanged  skipped  refused
users            3        0          0        0        0
teams            1        0          0        0        0
companies        1        0          0        0        1
deals            2        0          0        0        1
"""


async def test_the_report_counts_and_says_why(office: Office, folder: str) -> None:
    code, out, err = whose(office, folder, *ACCOUNT)
    assert (code, err) == (0, "")
    lines = [line.rstrip() for line in out.splitlines()]
    assert lines[:5] == SUMMARY.splitlines()
    assert lines[5:] == [
        "",
        "Refused or skipped",
        f"  companies.csv, line 3: refused: name '{'B' * 40}': It has more than 200 characters.",
        '  deals.csv, line 4: refused: There is no user "zoe".',
    ]


async def test_every_row_that_was_touched_is_in_the_file_of_the_report(
    office: Office, folder: str, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    whose(office, folder, *ACCOUNT, "--report", str(report))
    rows = listed(report)
    assert [(it["kind"], it["external_id"], it["done"]) for it in rows] == [
        ("user", "ada", "created"),
        ("user", "ben", "created"),
        ("user", "cleo", "created"),
        ("team", "north", "created"),
        ("company", "c1", "created"),
        ("company", "c2", "refused"),
        ("deal", "d1", "created"),
        ("deal", "d2", "created"),
        ("deal", "d3", "refused"),
    ]
    assert (rows[-1]["file"], rows[-1]["line"]) == ("deals.csv", "4")
    assert rows[-1]["why"] == 'There is no user "zoe".'
    whose(office, folder, *ACCOUNT, "--report", str(report))
    rows = listed(report)
    assert [(it["external_id"], it["done"]) for it in rows] == [
        ("c2", "refused"),
        ("d3", "refused"),
    ]


async def test_a_dry_run_is_said_to_be_one(office: Office, folder: str) -> None:
    before = await office.everything()
    code, out, _ = whose(office, folder, *ACCOUNT, "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "This was a dry run: nothing of it was kept.")
    assert await office.everything() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ("--account", "Nobody"),
            "There is no account Nobody; `whose account list` names them all.",
        ),
        (
            (*ACCOUNT, "--mapping", "nix"),
            "nix: There is no such mapping; those that ship with Whose",
        ),
        (
            (*ACCOUNT, "--mapping", "maven-crm"),
            "files: There is no sales_teams.csv and no accounts",
        ),
        ((*ACCOUNT, "--report", "/nowhere/r.csv"), "r.csv: The report cannot be written: No such"),
    ],
)
async def test_what_stops_an_import_is_one_line(
    office: Office, folder: str, words: tuple[str, ...], why: str
) -> None:
    before = await office.everything()
    code, out, err = whose(office, folder, *words)
    assert (code, out) == (1, "")
    assert err.startswith(f"whose: {why}")
    assert err.count("\n") == 1
    assert await office.everything() == before


async def test_a_broken_file_is_one_line_that_names_it(office: Office, folder: str) -> None:
    office.file("deals.csv", "external_id,title\nd1\n")
    code, _, err = whose(office, folder, *ACCOUNT)
    assert code == 1
    assert err == "whose: deals.csv, line 2: It has 1 cells where the header has 2.\n"


async def test_nothing_from_a_file_plays_with_the_terminal(office: Office) -> None:
    office.file("users.csv", "external_id,first_name,email\nx\x1b[31m,[red]X,z@b.c\n")
    _, out, _ = whose(office, str(office.folder), *ACCOUNT)
    assert "\x1b" not in out
    assert r"external_id 'x\x1b[31m': It has control characters." in out
