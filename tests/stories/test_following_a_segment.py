"""A stream that follows a segment: who enters it, changes in it, and leaves it."""

import asyncio
import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from orm.deal import Deal
from orm.event import EventKind
from orm.record import RecordKind
from orm.user import CrmAccess
from reader.errors import Refused as RefusedByGraph
from subscriptions.segment_members import Members, members
from subscriptions.stored_event import StoredEvent
from subscriptions.watch import Watch
from tests.world.crm import Crm
from tests.world.listening import PATIENCE, Sight, followed, seen
from tests.world.people import Person, Thing
from tests.world.segments import keep

FOLLOW = """subscription($id: ID!) {
  recordChanges(segment: $id) { change recordId kind record { id label } }
}"""


def _begun(person: Person) -> bool:
    """Whether somebody follows a segment."""
    listeners = [it for hub in person.graph.hubs.by_account.values() for it in hub.listeners]
    return any(it.watch and it.watch.kind for it in listeners)


@asynccontextmanager
async def following(person: Person, segment: Thing, last: Thing) -> AsyncIterator[Sight]:
    """What changes in a segment meanwhile, up to the deletion of something that is in it."""
    sight = Sight()
    async with followed(sight, person.stream(FOLLOW, id=segment.gid), seen):
        async with asyncio.timeout(PATIENCE):
            while not _begun(person):
                await asyncio.sleep(0.01)
        yield sight
        await sight.until(lambda: ("DELETED", last, None) in sight)


