"""Records as they change, for each who may read them and as far as they may."""

import asyncio
import itertools
from typing import Any

import orjson
import pytest

from orm.user import CrmAccess
from permissions.readers import readers
from reader.errors import Refused
from reader.viewers import current_viewers
from subscriptions import delivery
from tests.world.crm import Crm
from tests.world.listening import CHANGES, PATIENCE, Heard, followed, seen, watching
from tests.world.people import Person, handover


async def test_each_sees_what_they_may_read_and_nothing_else(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    async with (
        watching(finn) as finns,
        watching(ben) as bens,
        watching(sam) as sams,
        watching(cleo) as cleos,
        watching(eve) as eves,
    ):
        company = await ada.create_company("Acme", accountManager=cleo)
        deal = await ada.create_deal("Big one", customer=company, assignedTo=ben)
        other = await ada.create_deal("Other one", assignedTo=sam)
    of_company, of_deal = ("CREATED", company, "Acme"), ("CREATED", deal, "Big one")
    of_other = ("CREATED", other, "Other one")
    assert finns == [of_company, of_deal, of_other]
    assert bens == [of_company, of_deal]
    assert sams == [of_company, of_other]
    assert cleos == [of_company, of_deal]
    assert eves == []


async def test_who_gains_a_record_sees_it_gained_and_later_changed(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal()
    async with watching(ben) as seen:
        await ada.rename(deal, "Before")
        await ada.assign(deal, to=ben)
        await seen.have(1)
        await ada.rename(deal, "After")
    assert seen == [("GAINED", deal, "Before"), ("UPDATED", deal, "After")]


async def test_who_loses_a_record_sees_it_lost_and_nothing_more(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with watching(ben) as seen:
        await ada.rename(deal, "Before")
        await seen.have(1)
        await ada.assign(deal, to=ada)
        await ada.rename(deal, "After")
        await ada.delete(deal)
    assert seen == [("UPDATED", deal, "Before"), ("LOST", deal, None)]


async def test_who_loses_a_record_while_much_is_under_way_sees_it_lost_last(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with watching(ben) as seen:
        await asyncio.gather(*(ada.rename(deal, f"Number {n}") for n in range(20)))
        await ada.assign(deal, to=ada)
        await asyncio.gather(*(ada.rename(deal, f"Secret {n}") for n in range(20)))
    assert seen[-1] == ("LOST", deal, None)
    assert {change for change, _, _ in seen[:-1]} <= {"UPDATED"}
    assert [label for _, _, label in seen if label and label.startswith("Secret")] == []


async def test_a_company_moving_under_a_deal_moves_who_sees_it(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    one = await crm.company("Acme", account_manager=cleo)
    other = await crm.company("Bolt", account_manager=dora)
    deal = await crm.deal(company=one)
    async with watching(cleo) as cleos, watching(dora) as doras:
        await ada.update(deal, customer=other)
    assert cleos == [("LOST", deal, None)]
    assert doras == [("GAINED", deal, "Big one")]


async def test_only_the_kinds_asked_for(crm: Crm, ada: Person, finn: Person) -> None:
    company = await crm.company()
    deal = await crm.deal()
    async with watching(finn, kinds=["COMPANY"]) as seen:
        await ada.rename(deal, "A deal")
        await ada.rename(company, "A company")
    assert seen == [("UPDATED", company, "A company")]


async def test_only_the_records_asked_for(crm: Crm, ada: Person, finn: Person) -> None:
    deal, other = await crm.deal(), await crm.deal()
    async with watching(finn, ids=[deal]) as seen:
        await ada.rename(other, "The other")
        await ada.rename(deal, "The one")
    assert seen == [("UPDATED", deal, "The one")]


async def test_asking_for_a_record_does_not_show_it(
    crm: Crm, ada: Person, sam: Person, eve: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with watching(sam, ids=[deal]) as sams, watching(eve, ids=[deal]) as eves:
        await ada.rename(deal, "Secret")
        await ada.delete(deal)
    assert (sams, eves) == ([], [])


async def test_a_note_shows_as_a_change_of_its_record(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with watching(ben) as bens, watching(sam) as sams:
        await ada.note(deal, "Hello", sam)
    assert (bens, sams) == ([("UPDATED", deal, "Big one")], [])


async def test_a_refused_change_shows_to_nobody(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with watching(finn) as finns, watching(ben) as bens:
        async with crm.refuses("RESPONSIBLE_REQUIRED", "assignedTo"):
            await ada.assign(deal, to=None)
        async with crm.refuses("VERSION_CONFLICT", "version"):
            await ada.rename(deal, "Never", version=9)
    assert (finns, bens) == ([], [])


async def test_who_begins_to_watch_while_others_are_looked_up_is_not_cut_off(
    crm: Crm, ada: Person, finn: Person, lena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    deal = await crm.deal()
    looking, joined = asyncio.Event(), asyncio.Event()

    async def present_slowly(database: Any, digests: Any, origin: Any) -> Any:
        found = await current_viewers(database, digests, origin)
        looking.set()
        await joined.wait()
        return found

    async with watching(finn):
        monkeypatch.setattr(delivery, "current_viewers", present_slowly)
        await ada.rename(deal, "Before")
        await asyncio.wait_for(looking.wait(), PATIENCE)
        stream: Any = lena.stream(CHANGES)
        first = asyncio.create_task(anext(stream))
        async with asyncio.timeout(PATIENCE):
            while len(crm.graph.hubs.by_account[crm.account_id].listeners) < 2:
                await asyncio.sleep(0)
            joined.set()
            # She hears of what happens from when she has begun to listen, which nobody is told.
            for number in itertools.count():
                await ada.rename(deal, f"After {number}")
                if (await asyncio.wait({first}, timeout=0.05))[0]:
                    break
        heard = orjson.loads(first.result())
        await stream.aclose()
    assert heard["data"]["recordChanges"]["record"]["label"].startswith("After")


UNREADABLE = [
    "record { ... on Company { deals(first: 101) { totalCount } } }",
    "record { ... on Company { deals(first: 1, last: 1) { totalCount } } }",
    'record { ... on Company { deals(after: "here") { nodes { id } } } }',
]


@pytest.mark.parametrize("selection", UNREADABLE)
async def test_who_asks_for_what_cannot_be_read_is_refused_at_once_and_disturbs_nobody(
    crm: Crm, ada: Person, finn: Person, selection: str
) -> None:
    company = await crm.company("Acme")
    async with watching(finn) as seen:
        refused = finn.stream(f"subscription {{ recordChanges {{ {selection} }} }}")
        with pytest.raises(Refused):
            await asyncio.wait_for(anext(refused), 5)
        await ada.rename(company, "Larger")
    assert seen == [("UPDATED", company, "Larger")]


@pytest.mark.parametrize("loss", ["restricted", "deactivated"])
async def test_who_loses_their_rights_while_a_change_is_read_hears_nothing_from_after_that(
    crm: Crm, ada: Person, finn: Person, monkeypatch: pytest.MonkeyPatch, loss: str
) -> None:
    company = await crm.company("Acme", account_manager=ada)
    await ada.rename(company, "Acme & Sons")
    meanwhile = asyncio.Event()

    async def slowly(*given: Any) -> Any:
        found = await readers(*given)
        if not meanwhile.is_set():
            meanwhile.set()
            if loss == "restricted":
                await ada.set_access(finn, crmAccess=CrmAccess.LIMITED_CRM)
            else:
                roles = ("ACCOUNT_MANAGER", "ASSIGNED_TO", "TICKET_ASSIGNEE")
                await ada.deactivate(finn, *(handover(role, "LEAVE") for role in roles))
            await ada.rename(company, "Secret merger")
        return found

    monkeypatch.setattr("subscriptions.delivery.readers", slowly)
    heard: Heard[Any] = Heard()
    async with followed(heard, finn.stream(CHANGES), seen):
        async with asyncio.timeout(PATIENCE):
            while not any(
                it.since for hub in crm.graph.hubs.by_account.values() for it in hub.listeners
            ):
                await asyncio.sleep(0.001)
        await ada.rename(company, "Acme & Daughters")
        await heard.until(lambda: ("LOST", company, None) in heard)
    assert [label for _, thing, label in heard if thing == company and label] == []
    assert heard.ended is (loss == "deactivated")
