"""Who becomes account manager, who no longer is, and what each of them hears."""

from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person


async def test_each_is_told_in_their_own_words(
    crm: Crm, ada: Person, cleo: Person, dora: Person, olga: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        await ada.assign(company, to=olga)
    assert told == {
        "Olga": ["Ada Admin assigned Big one to you."],
        "Cleo": ["You are no longer responsible for Big one."],
        "Dora": ["Ada Admin assigned Big one to Olga Crm and you."],
    }


async def test_the_account_manager_can_be_cleared(crm: Crm, ada: Person, cleo: Person) -> None:
    company = await crm.company(account_manager=cleo)
    async with listening(cleo) as heard:
        await ada.assign(company, to=None)
        await ada.rename(company, "Larger than ever")
    assert [told.text for told in heard] == ["You are no longer responsible for Big one."]
    assert (await ada.see(company, "accountManager { name }"))["accountManager"] is None
    assert await cleo.companies() == []


async def test_who_lost_a_company_but_may_read_it_learns_who_did_it(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company(account_manager=finn)
    async with listening(finn) as heard:
        await ada.assign(company, to=None)
    assert [(told.text, told.by, told.record) for told in heard] == [
        ("You are no longer responsible for Big one.", "Ada Admin", company)
    ]


async def test_handing_over_a_company_takes_its_deals_along(
    crm: Crm, ada: Person, cleo: Person, dora: Person, ben: Person
) -> None:
    company = await crm.company(account_manager=cleo)
    deal = await crm.deal(company=company, assigned_to=ben)
    async with watching(cleo) as cleos, watching(dora) as doras, watching(ben) as bens:
        await ada.assign(company, to=dora)
    assert cleos == [("LOST", company, None), ("LOST", deal, None)]
    assert doras == [("GAINED", company, "Big one"), ("GAINED", deal, "Big one")]
    assert bens == [("UPDATED", company, "Big one")]


async def test_a_limited_deals_user_gains_the_deals_of_the_company_they_get(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    company = await crm.company()
    deal = await crm.deal(company=company, assigned_to=sam)
    async with watching(ben) as seen:
        await ada.assign(company, to=ben)
        await seen.have(2)
        await ada.assign(company, to=None)
    assert seen == [
        ("UPDATED", company, "Big one"),
        ("GAINED", deal, "Big one"),
        ("UPDATED", company, "Big one"),
        ("LOST", deal, None),
    ]


async def test_who_has_limited_crm_access_does_not_hand_over_a_company_unawares(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    company = await crm.company(account_manager=cleo)
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await cleo.assign(company, to=dora)
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await cleo.assign(company, to=None)
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await cleo.assign(company, to=dora, confirmLossOfAccess=False)
    given = {"id": company, "accountManager": dora, "confirmLossOfAccess": True}
    payload = await cleo.write("assignCompany", "company { name }", **given)
    assert payload == {"company": None, "userErrors": []}
    assert (await cleo.companies(), await dora.companies()) == ([], ["Big one"])


async def test_a_deactivated_or_foreign_user_becomes_manager_of_nothing(
    crm: Crm, ada: Person, gus: Person, eve: Person
) -> None:
    company = await crm.company()
    async with crm.refuses("USER_INACTIVE", "accountManager"):
        await ada.assign(company, to=gus)
    async with crm.refuses("NOT_FOUND", "accountManager"):
        await ada.assign(company, to=eve)


async def test_who_lacks_the_module_becomes_manager_of_nothing(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company()
    await crm.have(finn, modules=["DEALS"])
    async with crm.refuses("ASSIGNEE_LACKS_MODULE", "accountManager"):
        await ada.assign(company, to=finn)


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, cleo: Person, dora: Person, eve: Person
) -> None:
    company = await crm.company(account_manager=dora)
    for stranger in (cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.assign(company, to=stranger)


async def test_assigning_to_who_manages_it_already_is_nothing(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    company = await crm.company(account_manager=cleo)
    before = await crm.tables()
    await ada.assign(company, to=cleo)
    assert await crm.tables() == before
