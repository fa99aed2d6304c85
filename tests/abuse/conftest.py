"""What the stories of abuse may ask for."""

import pytest

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
