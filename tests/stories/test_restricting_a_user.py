"""What a user may do is set by administrators; it holds at once."""

from typing import Any

import pytest

from orm.team import Team
from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person, Thing

RIGHTS = "isAdmin crmAccess modules"


async def test_a_limited_crm_user_keeps_what_hangs_off_their_companies(
    crm: Crm, ada: Person, finn: Person
) -> None:
    mine = await crm.company("Mine", account_manager=finn)
    await crm.company("Theirs", account_manager=ada)
    await crm.deal("Of mine", company=mine, assigned_to=ada)
    await crm.deal("Without customer", assigned_to=finn)
    await ada.set_access(finn, crmAccess="LIMITED_CRM")
    assert await finn.companies() == ["Mine", "Stranger"]
    assert await finn.deals() == ["Of mine", "Strange deal"]


async def test_a_limited_deals_user_keeps_all_companies(
    crm: Crm, ada: Person, finn: Person
) -> None:
    theirs = await crm.company("Theirs", account_manager=ada)
    mine = await crm.company("Mine", account_manager=finn)
    await crm.deal("Of theirs", company=theirs, assigned_to=ada)
    await crm.deal("Of mine", company=mine, assigned_to=ada)
    await crm.deal("Without customer", assigned_to=finn)
    await ada.set_access(finn, crmAccess="LIMITED_DEALS")
    assert await finn.companies() == ["Mine", "Stranger", "Theirs"]
    assert await finn.deals() == ["Of mine", "Strange deal", "Without customer"]


