"""Who becomes an owner of a project, who no longer is, and what each of them hears and sees."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person

OWNERS = "owners { name } responsibilities { user { name } }"


async def test_the_new_owner_and_the_others_are_told_in_their_own_words(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project = await crm.project(owners=[ada, finn], participants=[sam])
    async with crm.telling() as told, watching(ben) as seen:
        await ada.write("addProjectOwner", id=project, user=ben)
    assert told == {
        "Ben": ["Ada Admin made you an owner of Big one."],
        "Finn": ["Ada Admin made Ben Boxed an owner of Big one."],
    }
    assert seen == [("GAINED", project, "Big one")]
    three = [{"name": "Ada Admin"}, {"name": "Ben Boxed"}, {"name": "Finn Full"}]
    assert (await ben.see(project, "owners { name }"))["owners"] == three


async def test_who_no_longer_owns_it_is_told_and_sees_it_no_more(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project = await crm.project(owners=[finn, ben])
    async with crm.telling() as told, watching(ben) as seen:
        await ada.write("removeProjectOwner", id=project, user=ben)
    assert told == {
        "Ben": ["You are no longer responsible for Big one."],
        "Finn": ["Ada Admin removed Ben Boxed from the owners of Big one."],
    }
    assert (seen, await ben.projects()) == ([("LOST", project, None)], [])


async def test_who_still_takes_part_through_a_team_keeps_seeing_it(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    team = await crm.team("South", ben)
    project = await crm.project(owners=[ada, ben], participants=[team])
    async with watching(ben) as seen:
        await ada.write("removeProjectOwner", id=project, user=ben)
    assert seen == [("UPDATED", project, "Big one")]


async def test_history_says_who_owned_it_and_since_when(
    crm: Crm, ada: Person, finn: Person
) -> None:
    project = await crm.project(owners=[ada])
    await ada.write("addProjectOwner", id=project, user=finn)
    await finn.write("removeProjectOwner", id=project, user=ada)
    fields = "role from { name } to { name } by { name } at"
    seen = await finn.see(
        project,
        f"responsibilities {{ role since user {{ name }} }} version"
        f" responsibilityHistory {{ nodes {{ {fields} }} }}",
    )
    last, first = seen["responsibilityHistory"]["nodes"]
    ada_, finn_, role = {"name": "Ada Admin"}, {"name": "Finn Full"}, "PROJECT_OWNER"
    assert seen["responsibilities"] == [{"role": role, "since": first["at"], "user": finn_}]
    assert first == {"role": role, "from": None, "to": finn_, "by": ada_, "at": first["at"]}
    assert last == {"role": role, "from": ada_, "to": None, "by": finn_, "at": last["at"]}
    assert seen["version"] == 3


async def test_the_last_owner_stays(crm: Crm, ada: Person, finn: Person) -> None:
    project = await crm.project(owners=[finn])
    for person in (ada, finn):
        async with crm.refuses("LAST_OWNER", "user"):
            await person.write("removeProjectOwner", id=project, user=finn)


async def test_the_last_active_owner_stays_beside_those_who_left(
    crm: Crm, ada: Person, gus: Person
) -> None:
    project = await crm.project(owners=[ada, gus])
    async with crm.refuses("LAST_OWNER", "user"):
        await ada.write("removeProjectOwner", id=project, user=ada)
    await ada.write("removeProjectOwner", id=project, user=gus)
    assert await ada.see(project, "owners { name }") == {"owners": [{"name": "Ada Admin"}]}


async def test_nobody_leaves_a_project_that_they_would_not_see_unawares(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project = await crm.project(owners=[ada, ben])
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await ben.write("removeProjectOwner", id=project, user=ben)
    given = {"id": project, "user": ben, "confirmLossOfAccess": True}
    payload = await ben.write("removeProjectOwner", "project { title }", **given)
    assert payload == {"project": None, "userErrors": []}


async def test_nobody_becomes_an_owner_who_cannot_be_one(
    crm: Crm, ada: Person, finn: Person, ben: Person, gus: Person, eve: Person
) -> None:
    project = await crm.project(owners=[ada], participants=[ben])
    team = await crm.team("South")
    await crm.have(finn, modules=["DEALS"])
    for person, code in (
        (gus, "USER_INACTIVE"),
        (eve, "NOT_FOUND"),
        (finn, "ASSIGNEE_LACKS_MODULE"),
    ):
        async with crm.refuses(code, "user"):
            await ada.write("addProjectOwner", id=project, user=person)
    async with crm.refuses("INVALID", "team"):
        await ada.write("addProjectOwner", id=project, team=team)
    async with crm.refuses("REQUIRED", "user"):
        await ada.write("addProjectOwner", id=project)
    async with crm.refuses("NOT_FOUND", "user"):
        await ada.write("removeProjectOwner", id=project, user=ben)
    async with crm.refuses("FORBIDDEN"):
        await ben.write("addProjectOwner", id=project, user=ben)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.write("addProjectOwner", id=project, user=ben, version=5)


async def test_adding_an_owner_twice_is_nothing(crm: Crm, ada: Person, finn: Person) -> None:
    project = await crm.project(owners=[ada, finn])
    before = await crm.tables()
    await ada.write("addProjectOwner", id=project, user=finn)
    assert await crm.tables() == before


async def test_what_one_owns_is_listed_and_filtered(crm: Crm, ada: Person, finn: Person) -> None:
    await crm.project("Mine", owners=[finn, ada])
    await crm.project("Hers", owners=[ada], participants=[finn])
    document = "query($filter: ProjectFilter) { projects(filter: $filter) { nodes { title } } }"

    async def titles(**filter_: object) -> list[str]:
        found = await finn.ask(document, filter=filter_)
        return [node["title"] for node in found["projects"]["nodes"]]

    assert await titles(owner={"isMe": True}) == ["Mine"]
    assert await titles(owner={"isMe": False}) == ["Hers"]
    assert await titles(owner={"is": ada.gid}) == ["Hers", "Mine"]
    assert await titles(owner={"isEmpty": True}) == []
    assert await titles(participant={"in": [finn.gid]}) == ["Hers"]
    assert await titles(participant={"isEmpty": True}) == ["Mine"]
    listed = "responsibleFor { projects { nodes { title } totalCount } }"
    assert await ada.ask(f"{{ viewer {{ {listed} }} }}") == {
        "viewer": {
            "responsibleFor": {
                "projects": {"nodes": [{"title": "Hers"}, {"title": "Mine"}], "totalCount": 2}
            }
        }
    }
