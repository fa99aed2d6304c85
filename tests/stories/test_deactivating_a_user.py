"""A user leaves: what becomes of what they are responsible for, and of their sessions."""

from typing import Any

import pytest

from subscriptions.request import SessionEnded
from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person, handover

MANAGER = "accountManager { name } secondAccountManager { name }"


async def test_who_is_responsible_for_nothing_just_leaves(
    crm: Crm, ada: Person, ben: Person
) -> None:
    other = await crm.another("Amy", is_admin=True)
    async with crm.telling() as told:
        await ada.deactivate(ben)
    assert told == {"Amy": ["Ada Admin deactivated Ben Boxed."]}
    assert (await other.ask("{ viewer { isAdmin } }"))["viewer"]["isAdmin"] is True


async def test_each_role_needs_to_be_said_something_of(crm: Crm, ada: Person, finn: Person) -> None:
    async with crm.refuses("REQUIRED", "responsibilities"):
        await ada.deactivate(finn)
    async with crm.refuses("REQUIRED", "responsibilities"):
        await ada.deactivate(finn, handover("ACCOUNT_MANAGER", "LEAVE"))


async def test_what_is_transferred_goes_to_who_is_named_with_one_summary(
    crm: Crm, ada: Person, cleo: Person, dora: Person, ben: Person
) -> None:
    one = await crm.company("Acme", account_manager=cleo)
    other = await crm.company("Bolt", account_manager=cleo)
    deal = await crm.deal(company=one, assigned_to=cleo)
    async with crm.telling() as told, watching(dora) as seen:
        await ada.deactivate(
            cleo,
            handover("ACCOUNT_MANAGER", "TRANSFER", dora),
            handover("ASSIGNED_TO", "TRANSFER", ben),
        )
    assert told == {
        "Dora": ["Ada Admin deactivated Cleo Crm; now yours: 2 companies."],
        "Ben": ["Ada Admin deactivated Cleo Crm; now yours: 1 deal."],
    }
    assert sorted(seen) == [
        ("GAINED", one, "Acme"),
        ("GAINED", other, "Bolt"),
        ("GAINED", deal, "Big one"),
    ]
    assert (await dora.companies(), await ben.deals()) == (["Acme", "Bolt"], ["Big one"])


