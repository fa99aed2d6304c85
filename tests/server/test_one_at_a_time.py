"""One service a file, one migration at a time, and nobody else reads what is in the file."""

import asyncio
import sqlite3
import stat
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from orm.database import migrating
from tests.served import WHOSE, environment
from tests.server.conftest import Whose
from tests.server.running import Serving, serving
from tests.world.stage import a_database

READY = "The database has the tables of this version already."


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A database with all tables."""
    path = tmp_path / "whose.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return path


def rights(*files: Path) -> list[str]:
    """What may be done with files, as in `ls -l`."""
    return [stat.filemode(file.stat().st_mode) for file in files]


def start(*words: str, url: str, folder: Path) -> "subprocess.Popen[str]":
    """Run a command beside this process, under the umask that is usual."""
    return subprocess.Popen(
        [*WHOSE, *words],
        cwd=folder,
        env=environment(WHOSE_DATABASE_URL=url, WHOSE_PORT="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=0o022,
    )


def until_ready(running: Serving) -> None:
    """Wait until a service has opened its database."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(httpx.TransportError):
            if httpx.get(f"{running.url()}/health/ready").is_success:
                return
        time.sleep(0.1)
    raise AssertionError(running.said)


def test_a_second_service_on_a_file_is_refused_in_one_line(file: Path, tmp_path: Path) -> None:
    with serving(f"sqlite://{file}", tmp_path) as first:
        first.url()
        second = start("serve", url=f"sqlite://{file}", folder=tmp_path)
        out, err = second.communicate(timeout=30)

    assert (second.returncode, out) == (1, "")
    assert err == f"whose: Another process serves {file} already.\n"


def test_a_service_that_was_killed_leaves_its_file_to_the_next(file: Path, tmp_path: Path) -> None:
    first = Serving(f"sqlite://{file}", tmp_path / "first")
    first.url()
    first.process.kill()
    first.process.wait(10)

    with serving(f"sqlite://{file}", tmp_path) as second:
        assert second.url()


def test_commands_go_on_beside_a_service(
    file: Path, tmp_path: Path, run: Whose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSE_DATABASE_URL", f"sqlite://{file}")
    with serving(f"sqlite://{file}", tmp_path) as running:
        running.url()
        listed, migrated = run("account", "list"), run("migrate")

    assert (listed.code, migrated.code, migrated.lines) == (0, 0, [READY])


@pytest.mark.parametrize("dialect", ["sqlite", pytest.param("p", marks=pytest.mark.postgresql)])
def test_two_migrations_at_once_take_turns(dialect: str, tmp_path: Path) -> None:
    if dialect == "sqlite":
        said = _migrate_twice(f"sqlite://{tmp_path / 'whose.sqlite3'}", tmp_path)
    else:
        with a_database("turns") as url:
            said = _migrate_twice(url, tmp_path)

    applied = [f"Applied {name}" for name in migrating.names()]
    assert sorted(said) == sorted([applied, [READY]])


def _migrate_twice(url: str, folder: Path) -> list[list[str]]:
    both = [start("migrate", url=url, folder=folder) for _ in range(2)]
    ended = [command.communicate(timeout=180) for command in both]
    assert [(command.returncode, err) for command, (_, err) in zip(both, ended, strict=True)] == [
        (0, ""),
        (0, ""),
    ]
    return [out.splitlines() for out, _ in ended]


def test_what_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "whose.sqlite3"
    start("migrate", url=f"sqlite://{path}", folder=tmp_path).communicate(timeout=60)
    with serving(f"sqlite://{path}", tmp_path) as running:
        until_ready(running)
        lock = path.with_name(path.name + "-lock")
        log = path.with_name(path.name + "-wal")
        shared = path.with_name(path.name + "-shm")

        assert rights(path, lock, log, shared) == ["-rw-------"] * 4


def test_a_file_that_was_open_to_others_is_closed_to_them_and_the_log_says_so(
    file: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(file)) as left_open:
        left_open.execute("PRAGMA journal_mode = WAL")
        left_open.execute("CREATE TABLE beside (it)")
        beside = list(tmp_path.iterdir())
        assert len(beside) == 3
        for part in beside:
            part.chmod(0o664)
        with serving(f"sqlite://{file}", tmp_path) as running:
            running.url()

            assert rights(*beside) == ["-rw-------"] * len(beside)
            assert running.said.count("was_open_to_others") == len(beside)


def test_who_waits_for_a_turn_lets_others_run(tmp_path: Path) -> None:
    async def both() -> list[str]:
        order: list[str] = []
        url = f"sqlite://{tmp_path / 'whose.sqlite3'}"
        async with migrating.turn(url):
            waiting = asyncio.create_task(_after(url, order))
            await asyncio.sleep(0.3)
            order.append("first")
        await waiting
        return order

    async def _after(url: str, order: list[str]) -> None:
        async with migrating.turn(url):
            order.append("second")

    assert asyncio.run(both()) == ["first", "second"]
