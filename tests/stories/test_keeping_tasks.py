"""The steps of a project: a change of one is a change of the project, and nobody is told."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Thing

TASK = "title dueOn done assignee { __typename ... on User { name } ... on Team { called: name } }"


async def test_a_task_comes_changes_is_done_and_goes(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person
) -> None:
    for person in (ben, sam):
        await crm.have(person, project_access="BY_PARTICIPATION")
    team = await crm.team("South", ben)
    project = await crm.project(owners=[ada, finn], participants=[ben])
    async with crm.telling() as told, watching(ben) as bens, watching(sam) as sams:
        given = {"project": project, "title": "Small one", "assignee": ben}
        task = Thing.of((await ada.write("createTask", "task { id }", **given))["task"]["id"])
        assert await ben.see(task, TASK) == {
            "title": "Small one",
            "dueOn": None,
            "done": False,
            "assignee": {"__typename": "User", "name": "Ben Boxed"},
        }
        await ada.write("updateTask", id=task, title="Smaller", assignee=team, dueOn="2026-12-24")
        await ada.write("completeTask", id=task)
        assert await ben.see(task, TASK) == {
            "title": "Smaller",
            "dueOn": "2026-12-24",
            "done": True,
            "assignee": {"__typename": "Team", "called": "South"},
        }
        await ada.write("reopenTask", id=task)
        await ada.write("deleteTask", "deletedId", id=task)
    assert (told, sams) == ({}, [])
    assert bens == [("UPDATED", project, "Big one")] * 5
    assert await ben.see(project, "tasks { totalCount }") == {"tasks": {"totalCount": 0}}


async def test_tasks_are_seen_and_changed_with_their_project(
    crm: Crm, finn: Person, ben: Person, lena: Person, eve: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    project = await crm.project(owners=[finn])
    task = await crm.task(project, user_id=ben.id)
    assert not await ben.can_read(task)
    assert (await lena.ask("query($id: ID!) { task(id: $id) { title } }", id=task.gid)) == {
        "task": {"title": "Small one"}
    }
    found = await ben.ask("{ viewer { responsibleFor { tasks { totalCount } } } }")
    assert found["viewer"]["responsibleFor"] == {"tasks": {"totalCount": 0}}
    for person, code in ((ben, "NOT_FOUND"), (eve, "NOT_FOUND"), (lena, "FORBIDDEN")):
        for verb in ("updateTask", "completeTask", "reopenTask", "deleteTask"):
            async with crm.refuses(code):
                await person.write(verb, "deletedId" if verb == "deleteTask" else "", id=task)
        async with crm.refuses(code):
            await person.write("createTask", project=project, title="More")


async def test_tasks_are_filtered_by_who_does_them_and_whether_they_are_done(
    crm: Crm, ada: Person, ben: Person
) -> None:
    project = await crm.project()
    team = await crm.team("South", ben)
    await crm.task(project, "His", user_id=ben.id, due_on="2026-12-24")
    await crm.task(project, "Theirs", team_id=team.id)
    await crm.task(project, "Nobody's", done_at="2026-01-01T00:00:00Z")

    async def titles(filter_: str) -> list[str]:
        seen = await ada.see(project, f"tasks(filter: {{ {filter_} }}) {{ nodes {{ title }} }}")
        return [node["title"] for node in seen["tasks"]["nodes"]]

    assert await titles(f'assignee: {{ is: "{ben.gid}" }}') == ["His", "Theirs"]
    assert await titles("assignee: { isEmpty: true }") == ["Nobody's"]
    assert await titles("done: true") == ["Nobody's"]
    assert await titles('done: false, dueOn: { to: "2026-12-24" }') == ["His"]


async def test_nobody_gets_a_task_who_cannot_do_it(
    crm: Crm, ada: Person, finn: Person, gus: Person, eve: Person
) -> None:
    project = await crm.project()
    await crm.have(finn, modules=["DEALS"])
    task = await crm.task(project)
    for assignee, code in (
        (gus, "USER_INACTIVE"),
        (eve, "NOT_FOUND"),
        (finn, "ASSIGNEE_LACKS_MODULE"),
        ("Team:1000000", "NOT_FOUND"),
        (project, "INVALID"),
    ):
        async with crm.refuses(code, "assignee"):
            await ada.write("updateTask", id=task, assignee=assignee)
    async with crm.refuses("REQUIRED", "title"):
        await ada.write("createTask", project=project, title="")


async def test_saying_what_is_so_already_changes_nothing(
    crm: Crm, ada: Person, gus: Person
) -> None:
    task = await crm.task(await crm.project(), user_id=gus.id)
    before = await crm.tables()
    await ada.write("updateTask", id=task, title="Small one", assignee=gus)
    await ada.write("reopenTask", id=task)
    assert await crm.tables() == before
