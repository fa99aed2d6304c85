"""Contacts come to work for companies and leave them, and with them who may see them."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person

COMPANIES = "version companies { company { name } position decisionMaker }"


async def test_the_managers_hear_to_which_company_if_it_is_theirs(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    before = await crm.company("Acme", account_manager=cleo)
    company = await crm.company("Secret", account_manager=dora)
    contact = await crm.contact("Carl", [before])
    async with crm.telling() as told:
        await ada.link(contact, company, position="CEO", decisionMaker=True)
    assert told == {
        "Cleo": ["Ada Admin changed Carl."],
        "Dora": ["Ada Admin linked Carl to Secret."],
    }
    assert await dora.see(contact, COMPANIES) == {
        "version": 2,
        "companies": [{"company": {"name": "Secret"}, "position": "CEO", "decisionMaker": True}],
    }


async def test_the_managers_of_the_company_they_leave_hear_of_it_if_they_still_see_them(
    crm: Crm, ada: Person, cleo: Person, dora: Person, finn: Person
) -> None:
    left = await crm.company("Acme", account_manager=finn)
    lost = await crm.company("Bolt", account_manager=cleo)
    kept = await crm.company("Cord", account_manager=dora)
    contact = await crm.contact("Carl", [left, lost, kept])
    async with crm.telling() as told:
        await ada.unlink(contact, left)
        await ada.unlink(contact, lost)
    assert told == {
        "Finn": ["Ada Admin unlinked Carl from Acme."],
        "Cleo": ["Ada Admin changed Carl."],
        "Dora": ["Ada Admin changed Carl.", "Ada Admin changed Carl."],
    }


async def test_a_link_brings_a_contact_and_their_deals_and_takes_them_from_who_made_them(
    crm: Crm, ada: Person, finn: Person, cleo: Person, dora: Person, olga: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await crm.contact("Carl", created_by=dora)
    deal, invoice = await crm.deal("For Carl", contact=contact), await crm.invoice(contact)
    async with (
        watching(cleo) as cleos,
        watching(dora) as doras,
        watching(olga) as olgas,
        watching(finn) as finns,
    ):
        await ada.link(contact, company)
    of_invoice = ("GAINED", invoice, "Draft invoice")
    assert cleos == [("GAINED", contact, "Carl"), ("GAINED", deal, "For Carl"), of_invoice]
    assert doras == [("LOST", contact, None), ("LOST", deal, None), ("LOST", invoice, None)]
    assert (olgas, finns) == ([], [("UPDATED", contact, "Carl")])
    assert (await cleo.contacts(), await cleo.deals()) == (["Carl"], ["For Carl"])
    assert (await dora.contacts(), await dora.deals()) == ([], [])


async def test_the_last_to_be_unlinked_gives_them_back_to_who_made_them(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await crm.contact("Carl", [company], created_by=dora)
    deal = await crm.deal("For Carl", contact=contact)
    async with watching(cleo) as cleos, watching(dora) as doras:
        await ada.unlink(contact, company)
    assert cleos == [("LOST", contact, None), ("LOST", deal, None)]
    assert doras == [("GAINED", contact, "Carl"), ("GAINED", deal, "For Carl")]


async def test_who_would_lose_sight_by_unlinking_has_to_say_so(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await crm.contact("Carl", [company], created_by=dora)
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await cleo.unlink(contact, company)
    await cleo.unlink(contact, company, confirmLossOfAccess=True)
    assert (await cleo.contacts(), await dora.contacts()) == ([], ["Carl"])


async def test_linked_again_they_are_what_was_said_last(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await crm.contact("Carl", [company])
    async with crm.telling() as told:
        await ada.link(contact, company, position="CEO")
        await ada.link(contact, company, decisionMaker=True)
        await ada.link(contact, company, position="CEO", decisionMaker=True)
    assert told == {"Cleo": ["Ada Admin changed Carl.", "Ada Admin changed Carl."]}
    assert await ada.see(contact, COMPANIES) == {
        "version": 3,
        "companies": [{"company": {"name": "Acme"}, "position": "CEO", "decisionMaker": True}],
    }


async def test_nothing_happens_by_unlinking_who_is_not_linked(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    company = await crm.company(account_manager=cleo)
    contact = await crm.contact("Carl")
    async with crm.telling() as told:
        await ada.unlink(contact, company)
    assert told == {}
    assert await ada.see(contact, COMPANIES) == {"version": 1, "companies": []}


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, ada: Person, cleo: Person, dora: Person, eve: Person
) -> None:
    mine = await crm.company("Acme", account_manager=cleo)
    theirs = await crm.company("Secret", account_manager=dora)
    contact = await crm.contact("Carl", [mine, theirs])
    secret = await crm.contact("Secret", [theirs])
    for write in (cleo.link, cleo.unlink):
        async with crm.refuses("NOT_FOUND", "company"):
            await write(contact, theirs)
        async with crm.refuses("NOT_FOUND"):
            await write(secret, mine)
    async with crm.refuses("NOT_FOUND", "company"):
        await ada.link(contact, await crm.foreign("Company"))
    async with crm.refuses("NOT_FOUND"):
        await eve.link(contact, await crm.foreign("Company"))


async def test_bad_input_is_refused_by_its_place(crm: Crm, ada: Person) -> None:
    contact, company = await crm.contact(version=2), await crm.company()
    async with crm.refuses("INVALID", "company"):
        await ada.link(contact, contact)
    async with crm.refuses("INVALID", "position"):
        await ada.link(contact, company, position="x" * 201)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.link(contact, company, version=1)
