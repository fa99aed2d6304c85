"""Whoever leaves, or hands over, is responsible in many places: all of them pass on at once."""

import datetime

import pytest

from orm.custom_field import CustomFieldValue
from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, handover
from tests.world.places import ROLES, Everywhere, left, named

HELD = dict.fromkeys(ROLES, 1) | {"CUSTOM_FIELD": 2}
NOTHING = dict.fromkeys(ROLES, 0)


@pytest.fixture
async def nina(crm: Crm) -> Person:
    """Somebody who has every role there is, and no other record."""
    await crm.switch_seconds(on=True)
    return await crm.another("Nina")


async def history(crm: Crm, giver: Person) -> list[tuple[str, str, int, int | None]]:
    """What the history says passed from somebody: of which kind, in which role, where, to whom."""
    rows = await crm.rows("responsibility_change")
    return sorted(
        (row["record_kind"].value, row["role"].value, row["record_id"], row["to_user_id"])
        for row in rows
        if row["from_user_id"] == giver.id
    )


async def versions(crm: Crm, it: Everywhere) -> list[int]:
    """The versions of the records."""
    tables = {"Company": "company", "Deal": "deal", "Project": "project", "Ticket": "ticket"}
    return [
        row["version"]
        for thing in vars(it).values()
        for row in await crm.rows(tables[thing.type])
        if row["id"] == thing.id
    ]


async def test_each_place_needs_to_be_said_something_of(
    crm: Crm, ada: Person, nina: Person, lena: Person
) -> None:
    await Everywhere.of(crm, nina, lena)
    for silent in ROLES:
        said = [handover(role, "LEAVE") for role in ROLES if role != silent]
        async with crm.refuses("REQUIRED", "responsibilities"):
            await ada.deactivate(nina, *said)


async def test_what_is_transferred_is_all_of_the_other_and_told_in_one_summary(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person
) -> None:
    it = await Everywhere.of(crm, nina, lena)
    before = await left(crm, finn)
    async with crm.telling() as told:
        await ada.deactivate(nina, *(handover(role, "TRANSFER", finn) for role in ROLES))
    assert told == {
        "Finn": [
            "Ada Admin deactivated Nina More; now yours: 2 companies, 2 custom fields, 2 deals,"
            " 1 participation in a project, 1 project, 1 task and 1 ticket."
        ]
    }
    assert await left(crm, nina) == NOTHING
    after = await left(crm, finn)
    assert {role: after[role] - before[role] for role in ROLES} == HELD
    assert await versions(crm, it) == [2] * 7
    assert await history(crm, nina) == sorted(
        [
            ("COMPANY", "ACCOUNT_MANAGER", it.managed.id, finn.id),
            ("COMPANY", "CUSTOM_FIELD", it.managed.id, finn.id),
            ("COMPANY", "SECOND_ACCOUNT_MANAGER", it.second.id, finn.id),
            ("DEAL", "ASSIGNED_TO", it.deal.id, finn.id),
            ("DEAL", "SECOND_ASSIGNED_TO", it.second_deal.id, finn.id),
            ("PROJECT", "PROJECT_OWNER", it.owned.id, finn.id),
            ("TICKET", "CUSTOM_FIELD", it.ticket.id, finn.id),
            ("TICKET", "TICKET_ASSIGNEE", it.ticket.id, finn.id),
        ]
    )


async def test_what_is_cleared_is_nobodys(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person
) -> None:
    it = await Everywhere.of(crm, nina, lena)
    actions = dict.fromkeys(ROLES, "CLEAR") | {"ASSIGNED_TO": "LEAVE"}
    async with crm.telling() as told:
        await ada.deactivate(nina, *(handover(role, action) for role, action in actions.items()))
    assert told == {}
    assert await left(crm, nina) == NOTHING | {"ASSIGNED_TO": 1}
    assert len(await crm.rows("task")) == 1
    assert [row[3] for row in await history(crm, nina)] == [None] * 7
    assert await versions(crm, it) == [2, 2, 1, 2, 2, 2, 2]


