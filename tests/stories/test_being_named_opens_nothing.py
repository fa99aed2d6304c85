"""Being named in a custom field changes nothing of what anybody sees, counts or may do."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world.crm import Crm
from tests.world.people import Person, Thing

KINDS = {
    "Company": "companies",
    "Contact": "contacts",
    "Deal": "deals",
    "Invoice": "invoices",
    "Project": "projects",
    "Ticket": "tickets",
}
WHO = ["ada", "finn", "ben", "sam", "cleo", "dora", "eve"]
LISTS = " ".join(
    f"{root}(first: 100) {{ totalCount nodes {{ id viewerCan {{ read update assign delete }} }} }}"
    for root in KINDS.values()
)
World = tuple[dict[str, Person], list[Thing], dict[str, Thing], dict[str, Any]]
SEEN = f"query($ids: [ID!]!) {{ {LISTS} nodes(ids: $ids) {{ id }} }}"


async def small_world(crm: Crm, people: dict[str, Person]) -> list[Thing]:
    """Records of every kind, some of them out of somebody's sight."""
    mine = await crm.company("Acme", account_manager=people["cleo"])
    theirs = await crm.company("Bolt", account_manager=people["dora"])
    made = [mine, theirs]
    for name, company in (("ben", mine), ("sam", theirs)):
        made.append(await crm.deal(f"Of {name}", company=company, assigned_to=people[name]))
        ada = people["ada"]
        contact = await ada.write("createContact", "contact { id }", lastName=f"Of {name}")
        invoice = await ada.write("createInvoice", "invoice { id }", customer=company)
        made += [Thing.of(contact["contact"]["id"]), Thing.of(invoice["invoice"]["id"])]
        await ada.link(made[-2], company)
    project = await people["ada"].write("createProject", "project { id }", title="Ours")
    made.append(Thing.of(project["project"]["id"]))
    return [*made, await crm.ticket("Broken")]


async def seen(people: dict[str, Person], records: list[Thing]) -> dict[str, Any]:
    """What each of the people sees and may do: in lists, counts and look-ups."""
    ids = [thing.gid for thing in records]
    return {name: await person.ask(SEEN, ids=ids) for name, person in people.items()}


#: Which record's field, and who is to be named in it; nobody clears it.
NAMED = st.tuples(st.integers(0, 9), st.sampled_from([*WHO[:-1], None]))


@pytest.fixture
async def world(crm: Crm) -> World:
    """People, records, a custom field of each kind, and what the people see."""
    people = {name: await crm.person(name) for name in WHO}
    await crm.have(people["ben"], project_access="BY_PARTICIPATION")
    records = await small_world(crm, people)
    fields = {type_: await crm.custom_field("USER", type_.upper()) for type_ in KINDS}
    return people, records, fields, await seen(people, records)


@given(named=st.lists(NAMED, min_size=1, max_size=6))
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
async def test_whoever_is_named_sees_and_may_do_what_they_did_before(
    world: World, named: list[tuple[int, str | None]]
) -> None:
    people, records, fields, before = world
    for number, name in named:
        thing = records[number]
        value = {"user": people[name]} if name else {}
        await people["ada"].set_field(thing, fields[thing.type], **value)
    assert len({str(answer) for answer in before.values()}) == len(WHO)
    assert await seen(people, records) == before


async def test_whoever_is_named_can_neither_change_nor_delete_the_record(
    crm: Crm, ada: Person, ben: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=dora)
    deal = await crm.deal(company=company)
    for thing, person in ((deal, ben), (company, cleo), (deal, cleo)):
        field = await crm.custom_field("USER", thing.kind.value, label=f"For {person}")
        async with crm.telling() as told:
            await ada.set_field(thing, field, user=person)
        assert told == {"Dora": [f"Ada Admin changed {'Acme' if thing == company else 'Big one'}."]}
        async with crm.refuses("NOT_FOUND"):
            await person.rename(thing, "Mine")
        async with crm.refuses("NOT_FOUND"):
            await person.assign(thing, to=person)
        async with crm.refuses("NOT_FOUND"):
            await person.delete(thing)
