"""What is known of a project changes; its money is for those who may see it."""

import pytest

from tests.world.crm import Crm
from tests.world.people import Person, Refused

MONEY = "budget { amount currency } margin { amount currency }"


async def test_the_other_owners_hear_of_it_and_participants_do_not(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    project = await crm.project(owners=[ada, finn], participants=[ben])
    async with crm.telling() as told:
        await ada.update(project, title="Larger", dueOn="2026-12-24", status="ON_HOLD")
    assert told == {"Finn": ["Ada Admin changed Larger."]}
    seen = await ben.see(project, "title dueOn status version")
    assert seen == {"title": "Larger", "dueOn": "2026-12-24", "status": "ON_HOLD", "version": 2}


async def test_saying_what_is_so_already_changes_nothing(crm: Crm, ada: Person) -> None:
    company = await crm.company()
    project = await crm.project(customers=[company])
    before = await crm.tables()
    await ada.update(project, title="Big one", customers=[company, company], editors="OWNERS")
    assert await crm.tables() == before


@pytest.mark.parametrize(
    ("editors", "may"),
    [
        ("OWNERS", {"owner"}),
        ("OWNERS_AND_PARTICIPANTS", {"owner", "participant", "member"}),
        ("EVERYONE", {"owner", "participant", "member", "reader"}),
    ],
)
async def test_who_may_change_it_is_said_by_itself(
    crm: Crm, finn: Person, ben: Person, sam: Person, lena: Person, editors: str, may: set[str]
) -> None:
    team = await crm.team("South", sam)
    project = await crm.project(owners=[finn], participants=[ben, team], editors=editors)
    people = {"owner": finn, "participant": ben, "member": sam, "reader": lena}
    for name, person in people.items():
        can = await person.see(project, "viewerCan { update assign }")
        assert can == {"viewerCan": {"update": name in may, "assign": name in may}}
        if name in may:
            await person.update(project, title=f"By {name}")
        else:
            async with crm.refuses("FORBIDDEN"):
                await person.update(project, title=f"By {name}")


async def test_customers_are_replaced_but_for_those_whom_one_does_not_see(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    mine = await crm.company("Mine", account_manager=cleo)
    also = await crm.company("Also mine", account_manager=cleo)
    hidden = await crm.company("Hidden", account_manager=dora)
    project = await crm.project(owners=[cleo], customers=[mine, hidden])
    await cleo.update(project, customers=[also])
    seen = await ada.see(project, "customers { ... on Company { name } } version")
    assert seen == {"customers": [{"name": "Hidden"}, {"name": "Also mine"}], "version": 2}
    async with crm.refuses("NOT_FOUND", "customers"):
        await cleo.update(project, customers=[await crm.foreign("Company")])


async def test_money_is_written_by_those_who_may_see_it(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    await crm.have(ada, sees_financials=True)
    await crm.have(finn, sees_financials=True)
    project = await crm.project(owners=[finn, ben], editors="EVERYONE")
    budget = {"amount": "1000.50", "currency": "USD"}
    for person in (ben, await crm.another("Nora", project_access="ADMIN", sees_financials=True)):
        async with crm.refuses("FORBIDDEN"):
            await person.update(project, title="Mine", budget=budget)
        async with crm.refuses("FORBIDDEN"):
            await person.update(project, margin=None)
    await finn.update(project, budget=budget)
    await ada.update(project, margin={"amount": "-5"})
    margin = {"amount": "-5.00", "currency": "USD"}
    assert await finn.see(project, MONEY) == {"budget": budget, "margin": margin}
    answer = await ben.answer(f"{{ projects {{ nodes {{ title {MONEY} }} }} }}")
    assert answer["data"]["projects"]["nodes"] == [
        {"title": "Big one", "budget": None, "margin": None}
    ]
    errors = [(error["path"][-1], error["extensions"]["code"]) for error in answer["errors"]]
    assert errors == [("budget", "FORBIDDEN"), ("margin", "FORBIDDEN")]


async def test_money_is_given_at_once_by_an_owner_who_may_see_it(
    crm: Crm, finn: Person, ben: Person
) -> None:
    await crm.have(finn, sees_financials=True)
    given = {"title": "Rich", "budget": {"amount": "7", "currency": "CHF"}}
    project = await finn.create("Project", **given)
    assert await finn.see(project, MONEY) == {
        "budget": {"amount": "7.00", "currency": "CHF"},
        "margin": None,
    }
    async with crm.refuses("FORBIDDEN"):
        await ben.create("Project", **given)
    async with crm.refuses("INVALID", "margin", "currency"):
        await finn.update(project, margin={"amount": "1", "currency": "EUR"})
    async with crm.refuses("INVALID", "budget", "amount"):
        await finn.update(project, budget={"amount": "0.001"})


async def test_a_closed_project_is_opened_by_another_status(crm: Crm, ada: Person) -> None:
    project = await crm.project()
    async with crm.refuses("INVALID", "status"):
        await ada.update(project, status="CLOSED")
    await ada.write("closeProject", id=project)
    await ada.update(project, status="ACTIVE")
    assert await ada.see(project, "status closedAt") == {"status": "ACTIVE", "closedAt": None}


async def test_an_old_version_or_a_strange_project_is_refused(
    crm: Crm, ada: Person, ben: Person, eve: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project = await crm.project()
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.update(project, title="Never", version=7)
    for stranger in (ben, eve):
        with pytest.raises(Refused, match="NOT_FOUND"):
            await stranger.update(project, title="Never")
