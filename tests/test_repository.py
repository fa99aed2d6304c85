"""What holds for the checkout as a whole: its packages, its locks, its files."""

import importlib
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.rooms import ROOMS, ROOT

LOCKS = ("requirements.lock", "requirements-node.lock")
ADDRESS = re.compile(r"\b(https?|git\+\w+|file)://|--(extra-)?index-url|--find-links|(^|\s)/\w+/")


def requirements(lock: str) -> list[str]:
    """Give each requirement of a lock with its options, on one line."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def name(requirement: str) -> str:
    """Give the name of a requirement as an index compares it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def committed(pattern: str) -> list[Path]:
    """Give the files under version control that match a pattern."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: what is committed cannot be told")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", pattern], cwd=ROOT, capture_output=True, check=True
    )
    files = [ROOT / file for file in listed.stdout.decode().split("\0") if file]
    return [file for file in files if file.exists()]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_ours_and_not_a_package_of_the_same_name(room: str) -> None:
    assert importlib.import_module(room).__file__ == str(ROOT / room / "__init__.py")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_is_pinned_and_has_a_hash(lock: str) -> None:
    loose = [
        line for line in requirements(lock) if "==" not in line or "--hash=sha256:" not in line
    ]

    assert requirements(lock) != []
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_path(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if ADDRESS.search(line)] == []


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = project["project"]["dependencies"] + groups["dev"]

    assert {name(line) for line in asked} - {name(line) for line in requirements(LOCKS[0])} == set()
    assert {name(line) for line in groups["node"]} - {
        name(line) for line in requirements(LOCKS[1])
    } == set()


def test_no_package_lock_names_an_address() -> None:
    resolved = [
        f"{file.relative_to(ROOT)}: {package}"
        for file in committed("*package-lock.json")
        for package, entry in json.loads(file.read_text(encoding="utf-8"))["packages"].items()
        if "resolved" in entry
    ]

    assert resolved == []


def test_every_target_of_the_makefile_is_listed_by_make_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony is not None

    told = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert [line.split()[1] for line in told.stdout.splitlines()] == phony[1].split()
