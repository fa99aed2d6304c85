"""Everybody has so much under way at once, over all their connections; the rest is refused."""

import asyncio
from contextlib import AsyncExitStack
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from orm.database.fair_turns import Origin
from orm.user import User
from permissions.caller import Caller
from reader.errors import Refused
from schema.execution.graph import Graph
from schema.execution.limits import AtOnce, OperationLimits
from server.transport.http import GraphQLOverHTTP
from server.transport.http_connection import EXTENSION
from server.transport.origins import Origins
from server.transport.pages import graphiql
from server.transport.serving import OpenConnections
from tests.world import people
from tests.world.crm import Crm
from tests.world.people import Person

LIMITS = OperationLimits(operations=3, subscriptions=2, anonymous=1)
NAME = "{ viewer { name } }"
CHANGES = "subscription { recordChanges { recordId } }"


@pytest.fixture
async def graph(crm: Crm) -> Graph:
    """A graph of the same house, of which everybody may ask little at once."""
    crm.graph = Graph(crm.runtime, LIMITS)
    return crm.graph


async def codes(*asking: Any) -> list[Any]:
    """How each was refused, None for an answer."""
    results = await asyncio.gather(*asking, return_exceptions=True)
    found: list[str | None] = []
    for result in results:
        if isinstance(result, Refused):
            found.append(result.errors[0]["extensions"]["code"])
        elif isinstance(result, people.Refused):
            found.append(result.code)
        else:
            assert not isinstance(result, BaseException), result
            found.append(None)
    return found


RATE_LIMITED = "RATE_LIMITED"


async def test_a_person_has_so_many_operations_at_once_and_others_have_theirs(
    graph: Graph, crm: Crm
) -> None:
    ada, finn = await crm.person("ada"), await crm.person("finn")
    again = await Person.signed_in(graph, await User.get(id=ada.id))
    await asyncio.gather(ada.ask(NAME), again.ask(NAME), finn.ask(NAME))
    some = [ada.ask(NAME), ada.ask(NAME), again.ask(NAME), again.ask(NAME), ada.ask(NAME)]

    assert await codes(*some, finn.ask(NAME)) == [None] * 3 + [RATE_LIMITED] * 2 + [None]
    assert await codes(ada.ask(NAME)) == [None], "what is over counts no more"


async def test_new_documents_count_as_operations_do(graph: Graph, crm: Crm) -> None:
    ada = await crm.person("ada")
    new = [ada.ask(f"{{ viewer {{ a{n}: name }} }}") for n in range(5)]

    assert await codes(*new) == [None] * 3 + [RATE_LIMITED] * 2


async def test_writes_that_wait_for_their_turn_count_as_well(graph: Graph, crm: Crm) -> None:
    ada, eve = await crm.person("ada"), await crm.person("eve")
    await asyncio.gather(ada.create_company("First"), eve.create_company("First"))
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with crm.runtime.database.writing(Origin(ada.account_id, ada.id)):
            begun.set()
            await go_on.wait()

    holding = asyncio.create_task(hold())
    await begun.wait()
    writes = [asyncio.create_task(ada.create_company(f"{n}")) for n in range(5)]
    done, waiting = await asyncio.wait(writes, return_when=asyncio.FIRST_COMPLETED)
    while len(done) < 2:
        more, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        done |= more
    assert await codes(*done) == [RATE_LIMITED] * 2
    go_on.set()
    await holding
    assert await codes(*waiting) == [None] * 3


async def test_a_person_has_so_many_subscriptions_at_once(graph: Graph, crm: Crm) -> None:
    ada, finn = await crm.person("ada"), await crm.person("finn")
    async with AsyncExitStack() as stack:
        for person in (ada, ada, finn):
            texts = person.stream("subscription { unreadNotificationCount }")
            stack.push_async_callback(texts.aclose)
            await anext(texts)
        with pytest.raises(Refused) as refused:
            await anext(ada.stream(CHANGES))
        extensions = refused.value.errors[0]["extensions"]
        assert extensions == {"code": "RATE_LIMITED", "retryAfter": 30}
        await ada.ask(NAME)
    texts = ada.stream("subscription { unreadNotificationCount }")
    await anext(texts)
    await texts.aclose()


async def test_who_has_not_signed_in_is_counted_by_address(graph: Graph) -> None:
    async def ask(number: int, address: str) -> bytes:
        caller = Caller(None, address)
        prepared = await graph.prepare(f"{{ a{number}: __typename }}", None, caller)
        return await graph.run(prepared, None, caller)

    here, there = "192.0.2.1", "192.0.2.2"
    found = await codes(ask(1, here), ask(2, here), ask(3, there))
    assert found == [None, RATE_LIMITED, None]


def test_nothing_is_kept_of_who_has_nothing_under_way() -> None:
    operations = AtOnce("operations", 1, 1, 1)
    with operations.one(Origin(1, 1)), pytest.raises(Refused), operations.one(Origin(1, 1)):
        pass

    assert operations._under_way == {}


@pytest.mark.parametrize(
    ("accept", "status"),
    [("application/json", 200), ("application/graphql-response+json", 429)],
)
async def test_over_http_it_is_said_by_the_newer_type_with_a_status(
    graph: Graph, accept: str, status: int
) -> None:
    texts = [f"{{ a{n}: __schema {{ types {{ name fields {{ name }} }} }} }}" for n in range(8)]
    served = GraphQLOverHTTP(graph, graphiql, OpenConnections(), Origins(""))

    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope["extensions"] = {EXTENSION: SimpleNamespace(refused=False)}
        await served(scope, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        answers = await asyncio.gather(
            *(
                client.get("http://here/", params={"query": text}, headers={"Accept": accept})
                for text in texts
            )
        )
    refused = [it for it in answers if "errors" in it.json()]
    assert len(refused) == len(answers) - 1
    assert {it.status_code for it in refused} == {status}
    came_with = "1" if status == 429 else None
    assert {it.headers.get("retry-after") for it in refused} == {came_with}
    assert [it.json()["errors"][0]["extensions"] for it in refused] == [
        {"code": "RATE_LIMITED", "retryAfter": 1}
    ] * 7
