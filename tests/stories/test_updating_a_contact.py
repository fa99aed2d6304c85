"""What is known of a contact changes, and the managers of their companies are told."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person


async def test_the_managers_of_their_companies_are_told(
    crm: Crm, ada: Person, cleo: Person, dora: Person, olga: Person
) -> None:
    one = await crm.company("Acme", account_manager=cleo)
    other = await crm.company("Bolt", account_manager=dora)
    contact = await crm.contact("Carl", [one, other], created_by=olga)
    async with crm.telling() as told, watching(cleo) as cleos, watching(olga) as olgas:
        await ada.update(contact, firstName="Karl")
    assert told == {
        "Cleo": ["Ada Admin changed Karl Carl."],
        "Dora": ["Ada Admin changed Karl Carl."],
    }
    assert (cleos, olgas) == ([("UPDATED", contact, "Karl Carl")], [])


async def test_who_changes_it_is_not_told(crm: Crm, cleo: Person) -> None:
    contact = await crm.contact("Carl", [await crm.company(account_manager=cleo)])
    async with crm.telling() as told:
        await cleo.update(contact, phone="1", email="c@c.example")
    assert told == {}
    assert await cleo.see(contact, "phone email version") == {
        "phone": "1",
        "email": "c@c.example",
        "version": 2,
    }


async def test_its_new_name_is_what_it_is_found_by(crm: Crm, ada: Person) -> None:
    contact = await crm.contact("Carl")
    await ada.update(contact, lastName="Otto")
    found = '{{ contacts(filter: {{ search: "{}" }}) {{ nodes {{ id }} }} }}'
    assert await ada.ask(found.format("OTT")) == {"contacts": {"nodes": [{"id": contact.gid}]}}
    assert await ada.ask(found.format("carl")) == {"contacts": {"nodes": []}}


async def test_nobody_is_told_of_a_change_that_is_none(crm: Crm, ada: Person, cleo: Person) -> None:
    contact = await crm.contact("Carl", [await crm.company(account_manager=cleo)])
    async with crm.telling() as told:
        await ada.update(contact, lastName="Carl")
    assert told == {}
    assert await ada.see(contact, "version") == {"version": 1}


async def test_who_may_not_read_it_does_not_find_it(
    crm: Crm, cleo: Person, dora: Person, eve: Person
) -> None:
    contact = await crm.contact("Carl", [await crm.company(account_manager=cleo)], created_by=dora)
    for stranger in (dora, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.update(contact, lastName="Otto")


async def test_bad_input_is_refused_by_its_place(crm: Crm, ada: Person) -> None:
    contact = await crm.contact("Carl", version=2)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.update(contact, lastName="Otto", version=1)
    async with crm.refuses("REQUIRED", "lastName"):
        await ada.update(contact, lastName=None)
    async with crm.refuses("INVALID", "phone"):
        await ada.update(contact, phone="1" * 61)


async def test_a_note_on_it_tells_the_managers_and_those_mentioned_who_may_read_it(
    crm: Crm, ada: Person, cleo: Person, dora: Person, finn: Person
) -> None:
    contact = await crm.contact("Carl", [await crm.company(account_manager=cleo)])
    async with crm.telling() as told:
        await ada.note(contact, "Call them", finn, dora)
    assert told == {
        "Cleo": ["Ada Admin added a note to Carl."],
        "Finn": ["Ada Admin mentioned you in a note on Carl."],
    }
    async with crm.refuses("NOT_FOUND"):
        await dora.note(contact, "Who is that?")
