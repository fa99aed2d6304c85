"""Who becomes responsible for a ticket, and who no longer is."""

from tests.stories.test_creating_a_ticket import WITHOUT_TICKETS
from tests.world.crm import Crm
from tests.world.people import Person


async def test_the_new_and_the_old_one_are_told_in_their_own_words(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    async with crm.telling() as told:
        await ada.assign(ticket, to=sam)
    assert told == {
        "Sam": ["Ada Admin assigned #2 Big one to you."],
        "Ben": ["You are no longer responsible for #2 Big one."],
    }
    assert [(it.event, it.reason) for it in (await ben.inbox() + await sam.inbox())] == [
        ("TICKET_ASSIGNED", "NO_LONGER_RESPONSIBLE"),
        ("TICKET_ASSIGNED", "BECAME_RESPONSIBLE"),
    ]


async def test_who_takes_a_ticket_or_gives_it_up_is_not_told(crm: Crm, ben: Person) -> None:
    ticket = await crm.ticket()
    async with crm.telling() as told:
        await ben.assign(ticket, to=ben)
        await ben.assign(ticket, to=None)
    assert told == {}


async def test_the_old_one_is_told_that_it_is_nobodys(crm: Crm, ada: Person, ben: Person) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    async with crm.telling() as told:
        await ada.assign(ticket, to=None, reason="Ben is away")
    assert told == {"Ben": ["You are no longer responsible for #2 Big one."]}
    assert [it.event for it in await ben.inbox()] == ["TICKET_UNASSIGNED"]
    history = "responsibilityHistory { nodes { role from { name } to { name } reason } }"
    assert await ada.see(ticket, f"assignedTo {{ id }} {history}") == {
        "assignedTo": None,
        "responsibilityHistory": {
            "nodes": [
                {
                    "role": "TICKET_ASSIGNEE",
                    "from": {"name": "Ben Boxed"},
                    "to": None,
                    "reason": "Ben is away",
                }
            ]
        },
    }


async def test_who_lost_the_module_hears_no_more_of_a_ticket_than_its_title(
    crm: Crm, ada: Person, finn: Person
) -> None:
    ticket = await crm.ticket(assigned_to=finn)
    await crm.have(finn, modules=WITHOUT_TICKETS)
    async with crm.telling() as told:
        await ada.say(ticket, "INTERNAL", "Secret", mentions=[finn])
        await ada.assign(ticket, to=None)
    assert told == {}


async def test_assigning_to_who_is_responsible_already_is_nothing(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    before = await crm.tables()
    await ada.assign(ticket, to=ben)
    await ada.assign(ticket)
    assert await crm.tables() == before


async def test_who_cannot_be_responsible_is_refused(
    crm: Crm, ada: Person, gus: Person, eve: Person, lena: Person
) -> None:
    ticket = await crm.ticket()
    await crm.have(lena, modules=WITHOUT_TICKETS)
    for code, who in (("USER_INACTIVE", gus), ("NOT_FOUND", eve), ("ASSIGNEE_LACKS_MODULE", lena)):
        async with crm.refuses(code, "assignedTo"):
            await ada.assign(ticket, to=who)


async def test_a_ticket_of_another_account_is_not_to_be_found(crm: Crm, eve: Person) -> None:
    ticket = await crm.ticket()
    async with crm.refuses("NOT_FOUND"):
        await eve.assign(ticket, to=eve)
