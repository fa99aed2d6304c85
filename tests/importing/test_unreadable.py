"""Files that cannot be read as a whole, and imports that end halfway: nothing is changed."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from imports.files.csv import Unreadable
from imports.row import Outcome
from orm.user import User
from tests.importing.office import BOTH, Office, counted

ROOT = Path(__file__).parent.parent.parent
HEAD = b"external_id,name\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HEAD + b"a,A\nb\n", "companies.csv, line 3: It has 1 cells where the header has 2."),
        (HEAD + b"a,A,more\n", "companies.csv, line 2: It has 3 cells where the header has 2."),
        (HEAD + b'a,"A\nb,B\n', "companies.csv, line 2: This is not CSV: unexpected end of data."),
        (HEAD + b'a,"A"x\n', "companies.csv, line 2: This is not CSV: ',' expected after '\"'."),
        (HEAD + b'a,"A\nA"\nb\n', "companies.csv, line 4: It has 1 cells where the header has 2."),
        (
            HEAD + b"a,A\nb,\xe8\n",
            "companies.csv, line 3: This is not UTF-8; save the file as UTF-8.",
        ),
        (
            "external_id,name\na,A\n".encode("utf-16"),
            "companies.csv, line 1: This is not UTF-8; save the file as UTF-8.",
        ),
        (b"", "companies.csv: It is empty; a file begins with the names of its columns."),
        (b"name\nA\n", "companies.csv, line 1: The column 'external_id' is missing; it has name."),
        (b"external_id,name,name\n", "companies.csv, line 1: There are two columns 'name'."),
        (b"external_id,,name\n", "companies.csv, line 1: A column has no name."),
    ],
)
async def test_a_file_that_is_broken_is_named_with_the_line(
    filled: Office, content: bytes, why: str
) -> None:
    before = await filled.everything()
    filled.file("companies.csv", content)
    filled.edit("users.csv", "Ben", "Benjamin")
    with pytest.raises(Unreadable) as refused:
        await filled.run()
    assert str(refused.value) == why
    assert await filled.everything() == before


async def test_phases_need_their_pipeline(office: Office) -> None:
    office.file("phases.csv", "name\nNew\n")
    with pytest.raises(Unreadable, match=r"line 1: The column 'pipeline' is missing; it has name"):
        await office.run()


async def test_a_column_that_is_misspelt_is_not_ignored(filled: Office) -> None:
    filled.file("companies.csv", "external_id,nome\nc1,Acme\n")
    with pytest.raises(Unreadable, match="line 1: No column is called 'nome'; there are account_"):
        await filled.run()


async def test_a_file_that_nothing_reads_and_an_empty_folder_are_refused(office: Office) -> None:
    office.file("invoices.csv", "a\n1\n")
    with pytest.raises(Unreadable, match=r"invoices.csv: The mapping reads no such file; it reads"):
        await office.run("invoices.csv")
    with pytest.raises(Unreadable, match=r"files: There is none of phases\.csv, inboxes\.csv"):
        await office.run()


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
async def test_utf_8_is_read_with_and_without_a_byte_order_mark(
    office: Office, start: bytes
) -> None:
    lines = 'external_id,first_name,last_name,email\r\nx," Zoë ","Łęcka, née ""O""",z@b.c\r\n\r\n'
    office.file("users.csv", start + lines.encode())
    assert counted(await office.run()) == {Outcome.CREATED: 1}
    assert (await User.get(external_id="x")).name == 'Zoë Łęcka, née "O"'


class Broken(Exception):
    """Something nobody thought of."""


@BOTH
async def test_an_import_that_fails_halfway_leaves_everything_as_it_was(filled: Office) -> None:
    before = await filled.everything()
    filled.edit("users.csv", "Ben", "Benjamin")
    filled.edit("companies.csv", "Acme", "Acme & Co")
    filled.file("phases.csv", "pipeline,name\nOther,One\n")

    def progress(what: str, done: int, total: int) -> None:
        if what == "Writing":
            raise Broken

    with pytest.raises(Broken):
        await filled.run(progress=progress)
    assert await filled.everything() == before


@BOTH
async def test_an_import_that_is_killed_halfway_leaves_everything_as_it_was(filled: Office) -> None:
    before = await filled.everything()
    many = "".join(f"k{number},Killed {number},ben\n" for number in range(3000))
    filled.file("deals.csv", f"external_id,title,assigned_to\n{many}")
    script = textwrap.dedent(f"""
        import asyncio, os, signal
        from pathlib import Path
        from imports.write import write
        from resolvers.runtime.runtime import open_runtime
        from imports.files.mapping import OWN, load
        from imports.files.translate import translate

        def progress(what, done, total):
            if what == "Writing" and done > 2000:
                os.kill(os.getpid(), signal.SIGKILL)

        async def main():
            runtime = await open_runtime({filled.url!r})
            rows = translate(load(OWN), OWN, [Path({str(filled.folder)!r})]).rows
            await write(runtime.database, {filled.account_id}, rows, progress=progress)

        asyncio.run(main())
    """)
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=60)
    assert killed.returncode == -9
    assert await filled.everything() == before
    assert counted(await filled.run("deals.csv", silent=True)) == {Outcome.CREATED: 3000}


async def test_a_dry_run_says_the_same_and_keeps_nothing(filled: Office) -> None:
    before = await filled.everything()
    filled.edit("deals.csv", "cleo", "ben")
    filled.edit("deals.csv", "Small one,,", "Small one,nix,")
    filled.edit("users.csv", "Cleo,,", "Cleo,Cole,")
    rehearsed = await filled.run(dry_run=True)
    assert await filled.everything() == before
    done = await filled.run()
    said = [[(it.key, it.did, it.why) for it in rows] for rows in (rehearsed, done)]
    assert said[0] == said[1]
    assert counted(done) == {Outcome.CHANGED: 2, Outcome.REFUSED: 1, Outcome.UNCHANGED: 6}
