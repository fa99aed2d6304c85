"""Who takes part in a project, by themselves or with their team, and what they see by that."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person

ADD, REMOVE = "addProjectParticipant", "removeProjectParticipant"


async def test_who_is_added_and_the_owners_are_told(
    crm: Crm, ada: Person, finn: Person, ben: Person, lena: Person
) -> None:
    project = await crm.project(owners=[ada, finn], participants=[lena])
    async with crm.telling() as told:
        await ada.write(ADD, id=project, user=ben)
        await ada.write(REMOVE, id=project, user=ben)
    assert told == {
        "Ben": ["Ada Admin added you to Big one.", "Ada Admin removed you from Big one."],
        "Finn": [
            "Ada Admin added Ben Boxed to Big one.",
            "Ada Admin removed Ben Boxed from Big one.",
        ],
    }


async def test_who_cannot_see_it_any_more_is_not_told_that_they_left(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project = await crm.project()
    async with watching(ben) as seen, crm.telling() as told:
        await ada.write(ADD, id=project, user=ben)
        await seen.have(1)
        await ada.write(REMOVE, id=project, user=ben)
    assert told == {"Ben": ["Ada Admin added you to Big one."]}
    assert seen == [("GAINED", project, "Big one"), ("LOST", project, None)]


async def test_everybody_of_a_team_gains_it_and_loses_it(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person, gus: Person
) -> None:
    for person in (ben, sam):
        await crm.have(person, project_access="BY_PARTICIPATION")
    team = await crm.team("South", ben, finn, gus)
    project = await crm.project(owners=[ada])
    async with crm.telling() as told, watching(ben) as bens, watching(sam) as sams:
        await ada.write(ADD, id=project, team=team)
        await bens.have(1)
        assert await ben.projects() == ["Big one"]
        await ada.write(REMOVE, id=project, team=team)
    added, removed = "Ada Admin added you to Big one.", "Ada Admin removed you from Big one."
    assert told == {"Ben": [added], "Finn": [added, removed]}
    assert bens == [("GAINED", project, "Big one"), ("LOST", project, None)]
    assert (sams, await ben.projects()) == ([], [])


async def test_a_team_counts_as_whoever_is_in_it(crm: Crm, ada: Person, ben: Person) -> None:
    team = await crm.team("South", ben)
    await crm.project("Theirs", participants=[team])
    await crm.project("Nobody's")
    document = "query($filter: ProjectFilter) { projects(filter: $filter) { nodes { title } } }"
    for participant in ({"is": ben.gid}, {"inTeam": team.gid}, {"isEmpty": False}):
        found = await ada.ask(document, filter={"participant": participant})
        assert found == {"projects": {"nodes": [{"title": "Theirs"}]}}


async def test_nobody_takes_part_who_cannot(
    crm: Crm, ada: Person, finn: Person, gus: Person, eve: Person, ben: Person
) -> None:
    project, team = await crm.project(owners=[ada]), await crm.team("South")
    await crm.have(finn, modules=["DEALS"])
    for person, code in (
        (gus, "USER_INACTIVE"),
        (eve, "NOT_FOUND"),
        (finn, "ASSIGNEE_LACKS_MODULE"),
    ):
        async with crm.refuses(code, "user"):
            await ada.write(ADD, id=project, user=person)
    async with crm.refuses("NOT_FOUND", "team"):
        await ada.write(ADD, id=project, team="Team:1000000")
    async with crm.refuses("INVALID", "team"):
        await ada.write(ADD, id=project, user=ben, team=team)
    async with crm.refuses("NOT_FOUND", "user"):
        await ada.write(REMOVE, id=project, user=ben)
    async with crm.refuses("FORBIDDEN"):
        await ben.write(ADD, id=project, user=ben)


async def test_nobody_leaves_what_they_would_not_see_unawares(crm: Crm, ben: Person) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project = await crm.project(participants=[ben], editors="OWNERS_AND_PARTICIPANTS")
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await ben.write(REMOVE, id=project, user=ben)
    await ben.write(REMOVE, id=project, user=ben, confirmLossOfAccess=True)
    assert await ben.projects() == []


async def test_adding_twice_is_nothing(crm: Crm, ada: Person, ben: Person) -> None:
    project = await crm.project(participants=[ben])
    before = await crm.tables()
    await ada.write(ADD, id=project, user=ben)
    assert await crm.tables() == before


async def test_owners_hear_of_notes_and_whoever_is_mentioned_if_they_see_it(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person
) -> None:
    await crm.have(sam, project_access="BY_PARTICIPATION")
    project = await crm.project(owners=[finn], participants=[ben])
    async with crm.telling() as told:
        await ada.note(project, "Hello", ben, sam)
    assert told == {
        "Finn": ["Ada Admin added a note to Big one."],
        "Ben": ["Ada Admin mentioned you in a note on Big one."],
    }
