"""A second responsible counts like the first, while the operator has switched that on."""

import pytest

from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person


async def test_it_is_off_by_default(crm: Crm, ada: Person, cleo: Person) -> None:
    company, deal = await crm.company(), await crm.deal()
    assert (await ada.ask("{ account { features } }"))["account"]["features"] == []
    async with crm.refuses("FEATURE_NOT_ENABLED", "secondAccountManager"):
        await ada.assign(company, to=ada, second=cleo)
    async with crm.refuses("FEATURE_NOT_ENABLED", "secondAssignedTo"):
        await ada.assign(deal, second=cleo)
    async with crm.refuses("FEATURE_NOT_ENABLED", "secondAccountManager"):
        await ada.create_company("Larger", accountManager=ada, secondAccountManager=cleo)
    async with crm.refuses("FEATURE_NOT_ENABLED", "secondAssignedTo"):
        await ada.create_deal("Larger", secondAssignedTo=cleo)


async def test_nobody_of_an_account_switches_it_on(crm: Crm, ada: Person, finn: Person) -> None:
    given = {"account": f"Account:{crm.account_id}", "feature": "SECOND_ACCOUNT_MANAGER"}
    for person in (ada, finn):
        async with crm.refuses("FORBIDDEN"):
            await person.write("setFeature", "", **given, enabled=True)


