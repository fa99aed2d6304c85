"""What the stories of abuse may ask for."""

from typing import Any

import pytest

from reader import cost
from reader.cost import Parts
from tests.abuse.signing_in import Clock, quick_hash
from tests.world.crm import Crm


@pytest.fixture
def clock(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock for signing in, which stands still; nobody's password is tried in no time."""
    clock = Clock()
    monkeypatch.setattr("resolvers.sign_in.attempt.time", clock)
    monkeypatch.setattr(
        crm.runtime.passwords, "_nobodys", quick_hash("nobody", "that nobody knows")
    )
    return clock


@pytest.fixture
def costs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that each operation was taken to cost, the last one last."""
    found: list[int] = []

    def counted(parts: Parts, call: Any) -> None:
        found.append(cost.of(parts, call)[0])
        cost.check(parts, call)

    monkeypatch.setattr("reader.plan.check", counted)
    return found