async def test_what_is_left_stays(crm: Crm, ada: Person, nina: Person, lena: Person) -> None:
    it = await Everywhere.of(crm, nina, lena)
    await ada.deactivate(nina, *(handover(role, "LEAVE") for role in ROLES))
    assert await left(crm, nina) == HELD
    assert (await history(crm, nina), await versions(crm, it)) == ([], [1] * 7)


async def test_the_last_owner_of_a_project_is_not_cleared(
    crm: Crm, ada: Person, nina: Person, lena: Person
) -> None:
    await crm.project("Shared", owners=[nina, lena])
    await crm.project("Alone", owners=[nina])
    async with crm.refuses("LAST_OWNER", "responsibilities"):
        await ada.deactivate(nina, handover("PROJECT_OWNER", "CLEAR"))


async def test_who_left_does_not_count_as_another_owner(
    crm: Crm, ada: Person, nina: Person, gus: Person
) -> None:
    await crm.project("Left", owners=[nina, gus])
    async with crm.refuses("LAST_OWNER", "responsibilities"):
        await ada.deactivate(nina, handover("PROJECT_OWNER", "CLEAR"))


async def test_a_required_custom_field_is_not_cleared(crm: Crm, ada: Person, nina: Person) -> None:
    await named(crm, await crm.company("Acme"), nina, required=True)
    async with crm.refuses("REQUIRED", "responsibilities"):
        await ada.deactivate(nina, handover("CUSTOM_FIELD", "CLEAR"))


async def test_who_is_an_owner_or_takes_part_already_is_so_once(
    crm: Crm, ada: Person, nina: Person, finn: Person
) -> None:
    one = await crm.project("Shared", owners=[nina, finn])
    await crm.project("Joined", owners=[finn], participants=[nina, finn])
    async with crm.telling() as told:
        assert await ada.transfer(nina, finn) == 2
    gone = "1 participation in a project and 1 project no longer yours"
    assert told == {"Nina": [f"Ada Admin transferred responsibilities: {gone}."]}
    assert await left(crm, nina) == NOTHING
    assert await history(crm, nina) == [("PROJECT", "PROJECT_OWNER", one.id, None)]


async def test_a_transfer_passes_on_every_place_and_each_hears_of_it_once(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person
) -> None:
    it = await Everywhere.of(crm, nina, lena)
    async with crm.telling() as told:
        assert await ada.transfer(nina, finn) == 7
    counts = (
        "2 companies, 2 custom fields, 2 deals, 1 participation in a project, 1 project, 1 task"
        " and 1 ticket"
    )
    words = "Ada Admin transferred responsibilities:"
    assert told == {
        "Nina": [f"{words} {counts} no longer yours."],
        "Finn": [f"{words} {counts} now yours."],
    }
    assert (await left(crm, nina), await versions(crm, it)) == (NOTHING, [2] * 7)


async def test_roles_and_status_choose_what_passes_on(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person
) -> None:
    it = await Everywhere.of(crm, nina, lena)
    done = await crm.ticket("Done", assigned_to=nina, status="CLOSED")
    roles = ["TICKET_ASSIGNEE", "PROJECT_PARTICIPANT", "TICKET_ASSIGNEE"]
    given = {"roles": roles, "filter": {"ticketStatus": ["NEW", "OPEN"]}}
    assert await ada.transfer(nina, finn, **given) == 2
    assert await left(crm, nina) == HELD | {"PROJECT_PARTICIPANT": 0}
    assert await finn.see(it.ticket, "assignedTo { name }") == {"assignedTo": {"name": "Finn Full"}}
    assert await finn.see(done, "assignedTo { name }") == {"assignedTo": {"name": "Nina More"}}


