"""Tickets that nobody answers are closed, and deals that stand still need attention: once."""

import asyncio
import datetime
import os
import sys
from typing import Any

import pytest

from orm.deal import Deal
from orm.pipeline import Phase
from resolvers.jobs.deadlines import Unanswered, run_due_jobs
from server.process.scheduler import run_scheduler
from tests.world.crm import Crm
from tests.world.listening import PATIENCE, watching
from tests.world.people import Person, Thing

NOW = datetime.datetime(2026, 6, 30, 12, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
SECOND = datetime.timedelta(seconds=1)
STATE = "status closedAutomatically closedBy { id } closedAt waitingSince reopened version"
CLOSED = ["Whose closed #2 Big one."]
ATTENTION = ["Big one has been in New for too long."]

#: A process that looks at a moment, or stands still for ever in the middle of what it writes.
PROCESS = """
import asyncio, datetime, sys
from resolvers.runtime.runtime import open_runtime
from server.process.scheduler import tick
from subscriptions.hub import Hubs
import resolvers.write.unit_of_work

async def stand_still(*given):
    print("inside", flush=True)
    await asyncio.Event().wait()

async def main(url, moment, mode):
    runtime = await open_runtime(url)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    if mode == "stand still":
        resolvers.write.unit_of_work.deliver = stand_still
    hubs = Hubs(runtime.database, runtime.pubsub)
    await tick(runtime.database, hubs, datetime.datetime.fromisoformat(moment))
    await runtime.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def waiting(crm: Crm, since: datetime.datetime, **columns: Any) -> Thing:
    """A ticket in an inbox that closes after seven days, which waits for the customer."""
    inbox = await crm.inbox("Patient", close_after_days=7)
    return await crm.ticket(
        inbox=inbox, status="WAITING_FOR_CUSTOMER", waiting_since=since, **columns
    )


async def attentive(crm: Crm, days: int | None = 7) -> None:
    """Deals in the first phase need attention after some days."""
    async with crm.runtime.database.writing():
        await Phase.filter(id=crm.new.id).update(attention_after_days=days)


async def test_a_ticket_is_closed_when_the_customer_did_not_answer_for_as_long_as_the_inbox_waits(
    crm: Crm, ben: Person, ada: Person, cleo: Person
) -> None:
    ticket = await waiting(crm, NOW - 7 * DAY, assigned_to=ben)
    async with crm.telling() as told:
        await crm.tick(NOW - SECOND)
    assert told == {}
    async with crm.telling() as told, watching(cleo) as seen:
        await crm.tick(NOW)
        await crm.tick(NOW + DAY)
    assert told == {"Ben": CLOSED}
    assert seen == [("UPDATED", ticket, "#2 Big one")]
    assert await ada.see(ticket, STATE) == {
        "status": "CLOSED",
        "closedAutomatically": True,
        "closedBy": None,
        "closedAt": "2026-06-30T12:00:00Z",
        "waitingSince": None,
        "reopened": False,
        "version": 2,
    }
    (heard,) = await ben.inbox()
    assert (heard.by, heard.event, heard.record) == (None, "TICKET_CLOSED", ticket)


async def test_a_ticket_stays_that_does_not_wait_or_whose_inbox_waits_for_ever(
    crm: Crm, ben: Person, ada: Person
) -> None:
    long_ago = NOW - 4_000 * DAY
    for_ever = await crm.ticket(
        status="WAITING_FOR_CUSTOMER", waiting_since=long_ago, assigned_to=ben
    )
    answered = await waiting(crm, long_ago, assigned_to=ben)
    await ada.say(answered, "CUSTOMER")
    before = await crm.tables()
    await crm.tick(NOW)
    assert await crm.tables() == before
    await ada.update(for_ever, inbox=await crm.inbox("Patient"))
    async with crm.telling() as told:
        await crm.tick(NOW)
    assert told == {"Ben": CLOSED}


async def test_a_customer_who_writes_while_it_is_their_turn_is_waited_for_anew(
    crm: Crm, ada: Person
) -> None:
    now = datetime.datetime.now(datetime.UTC)
    ticket = await waiting(crm, now - 7 * DAY + datetime.timedelta(hours=1))
    await ada.say(ticket, "CUSTOMER", status="WAITING_FOR_CUSTOMER")
    await crm.tick(now + datetime.timedelta(hours=2))
    assert await ada.see(ticket, "status") == {"status": "WAITING_FOR_CUSTOMER"}
    await ada.say(ticket, "INTERNAL")
    await crm.tick(now + 8 * DAY)
    assert await ada.see(ticket, "status") == {"status": "CLOSED"}


async def test_a_ticket_that_the_plan_hides_is_closed_when_it_is_there_again(
    crm: Crm, ben: Person
) -> None:
    ticket = await waiting(crm, NOW - 7 * DAY, assigned_to=ben)
    await crm.plan("GO")
    before = await crm.tables()
    assert await run_due_jobs(crm.runtime.database, NOW) == []
    # As if it was found just before the plan was changed.
    await Unanswered(crm.account_id, ticket.id).apply(crm.runtime.database, NOW)
    assert await crm.tables() == before
    await crm.plan("BOOST")
    async with crm.telling() as told:
        await crm.tick(NOW)
    assert told == {"Ben": CLOSED}


async def test_another_answer_makes_a_ticket_wait_anew(crm: Crm, ben: Person) -> None:
    ticket = await waiting(crm, NOW - 30 * DAY)
    await ben.say(ticket, "REPLY")
    (since,) = (await ben.see(ticket, "waitingSince")).values()
    await crm.tick(datetime.datetime.fromisoformat(since) + 7 * DAY - SECOND)
    assert (await ben.see(ticket, "status"))["status"] == "WAITING_FOR_CUSTOMER"
    await crm.tick(datetime.datetime.fromisoformat(since) + 7 * DAY + SECOND)
    assert (await ben.see(ticket, "status"))["status"] == "CLOSED"


async def test_those_responsible_are_told_once_that_a_deal_stands_still(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person
) -> None:
    await crm.switch_seconds(on=True)
    await attentive(crm)
    company = await crm.company("Acme", account_manager=cleo)
    given: dict[str, Any] = {"assigned_to": ben, "second_assigned_to": sam, "company": company}
    deal = await crm.deal(phase_since=NOW - 7 * DAY, **given)
    async with crm.telling() as told:
        await crm.tick(NOW - SECOND)
    assert told == {}
    async with crm.telling() as told:
        await crm.tick(NOW)
        await crm.tick(NOW + 30 * DAY)
    assert told == {"Ben": ATTENTION, "Sam": ATTENTION}
    assert (await ada.see(deal, "version"))["version"] == 1
    (heard,) = await ben.inbox()
    assert (heard.by, heard.event, heard.record) == (None, "DEAL_NEEDS_ATTENTION", deal)


async def test_they_are_told_anew_when_it_stands_still_in_its_next_stay(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await attentive(crm)
    deal = await ada.create_deal("Big one", assignedTo=ben)
    later = datetime.datetime.now(datetime.UTC) + 8 * DAY
    async with crm.telling() as told:
        await crm.tick(later)
    assert told == {"Ben": ATTENTION}
    await ada.move(deal, crm.next)
    await ada.move(deal, crm.new)
    async with crm.telling() as told:
        await crm.tick(later - 2 * DAY)
    assert told == {}
    async with crm.telling() as told:
        await crm.tick(later)
    assert told == {"Ben": ATTENTION}


async def test_a_deal_needs_no_attention_that_is_closed_or_may_stand_still(
    crm: Crm, ben: Person
) -> None:
    await attentive(crm)
    await crm.deal("Won", assigned_to=ben, status="WON", phase_since=NOW - 90 * DAY)
    await crm.deal("Of before this was kept", assigned_to=ben)
    before = await crm.tables()
    await crm.tick(NOW)
    assert await crm.tables() == before
    await attentive(crm, None)
    await crm.deal(assigned_to=ben, phase_since=NOW - 90 * DAY)
    before = await crm.tables()
    await crm.tick(NOW)
    assert await crm.tables() == before


async def test_however_many_look_at_once_it_is_done_once(crm: Crm, ben: Person) -> None:
    await attentive(crm)
    await crm.deal(assigned_to=ben, phase_since=NOW - 8 * DAY)
    await waiting(crm, NOW - 8 * DAY, assigned_to=ben)
    async with crm.telling() as told:
        await asyncio.gather(*(crm.tick(NOW) for _ in range(6)))
    assert sorted(told["Ben"]) == sorted([*CLOSED, *ATTENTION])


async def process(url: str, mode: str) -> asyncio.subprocess.Process:
    """Another process of the service, about to look."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-c", PROCESS, url, NOW.isoformat(), mode)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    started = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=root)
    assert started.stdout
    assert await started.stdout.readline() == b"ready\n"
    return started


