"""A ticket goes, with everything that was written in it."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person


async def test_its_assignee_or_an_administrator_deletes_a_ticket_with_its_messages(
    crm: Crm, ada: Person, ben: Person, cleo: Person
) -> None:
    before = await crm.tables()
    for who in (ada, ben):
        ticket = await crm.ticket(assigned_to=ben)
        await cleo.say(ticket, "INTERNAL", mentions=[ada])
        await cleo.note(ticket, "Secret")
        async with crm.telling() as told, watching(cleo) as seen:
            await who.delete(ticket)
        assert (told, seen) == ({}, [("DELETED", ticket, None)])
    after = await crm.tables()
    for table in ("ticket", "message", "message_mention", "note"):
        assert after[table] == before[table]


async def test_nobody_else_deletes_a_ticket(
    crm: Crm, ben: Person, lena: Person, eve: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    async with crm.refuses("FORBIDDEN"):
        await lena.delete(ticket)
    async with crm.refuses("NOT_FOUND"):
        await eve.delete(ticket)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ben.delete(ticket, version=7)


async def test_a_company_that_wrote_tickets_is_not_deleted(crm: Crm, ada: Person) -> None:
    company = await crm.company()
    await crm.ticket(company=company)
    async with crm.refuses("INVALID", "id"):
        await ada.delete(company)
