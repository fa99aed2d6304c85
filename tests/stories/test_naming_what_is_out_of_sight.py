"""Whoever does not see for whom something is, or what it is about, cannot find out by naming it."""

import pytest

from tests.world.crm import Crm
from tests.world.people import Person, Thing


@pytest.fixture
async def hidden(crm: Crm, dora: Person) -> Thing:
    """A company that Cleo does not see."""
    return await crm.company("Hidden", account_manager=dora)


@pytest.fixture
async def other(crm: Crm, dora: Person) -> Thing:
    """Another one."""
    return await crm.company("Other", account_manager=dora)


async def test_the_hidden_customer_of_a_ticket_is_refused_as_any_other_that_one_does_not_see(
    crm: Crm, cleo: Person, hidden: Thing, other: Thing
) -> None:
    ticket = await crm.ticket(company=hidden)
    assert await cleo.see(ticket, "customer { __typename }") == {"customer": None}
    for company in (hidden, other):
        async with crm.refuses("NOT_FOUND", "customer"):
            await cleo.update(ticket, customer=company)


async def test_a_hidden_contact_is_refused_as_well(crm: Crm, cleo: Person, hidden: Thing) -> None:
    contact, other = await crm.contact("Ann", [hidden]), await crm.contact("Bob", [hidden])
    ticket = await crm.ticket(contact=contact)
    for one in (contact, other):
        async with crm.refuses("NOT_FOUND", "customer"):
            await cleo.update(ticket, customer=one)


async def test_the_hidden_customers_of_a_project_are_refused_alike(
    crm: Crm, cleo: Person, hidden: Thing, other: Thing
) -> None:
    mine = await crm.company("Mine", account_manager=cleo)
    project = await crm.project(owners=[cleo], customers=[mine, hidden])
    for company in (hidden, other):
        async with crm.refuses("NOT_FOUND", "customers"):
            await cleo.update(project, customers=[mine, company])


async def test_the_hidden_deal_of_an_invoice_is_refused_as_another(crm: Crm, ben: Person) -> None:
    company = await crm.company("Acme")
    deal, other = await crm.deal("Hidden"), await crm.deal("Other")
    invoice = await crm.invoice(company, deal_id=deal.id)
    assert await ben.see(invoice, "deal { title }") == {"deal": None}
    for one in (deal, other):
        async with crm.refuses("NOT_FOUND", "deal"):
            await ben.update(invoice, deal=one)


async def test_the_hidden_project_of_an_invoice_is_refused_as_another(
    crm: Crm, ben: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project, other = await crm.project("Hidden"), await crm.project("Other")
    invoice = await crm.invoice(await crm.company("Acme"), project_id=project.id)
    for one in (project, other):
        async with crm.refuses("NOT_FOUND", "project"):
            await ben.update(invoice, project=one)


async def test_what_is_hidden_is_not_taken_away_by_naming_nothing(
    crm: Crm, ben: Person, cleo: Person, hidden: Thing
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    deal, project = await crm.deal(), await crm.project()
    invoice = await crm.invoice(hidden, deal_id=deal.id, project_id=project.id)
    one, bare = await crm.ticket(company=hidden), await crm.ticket("Bare one")
    before = await crm.tables()
    for ticket in (one, bare):
        await cleo.update(ticket, customer=None)
    await ben.update(invoice, deal=None, project=None)
    assert await crm.tables() == before


async def test_what_one_sees_is_taken_away_and_what_is_hidden_gives_way_to_what_is_named(
    crm: Crm, ada: Person, cleo: Person, hidden: Thing
) -> None:
    mine = await crm.company("Mine", account_manager=cleo)
    ticket, other = await crm.ticket(company=mine), await crm.ticket(company=hidden)
    await cleo.update(ticket, customer=None)
    await cleo.update(other, customer=mine)
    customer = "customer { ... on Company { name } } version"
    assert await ada.see(ticket, customer) == {"customer": None, "version": 2}
    assert await ada.see(other, customer) == {"customer": {"name": "Mine"}, "version": 2}


async def test_a_hidden_company_in_a_custom_field_is_refused_as_another_and_not_cleared(
    crm: Crm, ada: Person, cleo: Person, hidden: Thing, other: Thing
) -> None:
    field = await crm.custom_field("COMPANY", "TICKET")
    ticket = await crm.ticket()
    await ada.set_field(ticket, field, company=hidden)
    for company in (hidden, other):
        async with crm.refuses("NOT_FOUND", "value", "company"):
            await cleo.set_field(ticket, field, company=company)
    before = await crm.tables()
    await cleo.set_field(ticket, field)
    await cleo.update(ticket, customFields=[{"field": field}])
    assert await crm.tables() == before