async def test_the_operator_switches_it_on_for_who_is_signed_in_already(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    company = await crm.company(account_manager=ada)
    await ada.companies()
    await crm.switch_seconds(on=True)
    await ada.assign(company, second=cleo)
    assert await cleo.companies() == ["Big one"]


async def test_the_operator_switches_it_off_for_who_is_signed_in_already(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=ada)
    await ada.companies()
    await crm.switch_seconds(on=False)
    async with crm.refuses("FEATURE_NOT_ENABLED", "secondAccountManager"):
        await ada.assign(company, second=cleo)


async def test_first_and_second_manager_both_read_the_company_and_a_third_does_not(
    crm: Crm, cleo: Person, dora: Person, olga: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company)
    assert [await who.can_read(company) for who in (cleo, dora, olga)] == [True, True, False]
    assert [await who.can_read(deal) for who in (cleo, dora, olga)] == [True, True, False]
    assert [await who.companies() for who in (cleo, dora, olga)] == [["Big one"], ["Big one"], []]


async def test_first_and_second_responsible_both_read_the_deal_and_a_third_does_not(
    crm: Crm, finn: Person, ben: Person, sam: Person
) -> None:
    third = await crm.another("Theo", crm_access="LIMITED_DEALS")
    await crm.switch_seconds(on=True)
    deal = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    assert [await who.can_read(deal) for who in (ben, sam, third)] == [True, True, False]
    assert [await who.deals() for who in (ben, sam, third)] == [["Big one"], ["Big one"], []]


async def test_removing_one_takes_away_the_access_of_that_one_at_once(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with (
        watching(cleo) as cleos,
        watching(dora) as doras,
        listening(cleo) as cleo_told,
        listening(dora) as dora_told,
    ):
        await ada.assign(company, second=None)
        await ada.rename(company, "Larger one")
    assert [it.text for it in dora_told] == ["You are no longer responsible for Big one."]
    assert [it.text for it in cleo_told] == [
        "Ada Admin assigned Big one to you alone.",
        "Ada Admin changed Larger one.",
    ]
    assert doras == [("LOST", company, None)]
    assert [(change, thing) for change, thing, _ in cleos] == [("UPDATED", company)] * 2
    assert (await cleo.companies(), await dora.companies()) == (["Larger one"], [])


async def test_the_second_is_somebody_else_than_the_first(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=ada)
    deal = await crm.deal(assigned_to=ada, second_assigned_to=ben)
    async with crm.refuses("SAME_AS_FIRST", "secondAccountManager"):
        await ada.assign(company, second=ada)
    async with crm.refuses("SAME_AS_FIRST", "secondAssignedTo"):
        await ada.assign(deal, second=ada)
    async with crm.refuses("SAME_AS_FIRST", "assignedTo"):
        await ada.assign(deal, to=ben)


async def test_a_second_needs_a_first(crm: Crm, ada: Person, cleo: Person) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company()
    async with crm.refuses("SECOND_WITHOUT_FIRST", "secondAccountManager"):
        await ada.assign(company, second=cleo)
    async with crm.refuses("SECOND_WITHOUT_FIRST", "secondAccountManager"):
        await ada.create_company("Larger", secondAccountManager=cleo)


async def test_clearing_the_first_promotes_the_second(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        await ada.assign(company, to=None)
    responsible = "accountManager { name } secondAccountManager { name }"
    assert await ada.see(company, responsible) == {
        "accountManager": {"name": "Dora Crm"},
        "secondAccountManager": None,
    }
    assert told == {
        "Cleo": ["You are no longer responsible for Big one."],
        "Dora": ["Ada Admin assigned Big one to you alone."],
    }


async def test_the_first_of_a_deal_is_not_cleared_even_with_a_second(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    await crm.switch_seconds(on=True)
    deal = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    async with crm.refuses("RESPONSIBLE_REQUIRED", "assignedTo"):
        await ada.assign(deal, to=None)


@pytest.mark.parametrize("role", ["deactivated", "foreign", "without the module"])
async def test_a_second_is_picked_like_a_first(
    crm: Crm, ada: Person, gus: Person, eve: Person, finn: Person, role: str
) -> None:
    await crm.switch_seconds(on=True)
    await crm.have(finn, modules=[])
    company, deal = await crm.company(account_manager=ada), await crm.deal(assigned_to=ada)
    who, code = {
        "deactivated": (gus, "USER_INACTIVE"),
        "foreign": (eve, "NOT_FOUND"),
        "without the module": (finn, "ASSIGNEE_LACKS_MODULE"),
    }[role]
    async with crm.refuses(code, "secondAccountManager"):
        await ada.assign(company, second=who)
    async with crm.refuses(code, "secondAssignedTo"):
        await ada.assign(deal, second=who)


async def test_switched_off_later_seconds_stay_but_count_for_nothing(
    crm: Crm, ada: Person, cleo: Person, dora: Person, ben: Person, sam: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    async with watching(dora) as doras, watching(sam) as sams, watching(cleo) as cleos:
        await crm.switch_seconds(on=False)
    assert (doras, sams, cleos) == ([("LOST", company, None)], [("LOST", deal, None)], [])
    async with crm.telling() as told:
        await ada.update(company, city="Turin")
        await ada.rename(deal, "Larger one")
    assert told == {
        "Cleo": ["Ada Admin changed Big one."],
        "Ben": ["Ada Admin changed Larger one."],
    }
    assert (await dora.companies(), await sam.deals()) == ([], [])
    second = "secondAccountManager { name }"
    assert (await ada.see(company, second))["secondAccountManager"] == {"name": "Dora Crm"}
    async with crm.refuses("NOT_FOUND"):
        await dora.update(company, city="Rome")


async def test_switched_off_later_a_record_lists_no_second_as_responsible(
    crm: Crm, finn: Person, cleo: Person, dora: Person, ben: Person, sam: Person
) -> None:
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    await finn.set_field(company, await crm.custom_field("USER"), user=dora)
    firsts, named = ["ACCOUNT_MANAGER", "ASSIGNED_TO"], "CUSTOM_FIELD"
    seconds = ["SECOND_ACCOUNT_MANAGER", "SECOND_ASSIGNED_TO"]
    for on in (False, True, False):
        await crm.switch_seconds(on=on)
        both = [
            [
                it["role"]
                for it in (await finn.see(thing, "responsibilities { role }"))["responsibilities"]
            ]
            for thing in (company, deal)
        ]
        first, second = zip(firsts, seconds, strict=True) if on else ([firsts[0]], [firsts[1]])
        assert both == [[*first, named], [*second]]


async def test_switched_on_again_they_count_again(crm: Crm, cleo: Person, dora: Person) -> None:
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    assert await dora.companies() == []
    async with watching(dora) as seen:
        await crm.switch_seconds(on=True)
    assert seen == [("GAINED", company, "Big one")]
    assert await dora.companies() == ["Big one"]


async def test_a_stored_second_is_passed_on_while_it_counts_for_nothing_and_nobody_is_told(
    crm: Crm, ada: Person, cleo: Person, dora: Person, ben: Person
) -> None:
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        assert await ada.transfer(dora, ben) == 1
    assert told == {}
    second = "secondAccountManager { name }"
    assert (await ada.see(company, second))["secondAccountManager"] == {"name": "Ben Boxed"}


async def test_nobody_is_told_when_a_stored_second_is_cleared_that_counts_for_nothing(
    crm: Crm, ada: Person, finn: Person, lena: Person, cleo: Person
) -> None:
    company = await crm.company(account_manager=finn, second_account_manager=lena)
    other = await crm.company(account_manager=cleo)
    deal = await crm.deal(assigned_to=finn, second_assigned_to=lena, company=other)
    async with crm.telling() as told:
        for thing, second in ((company, "secondAccountManager"), (deal, "secondAssignedTo")):
            await ada.write(f"assign{thing.type}", "", id=thing, **{second: None})
            assert (await ada.see(thing, f"{second} {{ name }}"))[second] is None
    assert told == {}
