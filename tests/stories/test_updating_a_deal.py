"""What is known of a deal changes, and those responsible hear of it."""

from tests.world.crm import Crm
from tests.world.people import Person


async def test_those_responsible_and_the_managers_of_the_customer_are_told(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    async with crm.telling() as told:
        await ada.update(deal, expectedClosing="2027-01-31")
    words = ["Ada Admin changed Big one."]
    assert told == {"Ben": words, "Sam": words, "Cleo": words, "Dora": words}


async def test_the_one_who_did_it_is_not_told(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    await crm.switch_seconds(on=True)
    deal = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    async with crm.telling() as told:
        await ben.rename(deal, "Larger one")
    assert told == {"Sam": ["Ben Boxed changed Larger one."]}


async def test_a_limited_crm_user_is_not_told_of_their_deal_of_somebody_elses_company(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=cleo)
    async with crm.telling() as told:
        await ada.rename(deal, "Larger one")
    assert told == {"Dora": ["Ada Admin changed Larger one."]}


async def test_a_deal_goes_to_another_customer_and_its_managers_hear_of_it(
    crm: Crm, ada: Person, ben: Person, cleo: Person, dora: Person
) -> None:
    one = await crm.company("Acme", account_manager=cleo)
    other = await crm.company("Bolt", account_manager=dora)
    deal = await crm.deal(company=one, assigned_to=ben)
    async with crm.telling() as told:
        await ada.update(deal, customer=other)
    words = ["Ada Admin changed Big one."]
    assert told == {"Ben": words, "Dora": words}
    assert (await cleo.deals(), await dora.deals()) == ([], ["Big one"])


async def test_who_has_limited_crm_access_does_not_lose_a_deal_unawares(
    crm: Crm, cleo: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    deal = await crm.deal(company=company, assigned_to=cleo)
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await cleo.update(deal, customer=None)
    await cleo.update(deal, customer=None, confirmLossOfAccess=True)
    assert await cleo.deals() == []


async def test_a_deal_is_refused_a_customer_out_of_sight(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    mine = await crm.company("Acme", account_manager=cleo)
    theirs = await crm.company("Bolt", account_manager=dora)
    deal = await crm.deal(company=mine)
    async with crm.refuses("NOT_FOUND", "customer"):
        await cleo.update(deal, customer=theirs)
    async with crm.refuses("NOT_FOUND", "customer"):
        await ada.update(deal, customer=await crm.foreign("Company"))


async def test_an_update_that_changes_nothing_is_no_update(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben, amount_cents=1250)
    before = await crm.tables()
    await ada.update(deal, title="Big one", amount={"amount": "12.5"})
    assert await crm.tables() == before


async def test_an_old_version_is_a_conflict_and_nothing_is_lost(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    await ada.rename(deal, "Larger one", version=1)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ben.rename(deal, "Smaller one", version=1)
    assert await ben.deals() == ["Larger one"]


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    for stranger in (sam, cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.rename(deal, "Mine")


async def test_a_second_responsible_updates_a_deal_like_the_first(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await crm.switch_seconds(on=True)
    deal = await crm.deal(assigned_to=ada, second_assigned_to=ben)
    async with crm.telling() as told:
        await ben.rename(deal, "Larger one")
    assert told == {"Ada": ["Ben Boxed changed Larger one."]}


async def test_who_lacks_the_module_updates_no_deal(crm: Crm, finn: Person) -> None:
    deal = await crm.deal(assigned_to=finn)
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.rename(deal, "Larger one")
