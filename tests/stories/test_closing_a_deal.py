"""A deal is won or lost."""

from typing import Literal

import pytest

from tests.world.crm import Crm
from tests.world.people import Person


@pytest.mark.parametrize(
    ("status", "words"),
    [("WON", "Ada Admin won Big one."), ("LOST", "Ada Admin closed Big one as lost.")],
)
async def test_those_responsible_and_the_managers_of_the_customer_are_told(
    crm: Crm,
    ada: Person,
    ben: Person,
    sam: Person,
    cleo: Person,
    dora: Person,
    status: Literal["WON", "LOST"],
    words: str,
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    async with crm.telling() as told:
        await ada.close(deal, status, reason="The price")
    assert told == {"Ben": [words], "Sam": [words], "Cleo": [words], "Dora": [words]}
    seen = await ada.see(deal, "status closingReason closedAt")
    assert (seen["status"], seen["closingReason"]) == (status, "The price")
    assert seen["closedAt"] is not None


async def test_who_closes_it_is_not_told(crm: Crm, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with crm.telling() as told:
        await ben.close(deal)
    assert told == {}


async def test_a_deal_is_not_closed_as_open(crm: Crm, ada: Person) -> None:
    deal = await crm.deal()
    async with crm.refuses("INVALID", "status"):
        await ada.close(deal, "OPEN")


async def test_a_deal_is_closed_once(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    await ada.close(deal, "LOST")
    async with crm.refuses("INVALID", "id"):
        await ada.close(deal, "WON")


async def test_an_old_version_is_a_conflict(crm: Crm, ada: Person) -> None:
    deal = await crm.deal(version=2)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.close(deal, version=1)


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    for stranger in (sam, cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.close(deal)