async def test_what_the_limited_lose_and_gain_shows_in_open_streams_at_once(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company(account_manager=ada)
    deal = await crm.deal(company=company)
    async with watching(finn) as seen:
        await ada.set_access(finn, crmAccess="LIMITED_CRM")
        await seen.have(2)
        await ada.rename(deal, "Larger one")
        await ada.set_access(finn, crmAccess="LIMITED_DEALS")
        await seen.have(3)
        await ada.set_access(finn, crmAccess="FULL")
    assert seen == [
        ("LOST", company, None),
        ("LOST", deal, None),
        ("GAINED", company, "Big one"),
        ("GAINED", deal, "Larger one"),
    ]


async def test_a_module_switched_off_takes_everything_of_its_kind_away(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company()
    deal = await crm.deal(company=company)
    async with watching(finn, kinds=["DEAL", "COMPANY"], ids=[company, deal]) as seen:
        await ada.set_access(finn, modules=["COMPANIES_AND_CONTACTS"])
    assert seen == [("LOST", deal, None)]
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.can_read(deal)
    answered = await finn.answer("{ deals { nodes { id } } companies { nodes { name } } }")
    assert answered["data"] is None
    assert [error["extensions"]["code"] for error in answered["errors"]] == [
        "FEATURE_NOT_AVAILABLE"
    ]
    nested = await finn.see(company, "name deals { nodes { title } totalCount }")
    assert nested == {"name": "Big one", "deals": {"nodes": [], "totalCount": 0}}


async def test_without_companies_the_customer_of_a_deal_is_null(
    crm: Crm, ada: Person, finn: Person
) -> None:
    deal = await crm.deal(company=await crm.company())
    await ada.set_access(finn, modules=["DEALS"])
    customer = "title customer { ... on Company { name } }"
    assert await finn.see(deal, customer) == {"title": "Big one", "customer": None}


async def test_a_limited_deals_user_who_takes_a_company_over_sees_its_deals_and_is_named_for_it(
    crm: Crm, ada: Person, ben: Person
) -> None:
    company = await crm.company("Theirs", account_manager=ada)
    deal = await crm.deal("Of theirs", company=company, assigned_to=ada)
    async with crm.telling() as told, watching(ben) as seen:
        await ben.assign(company, to=ben)
        await seen.until(lambda: ("GAINED", deal, "Of theirs") in seen)
    assert told == {"Ada": ["You are no longer responsible for Theirs."]}
    shown = await ada.see(company, "responsibilityHistory { nodes { by { name } to { name } } }")
    taken = {"by": {"name": "Ben Boxed"}, "to": {"name": "Ben Boxed"}}
    assert shown["responsibilityHistory"]["nodes"][0] == taken


async def test_who_is_limited_to_companies_without_their_module_keeps_the_deals_of_theirs(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    mine = await crm.company("Mine", account_manager=cleo)
    await crm.deal("Of mine", company=mine, assigned_to=ada)
    await crm.deal("Of nobody", assigned_to=cleo)
    await ada.set_access(cleo, modules=["DEALS"])
    assert await cleo.deals() == ["Of mine"]


async def test_the_user_is_told_and_nobody_else(crm: Crm, ada: Person, finn: Person) -> None:
    async with crm.telling() as told, listening(finn) as heard:
        await ada.set_access(finn, crmAccess="LIMITED_DEALS")
    assert told == {"Finn": ["Ada Admin changed what you may do."]}
    assert [(it.event, it.record) for it in heard] == [("ACCESS_CHANGED", None)]


async def test_setting_what_holds_already_is_nothing(crm: Crm, ada: Person, ben: Person) -> None:
    before = await crm.tables()
    await ada.set_access(ben, crmAccess="LIMITED_DEALS", isAdmin=False)
    assert await crm.tables() == before


@pytest.mark.parametrize("access", ["LIMITED_CRM", "LIMITED_DEALS"])
async def test_an_administrator_is_never_limited(
    crm: Crm, ada: Person, finn: Person, access: str
) -> None:
    async with crm.refuses("RESTRICTION_NOT_ALLOWED", "crmAccess"):
        await ada.set_access(ada, crmAccess=access)
    async with crm.refuses("RESTRICTION_NOT_ALLOWED", "crmAccess"):
        await ada.set_access(finn, crmAccess=access, isAdmin=True)


@pytest.mark.parametrize("name", ["ben", "cleo"])
async def test_who_becomes_administrator_is_no_longer_limited(
    crm: Crm, ada: Person, name: str
) -> None:
    limited = await crm.person(name)
    await ada.set_access(limited, isAdmin=True)
    found = await ada.see(Thing("User", limited.id), RIGHTS)
    assert (found["isAdmin"], found["crmAccess"]) == (True, "FULL")
    assert await limited.deals() == ["Strange deal"]


async def test_a_team_lead_never_has_limited_crm_access(
    crm: Crm, ada: Person, lena: Person
) -> None:
    async with crm.refuses("RESTRICTION_NOT_ALLOWED", "crmAccess"):
        await ada.set_access(lena, crmAccess="LIMITED_CRM")
    await ada.set_access(lena, crmAccess="LIMITED_DEALS")
    assert await lena.companies() == ["Stranger"]
    assert await lena.deals() == []


async def test_the_last_active_administrator_stays_one(
    crm: Crm, ada: Person, gus: Person, finn: Person
) -> None:
    await crm.have(gus, is_admin=True)
    async with crm.refuses("LAST_ADMIN", "user"):
        await ada.set_access(ada, isAdmin=False)
    await ada.set_access(finn, isAdmin=True)
    await ada.set_access(ada, isAdmin=False)
    async with crm.refuses("LAST_ADMIN", "user"):
        await finn.set_access(finn, isAdmin=False)


async def test_only_one_of_two_administrators_who_demote_each_other_succeeds(
    crm: Crm, ada: Person, finn: Person
) -> None:
    await ada.set_access(finn, isAdmin=True)
    await ada.set_access(ada, isAdmin=False)
    async with crm.refuses("FORBIDDEN"):
        await ada.set_access(finn, isAdmin=False)


@pytest.mark.parametrize("given", [{"crmAccess": "FULL"}, {"isAdmin": True}, {"modules": []}])
async def test_nobody_but_an_administrator_sets_access(
    crm: Crm, finn: Person, lena: Person, ben: Person, given: dict[str, Any]
) -> None:
    for somebody in (finn, lena, ben):
        async with crm.refuses("FORBIDDEN"):
            await somebody.set_access(somebody, **given)


async def test_a_user_of_another_account_is_not_to_be_found(
    crm: Crm, ada: Person, eve: Person, finn: Person
) -> None:
    async with crm.refuses("NOT_FOUND", "user"):
        await ada.set_access(eve, crmAccess="FULL", isAdmin=False)
    async with crm.refuses("NOT_FOUND", "user"):
        await eve.set_access(finn, isAdmin=True)


async def test_a_deactivated_user_is_given_nothing(crm: Crm, ada: Person, gus: Person) -> None:
    async with crm.refuses("USER_INACTIVE", "user"):
        await ada.set_access(gus, isAdmin=True)


async def test_an_administrator_who_is_one_no_longer_may_nothing_at_once(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    await ada.set_access(finn, isAdmin=True)
    await finn.ask("{ viewer { isAdmin } }")
    await ada.set_access(finn, isAdmin=False)
    async with crm.refuses("FORBIDDEN"):
        await finn.set_access(ben, crmAccess="FULL")


async def test_the_lead_of_a_team_that_is_led_no_longer_can_be_limited(
    crm: Crm, ada: Person, lena: Person
) -> None:
    async with crm.runtime.database.writing():
        await Team.filter(lead_id=lena.id).update(lead_id=None)
    await ada.set_access(lena, crmAccess="LIMITED_CRM")
    assert await lena.companies() == []


async def test_what_one_may_do_in_projects_is_set_and_shown_like_the_rest(
    crm: Crm, ada: Person, finn: Person
) -> None:
    rights = "projectAccess seesFinancials"
    finns = Thing("User", finn.id)
    assert await ada.see(finns, rights) == {"projectAccess": "ALL", "seesFinancials": False}
    async with crm.telling() as told:
        await ada.set_access(finn, projectAccess="BY_PARTICIPATION", seesFinancials=True)
        await ada.set_access(finn, projectAccess="BY_PARTICIPATION", seesFinancials=True)
    assert told == {"Finn": ["Ada Admin changed what you may do."]}
    now = {"projectAccess": "BY_PARTICIPATION", "seesFinancials": True}
    assert await ada.see(finns, rights) == now
    assert await finn.see(finns, rights) == now


async def test_a_user_is_invited_with_what_they_may_do_in_projects(crm: Crm, ada: Person) -> None:
    nina = await ada.invite("nina@new.example", projectAccess="ADMIN", seesFinancials=True)
    assert await ada.see(nina, "projectAccess seesFinancials") == {
        "projectAccess": "ADMIN",
        "seesFinancials": True,
    }
