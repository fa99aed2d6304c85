"""For any user: how much they are responsible for, by kind and role, of what one may read."""

from typing import Any

from strawberry.utils.str_converters import to_camel_case

from orm.record import RecordKind
from tests.world.crm import Crm
from tests.world.people import Person, Thing
from tests.world.places import ROLES, Everywhere, named

LISTS = {kind.value: to_camel_case(kind.many.replace(" ", "_")) for kind in RecordKind}
FIELDS = "responsibleFor { counts { kind role count } tickets { totalCount } }"


async def counts(person: Person, of: Person) -> list[tuple[str, str, int]]:
    """The overview of somebody, as somebody sees it."""
    seen: Any = await person.see(Thing("User", of.id), FIELDS)
    found = seen["responsibleFor"]["counts"]
    return [(it["kind"], it["role"], it["count"]) for it in found]


async def test_each_kind_and_role_is_counted_and_what_is_none_is_left_out(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    await crm.switch_seconds(on=True)
    nina = await crm.another("Nina")
    await Everywhere.of(crm, nina, lena)
    await crm.deal("Another", assigned_to=nina)
    expected = [
        ("COMPANY", "ACCOUNT_MANAGER", 1),
        ("COMPANY", "SECOND_ACCOUNT_MANAGER", 1),
        ("COMPANY", "CUSTOM_FIELD", 1),
        ("DEAL", "ASSIGNED_TO", 2),
        ("DEAL", "SECOND_ASSIGNED_TO", 1),
        ("PROJECT", "PROJECT_OWNER", 1),
        ("PROJECT", "PROJECT_PARTICIPANT", 1),
        ("PROJECT", "TASK_ASSIGNEE", 1),
        ("TICKET", "TICKET_ASSIGNEE", 1),
        ("TICKET", "CUSTOM_FIELD", 1),
    ]
    for person in (ada, finn, nina):
        assert await counts(person, nina) == expected
    assert await counts(ada, await crm.another("Nobody")) == []


async def test_each_count_is_that_of_a_list(crm: Crm, finn: Person, lena: Person) -> None:
    await crm.switch_seconds(on=True)
    nina = await crm.another("Nina")
    everywhere = await Everywhere.of(crm, nina, lena)
    company = everywhere.second
    for record in (await crm.contact(), await crm.invoice(company), company):
        await named(crm, record, nina)
    counted = await counts(finn, nina)
    listed = "".join(
        f" {role}_{kind}: {LISTS[kind]}(role: {role}) {{ totalCount nodes {{ id }} }}"
        for kind, role, _ in counted
        if role != "TASK_ASSIGNEE"
    )
    asked = f"responsibleFor {{ {listed} TASK_ASSIGNEE_PROJECT: tasks {{ totalCount }} }}"
    seen: Any = await finn.see(Thing("User", nina.id), asked)
    held = seen["responsibleFor"]
    assert [(kind, role, held[f"{role}_{kind}"]["totalCount"]) for kind, role, _ in counted] == (
        counted
    )
    assert {role for _, role, _ in counted} == set(ROLES)
    seconds = held["SECOND_ACCOUNT_MANAGER_COMPANY"]["nodes"]
    assert seconds == [{"id": company.gid}]
    assert held["PROJECT_PARTICIPANT_PROJECT"]["nodes"] == [{"id": everywhere.joined.gid}]
    assert [it["id"] for it in held["CUSTOM_FIELD_COMPANY"]["nodes"]] == [
        everywhere.managed.gid,
        company.gid,
    ]


async def test_when_no_role_is_said_a_list_holds_what_they_are_responsible_for_by_itself(
    crm: Crm, finn: Person, lena: Person
) -> None:
    nina = await crm.another("Nina")
    everywhere = await Everywhere.of(crm, nina, lena)
    contact = await crm.contact()
    await named(crm, contact, nina)
    await named(crm, everywhere.second, nina)
    fields = "companies { nodes { id } } contacts { nodes { id } } projects { nodes { id } }"
    seen: Any = await finn.see(Thing("User", nina.id), f"responsibleFor {{ {fields} }}")
    assert seen["responsibleFor"] == {
        "companies": {"nodes": [{"id": everywhere.managed.gid}]},
        "contacts": {"nodes": [{"id": contact.gid}]},
        "projects": {"nodes": [{"id": everywhere.owned.gid}]},
    }
    fields = "tickets(role: ACCOUNT_MANAGER) { totalCount }"
    seen = await finn.see(Thing("User", nina.id), f"responsibleFor {{ {fields} }}")
    assert seen["responsibleFor"] == {"tickets": {"totalCount": 0}}


async def test_seconds_are_neither_counted_nor_listed_while_they_count_for_nothing(
    crm: Crm, finn: Person, lena: Person
) -> None:
    nina = await crm.another("Nina")
    company = await crm.company(account_manager=lena, second_account_manager=nina)
    fields = (
        "companies { nodes { id } } second: companies(role: SECOND_ACCOUNT_MANAGER) { totalCount }"
    )
    for on, found in ((False, []), (True, [{"id": company.gid}]), (False, [])):
        await crm.switch_seconds(on=on)
        seen: Any = await finn.see(Thing("User", nina.id), f"responsibleFor {{ {fields} }}")
        assert seen["responsibleFor"] == {
            "companies": {"nodes": found},
            "second": {"totalCount": len(found)},
        }
        assert len(await counts(finn, nina)) == len(found)


async def test_only_what_one_may_read_is_counted(
    crm: Crm, finn: Person, ben: Person, olga: Person, eve: Person
) -> None:
    nina = await crm.another("Nina")
    await crm.company("One", account_manager=nina)
    await crm.company("Other", account_manager=nina, second_account_manager=olga)
    await crm.switch_seconds(on=True)
    await crm.deal("Hers", assigned_to=nina)
    await crm.deal("Both", assigned_to=nina, second_assigned_to=ben)
    assert await counts(finn, nina) == [
        ("COMPANY", "ACCOUNT_MANAGER", 2),
        ("DEAL", "ASSIGNED_TO", 2),
    ]
    assert await counts(ben, nina) == [
        ("COMPANY", "ACCOUNT_MANAGER", 2),
        ("DEAL", "ASSIGNED_TO", 1),
    ]
    assert await counts(olga, nina) == [("COMPANY", "ACCOUNT_MANAGER", 1)]
    assert await eve.see(Thing("User", nina.id), FIELDS) is None


async def test_what_the_plan_or_the_user_lacks_is_not_counted(
    crm: Crm, ada: Person, finn: Person
) -> None:
    nina = await crm.another("Nina")
    await crm.ticket("Leak", assigned_to=nina)
    await crm.deal("Deal", assigned_to=nina)
    deal, ticket = ("DEAL", "ASSIGNED_TO", 1), ("TICKET", "TICKET_ASSIGNEE", 1)
    assert await counts(finn, nina) == [deal, ticket]
    await ada.set_access(finn, modules=["TICKETS"])
    assert await counts(finn, nina) == [ticket]
    await crm.plan("GO")
    assert (await counts(finn, nina), await counts(ada, nina)) == ([], [deal])
