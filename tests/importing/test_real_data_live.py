"""Real data through GraphQL, over real sockets, against a server of its own."""

import datetime
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from orm.database.database import Database
from orm.user import User
from resolvers.runtime.runtime import Runtime
from resolvers.session import open_session
from tests.importing.maven import OPEN, Opportunities
from tests.live.client import Ear, Writer, close_all
from tests.live.service import Service, until

DAY = datetime.timedelta(days=1)


async def tokens(database: Database) -> dict[str, str]:
    """A token of everybody, by name."""
    return {it.name: (await open_session(database, it.id, DAY))[0] for it in await User.all()}


@pytest.fixture
async def served(
    opened: tuple[str, Runtime], tmp_path: Path
) -> AsyncIterator[tuple[Service, dict[str, str]]]:
    """The data, served; and a token of everybody."""
    url, runtime = opened
    known = await tokens(runtime.database)
    service = Service(url, tmp_path / "server.log")
    await service.start()
    yield service, known
    service.end()


USERS = "{ users(first: 100) { nodes { id name } } }"
OPEN_DEALS = """query ($user: ID!) {
  deals(filter: {status: [OPEN], assignedTo: {is: $user}}) { totalCount } }"""
ALL = """query ($after: String) { deals(first: 100, after: $after) {
  totalCount nodes { title assignedTo { name } } pageInfo { hasNextPage endCursor } } }"""
LIMIT = """mutation ($user: ID!) {
  setUserAccess(input: {user: $user, crmAccess: LIMITED_DEALS}) { userErrors { message } } }"""
COMPANY_OF = """query ($search: String!) { deals(filter: {search: $search}) {
  nodes { id title customer { ... on Company { id } } } } }"""
MANAGE = """mutation ($id: ID!, $user: ID!) {
  assignCompany(input: {id: $id, accountManager: $user}) { userErrors { message } } }"""
ASSIGN = """mutation ($id: ID!, $user: ID!) {
  assignDeal(input: {id: $id, assignedTo: $user}) { userErrors { message } } }"""
MENTION = """mutation ($record: ID!, $them: [ID!]!) {
  addNote(input: {record: $record, body: "End", mentions: $them}) { userErrors { message } } }"""

Served = tuple[Service, dict[str, str]]


async def ids(writer: Writer) -> dict[str, str]:
    """The global ids of everybody, by name."""
    return {it["name"]: it["id"] for it in (await writer.done(USERS))["users"]["nodes"]}


async def test_open_deals_of_each_agent_through_graphql_are_those_of_the_file(
    served: Served, data: Opportunities
) -> None:
    service, known = served
    admin = Writer(service, known["Ad Min"])
    users = await ids(admin)
    found = {}
    for agent in data.agents:
        answer = await admin.done(OPEN_DEALS, user=users[agent])
        found[agent] = answer["deals"]["totalCount"]
    await admin.close()
    assert found == data.open_deals()
    assert sum(found.values()) == len(
        [line for line in data.deals.values() if line["deal_stage"] in OPEN]
    )


async def test_a_limited_agent_sees_exactly_their_own_deals(
    served: Served, data: Opportunities
) -> None:
    service, known = served
    admin, agent = Writer(service, known["Ad Min"]), "Moses Frase"
    await admin.done(LIMIT, user=(await ids(admin))[agent])
    limited = Writer(service, known[agent])
    seen: list[Any] = []
    after, total = None, None
    while after or not seen:
        page = (await limited.done(ALL, after=after))["deals"]
        seen += page["nodes"]
        total = page["totalCount"]
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
    await close_all(admin, limited)
    assert {it["assignedTo"]["name"] for it in seen} == {agent}
    numbers = sorted(it["title"].rpartition("(")[2].rstrip(")") for it in seen)
    assert numbers == sorted(data.of(agent))
    assert total == len(numbers) == len(data.of(agent)) < 8800


async def test_reassigning_a_deal_tells_exactly_the_people_of_the_table_live(
    served: Served, data: Opportunities
) -> None:
    service, known = served
    admin = Writer(service, known["Ad Min"])
    users = await ids(admin)
    number = next(id_ for id_ in sorted(data.of("Moses Frase")) if data.deals[id_]["account"])
    (deal,) = (await admin.done(COMPANY_OF, search=number))["deals"]["nodes"]
    ears = {name: Ear(service, token) for name, token in known.items()}
    sellers = sorted({line["sales_agent"] for line in data.deals.values()})
    await until(lambda: all(ears[it].heard for it in sellers), "the summaries of the import")
    assert {name for name, ear in ears.items() if ear.heard} == set(sellers)

    await admin.done(MANAGE, id=deal["customer"]["id"], user=users["Celia Rouche"])
    before = {name: 0 if name not in sellers else 1 for name in ears}
    await admin.done(ASSIGN, id=deal["id"], user=users["Carl Lin"])
    await until(lambda: len(ears["Celia Rouche"].heard) == 2, "the account manager")
    await until(lambda: ears["Carl Lin"].heard and len(ears["Moses Frase"].heard) == 2)
    # Each is mentioned at last, before which whoever was wrongly told has heard of it.
    celia = Writer(service, known["Celia Rouche"])
    for writer, mentioned in ((celia, {"Ad Min"}), (admin, {*known} - {"Ad Min"})):
        them = [users[name] for name in sorted(mentioned)]
        await writer.done(MENTION, record=deal["customer"]["id"], them=them)
    await until(lambda: all(" mentioned you " in ear.last_text for ear in ears.values()), "the end")
    heard = {name: [text for _, text in ear.heard[before[name] : -1]] for name, ear in ears.items()}
    await close_all(admin, celia, *ears.values())
    company = data.deals[number]["account"]
    assert {name: texts for name, texts in heard.items() if texts} == {
        "Celia Rouche": [
            f"Ad Min assigned {company} to you.",
            f"Ad Min assigned {deal['title']} to Carl Lin.",
        ],
        "Carl Lin": [f"Ad Min assigned {deal['title']} to you."],
        "Moses Frase": [f"You are no longer responsible for {deal['title']}."],
    }
