"""The operator administers accounts over GraphQL, by a credential that no user can have."""

import asyncio
from typing import Any

import pytest

from orm.account import Account
from orm.operator import OperatorToken
from reader.errors import Refused as StreamRefused
from resolvers.operator import operator_token, revoke
from tests.world.crm import Crm
from tests.world.people import Person, Refused

ACCOUNTS = "accounts(first: 100) { nodes { id name plan boosters features } totalCount }"
MUTATIONS: dict[str, dict[str, Any]] = {
    "setPlan": {"plan": "GO"},
    "setBooster": {"booster": "SHARED_INBOX", "enabled": True},
    "setFeature": {"feature": "SECOND_ACCOUNT_MANAGER", "enabled": True},
}
NEW = {"name": "Oak", "adminName": "Otto Oak", "adminEmail": "otto@oak.example"}


class Operator(Person):
    """Whoever runs the service."""

    def __init__(self, crm: Crm, token: str) -> None:
        super().__init__(crm.graph, crm.users["finn"], token)


@pytest.fixture
async def operator(crm: Crm) -> Operator:
    """The operator, with a token."""
    token, _ = await operator_token(crm.runtime.database, "billing", 1)
    return Operator(crm, token)


def gid(crm: Crm) -> str:
    """The account."""
    return f"Account:{crm.account_id}"


async def test_every_account_is_listed_with_what_it_has_taken(crm: Crm, operator: Operator) -> None:
    await crm.plan("MOVE")
    await crm.switch_seconds(on=True)
    rows = await Account.all().order_by("name")
    assert (await operator.ask(f"{{ {ACCOUNTS} }}"))["accounts"] == {
        "nodes": [
            {
                "id": f"Account:{row.id}",
                "name": row.name,
                "plan": row.plan.value,
                "boosters": row.boosters,
                "features": row.features,
            }
            for row in rows
        ],
        "totalCount": len(rows),
    }


async def test_plan_boosters_and_features_are_set(
    crm: Crm, operator: Operator, finn: Person
) -> None:
    fields = "account { id plan boosters features availableModules }"
    for mutation, given in MUTATIONS.items():
        payload = await operator.write(mutation, fields, account=gid(crm), **given)
    assert payload["account"] == {
        "id": gid(crm),
        "plan": "GO",
        "boosters": ["SHARED_INBOX"],
        "features": ["SECOND_ACCOUNT_MANAGER"],
        "availableModules": ["COMPANIES_AND_CONTACTS", "DEALS", "INVOICES", "TICKETS"],
    }
    mine = "{ account { plan boosters features } }"
    assert (await finn.ask(mine))["account"] == {
        "plan": "GO",
        "boosters": ["SHARED_INBOX"],
        "features": ["SECOND_ACCOUNT_MANAGER"],
    }


async def test_an_account_is_made_whose_administrator_can_sign_in(
    crm: Crm, operator: Operator
) -> None:
    password = "correct horse battery"
    given = {**NEW, "adminPassword": password, "plan": "MOVE"}
    payload = await operator.write("createAccount", "account { name plan }", **given)
    assert payload["account"] == {"name": "Oak", "plan": "MOVE"}
    fields = "user { name isAdmin }"
    signed_in = await crm.nobody().write(
        "signIn", fields, email=NEW["adminEmail"], password=password
    )
    assert signed_in["user"] == {"name": "Otto Oak", "isAdmin": True}


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"name": " "}, "REQUIRED", "name"),
        ({"adminName": "A" * 150}, "INVALID", "adminName"),
        ({"adminEmail": "nowhere"}, "INVALID", "adminEmail"),
        ({"adminPassword": "short"}, "INVALID", "adminPassword"),
    ],
)
async def test_an_account_that_cannot_be_is_not_made(
    crm: Crm, operator: Operator, given: dict[str, str], code: str, path: str
) -> None:
    async with crm.refuses(code, path):
        await operator.write("createAccount", **{**NEW, **given})


async def test_two_accounts_of_one_name_are_refused(crm: Crm, operator: Operator) -> None:
    await operator.write("createAccount", **NEW)
    async with crm.refuses("DUPLICATE", "name"):
        await operator.write("createAccount", **NEW)


async def test_of_those_who_make_one_account_at_once_all_but_one_are_refused(
    crm: Crm, operator: Operator
) -> None:
    made = await asyncio.gather(
        *(operator.write("createAccount", "account { name }", **NEW) for _ in range(6)),
        return_exceptions=True,
    )
    refused = [(it.code, it.path) for it in made if isinstance(it, Refused)]
    assert refused == [("DUPLICATE", ("name",))] * 5
    assert [it["account"]["name"] for it in made if isinstance(it, dict)] == [NEW["name"]]


