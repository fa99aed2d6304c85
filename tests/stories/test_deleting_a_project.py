"""A project is deleted by its owners and administrators, and its tasks go with it."""

from orm.task import Task
from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person


async def test_owners_and_participants_hear_the_title_only(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person, lena: Person
) -> None:
    await crm.have(ben, project_access="BY_PARTICIPATION")
    await crm.have(sam, project_access="BY_PARTICIPATION")
    team = await crm.team("South", ben)
    project = await crm.project(owners=[finn], participants=[team])
    await crm.task(project)
    async with (
        listening(ben) as heard,
        watching(ben) as bens,
        watching(sam) as sams,
        crm.telling() as told,
    ):
        await ada.delete(project)
    assert told == {"Finn": ["Big one was deleted."], "Ben": ["Big one was deleted."]}
    assert [(it.by, it.record, it.label) for it in heard] == [(None, None, "Big one")]
    assert (bens, sams) == ([("DELETED", project, None)], [])
    assert await Task.all().count() == 0
    assert await lena.projects() == []


async def test_who_does_not_own_it_does_not_delete_it(
    crm: Crm, finn: Person, ben: Person, lena: Person, eve: Person
) -> None:
    project = await crm.project(owners=[finn], participants=[ben], editors="EVERYONE")
    for person in (ben, lena, await crm.another("Nora", project_access="ADMIN")):
        async with crm.refuses("FORBIDDEN"):
            await person.delete(project)
    async with crm.refuses("NOT_FOUND"):
        await eve.delete(project)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await finn.delete(project, version=3)
    await finn.delete(project, version=1)


async def test_a_company_is_kept_while_a_project_is_for_it(crm: Crm, ada: Person) -> None:
    company = await crm.company()
    project = await crm.project(customers=[company])
    async with crm.refuses("INVALID", "id"):
        await ada.delete(company)
    await ada.update(project, customers=[])
    await ada.delete(company)
