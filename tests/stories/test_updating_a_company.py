"""What is known of a company changes, and its account managers hear of it."""

from tests.world.crm import Crm
from tests.world.listening import listening
from tests.world.people import Person, Thing


async def test_both_account_managers_are_told_of_every_update(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        await ada.update(company, city="Turin")
        await ada.rename(company, "Larger one")
    words = ["Ada Admin changed Big one.", "Ada Admin changed Larger one."]
    assert told == {"Cleo": words, "Dora": words}


async def test_nobody_is_told_of_their_own_update_but_the_other_manager_is(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with listening(cleo) as cleos, listening(dora) as doras:
        await cleo.update(company, city="Turin")
        await dora.update(company, city="Rome")
    assert [(told.text, told.by, told.record, told.reason) for told in doras] == [
        ("Cleo Crm changed Big one.", "Cleo Crm", company, "RESPONSIBLE")
    ]
    assert [told.text for told in cleos] == ["Dora Crm changed Big one."]


async def test_an_update_that_changes_nothing_is_no_update(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    company = await crm.company(account_manager=cleo, city="Turin")
    before = await crm.tables()
    await ada.update(company, city="Turin")
    assert await crm.tables() == before


async def test_a_deactivated_manager_is_told_of_nothing(crm: Crm, ada: Person, gus: Person) -> None:
    company = await crm.company(account_manager=gus)
    async with crm.telling() as told:
        await ada.update(company, city="Turin")
    assert told == {}


async def test_a_manager_without_the_module_is_told_of_nothing(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company(account_manager=finn)
    await crm.have(finn, modules=["DEALS"])
    async with crm.telling() as told:
        await ada.update(company, city="Turin")
    assert told == {}


async def test_an_old_version_is_a_conflict_and_nothing_is_lost(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company()
    await ada.update(company, city="Turin", version=1)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await finn.update(company, city="Rome", version=1)
    await finn.update(company, phone="1", version=2)
    assert await ada.see(company, "city phone version") == {
        "city": "Turin",
        "phone": "1",
        "version": 3,
    }


async def test_a_company_cannot_be_left_without_a_name(crm: Crm, ada: Person) -> None:
    company = await crm.company()
    async with crm.refuses("REQUIRED", "name"):
        await ada.update(company, name=None)
    async with crm.refuses("REQUIRED", "name"):
        await ada.update(company, name="  ")


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, ada: Person, cleo: Person, dora: Person, eve: Person
) -> None:
    company = await crm.company(account_manager=dora)
    for stranger in (cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.update(company, city="Turin")
    async with crm.refuses("NOT_FOUND"):
        await ada.update(await crm.foreign("Company"), city="Turin")


async def test_what_is_absent_is_refused_like_what_one_may_not_read(crm: Crm, ada: Person) -> None:
    async with crm.refuses("NOT_FOUND"):
        await ada.update(Thing("Company", 999_999_999), city="Turin")


async def test_an_id_of_another_kind_is_to_be_mended(crm: Crm, ada: Person) -> None:
    deal = await crm.deal()
    async with crm.refuses("INVALID", "id"):
        await ada.write("updateCompany", "", id=deal, city="Turin")


async def test_who_lacks_the_module_updates_no_company(crm: Crm, finn: Person) -> None:
    company = await crm.company(account_manager=finn)
    await crm.have(finn, modules=["DEALS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.update(company, city="Turin")


async def test_who_is_no_longer_active_updates_nothing(crm: Crm, gus: Person) -> None:
    company = await crm.company(account_manager=gus)
    async with crm.refuses("UNAUTHENTICATED"):
        await gus.update(company, city="Turin")
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().update(company, city="Turin")
