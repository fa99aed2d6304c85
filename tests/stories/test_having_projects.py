"""Projects come with a plan or a booster, and with the module of each user; or not at all."""

from typing import Any

import pytest

from orm.entitlements import Booster, Plan
from tests.world.crm import Crm
from tests.world.people import Person, Refused, Thing

OFF = "FEATURE_NOT_AVAILABLE"


async def every_way_in(crm: Crm, person: Person, project: Thing, task: Thing) -> set[str]:
    """What each root and each mutation answers: "yes", or a code."""
    queries = [
        "{ projects { totalCount } }",
        f'{{ project(id: "{project.gid}") {{ id }} }}',
        f'{{ task(id: "{task.gid}") {{ id }} }}',
    ]
    writes: dict[str, dict[str, Any]] = {
        "createProject": {"title": "New"},
        "updateProject": {"id": project, "title": "Other"},
        "addProjectOwner": {"id": project, "user": person},
        "removeProjectOwner": {"id": project, "user": person},
        "addProjectParticipant": {"id": project, "user": person},
        "removeProjectParticipant": {"id": project, "user": person},
        "createTask": {"project": project, "title": "New"},
        "updateTask": {"id": task, "title": "Other"},
        "completeTask": {"id": task},
        "reopenTask": {"id": task},
        "closeProject": {"id": project},
        "deleteTask": {"id": task},
        "deleteProject": {"id": project},
    }
    asked = [person.ask(query) for query in queries]
    asked += [
        person.write(verb, "deletedId" if verb.startswith("delete") else "", **given)
        for verb, given in writes.items()
    ]
    found = set()
    for asking in asked:
        try:
            await asking
            found.add("yes")
        except Refused as refused:
            found.add(refused.code)
    return found


@pytest.mark.parametrize(
    ("plan", "boosters", "there"),
    [
        (Plan.GO, [], False),
        (Plan.GO, [Booster.SHARED_INBOX], False),
        (Plan.GO, [Booster.PROJECT_MANAGEMENT], True),
        (Plan.MOVE, [], True),
        (Plan.BOOST, [], True),
    ],
)
async def test_projects_come_with_a_plan_or_a_booster(
    crm: Crm, ada: Person, finn: Person, plan: Plan, boosters: list[Booster], there: bool
) -> None:
    project = await crm.project(owners=[finn, ada])
    task = await crm.task(project)
    assert await finn.projects() == ["Big one"]
    await crm.take(plan, *boosters)
    assert await every_way_in(crm, ada, project, task) == ({"yes"} if there else {OFF})


async def test_projects_are_not_there_for_whom_the_module_is_off(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company()
    project = await crm.project(owners=[finn, ada], customers=[company])
    task = await crm.task(project, user_id=finn.id)
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS", "DEALS"])
    assert await every_way_in(crm, finn, project, task) == {OFF}
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.can_read(project)
    nested = "projects { nodes { title } totalCount }"
    empty = {"nodes": [], "totalCount": 0}
    assert await finn.see(company, nested) == {"projects": empty}
    found = await finn.ask(
        f"{{ viewer {{ responsibleFor {{ {nested} tasks {{ totalCount }} }} }} }}"
    )
    assert found["viewer"]["responsibleFor"] == {"projects": empty, "tasks": {"totalCount": 0}}
    async with crm.telling() as told:
        await ada.update(project, title="Larger")
    assert told == {}
