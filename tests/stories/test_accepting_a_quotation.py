"""A quotation is accepted, and whoever is around its deal is told."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person


async def test_those_responsible_for_the_deal_and_the_managers_of_its_customer_are_told(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    quotation = await crm.quotation(deal)
    async with crm.telling() as told:
        await ada.do("accept", quotation)
    words = ["Offer for Big one was accepted."]
    assert told == {"Ben": words, "Sam": words, "Cleo": words, "Dora": words}
    seen = await ben.see(quotation, "status acceptedAt")
    assert (seen["status"], seen["acceptedAt"] is None) == ("ACCEPTED", False)


async def test_seconds_who_do_not_count_are_not_told_nor_who_accepts_it(
    crm: Crm, ben: Person, sam: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    quotation = await crm.quotation(deal)
    async with crm.telling() as told:
        await ben.do("accept", quotation)
    assert told == {"Cleo": ["Offer for Big one was accepted."]}


async def test_a_limited_crm_user_is_not_told_of_a_deal_hidden_from_them(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=dora)
    quotation = await crm.quotation(await crm.deal(company=company, assigned_to=cleo))
    async with crm.telling() as told, watching(cleo) as seen:
        await ada.do("accept", quotation)
    assert told == {"Dora": ["Offer for Big one was accepted."]}
    assert seen == []


async def test_nobody_is_told_that_it_was_refused(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    quotation = await crm.quotation(deal)
    async with crm.telling() as told, watching(ben) as bens, watching(sam) as sams:
        await ada.do("refuse", quotation)
    assert (told, bens, sams) == ({}, [("UPDATED", deal, "Big one")], [])
    assert await ben.see(quotation, "status") == {"status": "REFUSED"}
