"""What is known of a ticket changes; nobody is told of that, but who watches sees it."""

from tests.stories.test_creating_a_ticket import WITHOUT_TICKETS
from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person


async def test_a_ticket_is_changed_and_whoever_watches_sees_it(
    crm: Crm, ada: Person, ben: Person, cleo: Person
) -> None:
    ticket, other = await crm.ticket(assigned_to=ben), await crm.inbox("Sales")
    async with crm.telling() as told, watching(cleo) as seen:
        await ada.update(ticket, subject="Larger one", status="ESCALATED", inbox=other)
    assert told == {}
    assert seen == [("UPDATED", ticket, "#2 Larger one")]
    fields = "subject status inbox { name } version closedAt reopened"
    assert await ben.see(ticket, fields) == {
        "subject": "Larger one",
        "status": "ESCALATED",
        "inbox": {"name": "Sales"},
        "version": 2,
        "closedAt": None,
        "reopened": False,
    }


async def test_a_ticket_waits_for_the_customer_since_it_was_told_to(crm: Crm, ada: Person) -> None:
    ticket = await crm.ticket()
    await ada.update(ticket, status="WAITING_FOR_CUSTOMER")
    since = await ada.see(ticket, "waitingSince")
    assert since["waitingSince"] is not None
    await ada.update(ticket, status="WAITING_FOR_CUSTOMER", subject="Larger one")
    assert await ada.see(ticket, "waitingSince") == since
    await ada.update(ticket, status="OPEN")
    assert await ada.see(ticket, "waitingSince") == {"waitingSince": None}


async def test_changing_nothing_is_nothing(crm: Crm, ada: Person) -> None:
    ticket = await crm.ticket()
    before = await crm.tables()
    await ada.update(ticket, subject="Big one", status="NEW", inbox=await crm.inbox())
    assert await crm.tables() == before


async def test_a_ticket_is_closed_and_opened_again_by_that_name_only(crm: Crm, ada: Person) -> None:
    ticket = await crm.ticket()
    async with crm.refuses("INVALID", "status"):
        await ada.update(ticket, status="CLOSED")
    await ada.close_ticket(ticket)
    async with crm.refuses("INVALID", "status"):
        await ada.update(ticket, status="OPEN")


async def test_what_cannot_be_is_refused(crm: Crm, ada: Person) -> None:
    ticket = await crm.ticket(version=2)
    async with crm.refuses("REQUIRED", "subject"):
        await ada.update(ticket, subject=None)
    async with crm.refuses("REQUIRED", "status"):
        await ada.update(ticket, status=None)
    async with crm.refuses("NOT_FOUND", "inbox"):
        await ada.update(ticket, inbox=await crm.foreign("Inbox"))
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.update(ticket, subject="Larger one", version=1)


async def test_a_ticket_of_another_account_is_not_to_be_found(crm: Crm, eve: Person) -> None:
    ticket = await crm.ticket()
    async with crm.refuses("NOT_FOUND"):
        await eve.update(ticket, subject="Mine")


async def test_who_lacks_the_module_changes_no_ticket(crm: Crm, finn: Person) -> None:
    ticket = await crm.ticket(assigned_to=finn)
    await crm.have(finn, modules=WITHOUT_TICKETS)
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.update(ticket, subject="Mine")
