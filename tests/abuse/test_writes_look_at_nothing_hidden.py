"""A write takes the same steps, and says the same, for what is hidden as for what is not there."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)

from orm.custom_field import CustomFieldDefinition
from orm.project import Project
from orm.segment import Segment, SegmentVisibility
from orm.team import Team
from orm.user import ProjectAccess
from schema.build import schema
from schema.types.fields import INPUT, Ref, mutation_root
from tests.world.crm import Crm
from tests.world.people import Person, Thing

SCHEMA = schema._schema
MUTATIONS: Any = SCHEMA.mutation_type
ABSENT = 10**9
#: What values of scalars are taken; those of ids are of nothing.
SCALARS = {
    "String": "x",
    "Int": 1,
    "Boolean": True,
    "Date": "2026-01-31",
    "DateTime": "2026-01-31T12:00:00Z",
    "Decimal": "1",
}


class Steps:
    """The steps of the writer's virtual machine."""

    def __init__(self) -> None:
        self.taken = 0

    def __call__(self) -> int:
        self.taken += 1
        return 0


def types_of(name: str, field: Any) -> tuple[str, ...]:
    """The types that an id in an input may be of."""
    definition = field.extensions["strawberry-definition"].metadata.get(INPUT)
    found = definition.check if definition is not None and hasattr(definition, "check") else None
    if isinstance(found, Ref):
        return found.types
    of: str = mutation_root(MUTATIONS.fields[name]).of
    return (of,) if of else ()


def ids_in_inputs() -> Iterator[tuple[str, str, str]]:
    """Each id of each input of a mutation: the mutation, the field, a type that it may be of."""
    for name, it in MUTATIONS.fields.items():
        if "input" in it.args:
            of: Any = get_named_type(it.args["input"].type)
            for field, of_field in of.fields.items():
                if get_named_type(of_field.type).name == "ID":
                    for type_ in types_of(name, of_field):
                        yield name, field, type_


def filled(name: str, seen: dict[str, Thing], **given: Any) -> dict[str, Any]:
    """An input with what is required: of what the person sees, where that is an id."""
    of: Any = get_named_type(MUTATIONS.fields[name].args["input"].type)
    required = {
        key: _value(name, it, seen)
        for key, it in of.fields.items()
        if key not in given and (is_non_null_type(it.type) or key == "id")
    }
    return {**required, **given}


def _value(name: str, field: Any, seen: dict[str, Thing]) -> Any:
    inner: Any = get_nullable_type(field.type)
    if is_list_type(inner):
        return []
    if is_enum_type(inner):
        return next(iter(inner.values))
    if is_input_object_type(inner):
        return {
            key: _value(name, it, seen)
            for key, it in inner.fields.items()
            if is_non_null_type(it.type)
        }
    if inner.name == "ID":
        found = [seen[type_] for type_ in types_of(name, field) if type_ in seen]
        return found[0].gid if found else f"{(*types_of(name, field), 'Deal')[0]}:{ABSENT}"
    return SCALARS[inner.name]


async def seen_by(crm: Crm, person: Person) -> dict[str, Thing]:
    """One of each kind that somebody with limited access sees."""
    company = await crm.company("Mine", account_manager=person)
    contact = await crm.contact("Mine", [company])
    deal = await crm.deal("Mine", company=company, assigned_to=person)
    project = await crm.project("Mine", owners=[person])
    return {
        "Company": company,
        "Contact": contact,
        "Deal": deal,
        "Invoice": await crm.invoice(company),
        "Quotation": await crm.quotation(deal),
        "Project": project,
        "Task": await crm.task(project),
        "Ticket": await crm.ticket("Mine"),
        "User": Thing("User", person.id),
        "Phase": crm.new,
    }


async def hidden_from(crm: Crm, ada: Person) -> dict[str, list[Thing]]:
    """Some of each kind that they do not see, here and in another account."""
    company = await crm.company("Hidden", account_manager=ada)
    contact = await crm.contact("Hidden", [company])
    deal = await crm.deal("Hidden", company=company)
    project = await crm.project("Hidden", owners=[ada])
    async with crm.runtime.database.writing():
        there = crm.foreign_account_id
        segment = await Segment.create(
            account_id=crm.account_id,
            kind="DEAL",
            name="Hidden",
            owner_id=ada.id,
            visibility=SegmentVisibility.PRIVATE,
            match="ALL",
            rules=[],
        )
        team = await Team.create(account_id=there, name="Foreign")
        field = await CustomFieldDefinition.create(
            account_id=there, level="DEAL", type="TEXT", label="Foreign"
        )
        foreign_project = await Project.create(account_id=there, title="Foreign")
    foreign = {name: await crm.foreign(name) for name in ("Company", "Deal", "Ticket", "User")}
    return {
        "Company": [company, foreign["Company"]],
        "Contact": [contact],
        "Deal": [deal, foreign["Deal"]],
        "Invoice": [await crm.invoice(company)],
        "Quotation": [await crm.quotation(deal)],
        "Project": [project, Thing("Project", foreign_project.id)],
        "Task": [await crm.task(project)],
        "Ticket": [foreign["Ticket"]],
        "User": [foreign["User"]],
        "Segment": [Thing("Segment", segment.id)],
        "Team": [Thing("Team", team.id)],
        "CustomFieldDefinition": [Thing("CustomFieldDefinition", field.id)],
    }


#: Of these somebody who is limited to deals sees all that there is in the account.
SEEN_BY_LIMITED_DEALS = ("Company", "Contact", "Invoice")


async def refused(person: Person, steps: Steps, name: str, given: dict[str, Any]) -> Any:
    """What a write is answered, and in how many steps."""
    of: Any = get_named_type(MUTATIONS.fields[name].args["input"].type)
    text = f"mutation($i:{of}!){{{name}(input:$i){{userErrors{{code message path}}}}}}"
    # Once more, when all is compiled.
    await person.answer(text, i=given)
    steps.taken = 0
    return await person.answer(text, i=given), steps.taken


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("who", "whole"), [("cleo", ()), ("ben", SEEN_BY_LIMITED_DEALS)])
async def test_what_is_hidden_is_refused_in_the_same_steps_as_what_is_not_there(
    crm: Crm, ada: Person, who: str, whole: tuple[str, ...]
) -> None:
    person = await crm.person(who)
    await crm.have(person, project_access=ProjectAccess.BY_PARTICIPATION)
    seen, hidden = await seen_by(crm, person), await hidden_from(crm, ada)
    for kind in whole:
        hidden[kind] = hidden[kind][1:]
    steps, different, asked = Steps(), [], 0
    await crm.runtime.database.connection._connection.set_progress_handler(steps, 1)
    for name, field, type_ in ids_in_inputs():
        of: Any = get_named_type(MUTATIONS.fields[name].args["input"].type)
        many = is_list_type(get_nullable_type(of.fields[field].type))
        for thing in hidden.get(type_, []):
            took = []
            for id_ in (f"{type_}:{ABSENT}", thing.gid):
                given = filled(name, seen, **{field: [id_] if many else id_})
                took.append(await refused(person, steps, name, given))
            answer = took[0][0]
            asked += "errors" in answer or bool(answer["data"][name]["userErrors"])
            if took[0] != took[1]:
                different.append((name, field, thing, *took))
    assert asked > 40
    assert different == []
