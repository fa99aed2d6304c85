"""What the plan or the module of a user lacks is refused also where an id names it."""

from typing import Any

import pytest

from reader.errors import Refused as RefusedByGraph
from tests.world.crm import Crm
from tests.world.people import Person, Thing

OFF = "FEATURE_NOT_AVAILABLE"
WITHOUT_PROJECTS = ["COMPANIES_AND_CONTACTS", "DEALS", "INVOICES", "TICKETS"]


async def keep(owner: Person, kind: str, **given: Any) -> Thing:
    """Keep a segment of nothing but its kind."""
    payload = await owner.write(
        "createSegment", "segment { id }", kind=kind, name=f"Mine of {kind}", rules=[], **given
    )
    return Thing.of(payload["segment"]["id"])


def codes(answer: dict[str, Any]) -> list[tuple[list[str | int], str]]:
    """Where in an answer something is wrong, and what."""
    errors = answer.get("errors", [])
    return [(error["path"], error["extensions"]["code"]) for error in errors]


async def refused(person: Person, **given: Any) -> str:
    """The code with which a subscription to changes is refused."""
    stream: Any = person.stream(
        """subscription($ids: [ID!], $segment: ID) {
          recordChanges(ids: $ids, segment: $segment) { recordId }
        }""",
        **given,
    )
    with pytest.raises(RefusedByGraph) as caught:
        await anext(stream)
    return str(caught.value.errors[0]["extensions"]["code"])


async def test_each_id_is_null_for_itself_and_says_why(crm: Crm, ada: Person, finn: Person) -> None:
    project, company = await crm.project(), await crm.company("Acme")
    task = await crm.task(project)
    await crm.plan("GO")
    asked = "query($one: ID!, $ids: [ID!]!) { it: node(id: $one) { id } nodes(ids: $ids) { id } }"
    ids = [task.gid, company.gid, "Project:999999", "Company:999999"]
    answer = await finn.answer(asked, one=project.gid, ids=ids)
    assert answer["data"] == {"it": None, "nodes": [None, {"id": company.gid}, None, None]}
    assert codes(answer) == [(["it"], OFF), (["nodes", 0], OFF), (["nodes", 2], OFF)]


async def test_a_segment_or_a_custom_field_is_as_its_kind_for_whoever_would_see_it(
    crm: Crm, ada: Person, finn: Person, eve: Person
) -> None:
    mine, shared = await keep(finn, "PROJECT"), await keep(ada, "PROJECT", visibility="SHARED")
    hers, deals = await keep(ada, "TICKET"), await keep(finn, "DEAL")
    field = await crm.custom_field("TEXT", "PROJECT")
    await crm.plan("GO")
    ids = [it.gid for it in (mine, shared, hers, deals, field)]
    asked = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    answer = await finn.answer(asked, ids=ids)
    assert answer["data"] == {"nodes": [None, None, None, {"id": deals.gid}, None]}
    assert codes(answer) == [(["nodes", number], OFF) for number in (0, 1, 4)]
    await crm.have(eve, modules=[])
    assert "errors" not in await eve.answer(asked, ids=ids)


async def test_a_segment_or_a_custom_field_is_not_written_to(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    segment, field = await keep(finn, "PROJECT"), await crm.custom_field("TEXT", "PROJECT")
    for modules in (WITHOUT_PROJECTS, []):
        for person in (ada, finn, lena):
            await crm.have(person, modules=modules)
        for verb, given in (("updateSegment", {"name": "Other"}), ("deleteSegment", {})):
            async with crm.refuses(OFF):
                await finn.write(verb, "", id=segment, **given)
            async with crm.refuses("NOT_FOUND"):
                await lena.write(verb, "", id=segment, **given)
        for person in (ada, lena):
            async with crm.refuses(OFF):
                await person.write("updateCustomFieldDefinition", "", id=field, label="Other")
            async with crm.refuses(OFF):
                await person.delete(field)


async def test_a_subscription_to_it_is_refused(crm: Crm, ada: Person, finn: Person) -> None:
    project, company = await crm.project(), await crm.company("Acme")
    mine, hers = await keep(finn, "PROJECT"), await keep(ada, "PROJECT")
    await crm.have(finn, modules=WITHOUT_PROJECTS)
    assert await refused(finn, ids=[company.gid, project.gid]) == OFF
    assert await refused(finn, segment=mine.gid) == OFF
    assert await refused(finn, segment=hers.gid) == "BAD_USER_INPUT"
    assert await refused(finn, segment="Segment:999999") == "BAD_USER_INPUT"


async def test_it_is_not_named_in_a_write_to_something_else(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company, project = await crm.company("Acme"), await crm.project(owners=[finn])
    invoice, deal, ticket = await crm.invoice(company), await crm.deal(), await crm.ticket()
    field = await crm.custom_field("COMPANY", "DEAL")
    await crm.have(finn, modules=["INVOICES"])
    for name, thing in (("project", project), ("deal", deal), ("customer", company)):
        async with crm.refuses(OFF):
            await finn.update(invoice, **{name: thing})
        async with crm.refuses(OFF):
            await finn.create("Invoice", **({"customer": company} | {name: thing}))
    await crm.have(finn, modules=["DEALS", "PROJECTS", "TICKETS"])
    for other in (deal, ticket):
        async with crm.refuses(OFF):
            await finn.update(other, customer=company)
    async with crm.refuses(OFF):
        await finn.update(project, customers=[company])
    async with crm.refuses(OFF):
        await finn.set_field(deal, field, company=company)
