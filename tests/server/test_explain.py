"""`whose explain`: why may, or may not, this person do this; as the graph decides it."""

import itertools
from typing import Any

import pytest

from orm.account import Account
from orm.company import Company
from orm.errors import Problem
from orm.user import User
from resolvers.runtime.runtime import Runtime
from resolvers.visibility.explanation import explain, permission_named, record_named
from resolvers.write.transaction import system_transaction
from tests.server.conftest import Fjord, Whose
from tests.server.looking import see
from tests.world.crm import Crm
from tests.world.people import Person, Thing

CAN = "viewerCan { read update assign delete }"
VERBS = ("read", "update", "assign", "delete")


async def verdict(person: Person, permission: str, thing: Thing) -> bool | None:
    """Whether somebody may do something, as it is explained."""
    user = await User.get(id=person.id).select_related("account")
    return (
        await explain(person.graph.runtime.database, user, permission_named(permission), thing.id)
    ).allowed


async def decided(person: Person, thing: Thing) -> dict[str, bool]:
    """What somebody may do, as the graph tells them."""
    document = f"query ($id: ID!) {{ node(id: $id) {{ ... on Record {{ {CAN} }} }} }}"
    node = (await person.answer(document, id=thing.gid))["data"]["node"]
    return dict(node["viewerCan"]) if node else dict.fromkeys(VERBS, False)


async def test_what_is_explained_is_what_the_graph_decides(crm: Crm) -> None:
    names = ("ada", "finn", "lena", "ben", "sam", "cleo", "dora", "olga", "eve")
    people = {name: await crm.person(name) for name in names}
    company = await crm.company(
        account_manager=people["cleo"], second_account_manager=people["dora"]
    )
    deals = [
        await crm.deal(company=company, assigned_to=people["ben"]),
        await crm.deal(assigned_to=people["finn"], second_assigned_to=people["sam"]),
        await crm.deal(assigned_to=people["cleo"]),
    ]
    explained, done = [], []
    for seconds in (False, True):
        await crm.switch_seconds(on=seconds)
        for person, thing in itertools.product(people.values(), [company, *deals]):
            may = await decided(person, thing)
            for verb in VERBS:
                case = (person.name, seconds, thing, verb)
                permission = f"{thing.type.lower()}.{verb}"
                explained.append((case, await verdict(person, permission, thing)))
                done.append((case, may[verb]))

    assert {allowed for _, allowed in done} == {True, False}
    assert explained == done


async def test_each_reason_is_ticked_for_itself(crm: Crm, dora: Person, cleo: Person) -> None:
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    user = await User.get(id=dora.id).select_related("account")

    off = await explain(crm.runtime.database, user, permission_named("company.update"), company.id)
    await crm.switch_seconds(on=True)
    await user.fetch_related("account")
    on = await explain(crm.runtime.database, user, permission_named("company.update"), company.id)

    needed = [
        ("the user is active", True),
        ("the module COMPANIES_AND_CONTACTS is on for them and the account", True),
        ("it belongs to their account", True),
    ]
    unlimited = ("everyone without limited CRM access", False)
    assert [(it.words, it.holds) for it in off.needed] == [*needed, ("they may read it", False)]
    assert [(it.words, it.holds) for it in on.needed] == [*needed, ("they may read it", True)]
    assert [(it.words, it.holds) for it in off.any_of] == [
        unlimited,
        ("its account managers", False),
    ]
    assert [(it.words, it.holds) for it in on.any_of] == [unlimited, ("its account managers", True)]
    assert (off.allowed, on.allowed) == (False, True)


async def test_a_deactivated_user_a_missing_module_and_another_account_are_reasons_against(
    crm: Crm, gus: Person, finn: Person, eve: Person
) -> None:
    company = await crm.company(account_manager=gus)
    await crm.have(finn, modules=["DEALS"])

    async def against(person: Person) -> list[str]:
        user = await User.get(id=person.id).select_related("account")
        explained = await explain(
            crm.runtime.database, user, permission_named("company.read"), company.id
        )
        assert explained.allowed is False
        return [reason.words for reason in explained.needed if not reason.holds]

    assert await against(gus) == ["the user is active"]
    assert await against(finn) == [
        "the module COMPANIES_AND_CONTACTS is on for them and the account"
    ]
    assert await against(eve) == ["it belongs to their account"]


async def test_without_a_record_what_depends_on_it_stays_open(crm: Crm, cleo: Person) -> None:
    user = await User.get(id=cleo.id).select_related("account")

    explained = [
        (await explain(crm.runtime.database, user, permission_named(name), None)).allowed
        for name in ("company.create", "company.read", "user.invite")
    ]

    assert explained == [True, None, False]


@pytest.mark.parametrize(
    ("permission", "record", "line"),
    [
        ("ship.sink", "Ship:1", "There is no permission ship.sink; kinds are account, company, "),
        ("deal.fly", "Deal:1", "There is no permission deal.fly; there are deal.read, "),
        ("deal.read", "Company:1", "Company:1 is no id for deal.read; one looks like Deal:42."),
        ("deal.read", "Deal:x", "Deal:x is no id for deal.read; one looks like Deal:42."),
        ("deal.read", "Deal:²", "Deal:² is no id for deal.read; one looks like Deal:42."),
        ("deal.read", "Deal:" + "9" * 40, "There is no Deal:999"),
    ],
)
def test_what_cannot_be_explained_is_told(permission: str, record: str, line: str) -> None:
    with pytest.raises(Problem) as problem:
        record_named(permission_named(permission), record)

    assert str(problem.value)[: len(line)] == line


def test_the_command_prints_each_reason_and_the_verdict(
    whose: Whose, fjord: Fjord, database_url: str
) -> None:
    async def make(runtime: Runtime) -> int:
        account = await Account.get(name=fjord.name)
        async with system_transaction(runtime.database, account.id):
            company: Any = await Company.create(account_id=account.id, name="Oak [red] Ltd")
        return int(company.id)

    number = see(database_url, make)

    said = whose("explain", fjord.ada, "company.delete", f"Company:{number}")

    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        f"Ada Lindqvist ({fjord.ada}), an administrator, {fjord.name}, "
        "where second responsibles do not count",
        f"company.delete of Company:{number} (Oak [red] Ltd)",
        "✓ the user is active",
        "✓ the module COMPANIES_AND_CONTACTS is on for them and the account",
        "✓ it belongs to their account",
        "✓ they may read it",
        "and at least one of:",
        "✗ its account managers",
        "✓ administrators",
        "Yes, they may.",
    ]


def test_a_record_that_is_not_there_is_told_in_one_line(whose: Whose, fjord: Fjord) -> None:
    said = whose("explain", fjord.ada, "deal.read", "Deal:999999999")

    assert (said.code, said.out, said.err) == (1, "", "whose: There is no Deal:999999999.\n")