async def test_a_follower_hears_what_enters_changes_and_leaves(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    deal, last = await crm.deal("Big one"), await crm.deal("Last", assigned_to=ben)
    elsewhere = await crm.deal("Elsewhere", assigned_to=finn)
    segment = await keep(ada, "DEAL", ("assignedTo", "IS", ben.gid))
    async with following(ada, segment, last) as heard:
        await ada.rename(deal, "Not yet")
        # A record is shown as it is when it is heard of, so each is waited for.
        await ada.assign(deal, to=ben)
        await heard.have(1)
        await ada.rename(deal, "Larger")
        await heard.have(2)
        await ada.rename(elsewhere, "Unheard")
        await ada.assign(deal, to=finn)
        await heard.have(3)
        new = await ada.create_deal("New", assignedTo=ben)
        await heard.have(4)
        await ada.delete(last)
    assert heard == [
        ("GAINED", deal, "Not yet"),
        ("UPDATED", deal, "Larger"),
        ("LOST", deal, None),
        ("CREATED", new, "New"),
        ("DELETED", last, None),
    ]


async def test_a_follower_hears_of_nothing_that_they_may_not_read(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    theirs = await crm.company("Cleos", account_manager=cleo)
    others = await crm.company("Doras", account_manager=dora)
    last = await crm.company("Last", account_manager=cleo)
    segment = await keep(ada, "COMPANY", visibility="SHARED")
    async with following(cleo, segment, last) as heard:
        await ada.update(others, city="Rome")
        await ada.assign(others, to=cleo)
        await heard.have(1)
        await ada.assign(theirs, to=dora)
        await heard.have(2)
        await ada.delete(others)
        await heard.have(3)
        await ada.delete(last)
    assert heard == [
        ("GAINED", others, "Doras"),
        ("LOST", theirs, None),
        ("DELETED", others, None),
        ("DELETED", last, None),
    ]


async def test_other_rules_and_other_rights_let_records_enter_and_leave(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    bens, last = await crm.deal("Bens", assigned_to=ben), await crm.deal("Last", assigned_to=finn)
    finns = await crm.deal("Finns", assigned_to=finn)
    segment = await keep(finn, "DEAL", ("assignedTo", "IN", ben.gid), name="Followed")
    async with following(finn, segment, last) as heard:
        rules = [{"field": "assignedTo", "operator": "IN", "values": [ben.gid, finn.gid]}]
        await finn.write("updateSegment", "", id=segment, rules=rules)
        await heard.have(3)
        await ada.set_access(finn, crmAccess=CrmAccess.LIMITED_DEALS)
        await heard.have(4)
        await ada.delete(last)
    strange = next(thing for kind, thing, label in heard if label == "Strange deal")
    assert heard == [
        ("GAINED", strange, "Strange deal"),
        ("GAINED", last, "Last"),
        ("GAINED", finns, "Finns"),
        ("LOST", bens, None),
        ("DELETED", last, None),
    ]


def test_whatever_happens_is_worked_out_while_it_is_not_known_what_a_segment_looks_at() -> None:
    asked: Any = SimpleNamespace(viewer=None)
    follows = Watch(asked, 7, RecordKind.INVOICE, looks_at=frozenset({RecordKind.INVOICE}))
    about_a_company = StoredEvent(2, EventKind.COMPANY_UPDATED, ((RecordKind.COMPANY, 1),), {}, "")
    assert not follows.takes(about_a_company)
    assert follows.takes(StoredEvent(3, EventKind.SEGMENT_CHANGED, (), {"segment": 7}, ""))
    assert follows.takes(about_a_company)


async def test_nobody_follows_a_segment_that_they_do_not_see(
    crm: Crm, ada: Person, finn: Person
) -> None:
    segment = await keep(ada, "DEAL")
    for wrong in (segment.gid, "Segment:999999", "Deal:1"):
        with pytest.raises(RefusedByGraph) as caught:
            await anext(finn.stream(FOLLOW, id=wrong))
        assert caught.value.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_invoices_enter_and_leave_with_who_manages_their_company(
    crm: Crm, ada: Person, finn: Person, cleo: Person
) -> None:
    company, last = await crm.company("Acme"), await crm.company("Last", account_manager=finn)
    invoice = await crm.invoice(company)
    ending = await crm.invoice(last)
    segment = await keep(finn, "INVOICE", ("accountManager", "IS_ME"))
    async with following(finn, segment, ending) as heard:
        await ada.assign(company, to=finn)
        await heard.have(1)
        await ada.assign(company, to=cleo)
        await heard.have(2)
        await ada.delete(ending)
    assert [(change, thing) for change, thing, _ in heard] == [
        ("GAINED", invoice),
        ("LOST", invoice),
        ("DELETED", ending),
    ]


async def test_tickets_leave_with_the_company_that_the_follower_can_no_longer_read(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company, last = await crm.company("Acme", account_manager=cleo), await crm.ticket("Last")
    ticket = await crm.ticket("Acmes", company=company)
    await crm.ticket("Nobodys")
    segment = await keep(
        cleo,
        "TICKET",
        ("company", "IS", company.gid),
        ("search", "CONTAINS", "Last"),
        match="ANY",
    )
    async with following(cleo, segment, last) as heard:
        await ada.assign(company, to=dora)
        await heard.have(1)
        await ada.delete(last)
    assert heard == [("LOST", ticket, None), ("DELETED", last, None)]


async def test_records_leave_when_the_custom_field_goes_that_a_rule_asks_of(
    crm: Crm, ada: Person, finn: Person
) -> None:
    field, deal = await crm.custom_field("TEXT", "DEAL"), await crm.deal()
    last = await crm.deal("Last")
    await finn.set_field(deal, field, text="Yes")
    segment = await keep(
        finn, "DEAL", (field.gid, "IS_NOT_EMPTY"), ("search", "CONTAINS", "Last"), match="ANY"
    )
    async with following(finn, segment, last) as heard:
        await ada.write("deleteCustomFieldDefinition", "deletedId", id=field)
        await heard.have(1)
        await ada.delete(last)
    assert heard == [("LOST", deal, None), ("DELETED", last, None)]


async def test_records_enter_and_leave_as_time_passes(crm: Crm, ada: Person, finn: Person) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    deal = await crm.deal(expected_closing=today + datetime.timedelta(3))
    last = await crm.deal("Last", expected_closing=today)
    segment = await keep(finn, "DEAL", ("expectedClosing", "IN_NEXT_DAYS", "2"))
    async with following(finn, segment, last) as heard:
        await _days_pass(crm, deal, 1)
        await heard.have(1)
        await _days_pass(crm, deal, 3)
        await heard.have(2)
        await ada.delete(last)
    assert heard == [("GAINED", deal, "Big one"), ("LOST", deal, None), ("DELETED", last, None)]


async def _days_pass(crm: Crm, deal: Thing, days: int) -> None:
    """What days do to a deal's date as seen from today, and the look at it once a minute."""
    async with crm.runtime.database.writing():
        row = await Deal.get(id=deal.id)
        assert row.expected_closing
        row.expected_closing -= datetime.timedelta(days)
        await row.save()
    await crm.tick(datetime.datetime.now(datetime.UTC))


@pytest.mark.parametrize("when", ["before the look", "after the look"])
async def test_nothing_is_between_what_one_sees_at_first_and_what_one_hears(
    crm: Crm, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    deal, last = await crm.deal("Big one"), await crm.deal("Last", assigned_to=ben)
    segment = await keep(ada, "DEAL", ("assignedTo", "IS", ben.gid))

    async def looked(*given: Any) -> Members:
        monkeypatch.setattr("subscriptions.watch.members", members)
        if when == "before the look":
            await ada.assign(deal, to=ben)
        found = await members(*given)
        if when == "after the look":
            await ada.assign(deal, to=ben)
        return found

    monkeypatch.setattr("subscriptions.watch.members", looked)
    async with following(ada, segment, last) as heard:
        if when == "after the look":
            await heard.have(1)
        await ada.assign(deal, to=ada)
        await heard.have(1 + (when == "after the look"))
        await ada.delete(last)
    gained = [("GAINED", deal, "Big one")] if when == "after the look" else []
    assert heard == [*gained, ("LOST", deal, None), ("DELETED", last, None)]
