"""Notes on records, and those whom they mention."""

import pytest

from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person, Thing


async def test_both_account_managers_are_told_of_a_note_on_a_company(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        await ada.note(company, "They are moving.")
    words = ["Ada Admin added a note to Big one."]
    assert told == {"Cleo": words, "Dora": words}


async def test_those_responsible_and_the_managers_are_told_of_a_note_on_a_deal(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    async with crm.telling() as told:
        await ada.note(deal, "They are moving.")
    words = ["Ada Admin added a note to Big one."]
    assert told == {"Ben": words, "Sam": words, "Cleo": words, "Dora": words}


async def test_who_is_mentioned_is_told_so_even_if_responsible_and_only_once(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with crm.telling() as told:
        note = await ada.note(deal, "Ben, Finn?", ben, finn, ben)
    words = ["Ada Admin mentioned you in a note on Big one."]
    assert told == {"Ben": words, "Finn": words}
    seen = await finn.see(note, "body author { name } mentions { name } record { label }")
    assert seen == {
        "body": "Ben, Finn?",
        "author": {"name": "Ada Admin"},
        "mentions": [{"name": "Ben Boxed"}, {"name": "Finn Full"}],
        "record": {"label": "Big one"},
    }


async def test_a_note_is_kept_as_it_was_written_but_for_the_ends_of_its_lines(
    crm: Crm, ada: Person
) -> None:
    company = await crm.company()
    note = await ada.note(company, " 1\tone\r\n2\ttwo\u200f!\r\n\r\n")
    assert await ada.see(note, "body") == {"body": "1\tone\n2\ttwo\u200f!"}


async def test_who_may_not_read_the_record_is_not_told_that_they_are_mentioned(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with crm.telling() as told, listening(sam) as heard, watching(sam) as seen:
        note = await ada.note(deal, "Sam, Cleo?", sam, cleo)
    assert told == {"Ben": ["Ada Admin added a note to Big one."]}
    assert (heard, seen) == ([], [])
    assert [await who.can_read(note) for who in (ben, sam, cleo)] == [True, False, False]


async def test_nobody_is_told_of_their_own_note(crm: Crm, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with crm.telling() as told:
        await ben.note(deal, "I forgot.", ben)
    assert told == {}


async def test_whoever_reads_a_record_may_note_something(
    crm: Crm, finn: Person, cleo: Person
) -> None:
    company = await crm.company(account_manager=cleo)
    await finn.note(company, "one")
    await cleo.note(company, "other")
    notes = "notes { nodes { body } totalCount }"
    assert (await cleo.see(company, notes))["notes"] == {
        "nodes": [{"body": "other"}, {"body": "one"}],
        "totalCount": 2,
    }


async def test_a_deactivated_user_is_not_mentioned(crm: Crm, ada: Person, gus: Person) -> None:
    deal = await crm.deal()
    async with crm.refuses("USER_INACTIVE", "mentions"):
        await ada.note(deal, "Gus?", gus)


async def test_a_foreign_user_is_not_mentioned(crm: Crm, ada: Person, eve: Person) -> None:
    deal = await crm.deal()
    async with crm.refuses("NOT_FOUND", "mentions"):
        await ada.note(deal, "Eve?", eve)


@pytest.mark.parametrize(
    ("body", "code"), [("  ", "REQUIRED"), ("x" * 20_001, "INVALID"), ("\x00", "INVALID")]
)
async def test_a_note_says_something(crm: Crm, ada: Person, body: str, code: str) -> None:
    deal = await crm.deal()
    async with crm.refuses(code, "body"):
        await ada.note(deal, body)


async def test_a_record_that_one_may_not_read_is_not_to_be_found(
    crm: Crm, sam: Person, cleo: Person, eve: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    for stranger in (sam, cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.note(deal, "Hello")
    async with crm.refuses("NOT_FOUND"):
        await ben.note(Thing("Deal", 999_999_999), "Hello")


async def test_who_lacks_the_module_notes_nothing(crm: Crm, finn: Person) -> None:
    deal = await crm.deal()
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.note(deal, "Hello")
