"""What WHOSE_TEST_REQUIRE names must be there: a run without it ends before it begins."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.world.machine import expect_required, need

ROOT = Path(__file__).resolve().parent.parent
NOWHERE = {
    "WHOSE_TEST_POSTGRESQL": "postgres://somebody:secret@127.0.0.1:1",
    "WHOSE_TEST_REDIS": "redis://:secret@127.0.0.1:1",
    "CHROMIUM": str(ROOT / "no-chromium"),
    "PATH": str(ROOT / "no-programs"),
}
MISSING = [
    "postgresql: no PostgreSQL at 127.0.0.1:1 ",
    "redis: no Redis at 127.0.0.1:1 ",
    "node: node and npm are not installed",
    f"chromium: there is no {NOWHERE['CHROMIUM']}",
]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine that has Redis and Node, and neither PostgreSQL nor a browser."""
    found = {"postgresql": "no PostgreSQL", "redis": None, "node": None, "chromium": "no browser"}
    probes = {name: partial(lambda why: why, why) for name, why in found.items()}
    monkeypatch.setattr("tests.world.machine.PROBES", probes)
    return monkeypatch


def test_a_run_without_what_is_required_ends_with_one_line_that_names_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/test_requiring.py", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=os.environ | NOWHERE | {"WHOSE_TEST_REQUIRE": "all"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = done.stderr.strip()

    assert (done.returncode, done.stdout.strip()) == (pytest.ExitCode.USAGE_ERROR, "")
    assert said.startswith("ERROR: WHOSE_TEST_REQUIRE: ")
    assert len(said.splitlines()) == 1
    assert [why for why in MISSING if why not in said] == []
    assert "secret" not in said


@pytest.mark.parametrize("required", ["redis", "node,redis", " redis , node ,", ""])
def test_what_is_there_lets_a_run_begin(machine: pytest.MonkeyPatch, required: str) -> None:
    machine.setenv("WHOSE_TEST_REQUIRE", required)

    expect_required()


@pytest.mark.parametrize(
    ("required", "said"),
    [
        ("postgresql", "postgresql: no PostgreSQL"),
        ("redis,chromium", "chromium: no browser"),
        ("all", "postgresql: no PostgreSQL; chromium: no browser"),
        ("redis,rabbits", "unknown: rabbits; known: all, postgresql, redis, node, chromium"),
    ],
)
def test_names_are_told_apart(machine: pytest.MonkeyPatch, required: str, said: str) -> None:
    machine.setenv("WHOSE_TEST_REQUIRE", required)

    with pytest.raises(pytest.UsageError) as refused:
        expect_required()

    assert str(refused.value) == f"WHOSE_TEST_REQUIRE: {said}"


def test_what_is_missing_is_skipped_unless_it_is_required(machine: pytest.MonkeyPatch) -> None:
    machine.setenv("WHOSE_TEST_REQUIRE", "redis")
    need("redis")
    with pytest.raises(pytest.skip.Exception, match="chromium was NOT tried"):
        need("chromium")

    machine.setenv("WHOSE_TEST_REQUIRE", "chromium")
    with pytest.raises(pytest.fail.Exception, match="WHOSE_TEST_REQUIRE asks for chromium"):
        need("chromium")


def test_what_a_change_must_pass_requires_everything() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert "\ncheck: export WHOSE_TEST_REQUIRE ?= all\n" in makefile
    assert "\nexport WHOSE_TEST_REQUIRE=all\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
