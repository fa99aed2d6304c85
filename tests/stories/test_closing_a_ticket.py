"""Tickets are closed, and opened again."""

from tests.stories.test_creating_a_ticket import WITHOUT_TICKETS
from tests.world.crm import Crm
from tests.world.people import Person

STATE = "status closedBy { name } closedAutomatically reopened waitingSince version"


async def test_the_assignee_is_told_that_a_colleague_closed_their_ticket(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben, status="WAITING_FOR_CUSTOMER")
    async with crm.telling() as told:
        await ada.close_ticket(ticket, version=1)
    assert told == {"Ben": ["Ada Admin closed #2 Big one."]}
    state = await ben.see(ticket, f"{STATE} closedAt")
    assert state.pop("closedAt") is not None
    assert state == {
        "status": "CLOSED",
        "closedBy": {"name": "Ada Admin"},
        "closedAutomatically": False,
        "reopened": False,
        "waitingSince": None,
        "version": 2,
    }


async def test_who_closes_their_own_ticket_is_not_told(crm: Crm, ben: Person) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    async with crm.telling() as told:
        await ben.close_ticket(ticket)
    assert told == {}


async def test_a_closed_ticket_is_opened_again_and_its_assignee_is_told(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    await ada.close_ticket(ticket)
    async with crm.telling() as told:
        await ada.reopen_ticket(ticket)
    assert told == {"Ben": ["#2 Big one is open again."]}
    assert await ben.see(ticket, f"{STATE} closedAt") == {
        "status": "OPEN",
        "closedBy": None,
        "closedAutomatically": False,
        "reopened": True,
        "waitingSince": None,
        "version": 3,
        "closedAt": None,
    }


async def test_what_is_so_already_or_was_changed_meanwhile_is_refused(
    crm: Crm, ada: Person
) -> None:
    ticket = await crm.ticket(version=2)
    async with crm.refuses("INVALID", "id"):
        await ada.reopen_ticket(ticket)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.close_ticket(ticket, version=1)
    await ada.close_ticket(ticket)
    async with crm.refuses("INVALID", "id"):
        await ada.close_ticket(ticket)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.reopen_ticket(ticket, version=1)


async def test_a_ticket_of_another_account_is_not_to_be_found(crm: Crm, eve: Person) -> None:
    ticket = await crm.ticket()
    async with crm.refuses("NOT_FOUND"):
        await eve.close_ticket(ticket)
    async with crm.refuses("NOT_FOUND"):
        await eve.reopen_ticket(ticket)


async def test_who_lacks_the_module_closes_no_ticket(crm: Crm, finn: Person) -> None:
    ticket = await crm.ticket(assigned_to=finn)
    await crm.have(finn, modules=WITHOUT_TICKETS)
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.close_ticket(ticket)
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.reopen_ticket(ticket)
