"""Who is told of an import, and what of: one event, one summary each."""

from typing import Any

import pytest

from orm.account import Account, Feature
from orm.deal import Deal
from orm.event import Event, EventKind
from orm.notification import Notification
from orm.responsibility import ResponsibilityChange
from orm.user import CrmAccess, User
from tests.importing.office import BOTH, FILES, Office, inboxes

pytestmark = BOTH


CHANGED = "An import changed what you are responsible for:"


async def imports() -> list[Any]:
    """The data of the events of imports."""
    return [it.data for it in await Event.filter(kind=EventKind.RECORDS_IMPORTED).order_by("id")]


async def test_everybody_who_became_responsible_gets_one_summary(office: Office) -> None:
    for name, text in FILES.items():
        office.file(name, text)
    await office.run()
    assert await inboxes() == {
        "ada": [f"{CHANGED} 1 company now yours."],
        "ben": [f"{CHANGED} 2 deals now yours."],
        "cleo": [f"{CHANGED} 1 deal now yours."],
    }
    assert [it.sequence for it in await Notification.all()] == [1, 1, 1]
    (event,) = await Event.all()
    assert (event.sequence, event.by_id, event.record_id) == (1, None, None)
    assert (await Account.get(id=office.account_id)).last_event == 1


async def test_the_event_names_every_record_and_the_batch_of_its_history(filled: Office) -> None:
    (data,) = await imports()
    expected = [["COMPANY", 1], ["COMPANY", 2], ["DEAL", 1], ["DEAL", 2], ["DEAL", 3]]
    assert (data["records"], data["created"]) == (expected, expected)
    assert {it.batch for it in await ResponsibilityChange.all()} == {data["batch"]}


async def test_a_silent_import_tells_nobody(filled: Office) -> None:
    assert await inboxes() == {}
    assert len(await imports()) == 1


async def test_an_import_that_changes_nothing_is_no_event(filled: Office) -> None:
    await filled.run()
    assert len(await imports()) == 1
    assert await inboxes() == {}


async def test_a_change_tells_who_is_responsible_before_and_after(filled: Office) -> None:
    await _let_seconds_count(filled)
    await Deal.filter(id=2).update(second_assigned_to_id=(await User.get(external_id="ada")).id)
    filled.edit("companies.csv", "Acme", "Acme Ltd")
    filled.edit("companies.csv", "Beta", "Beta Ltd")
    filled.edit("deals.csv", "OPEN,1200.50,", "WON,1200.50,2026-03-01")
    filled.edit("deals.csv", "Small one", "Smaller one")
    await filled.run()
    assert [it["records"] for it in await imports()][1:] == [
        [["COMPANY", 1], ["COMPANY", 2], ["DEAL", 1], ["DEAL", 2]]
    ]
    assert await inboxes() == {
        "ada": [f"{CHANGED} 1 company and 1 deal of yours changed."],
        "ben": [f"{CHANGED} 2 deals of yours changed."],
    }


async def test_a_change_in_silence_tells_nobody(filled: Office) -> None:
    filled.edit("deals.csv", "Small one", "Smaller one")
    await filled.run(silent=True)
    assert await inboxes() == {}


async def test_a_second_who_does_not_count_is_not_told_of_a_change(filled: Office) -> None:
    await Deal.filter(id=2).update(second_assigned_to_id=(await User.get(external_id="ada")).id)
    filled.edit("deals.csv", "Small one", "Smaller one")
    await filled.run()
    assert await inboxes() == {"ben": [f"{CHANGED} 1 deal of yours changed."]}


async def test_nobody_hears_of_a_change_of_what_they_may_not_read(filled: Office) -> None:
    await _limit(ben=CrmAccess.LIMITED_CRM)
    filled.edit("deals.csv", "Small one", "Smaller one")
    await filled.run()
    assert await inboxes() == {}


