"""Notifications are numbered 1, 2, 3 for each recipient; in order, each once, none lost."""

import asyncio

from tests.world.crm import Crm
from tests.world.listening import listening
from tests.world.people import Person


async def test_numbers_have_no_gaps_when_changes_run_at_once(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person
) -> None:
    await crm.switch_seconds(on=True)
    deals = [await crm.deal(assigned_to=ben, second_assigned_to=sam) for _ in range(5)]
    actors = [ada, finn]
    async with listening(ben) as bens, listening(sam) as sams:
        await asyncio.gather(
            *(actors[n % 2].rename(deals[n % 5], f"Number {n}") for n in range(50))
        )
    assert [told.sequence for told in bens] == list(range(1, 51))
    assert [told.text for told in bens] == [told.text for told in sams]
    assert sorted(told.label for told in bens) == sorted(f"Number {n}" for n in range(50))


async def test_a_refused_change_takes_no_number(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)

    async def refused(n: int) -> None:
        async with asyncio.timeout(30):
            answered = await ada.answer(
                "mutation($i: UpdateDealInput!) { updateDeal(input: $i) { userErrors { code } } }",
                i={"id": deal.gid, "version": 99, "title": f"Never {n}"},
            )
        assert answered["data"]["updateDeal"]["userErrors"] == [{"code": "VERSION_CONFLICT"}]

    async with listening(ben) as heard:
        await asyncio.gather(
            *(refused(n) if n % 2 else ada.rename(deal, f"Number {n}") for n in range(50))
        )
    assert [told.sequence for told in heard] == list(range(1, 26))
    assert [told.label for told in heard if told.label.startswith("Never")] == []


async def test_who_comes_back_hears_exactly_the_rest(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with listening(ben) as first:
        for n in range(3):
            await ada.rename(deal, f"Number {n}")
    for n in range(3, 6):
        await ada.rename(deal, f"Number {n}")
    async with listening(ben, after=first[-1].sequence) as second:
        for n in range(6, 9):
            await ada.rename(deal, f"Number {n}")
    heard = [*first, *second]
    assert [told.sequence for told in heard] == list(range(1, 10))
    assert heard == await ben.inbox()


async def test_who_comes_back_after_nothing_hears_everything(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    for n in range(130):
        await ada.rename(deal, f"Number {n}")
    async with listening(ben, after=0) as heard:
        pass
    assert [told.label for told in heard] == [f"Number {n}" for n in range(130)]


async def test_each_has_numbers_of_their_own(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    one, other = await crm.deal(assigned_to=ben), await crm.deal(assigned_to=sam)
    await ada.rename(one, "One")
    await ada.rename(other, "Two")
    await ada.rename(one, "Three")
    assert [(told.sequence, told.label) for told in await ben.inbox()] == [
        (1, "One"),
        (2, "Three"),
    ]
    assert [(told.sequence, told.label) for told in await sam.inbox()] == [(1, "Two")]


async def test_what_one_was_told_stays_while_the_plan_hides_the_record(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket("Leak", assigned_to=ben)
    await ada.write("closeTicket", "", id=ticket)
    await crm.plan("GO")
    (told,) = await ben.inbox()
    assert (told.text, told.record) == ("Ada Admin closed #2 Leak.", None)
    await crm.plan("BOOST")
    (told,) = await ben.inbox()
    assert told.record == ticket


async def test_what_one_was_told_of_a_record_stays_without_the_record(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    await ada.rename(deal, "Before")
    await ada.assign(deal, to=ada)
    await ada.rename(deal, "Secret")
    assert [(told.label, told.record) for told in await ben.inbox()] == [
        ("Before", None),
        ("Before", None),
    ]
