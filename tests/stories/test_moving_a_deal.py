"""A deal goes from phase to phase."""

import pytest

from tests.world.crm import Crm
from tests.world.people import Person


async def test_those_responsible_and_the_managers_of_the_customer_are_told(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    async with crm.telling() as told:
        await ada.move(deal, crm.next)
    words = ["Ada Admin moved Big one to Next."]
    assert told == {"Ben": words, "Sam": words, "Cleo": words, "Dora": words}
    assert (await ada.see(deal, "phase { name } version")) == {
        "phase": {"name": "Next"},
        "version": 2,
    }


async def test_moving_to_where_it_is_is_nothing(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    before = await crm.tables()
    await ada.move(deal, crm.new)
    assert await crm.tables() == before


async def test_a_phase_of_another_account_is_not_to_be_found(crm: Crm, ada: Person) -> None:
    deal = await crm.deal()
    async with crm.refuses("NOT_FOUND", "phase"):
        await ada.move(deal, await crm.foreign("Phase"))


@pytest.mark.parametrize("status", ["WON", "LOST"])
async def test_a_closed_deal_does_not_move(crm: Crm, ada: Person, status: str) -> None:
    deal = await crm.deal(status=status)
    async with crm.refuses("INVALID", "id"):
        await ada.move(deal, crm.next)


async def test_an_old_version_is_a_conflict(crm: Crm, ada: Person) -> None:
    deal = await crm.deal(version=2)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.move(deal, crm.next, version=1)


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    for stranger in (sam, cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.move(deal, crm.next)
