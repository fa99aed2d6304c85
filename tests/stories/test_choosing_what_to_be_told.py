"""Everybody says for themselves of what they are told."""

from typing import Any

from tests.world.crm import Crm
from tests.world.people import Person

PREFERENCES = "notificationPreferences { event wanted default }"


async def preferences(person: Person) -> dict[str, tuple[bool, bool]]:
    """What somebody wants to be told of, and whether that is usual."""
    found = (await person.ask(f"{{ {PREFERENCES} }}"))["notificationPreferences"]
    return {one["event"]: (one["wanted"], one["default"]) for one in found}


async def prefer(person: Person, event: str, **given: Any) -> Any:
    """Say so."""
    fields = "preference { event wanted default }"
    payload = await person.write("setNotificationPreference", fields, event=event, **given)
    return payload["preference"]


async def test_without_a_word_one_is_told_of_all_but_of_colleagues_replies(ben: Person) -> None:
    found = await preferences(ben)
    assert found["DEAL_MOVED"] == (True, True)
    assert [event for event, said in found.items() if said != (True, True)] == ["COLLEAGUE_REPLIED"]
    assert found["COLLEAGUE_REPLIED"] == (False, False)
    # Of these nobody is ever told, so there is nothing to choose.
    assert {"FEATURES_CHANGED", "TASK_CREATED", "CONTACT_DELETED"}.isdisjoint(found)


async def test_what_is_turned_off_is_told_no_longer_and_the_rest_is(
    crm: Crm, ada: Person, ben: Person, sam: Person, finn: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=finn)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    assert await prefer(ben, "DEAL_MOVED", wanted=False) == {
        "event": "DEAL_MOVED",
        "wanted": False,
        "default": True,
    }
    async with crm.telling() as told:
        await ada.move(deal, crm.next)
        await ada.close(deal)
    moved, won = "Ada Admin moved Big one to Next.", "Ada Admin won Big one."
    assert told == {"Ben": [won], "Sam": [moved, won], "Finn": [moved, won]}
    assert [one.sequence for one in await ben.inbox()] == [1]


async def test_what_is_turned_on_again_is_told_again(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    await prefer(ben, "DEAL_UPDATED", wanted=False)
    await ada.rename(deal, "One")
    await prefer(ben, "DEAL_UPDATED", wanted=True)
    await ada.rename(deal, "Two")
    assert await ben.texts() == ["Ada Admin changed Two."]


async def test_without_a_word_it_is_as_usual_again(ben: Person) -> None:
    for event, usual in (("DEAL_MOVED", True), ("COLLEAGUE_REPLIED", False)):
        await prefer(ben, event, wanted=not usual)
        assert (await preferences(ben))[event] == (not usual, usual)
        assert (await prefer(ben, event, wanted=None))["wanted"] is usual
        assert (await preferences(ben))[event] == (usual, usual)


async def test_it_counts_for_nobody_else(ben: Person, sam: Person, eve: Person) -> None:
    before = await preferences(sam)
    await prefer(ben, "DEAL_MOVED", wanted=False)
    assert await preferences(sam) == before
    assert await preferences(eve) == before


async def test_what_nobody_is_told_of_is_not_chosen(crm: Crm, ben: Person) -> None:
    for event in ("FEATURES_CHANGED", "TASK_CREATED"):
        async with crm.refuses("INVALID", "event"):
            await prefer(ben, event, wanted=True)


async def test_who_has_not_signed_in_chooses_nothing(crm: Crm) -> None:
    async with crm.refuses("UNAUTHENTICATED"):
        await prefer(crm.nobody(), "DEAL_MOVED", wanted=False)
    async with crm.refuses("UNAUTHENTICATED"):
        await preferences(crm.nobody())