async def test_who_takes_part_in_few_projects_gains_and_loses_them(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person, ben: Person
) -> None:
    for person in (nina, finn, ben):
        await crm.have(person, project_access="BY_PARTICIPATION")
    it = await Everywhere.of(crm, nina, lena)
    ids = [it.owned, it.joined]
    async with (
        watching(nina, ids=ids) as ninas,
        watching(finn, ids=ids) as finns,
        watching(ben, ids=ids) as bens,
    ):
        await ada.transfer(nina, finn, roles=["PROJECT_OWNER", "PROJECT_PARTICIPANT"])
    assert ninas == [("LOST", it.owned, None), ("LOST", it.joined, None)]
    assert finns == [("GAINED", it.owned, "Owned"), ("GAINED", it.joined, "Joined")]
    assert bens == []


async def test_being_named_in_a_field_opens_nothing_and_is_not_counted_to_who_sees_it_not(
    crm: Crm, ada: Person, nina: Person, olga: Person
) -> None:
    company = await crm.company("Acme")
    await named(crm, company, nina)
    async with crm.telling() as told, watching(olga) as seen:
        await ada.transfer(nina, olga)
    words = "Ada Admin transferred responsibilities: 1 custom field no longer yours."
    assert (told, seen) == ({"Nina": [words]}, [])
    assert await olga.can_read(company) is False


async def test_who_leaves_passes_on_what_the_plan_hides_as_well_and_a_transfer_does_not(
    crm: Crm, ada: Person, nina: Person, finn: Person
) -> None:
    bridge = await crm.project("Bridge", owners=[nina])
    await crm.task(bridge, user_id=nina.id)
    ticket = await crm.ticket("Leak", assigned_to=nina)
    await named(crm, ticket, nina)
    await crm.plan("GO")
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await ada.transfer(nina, finn, roles=["PROJECT_OWNER"])
    assert await ada.transfer(nina, finn) == 0
    hidden = ["PROJECT_OWNER", "TASK_ASSIGNEE", "TICKET_ASSIGNEE", "CUSTOM_FIELD"]
    async with crm.refuses("REQUIRED", "responsibilities"):
        await ada.deactivate(nina)
    said = [handover(role, "TRANSFER", finn) for role in hidden[:-1]]
    async with crm.telling() as told:
        await ada.deactivate(nina, *said, handover("CUSTOM_FIELD", "LEAVE"))
    assert told == {}
    assert await left(crm, nina) == NOTHING | {"CUSTOM_FIELD": 1}


@pytest.mark.parametrize("role", ["PROJECT_OWNER", "TASK_ASSIGNEE", "TICKET_ASSIGNEE"])
async def test_who_lacks_the_module_takes_nothing_of_it_over(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person, role: str
) -> None:
    await Everywhere.of(crm, nina, lena)
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS", "DEALS"])
    async with crm.refuses("ASSIGNEE_LACKS_MODULE", "to"):
        await ada.transfer(nina, finn, roles=[role])


async def test_nothing_of_it_is_written_where_one_place_is_refused(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person, gus: Person
) -> None:
    await Everywhere.of(crm, nina, lena)
    said = [handover(role, "TRANSFER", finn) for role in ROLES[:-1]]
    async with crm.refuses("USER_INACTIVE", "responsibilities"):
        await ada.deactivate(nina, *said, handover("CUSTOM_FIELD", "TRANSFER", gus))


@pytest.mark.parametrize("way", ["transfer", "deactivate"])
async def test_whom_a_field_passes_to_is_responsible_since_then(
    crm: Crm, ada: Person, nina: Person, finn: Person, way: str
) -> None:
    company = await crm.company()
    await named(crm, company, nina)
    async with crm.runtime.database.writing():
        await CustomFieldValue.all().update(
            set_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        )
    began = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    if way == "transfer":
        await ada.transfer(nina, finn)
    else:
        await ada.deactivate(nina, handover("CUSTOM_FIELD", "TRANSFER", finn))
    (of_field,) = (await ada.see(company, "responsibilities { user { name } since }"))[
        "responsibilities"
    ]
    assert of_field["user"]["name"] == "Finn Full"
    assert datetime.datetime.fromisoformat(of_field["since"]) >= began
