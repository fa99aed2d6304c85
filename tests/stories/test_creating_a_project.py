"""A project begins: who owns it, who takes part, for whom it is, and who hears of it."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person

WHO = """owners { name }
  participants { __typename ... on User { name } ... on Team { teamName: name } }
  customers { __typename ... on Company { name } ... on Contact { lastName } }"""


async def test_whoever_creates_it_is_its_first_owner(crm: Crm, finn: Person) -> None:
    async with crm.telling() as told:
        project = await finn.create("Project", title="Big one")
    seen = await finn.see(
        project,
        "title status editors version closedAt owners { isMe } participants { __typename }"
        " customers { __typename } responsibilities { role user { isMe } }"
        " responsibilityHistory { nodes { role from { name } to { isMe } by { isMe } } }",
    )
    me = {"isMe": True}
    assert seen == {
        "title": "Big one",
        "status": "ACTIVE",
        "editors": "OWNERS",
        "version": 1,
        "closedAt": None,
        "owners": [me],
        "participants": [],
        "customers": [],
        "responsibilities": [{"role": "PROJECT_OWNER", "user": me}],
        "responsibilityHistory": {
            "nodes": [{"role": "PROJECT_OWNER", "from": None, "to": me, "by": me}]
        },
    }
    assert told == {}


async def test_owners_and_account_managers_hear_of_it_and_others_do_not(
    crm: Crm, ada: Person, finn: Person, ben: Person, cleo: Person, dora: Person, sam: Person
) -> None:
    acme = await crm.company("Acme", account_manager=cleo)
    bolt = await crm.company("Bolt", account_manager=cleo)
    core = await crm.company("Core", account_manager=dora)
    team = await crm.team("South", sam)
    given = {"owners": [finn], "participants": [ben, team], "customers": [acme, core, bolt]}
    async with crm.telling() as told:
        project = await ada.create("Project", title="Big one", **given)
    assert told == {
        "Finn": ["Ada Admin created Big one and made you an owner of it."],
        "Cleo": ["Ada Admin created Big one for Acme and Bolt."],
        "Dora": ["Ada Admin created Big one for Core."],
    }
    assert await ada.see(project, WHO) == {
        "owners": [{"name": "Ada Admin"}, {"name": "Finn Full"}],
        "participants": [
            {"__typename": "User", "name": "Ben Boxed"},
            {"__typename": "Team", "teamName": "South"},
        ],
        "customers": [
            {"__typename": "Company", "name": "Acme"},
            {"__typename": "Company", "name": "Core"},
            {"__typename": "Company", "name": "Bolt"},
        ],
    }


async def test_an_account_manager_who_cannot_see_it_hears_nothing(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    await crm.have(cleo, project_access="BY_PARTICIPATION")
    acme = await crm.company("Acme", account_manager=cleo)
    async with crm.telling() as told, watching(cleo) as seen:
        await ada.create("Project", title="Secret", customers=[acme])
    assert (told, seen, await cleo.projects()) == ({}, [], [])
    company = await cleo.see(acme, "projects { nodes { title } totalCount }")
    assert company == {"projects": {"nodes": [], "totalCount": 0}}


async def test_who_watches_sees_it_come_if_they_take_part(
    crm: Crm, ada: Person, ben: Person, sam: Person, eve: Person
) -> None:
    for person in (ben, sam):
        await crm.have(person, project_access="BY_PARTICIPATION")
    team = await crm.team("South", ben)
    async with watching(ben) as bens, watching(sam) as sams, watching(eve) as eves:
        project = await ada.create("Project", title="Big one", participants=[team])
    assert (bens, sams, eves) == ([("CREATED", project, "Big one")], [], [])


async def test_customers_whom_one_may_not_read_are_not_there(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    acme = await crm.company("Acme", account_manager=cleo)
    bolt = await crm.company("Bolt", account_manager=dora)
    contact = await crm.contact("Clerk", [bolt])
    project = await ada.create("Project", title="Big one", customers=[acme, contact, bolt])
    cleos = await cleo.see(project, "customers { __typename ... on Company { name } }")
    assert cleos == {"customers": [{"__typename": "Company", "name": "Acme"}]}
    document = "query($ids: [ID!]) { projects(filter: { %s: $ids }) { totalCount } }"
    found = await cleo.ask(document % "company", ids=[bolt.gid])
    assert found == {"projects": {"totalCount": 0}}
    found = await dora.ask(document % "contact", ids=[contact.gid])
    assert found == {"projects": {"totalCount": 1}}
    async with crm.refuses("NOT_FOUND", "customers"):
        await cleo.create("Project", title="Other", customers=[acme, bolt])


async def test_nobody_is_picked_who_cannot_have_it(
    crm: Crm, ada: Person, finn: Person, gus: Person, eve: Person
) -> None:
    await crm.have(finn, modules=["DEALS"])
    for person, code in (
        (gus, "USER_INACTIVE"),
        (eve, "NOT_FOUND"),
        (finn, "ASSIGNEE_LACKS_MODULE"),
    ):
        for role in ("owners", "participants"):
            async with crm.refuses(code, role):
                await ada.create("Project", title="Big one", **{role: [person]})
    foreign = await crm.foreign("Company")
    async with crm.refuses("NOT_FOUND", "customers"):
        await ada.create("Project", title="Big one", customers=[foreign])
    async with crm.refuses("INVALID", "owners"):
        await ada.create("Project", title="Big one", owners=[foreign])
    async with crm.refuses("REQUIRED", "title"):
        await ada.create("Project", title=" ")
    async with crm.refuses("INVALID", "status"):
        await ada.create("Project", title="Big one", status="CLOSED")


async def test_an_amount_that_is_null_is_as_good_as_left_out(crm: Crm, finn: Person) -> None:
    amount = {"amount": "10.00", "currency": "EUR"}
    for name in ("budget", "margin"):
        project = await finn.create("Project", title="Big one", **{name: None})
        assert (await finn.see(project, "title"))["title"] == "Big one"
        async with crm.refuses("FORBIDDEN"):
            await finn.create("Project", title="Other", **{name: amount})
    assert await finn.projects() == ["Big one", "Big one"]