async def test_what_is_left_stays_with_who_left(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    await ada.deactivate(ben, handover("ASSIGNED_TO", "LEAVE"))
    seen = await ada.see(deal, "assignedTo { name status } version")
    assert seen == {"assignedTo": {"name": "Ben Boxed", "status": "DEACTIVATED"}, "version": 1}


async def test_what_is_cleared_has_nobody(crm: Crm, ada: Person, cleo: Person) -> None:
    company = await crm.company(account_manager=cleo)
    await ada.deactivate(cleo, handover("ACCOUNT_MANAGER", "CLEAR"))
    assert await ada.see(company, MANAGER) == {"accountManager": None, "secondAccountManager": None}


async def test_clearing_the_first_promotes_the_second(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    await ada.deactivate(cleo, handover("ACCOUNT_MANAGER", "CLEAR"))
    assert await ada.see(company, MANAGER) == {
        "accountManager": {"name": "Dora Crm"},
        "secondAccountManager": None,
    }


async def test_a_deal_is_not_cleared(crm: Crm, ada: Person, ben: Person) -> None:
    await crm.deal(assigned_to=ben)
    async with crm.refuses("RESPONSIBLE_REQUIRED", "responsibilities"):
        await ada.deactivate(ben, handover("ASSIGNED_TO", "CLEAR"))


async def test_a_second_responsible_of_a_deal_can_be_cleared(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    await crm.switch_seconds(on=True)
    deal = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    await ada.deactivate(sam, handover("SECOND_ASSIGNED_TO", "CLEAR"))
    assert (await ada.see(deal, "secondAssignedTo { name }"))["secondAssignedTo"] is None


async def test_a_transfer_needs_somebody_who_can_have_it(
    crm: Crm, ada: Person, ben: Person, gus: Person, eve: Person, finn: Person
) -> None:
    await crm.deal(assigned_to=ben)
    await crm.have(finn, modules=[])
    for to, code in (
        (None, "REQUIRED"),
        (ben, "INVALID"),
        (gus, "USER_INACTIVE"),
        (eve, "NOT_FOUND"),
        (finn, "ASSIGNEE_LACKS_MODULE"),
    ):
        async with crm.refuses(code, "responsibilities"):
            await ada.deactivate(ben, handover("ASSIGNED_TO", "TRANSFER", to))


async def test_their_sessions_and_streams_end_at_once(crm: Crm, ada: Person, ben: Person) -> None:
    async with watching(ben) as seen, listening(ben) as heard:
        await ada.deactivate(ben)
        await heard.until_ended()
        await seen.until_ended()
    assert (heard, heard.ended) == ([], True)
    assert (seen, seen.ended) == ([], True)
    async with crm.refuses("UNAUTHENTICATED"):
        await ben.deals()
    async with crm.refuses("UNAUTHENTICATED"):
        await ben.create_deal("Big one")


async def test_they_sign_in_no_longer(crm: Crm, ada: Person) -> None:
    await ada.invite("nina@new.example", password="a long password")
    users = await ada.ask('{ users(filter: { search: "nina" }) { nodes { id } } }')
    (nina,) = users["users"]["nodes"]
    await ada.write("deactivateUser", "", user=nina["id"])
    async with crm.refuses("INVALID", "password"):
        await crm.nobody().write("signIn", email="nina@new.example", password="a long password")


async def test_they_stay_named_in_history(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    note = await ben.note(deal, "Soon gone")
    await ada.deactivate(ben, handover("ASSIGNED_TO", "TRANSFER", ada))
    assert await ada.see(note, "author { name status }") == {
        "author": {"name": "Ben Boxed", "status": "DEACTIVATED"}
    }
    history = "responsibilityHistory { nodes { from { name } to { name } } }"
    assert (await ada.see(deal, history))["responsibilityHistory"]["nodes"] == [
        {"from": {"name": "Ben Boxed"}, "to": {"name": "Ada Admin"}}
    ]


async def test_a_team_that_they_led_has_no_lead(crm: Crm, ada: Person, lena: Person) -> None:
    await ada.deactivate(lena)
    assert (await ada.ask("{ teams { name lead { name } } }"))["teams"] == [
        {"name": "North", "lead": None}
    ]


async def test_the_last_active_administrator_stays(
    crm: Crm, ada: Person, gus: Person, finn: Person
) -> None:
    await crm.have(gus, is_admin=True)
    async with crm.refuses("LAST_ADMIN", "user"):
        await ada.deactivate(ada)
    await ada.set_access(finn, isAdmin=True)
    await finn.deactivate(ada)
    async with crm.refuses("UNAUTHENTICATED"):
        await ada.deactivate(finn)


@pytest.mark.parametrize("name", ["finn", "lena", "cleo", "ben"])
async def test_nobody_but_an_administrator_deactivates(crm: Crm, name: str, sam: Person) -> None:
    somebody = await crm.person(name)
    async with crm.refuses("FORBIDDEN"):
        await somebody.deactivate(sam)
    async with crm.refuses("FORBIDDEN"):
        await somebody.deactivate(somebody)


async def test_nobody_is_deactivated_twice_or_in_another_account(
    crm: Crm, ada: Person, gus: Person, eve: Person
) -> None:
    async with crm.refuses("USER_INACTIVE", "user"):
        await ada.deactivate(gus)
    async with crm.refuses("NOT_FOUND", "user"):
        await ada.deactivate(eve)


async def test_who_follows_their_count_of_unread_things_is_cut_off_too(
    crm: Crm, ada: Person, ben: Person
) -> None:
    counts: Any = ben.stream("subscription { unreadNotificationCount }")
    assert await anext(counts) == '{"data":{"unreadNotificationCount":0}}'
    await ada.deactivate(ben)
    with pytest.raises(SessionEnded):
        await anext(counts)


async def test_no_task_of_a_refused_handover_is_done_halfway(
    crm: Crm, ada: Person, finn: Person, lena: Person, gus: Person
) -> None:
    async with crm.refuses("USER_INACTIVE", "responsibilities"):
        await ada.deactivate(
            finn,
            handover("ACCOUNT_MANAGER", "TRANSFER", lena),
            handover("ASSIGNED_TO", "TRANSFER", gus),
            handover("TICKET_ASSIGNEE", "LEAVE"),
        )
