"""Contacts go when nothing is for them any more, and stay when a company goes."""

import pytest

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Refused


async def test_who_watches_sees_it_go_if_they_could_read_it(
    crm: Crm, ada: Person, finn: Person, cleo: Person, dora: Person, eve: Person
) -> None:
    contact = await crm.contact("Carl", [await crm.company(account_manager=cleo)], created_by=dora)
    async with (
        crm.telling() as told,
        watching(finn) as finns,
        watching(cleo) as cleos,
        watching(dora) as doras,
        watching(eve) as eves,
    ):
        await ada.delete(contact)
    assert (finns, cleos) == ([("DELETED", contact, None)], [("DELETED", contact, None)])
    assert (doras, eves, told) == ([], [], {})


async def test_managers_of_their_companies_and_creators_may_delete(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    linked = await crm.contact("Carl", [await crm.company(account_manager=cleo)], created_by=dora)
    made = await crm.contact("Otto", created_by=dora)
    await cleo.delete(linked)
    await dora.delete(made)
    assert (await cleo.contacts(), await dora.contacts()) == ([], [])


async def test_who_only_reads_it_may_not_and_who_does_not_does_not_find_it(
    crm: Crm, finn: Person, cleo: Person, dora: Person, eve: Person
) -> None:
    contact = await crm.contact("Carl", [await crm.company(account_manager=cleo)], created_by=dora)
    async with crm.refuses("FORBIDDEN"):
        await finn.delete(contact)
    for stranger in (dora, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.delete(contact)


async def test_a_contact_with_deals_stays(crm: Crm, ada: Person) -> None:
    contact = await crm.contact()
    deal = await crm.deal(contact=contact)
    async with crm.refuses("INVALID", "id"):
        await ada.delete(contact)
    await ada.update(deal, customer=None)
    await ada.delete(contact)
    assert await ada.contacts() == []


async def test_when_their_only_company_goes_who_made_them_sees_them_again(
    crm: Crm, ada: Person, finn: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await crm.contact("Carl", [company], created_by=dora)
    deal = await crm.deal("For Carl", contact=contact)
    async with watching(cleo) as cleos, watching(dora) as doras, watching(finn) as finns:
        await ada.delete(company)
    assert cleos == [("DELETED", company, None), ("LOST", contact, None), ("LOST", deal, None)]
    assert doras == [("GAINED", contact, "Carl"), ("GAINED", deal, "For Carl")]
    assert finns == [("DELETED", company, None), ("UPDATED", contact, "Carl")]
    assert await dora.see(contact, "version companies { position }") == {
        "version": 2,
        "companies": [],
    }


async def test_of_two_companies_the_other_stays(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    one, other = await crm.company(account_manager=cleo), await crm.company("Bolt")
    contact = await crm.contact("Carl", [one, other], created_by=dora)
    await ada.delete(one)
    companies = {"companies": [{"company": {"name": "Bolt"}}]}
    assert await ada.see(contact, "companies { company { name } }") == companies
    assert (await cleo.contacts(), await dora.contacts()) == ([], [])


async def test_what_is_left_is_named(crm: Crm, ada: Person) -> None:
    contact, company = await crm.contact("Carl"), await crm.company("Acme")
    await crm.deal(contact=contact)
    await crm.ticket(contact=contact)
    await crm.invoice(company)
    for customer, left in ((contact, "deals and tickets"), (company, "invoices")):
        with pytest.raises(Refused) as refused:
            await ada.delete(customer)
        assert refused.value.args == (f"INVALID id: It has {left}; delete or move them first.",)