async def test_a_deal_with_another_agent_is_reassigned_and_tells_exactly_those_two(
    filled: Office,
) -> None:
    filled.edit("deals.csv", "2026-01-31,ben", "2026-01-31,cleo")
    rows = await filled.run()
    assert [it.why for it in rows if it.why] == ["assigned_to: Ben Okri to Cleo"]
    assert await inboxes() == {
        "ben": [f"{CHANGED} 1 deal no longer yours."],
        "cleo": [f"{CHANGED} 1 deal now yours."],
    }
    last = (await ResponsibilityChange.all().order_by("-id").select_related("from_user"))[0]
    assert last.from_user
    assert (last.record_id, last.from_user.external_id, last.reason) == (2, "ben", "Import")
    first, second = await imports()
    assert second["batch"] == last.batch != first["batch"]
    assert (await Deal.get(id=2)).version == 2


async def test_gains_losses_and_changes_are_one_summary(filled: Office) -> None:
    filled.edit("deals.csv", "2026-01-31,ben", "2026-01-31,cleo")
    filled.edit("deals.csv", "2026-02-01,cleo", "2026-02-01,ben")
    filled.edit("companies.csv", "c2,Beta,,", "c2,Beta,,ben")
    filled.edit("deals.csv", "Big one", "Bigger one")
    await filled.run()
    assert await inboxes() == {
        "ben": [
            f"{CHANGED} 1 company and 1 deal now yours, 1 deal no longer yours, "
            "1 deal of yours changed."
        ],
        "cleo": [f"{CHANGED} 1 deal now yours, 1 deal no longer yours."],
    }


async def test_the_event_says_who_of_the_limited_gained_and_lost_what(filled: Office) -> None:
    await _limit(ben=CrmAccess.LIMITED_DEALS, cleo=CrmAccess.LIMITED_CRM)
    ben, cleo = [await User.get(external_id=name) for name in ("ben", "cleo")]
    filled.edit("companies.csv", "Italy,ada", "Italy,cleo")
    filled.edit("deals.csv", "2026-01-31,ben", "2026-01-31,ada")
    await filled.run()
    data = (await imports())[1]
    assert data["gained"] == {str(cleo.id): [["COMPANY", 1], ["DEAL", 1]]}
    assert data["lost"] == {str(ben.id): [["DEAL", 2]]}


@pytest.mark.parametrize("customer", ["company", "contact"])
async def test_what_moves_to_a_customer_who_is_new_is_gained_by_their_managers(
    filled: Office, customer: str
) -> None:
    await _limit(cleo=CrmAccess.LIMITED_CRM)
    await Deal.all().update(assigned_to_id=(await User.get(external_id="ben")).id)
    filled.file("companies.csv", "external_id,name,account_manager\nc9,New,cleo\n")
    filled.file("contacts.csv", "external_id,last_name,companies\np9,New,c9\n")
    named = {"company": "c9,", "contact": ",p9"}[customer]
    filled.file("deals.csv", f"external_id,company,contact\nd1,{named}\n")
    await filled.run("companies.csv", "contacts.csv", "deals.csv")
    cleo = await User.get(external_id="cleo")
    assert (await imports())[1]["gained"] == {str(cleo.id): [["DEAL", 1]]}


async def test_nobody_hears_of_deals_that_they_may_not_read(filled: Office) -> None:
    await _limit(cleo=CrmAccess.LIMITED_CRM)
    filled.edit("deals.csv", "1200.50,,ben", "1200.50,,cleo")
    await filled.run()
    told = {"ben": [f"{CHANGED} 1 deal no longer yours."]}
    assert await inboxes() == told
    filled.edit("deals.csv", "1200.50,,cleo", "1200.50,,ada")
    await filled.run()
    told["ada"] = [f"{CHANGED} 1 deal now yours."]
    assert await inboxes() == told


async def test_a_user_who_is_limited_by_an_import_is_told(filled: Office) -> None:
    filled.file("users.csv", "external_id,crm_access\ncleo,LIMITED_DEALS\n")
    await filled.run("users.csv")
    assert await inboxes() == {"cleo": ["Whose changed what you may do."]}
    event = await Event.get(kind=EventKind.ACCESS_CHANGED)
    assert event.data["before"]["crm_access"] == "FULL"
    assert event.data["after"]["crm_access"] == "LIMITED_DEALS"


async def _let_seconds_count(office: Office) -> None:
    features = [Feature.SECOND_ACCOUNT_MANAGER.value]
    await Account.filter(id=office.account_id).update(features=features)


async def _limit(**access: CrmAccess) -> None:
    for name, one in access.items():
        await User.filter(external_id=name).update(crm_access=one)