ON_POSTGRESQL = [pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.mark.parametrize("database_url", ON_POSTGRESQL, indirect=True)
async def test_two_processes_that_look_at_once_do_it_once(
    crm: Crm, database_url: str, ben: Person
) -> None:
    await attentive(crm)
    for number in range(5):
        await crm.deal(assigned_to=ben, phase_since=NOW - 8 * DAY)
        await waiting(crm, NOW - 8 * DAY, assigned_to=ben, subject=f"Number {number}")
    processes = [await process(database_url, "look") for _ in range(2)]
    async with crm.telling() as told:
        await asyncio.gather(*(each.communicate(b"\n") for each in processes))
    assert [each.returncode for each in processes] == [0, 0]
    closed = [f"Whose closed #{number + 2} Number {number}." for number in range(5)]
    assert sorted(told["Ben"]) == sorted(closed + 5 * ATTENTION)


async def test_a_process_that_is_killed_in_between_leaves_it_to_the_next(
    crm: Crm, database_url: str, ben: Person
) -> None:
    ticket = await waiting(crm, NOW - 8 * DAY, assigned_to=ben)
    killed = await process(database_url, "stand still")
    assert killed.stdin
    assert killed.stdout
    async with crm.telling() as told:
        killed.stdin.write(b"\n")
        assert await asyncio.wait_for(killed.stdout.readline(), PATIENCE) == b"inside\n"
        killed.kill()
        await killed.wait()
        assert (await ben.see(ticket, "status"))["status"] == "WAITING_FOR_CUSTOMER"
        await crm.tick(NOW)
    assert told == {"Ben": CLOSED}


async def test_what_fails_keeps_nothing_else_from_being_done(
    crm: Crm, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await attentive(crm)
    await crm.deal(assigned_to=ben, phase_since=NOW - 8 * DAY)
    await waiting(crm, NOW - 8 * DAY, assigned_to=ben)
    with monkeypatch.context() as broken:
        broken.setattr("resolvers.jobs.deadlines.put", None)
        async with crm.telling() as told:
            await crm.tick(NOW)
    assert told == {"Ben": ATTENTION}
    async with crm.telling() as told:
        await crm.tick(NOW)
    assert told == {"Ben": CLOSED}


async def test_the_service_looks_as_soon_as_it_runs_and_stops_cleanly(
    crm: Crm, ben: Person, cleo: Person
) -> None:
    ticket = await waiting(crm, datetime.datetime.now(datetime.UTC) - 8 * DAY, assigned_to=ben)
    async with watching(cleo) as seen, run_scheduler(crm.runtime.database, crm.graph.hubs):
        await seen.have(1)
    assert seen == [("UPDATED", ticket, "#2 Big one")]


async def test_a_phase_is_entered_when_a_deal_is_created_or_moved(crm: Crm, ada: Person) -> None:
    deal = await ada.create_deal("Big one")
    created = await Deal.get(id=deal.id)
    await ada.move(deal, crm.next)
    moved = await Deal.get(id=deal.id)
    assert created.phase_since
    assert moved.phase_since
    assert moved.phase_since > created.phase_since
