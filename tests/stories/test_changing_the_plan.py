"""The operator gives an account another plan, or a booster; what that lacks is hidden at once."""

import pytest

from orm.user import Module
from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person


async def available(person: Person) -> tuple[str, list[str], list[str]]:
    """What the account has taken, and what comes with it beside what every account has."""
    found = (await person.ask("{ account { plan boosters availableModules } }"))["account"]
    modules, more = found["availableModules"], ("PROJECTS", "TICKETS")
    assert [it for it in modules if it not in more] == [it for it in Module if it not in more]
    return found["plan"], found["boosters"], [it for it in modules if it in more]


async def test_what_an_account_has_is_shown(crm: Crm, finn: Person, eve: Person) -> None:
    assert await available(finn) == ("BOOST", [], ["PROJECTS", "TICKETS"])
    await crm.plan("MOVE")
    assert await available(finn) == ("MOVE", [], ["PROJECTS"])
    await crm.plan("GO")
    assert await available(finn) == ("GO", [], [])
    await crm.boost("SHARED_INBOX", on=True)
    await crm.boost("PROJECT_MANAGEMENT", on=True)
    await crm.boost("SHARED_INBOX", on=True)
    assert await available(finn) == (
        "GO",
        ["PROJECT_MANAGEMENT", "SHARED_INBOX"],
        ["PROJECTS", "TICKETS"],
    )
    await crm.boost("PROJECT_MANAGEMENT", on=False)
    assert await available(finn) == ("GO", ["SHARED_INBOX"], ["TICKETS"])
    assert await available(eve) == ("BOOST", [], ["PROJECTS", "TICKETS"])


async def test_a_smaller_plan_hides_and_deletes_nothing(
    crm: Crm, ada: Person, finn: Person
) -> None:
    await crm.project("Bridge", owners=[finn])
    await crm.ticket("Leak")
    tables = ("project", "project_owner", "ticket", "inbox")
    before = {name: rows for name, rows in (await crm.tables()).items() if name in tables}
    async with crm.telling() as told:
        await crm.plan("GO")
    after = await crm.tables()
    assert {name: after[name] for name in tables} == before
    assert told == {}


async def test_open_streams_narrow_and_widen_at_once(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    await crm.have(lena, project_access="BY_PARTICIPATION")
    finns = await crm.project("Finn's", owners=[finn])
    lenas = await crm.project("Lena's", owners=[lena])
    one = await crm.ticket("Leak")
    ids = [finns, lenas, one]
    async with watching(finn, ids=ids) as seen, watching(lena, ids=ids) as seen_by_lena:
        await crm.plan("MOVE")
        await seen.have(1)
        await crm.boost("SHARED_INBOX", on=True)
        await seen.have(2)
        await seen_by_lena.have(2)
        await crm.plan("GO")
        await seen.have(4)
        await seen_by_lena.have(3)
        await crm.plan("BOOST")
    lost, gained = ("LOST", one, None), ("GAINED", one, "#2 Leak")
    hidden, shown = ("LOST", lenas, None), ("GAINED", lenas, "Lena's")
    assert seen == [
        *(lost, gained, ("LOST", finns, None), hidden),
        *(("GAINED", finns, "Finn's"), shown),
    ]
    assert seen_by_lena == [lost, gained, hidden, shown]


async def test_streams_of_some_kinds_and_some_records_hear_of_no_others(
    crm: Crm, ada: Person, finn: Person
) -> None:
    mine = await crm.project("Mine", owners=[finn])
    await crm.project("Another")
    await crm.ticket("Leak")
    async with (
        watching(finn, ids=[mine]) as some,
        watching(finn, kinds=["COMPANY", "DEAL"]) as rest,
    ):
        await crm.plan("GO")
    assert some == [("LOST", mine, None)]
    assert rest == []


async def test_what_the_plan_lacks_is_refused_or_absent_and_all_there_again_with_the_next(
    crm: Crm, ada: Person, finn: Person
) -> None:
    one = await crm.ticket("Leak", assigned_to=finn)
    asked = ("{ tickets { totalCount } }", f'{{ ticket(id: "{one.gid}") {{ id }} }}')
    for plan in ("MOVE", "GO"):
        await crm.plan(plan)
        for document in asked:
            async with crm.refuses("FEATURE_NOT_AVAILABLE"):
                await finn.ask(document)
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await ada.write("assignTicket", id=one, assignedTo=None)
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await finn.can_read(one)
    await crm.boost("SHARED_INBOX", on=True)
    assert (await finn.tickets(), await finn.can_read(one)) == (
        ["#2 Leak", "#1 Strange ticket"],
        True,
    )


async def test_a_module_that_is_off_is_as_a_plan_that_lacks_it(
    crm: Crm, ada: Person, finn: Person
) -> None:
    one = await crm.ticket("Leak")
    modules = ["COMPANIES_AND_CONTACTS", "DEALS", "PROJECTS"]
    async with watching(finn, ids=[one]) as seen:
        await ada.set_access(finn, modules=modules)
        await seen.have(1)
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await finn.tickets()
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await finn.write("assignTicket", id=one, assignedTo=finn)
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await finn.can_read(one)
        assert await ada.can_read(one) is True
        await ada.set_access(finn, modules=[*modules, "TICKETS"])
    assert seen == [("LOST", one, None), ("GAINED", one, "#2 Leak")]


async def test_who_has_not_the_module_hears_nothing_of_it(crm: Crm, finn: Person) -> None:
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS", "DEALS", "TICKETS"])
    bridge = await crm.project("Bridge", owners=[finn])
    one = await crm.ticket("Leak")
    async with watching(finn) as seen:
        await crm.plan("GO")
    assert ("LOST", one, None) in seen
    assert bridge not in [thing for _, thing, _ in seen]


async def test_a_plan_that_shows_no_more_and_no_less_changes_nothing_for_anybody(
    crm: Crm, finn: Person
) -> None:
    bridge = await crm.project("Bridge", owners=[finn])
    await crm.plan("MOVE")
    async with watching(finn, ids=[bridge]) as seen:
        await crm.boost("PROJECT_MANAGEMENT", on=True)
        await crm.plan("GO")
        await crm.plan("MOVE")
    assert seen == []
    assert await finn.projects() == ["Bridge"]


async def test_what_holds_already_is_nothing(crm: Crm) -> None:
    before = await crm.tables()
    await crm.plan("BOOST")
    await crm.boost("SHARED_INBOX", on=False)
    assert await crm.tables() == before


async def test_notifications_go_on_and_no_longer_show_what_is_hidden(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with listening(ben) as heard:
        await ada.rename(deal, "One")
        await crm.plan("GO")
        await ada.rename(deal, "Two")
        await crm.plan("BOOST")
        await ada.rename(deal, "Three")
    assert [told.text for told in heard] == [
        f"Ada Admin changed {title}." for title in ("One", "Two", "Three")
    ]


@pytest.mark.parametrize("name", ["ada", "finn"])
async def test_no_user_of_the_account_can(crm: Crm, name: str) -> None:
    person = await crm.person(name)
    account = f"Account:{crm.account_id}"
    for mutation, given in (
        ("setPlan", {"plan": "GO"}),
        ("setBooster", {"booster": "SHARED_INBOX", "enabled": True}),
        ("setFeature", {"feature": "SECOND_ACCOUNT_MANAGER", "enabled": True}),
    ):
        async with crm.refuses("FORBIDDEN"):
            await person.write(mutation, account=account, **given)