async def test_an_account_that_is_not_there_is_not_found(crm: Crm, operator: Operator) -> None:
    for mutation, given in MUTATIONS.items():
        async with crm.refuses("NOT_FOUND"):
            await operator.write(mutation, account="Account:999999", **given)


@pytest.mark.parametrize("name", ["ada", "finn", "eve"])
async def test_no_user_of_any_account_can(crm: Crm, name: str) -> None:
    person = await crm.person(name)
    for mutation, given in MUTATIONS.items():
        async with crm.refuses("FORBIDDEN"):
            await person.write(mutation, account=gid(crm), **given)
    async with crm.refuses("FORBIDDEN"):
        await person.write("createAccount", **NEW)
    async with crm.refuses("FORBIDDEN"):
        await person.ask(f"{{ {ACCOUNTS} }}")


async def test_who_has_not_signed_in_cannot_either(crm: Crm) -> None:
    for mutation, given in MUTATIONS.items():
        async with crm.refuses("UNAUTHENTICATED"):
            await crm.nobody().write(mutation, account=gid(crm), **given)
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().ask(f"{{ {ACCOUNTS} }}")


@pytest.mark.parametrize(
    "asked",
    [
        "viewer { id }",
        "account { name }",
        "companies { totalCount }",
        "deals { nodes { title } }",
        "users { nodes { name } }",
        "teams { name }",
        "notifications { totalCount }",
        "unreadNotificationCount",
        'node(id: "Account:1") { id }',
        'nodes(ids: ["User:1"]) { id }',
    ],
)
async def test_the_operator_sees_nothing_of_any_accounts_data(
    crm: Crm, operator: Operator, asked: str
) -> None:
    async with crm.refuses("UNAUTHENTICATED"):
        await operator.ask(f"{{ {asked} }}")
    async with crm.refuses("UNAUTHENTICATED"):
        await operator.ask(f"{{ {ACCOUNTS} {asked} }}")


async def test_the_operator_changes_nothing_of_any_account_but_what_it_has_taken(
    crm: Crm, operator: Operator, finn: Person
) -> None:
    for write in (
        operator.create_company("Mine"),
        operator.set_access(finn, isAdmin=True),
        operator.sign_out(),
        operator.write("markNotificationsRead", upTo=1),
    ):
        async with crm.refuses("UNAUTHENTICATED"):
            await write
    one, other = ("{ userErrors { code } }" for _ in range(2))
    account = f'account: "{gid(crm)}"'
    both = (
        f"mutation {{ setPlan(input: {{ {account}, plan: GO }}) {one}"
        f' createCompany(input: {{ name: "Mine" }}) {other} }}'
    )
    async with crm.refuses("UNAUTHENTICATED"):
        await operator.ask(both)


@pytest.mark.parametrize("asked", ["notifications { id }", "recordChanges { recordId }"])
async def test_the_operator_subscribes_to_nothing(operator: Operator, asked: str) -> None:
    texts: Any = operator.stream(f"subscription {{ {asked} }}")
    with pytest.raises(StreamRefused) as caught:
        await anext(texts)
    assert [it["extensions"]["code"] for it in caught.value.errors] == ["UNAUTHENTICATED"]


async def test_a_token_is_good_until_it_is_taken_back(crm: Crm, operator: Operator) -> None:
    other, _ = await operator_token(crm.runtime.database, "support", 1)
    assert await revoke(crm.runtime.database, "billing") == 1
    for asked in (operator.ask(f"{{ {ACCOUNTS} }}"), operator.write("createAccount", **NEW)):
        async with crm.refuses("UNAUTHENTICATED"):
            await asked
    await Operator(crm, other).ask(f"{{ {ACCOUNTS} }}")


async def test_a_token_that_is_over_is_good_for_nothing_at_once(
    crm: Crm, operator: Operator
) -> None:
    await operator.ask(f"{{ {ACCOUNTS} }}")
    async with crm.runtime.database.writing():
        await OperatorToken.all().update(expires_at=1)
    with pytest.raises(Refused, match="UNAUTHENTICATED"):
        await operator.ask(f"{{ {ACCOUNTS} }}")
    async with crm.refuses("UNAUTHENTICATED"):
        await operator.write("setPlan", account=gid(crm), plan="GO")
