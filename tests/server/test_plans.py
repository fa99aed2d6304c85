"""The plan of an account and its boosters, from the command line."""

from typing import Any

import pytest

from orm.account import Account
from orm.event import Event
from orm.user import Module
from resolvers.runtime.runtime import Runtime
from tests.server.conftest import Fjord, Whose
from tests.server.looking import see


def test_an_account_begins_with_the_smallest_plan_unless_another_is_named(
    whose: Whose, fjord: Fjord, database_url: str
) -> None:
    name = f"Larger {fjord.name}"
    words = ("account", "create", name, "--admin-email", fjord.ada, "--admin-name", "Ada")
    assert whose(*words, "--plan", "BOOST").code == 0

    async def plan(of: str) -> Any:
        return (await Account.get(name=of)).plan.value

    assert see(database_url, lambda runtime: plan(fjord.name)) == "GO"
    assert see(database_url, lambda runtime: plan(name)) == "BOOST"


def test_another_plan_is_an_event_with_what_was_and_what_is(
    whose: Whose, fjord: Fjord, database_url: str
) -> None:
    of = ("--account", fjord.name)

    said = [whose("plan", "set", plan, *of).lines for plan in ("MOVE", "MOVE", "GO")]

    assert said == [
        [f"{fjord.name} has MOVE."],
        [f"{fjord.name} has MOVE already."],
        [f"{fjord.name} has GO."],
    ]

    async def work(runtime: Runtime) -> Any:
        events = await Event.filter(account__name=fjord.name).order_by("sequence")
        return [(it.kind.value, it.label, it.by_id, it.data) for it in events]

    rest: dict[str, Any] = {"boosters": [], "features": []}
    go, move = {"plan": "GO", **rest}, {"plan": "MOVE", **rest}
    nobody: dict[str, Any] = {"gained": {}, "lost": {}}
    assert see(database_url, work) == [
        ("FEATURES_CHANGED", "MOVE", None, {"before": go, "after": move, **nobody}),
        ("FEATURES_CHANGED", "GO", None, {"before": move, "after": go, **nobody}),
    ]


def test_a_booster_is_off_until_it_is_enabled_and_off_again_when_disabled(
    whose: Whose, fjord: Fjord
) -> None:
    of, name = ("--account", fjord.name), "project-management"
    said = [whose("booster", verb, name, *of).lines for verb in ("enable", "enable")]
    said.append(whose("booster", "list", *of).lines[1:])
    said += [whose("booster", verb, name, *of).lines for verb in ("disable", "disable")]

    assert said == [
        [f"{name} is on for {fjord.name}."],
        [f"{name} is on for {fjord.name} already."],
        [f"{name} on", "shared-inbox off"],
        [f"{name} is off for {fjord.name}."],
        [f"{name} is off for {fjord.name} already."],
    ]


def test_plans_are_listed_with_what_comes_with_them(run: Whose) -> None:
    always = ", ".join(it for it in Module if it not in (Module.PROJECTS, Module.TICKETS))
    assert run("plan", "list").lines == [
        "Plan Modules",
        f"GO {always}",
        f"MOVE {always}, PROJECTS",
        f"BOOST {always}, PROJECTS, TICKETS",
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("plan", "set", "HUGE"), 2),
        (("plan", "set", "MOVE"), 1),
        (("booster", "enable", "flying"), 2),
        (("booster", "enable", "shared-inbox"), 1),
    ],
)
def test_a_plan_or_an_account_that_is_not_there_is_refused(
    whose: Whose, words: tuple[str, ...], code: int
) -> None:
    assert whose(*words, "--account", "Nowhere").code == code
