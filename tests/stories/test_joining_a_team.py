"""Who joins a team, or leaves it, gains or loses its projects at once, where they listen."""

from typing import Any

from imports.row import Kind, Outcome, Row
from imports.write import write
from orm.user import CrmAccess, ProjectAccess, User
from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person


async def imported(crm: Crm, kind: Kind, key: str, **values: Any) -> Row:
    """What an import does with one row."""
    row = Row(kind, key, values, "rows.csv", 1)
    await write(crm.runtime.database, crm.account_id, [row])
    return row


async def called(crm: Crm, person: Person, key: str) -> None:
    """Let rows call somebody so, who sees the projects that they take part in."""
    await crm.have(person, external_id=key, project_access=ProjectAccess.BY_PARTICIPATION)


async def test_who_joins_a_team_and_leaves_it_hears_of_its_projects(crm: Crm, sam: Person) -> None:
    await called(crm, sam, "sam")
    project = await crm.project(participants=[await crm.team("South")])
    await imported(crm, Kind.TEAM, "south", name="South")
    async with watching(sam) as seen:
        await imported(crm, Kind.USER, "sam", teams=["south"])
        await seen.have(1)
        await imported(crm, Kind.USER, "sam", teams=[])
    assert [(change, thing) for change, thing, _ in seen] == [
        ("GAINED", project),
        ("LOST", project),
    ]


async def test_who_was_to_lead_a_team_stays_limited_where_its_row_is_refused(
    crm: Crm, cleo: Person
) -> None:
    await called(crm, cleo, "cleo")
    await imported(crm, Kind.TEAM, "south", name="South")
    row = await imported(crm, Kind.TEAM, "south", name="North", lead="cleo")
    assert row.did is Outcome.REFUSED
    assert (await User.get(id=cleo.id)).crm_access is CrmAccess.LIMITED_CRM
