"""Administrators pass on what somebody is responsible for, many records at once."""

import pytest

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Thing


async def test_each_who_gained_or_lost_gets_one_summary(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    one = await crm.company("Acme", account_manager=cleo)
    await crm.company("Bolt", account_manager=cleo)
    await crm.deal(company=one, assigned_to=cleo)
    async with crm.telling() as told:
        assert await ada.transfer(cleo, dora) == 3
    assert told == {
        "Cleo": ["Ada Admin transferred responsibilities: 2 companies and 1 deal no longer yours."],
        "Dora": ["Ada Admin transferred responsibilities: 2 companies and 1 deal now yours."],
    }
    assert (await cleo.companies(), await dora.companies()) == ([], ["Acme", "Bolt"])


async def test_streams_show_what_was_gained_and_lost(
    crm: Crm, ada: Person, cleo: Person, dora: Person, olga: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    deal = await crm.deal(company=company)
    async with watching(cleo) as cleos, watching(dora) as doras, watching(olga) as olgas:
        await ada.transfer(cleo, dora)
    assert sorted(cleos) == [("LOST", company, None), ("LOST", deal, None)]
    assert sorted(doras) == [("GAINED", company, "Acme"), ("GAINED", deal, "Big one")]
    assert olgas == []


async def test_roles_and_status_choose(crm: Crm, ada: Person, finn: Person, lena: Person) -> None:
    await crm.deal("Won one", assigned_to=finn, status="WON")
    count = await ada.transfer(finn, lena, roles=["ASSIGNED_TO"], filter={"dealStatus": ["OPEN"]})
    assert count == 1
    mine = "responsibleFor { companies { nodes { name } } deals { nodes { title } } }"
    found = await ada.see(Thing("User", finn.id), mine)
    assert found["responsibleFor"] == {
        "companies": {"nodes": [{"name": "Stranger"}]},
        "deals": {"nodes": [{"title": "Won one"}]},
    }


async def test_the_history_of_all_has_one_batch(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    deals = [await crm.deal(assigned_to=ben), await crm.deal(assigned_to=ben)]
    payload = await ada.write("transferResponsibilities", "count batch", **{"from": ben}, to=sam)
    rows = await crm.rows("responsibility_change")
    batch = [row for row in rows if row["batch"] == payload["batch"]]
    assert [(row["record_id"], row["from_user_id"], row["to_user_id"]) for row in batch] == [
        (deal.id, ben.id, sam.id) for deal in deals
    ]


async def test_who_is_second_already_becomes_the_first_alone(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    await crm.switch_seconds(on=True)
    deal = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    await ada.transfer(ben, sam)
    assert await ada.see(deal, "assignedTo { name } secondAssignedTo { name }") == {
        "assignedTo": {"name": "Sam Second"},
        "secondAssignedTo": None,
    }


async def test_nothing_to_transfer_is_nothing(crm: Crm, ada: Person, ben: Person) -> None:
    before = await crm.tables()
    given = {"from": ben, "to": ada}
    payload = await ada.write("transferResponsibilities", "count batch", **given)
    assert payload == {"count": 0, "batch": None, "userErrors": []}
    assert await crm.tables() == before


async def test_what_was_left_with_who_left_can_be_transferred_later(
    crm: Crm, ada: Person, gus: Person, ben: Person
) -> None:
    await crm.deal(assigned_to=gus)
    async with crm.telling() as told:
        await ada.transfer(gus, ben)
    assert told == {"Ben": ["Ada Admin transferred responsibilities: 1 deal now yours."]}


async def test_who_has_no_module_for_deals_can_take_over_companies(
    crm: Crm, ada: Person, cleo: Person, lena: Person
) -> None:
    await crm.have(lena, modules=["COMPANIES_AND_CONTACTS"])
    await crm.company("Acme", account_manager=cleo)
    assert await ada.transfer(cleo, lena) == 1


@pytest.mark.parametrize(
    ("name", "code", "path"),
    [("finn", "INVALID", "to"), ("gus", "USER_INACTIVE", "to"), ("eve", "NOT_FOUND", "to")],
)
async def test_a_transfer_needs_somebody_who_can_have_it(
    crm: Crm, ada: Person, finn: Person, name: str, code: str, path: str
) -> None:
    somebody = await crm.person(name)
    async with crm.refuses(code, path):
        await ada.transfer(finn, somebody)


async def test_a_transfer_from_another_account_is_not_to_be_found(
    crm: Crm, ada: Person, eve: Person
) -> None:
    async with crm.refuses("NOT_FOUND", "from"):
        await ada.transfer(eve, ada)


async def test_who_lacks_the_module_takes_over_nothing_of_it(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    await crm.have(lena, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("ASSIGNEE_LACKS_MODULE", "to"):
        await ada.transfer(finn, lena)


async def test_nobody_but_an_administrator_transfers(
    crm: Crm, finn: Person, lena: Person, ben: Person
) -> None:
    for somebody in (finn, lena, ben):
        async with crm.refuses("FORBIDDEN"):
            await somebody.transfer(finn, somebody)
