"""Deals come to be, and there is always somebody responsible."""

from typing import Any

import pytest

from tests.world.crm import Crm
from tests.world.people import Person

RESPONSIBLES = "assignedTo { name } secondAssignedTo { name }"


async def test_whoever_creates_a_deal_is_responsible_unless_somebody_is_named(
    crm: Crm, finn: Person
) -> None:
    async with crm.telling() as told:
        deal = await finn.create_deal("Big one")
    assert await finn.see(deal, RESPONSIBLES) == {
        "assignedTo": {"name": "Finn Full"},
        "secondAssignedTo": None,
    }
    assert told == {}


async def test_its_responsible_and_the_managers_of_its_customer_are_told(
    crm: Crm, ada: Person, ben: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        await ada.create_deal("Big one", customer=company, assignedTo=ben)
    assert told == {
        "Ben": ["Ada Admin created Big one and assigned it to you."],
        "Cleo": ["Ada Admin created Big one for Acme."],
        "Dora": ["Ada Admin created Big one for Acme."],
    }


async def test_who_is_responsible_and_manages_the_customer_is_told_once(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company("Acme", account_manager=finn)
    async with crm.telling() as told:
        await ada.create_deal("Big one", customer=company, assignedTo=finn)
    assert told == {"Finn": ["Ada Admin created Big one and assigned it to you."]}


async def test_a_limited_crm_user_is_not_told_of_a_deal_of_somebody_elses_company(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=dora)
    async with crm.telling() as told:
        deal = await ada.create_deal("Big one", customer=company, assignedTo=cleo)
    assert told == {"Dora": ["Ada Admin created Big one for Acme."]}
    assert await cleo.can_read(deal) is False
    assert await cleo.deals() == []


async def test_a_deal_without_a_responsible_is_refused(crm: Crm, ada: Person) -> None:
    async with crm.refuses("RESPONSIBLE_REQUIRED", "assignedTo"):
        await ada.create_deal("Big one", assignedTo=None)


async def test_a_deal_is_refused_a_deactivated_responsible(
    crm: Crm, ada: Person, gus: Person
) -> None:
    async with crm.refuses("USER_INACTIVE", "assignedTo"):
        await ada.create_deal("Big one", assignedTo=gus)


async def test_a_deal_is_refused_a_responsible_of_another_account(
    crm: Crm, ada: Person, eve: Person
) -> None:
    async with crm.refuses("NOT_FOUND", "assignedTo"):
        await ada.create_deal("Big one", assignedTo=eve)


async def test_a_deal_is_refused_a_responsible_without_the_module(
    crm: Crm, ada: Person, lena: Person
) -> None:
    await crm.have(lena, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("ASSIGNEE_LACKS_MODULE", "assignedTo"):
        await ada.create_deal("Big one", assignedTo=lena)


async def test_a_deal_is_refused_a_customer_that_its_creator_may_not_read(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=dora)
    async with crm.refuses("NOT_FOUND", "customer"):
        await cleo.create_deal("Big one", customer=company)


async def test_a_customer_that_one_lost_a_moment_ago_is_not_to_be_found(
    crm: Crm, ada: Person, finn: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=dora)
    assert await finn.companies() == ["Acme", "Stranger"]
    await ada.set_access(finn, crmAccess="LIMITED_CRM")
    async with crm.refuses("NOT_FOUND", "customer"):
        await finn.create_deal("Big one", customer=company)


async def test_a_deal_is_refused_a_customer_and_a_phase_of_another_account(
    crm: Crm, ada: Person
) -> None:
    async with crm.refuses("NOT_FOUND", "customer"):
        await ada.create_deal("Big one", customer=await crm.foreign("Company"))
    async with crm.refuses("NOT_FOUND", "phase"):
        await ada.create_deal("Big one", phase=await crm.foreign("Phase"))


async def test_who_has_limited_crm_access_creates_deals_for_their_companies_only(
    crm: Crm, cleo: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await cleo.create_deal("Big one")
    await cleo.create_deal("Larger one", customer=company)
    assert await cleo.deals() == ["Larger one"]


async def test_who_has_limited_deals_does_not_lose_a_new_deal_unawares(
    crm: Crm, ben: Person, sam: Person
) -> None:
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await ben.create_deal("Big one", assignedTo=sam)
    async with crm.telling() as told:
        await ben.write("createDeal", "", title="Big one", assignedTo=sam, confirmLossOfAccess=True)
    assert told == {"Sam": ["Ben Boxed created Big one and assigned it to you."]}
    assert (await ben.deals(), await sam.deals()) == ([], ["Big one"])


async def test_a_deal_keeps_what_it_is_worth_and_its_phase(crm: Crm, ada: Person) -> None:
    amount = {"amount": "12.50", "currency": "CHF"}
    deal = await ada.create_deal("Big one", amount=amount, phase=crm.next)
    assert await ada.see(deal, "amount { amount currency } phase { name } status") == {
        "amount": amount,
        "phase": {"name": "Next"},
        "status": "OPEN",
    }


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"amount": {"amount": "1.234"}}, ("amount", "amount")),
        ({"amount": {"amount": "1e20"}}, ("amount", "amount")),
        ({"amount": {"amount": "1", "currency": "eur"}}, ("amount", "currency")),
        ({"amount": {"amount": "1", "currency": "ABC"}}, ("amount", "currency")),
        ({"amount": {"amount": "1", "currency": "XAU"}}, ("amount", "currency")),
        ({"title": "x" * 201}, ("title",)),
    ],
)
async def test_a_deal_is_refused_what_cannot_be(
    crm: Crm, ada: Person, given: dict[str, Any], path: tuple[str, ...]
) -> None:
    async with crm.refuses("INVALID", *path):
        await ada.create_deal(**{"title": "Big one", **given})


