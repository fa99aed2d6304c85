"""A project is closed, and reopened by its status."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person


async def test_owners_and_participants_hear_that_it_was_closed(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person, lena: Person
) -> None:
    team = await crm.team("South", sam, finn)
    project = await crm.project(owners=[ada, finn], participants=[ben, team])
    async with crm.telling() as told, watching(lena) as seen:
        await ada.write("closeProject", id=project)
    words = ["Ada Admin closed Big one."]
    assert told == {"Finn": words, "Ben": words, "Sam": words}
    assert seen == [("UPDATED", project, "Big one")]
    closed = await ada.see(project, "status closedAt")
    assert closed["status"] == "CLOSED"
    assert closed["closedAt"] is not None


async def test_it_is_closed_once_and_by_those_who_may_change_it(
    crm: Crm, ada: Person, finn: Person, ben: Person, eve: Person
) -> None:
    project = await crm.project(owners=[finn], participants=[ben])
    async with crm.refuses("FORBIDDEN"):
        await ben.write("closeProject", id=project)
    async with crm.refuses("NOT_FOUND"):
        await eve.write("closeProject", id=project)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await finn.write("closeProject", id=project, version=2)
    await finn.write("closeProject", id=project, version=1)
    async with crm.refuses("INVALID", "id"):
        await ada.write("closeProject", id=project)
