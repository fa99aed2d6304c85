"""Features of an account, from the command line."""

from typing import Any

import pytest

from orm.event import Event
from resolvers.runtime.runtime import Runtime
from tests.server.conftest import Fjord, Whose
from tests.server.looking import see

FEATURE = "second-account-manager"


def test_a_feature_is_off_until_it_is_enabled_and_off_again_when_disabled(
    whose: Whose, fjord: Fjord
) -> None:
    of = ("--account", fjord.name)
    states = [whose("feature", "list", *of).lines[1:]]
    for verb in ("enable", "enable", "disable"):
        states.append(whose("feature", verb, FEATURE, *of).lines)
        states.append(whose("feature", "list", *of).lines[1:])

    assert states == [
        [f"{FEATURE} off"],
        [f"{FEATURE} is on for {fjord.name}."],
        [f"{FEATURE} on"],
        [f"{FEATURE} is on for {fjord.name} already."],
        [f"{FEATURE} on"],
        [f"{FEATURE} is off for {fjord.name}."],
        [f"{FEATURE} off"],
    ]


def test_a_switched_feature_is_an_event_with_what_was_and_what_is(
    whose: Whose, fjord: Fjord, database_url: str
) -> None:
    for verb in ("enable", "enable", "disable"):
        whose("feature", verb, FEATURE, "--account", fjord.name)

    async def work(runtime: Runtime) -> Any:
        events = await Event.filter(account__name=fjord.name).order_by("sequence")
        return [(it.sequence, it.kind.value, it.label, it.by_id, it.data) for it in events]

    label, of = "SECOND_ACCOUNT_MANAGER", {"plan": "GO", "boosters": []}
    off, on = {**of, "features": []}, {**of, "features": [label]}
    nobody: dict[str, Any] = {"gained": {}, "lost": {}}
    assert see(database_url, work) == [
        (1, "FEATURES_CHANGED", label, None, {"before": off, "after": on, **nobody}),
        (2, "FEATURES_CHANGED", label, None, {"before": on, "after": off, **nobody}),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [(("feature", "enable", "flying"), 2), (("feature", "enable", FEATURE), 1)],
)
def test_a_feature_or_an_account_that_is_not_there_is_refused(
    whose: Whose, words: tuple[str, ...], code: int
) -> None:
    assert whose(*words, "--account", "Nowhere").code == code