async def test_who_lacks_the_module_creates_no_deal(crm: Crm, finn: Person) -> None:
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.create_deal("Big one")


async def test_who_has_not_signed_in_creates_no_deal(crm: Crm) -> None:
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().create_deal("Big one")


async def test_a_deal_for_a_contact_is_seen_as_the_contact_is(
    crm: Crm, ada: Person, cleo: Person, dora: Person, ben: Person
) -> None:
    contact = await crm.contact("Carl", [await crm.company("Acme", account_manager=cleo)])
    async with crm.telling() as told:
        deal = await ada.create_deal("Big one", customer=contact, assignedTo=ben)
    assert told == {"Ben": ["Ada Admin created Big one and assigned it to you."]}
    customer = "customer { __typename ... on Contact { name } }"
    assert await cleo.see(deal, customer) == {"customer": {"__typename": "Contact", "name": "Carl"}}
    assert await dora.can_read(deal) is False


async def test_a_deal_is_refused_a_contact_that_its_creator_may_not_read(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    contact, other = await crm.contact("Carl", created_by=dora), await crm.deal()
    async with crm.refuses("NOT_FOUND", "customer"):
        await cleo.create_deal("Big one", customer=contact)
    async with crm.refuses("NOT_FOUND", "customer"):
        await ada.create_deal("Big one", customer=await crm.foreign("Contact"))
    async with crm.refuses("INVALID", "customer"):
        await ada.create_deal("Big one", customer=other)


async def test_without_the_module_nobody_finds_out_who_a_customer_is(
    crm: Crm, finn: Person
) -> None:
    company, contact = await crm.company("Acme"), await crm.contact("Carl")
    await crm.deal("For Acme", company=company)
    await crm.deal("For Carl", contact=contact)
    await crm.have(finn, modules=["DEALS"])
    for filter_ in (
        f'company: ["{company.gid}"]',
        f'contact: ["{contact.gid}"]',
        "hasCustomer: true",
    ):
        found = await finn.ask(f"{{ deals(filter: {{ {filter_} }}) {{ totalCount }} }}")
        assert found == {"deals": {"totalCount": 0}}
