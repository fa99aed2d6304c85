"""Whoever leaves ends what they asked for; what may be committed is finished all the same."""

import asyncio

import pytest

from tests.protocols.conftest import Service, wait_until
from tests.protocols.reader import Reader
from tests.protocols.talk import ask, complete, ready, say

JSON = "application/json"


@pytest.mark.parametrize("accept", [JSON, "application/graphql-response+json", "text/event-stream"])
def test_a_query_ends_when_its_client_has_left(service: Service, accept: str) -> None:
    with Reader(service.port) as client:
        client.post("{ slow }", accept)
        wait_until(lambda: service.graph.running == 1)
    wait_until(lambda: service.graph.running == 0)


def test_a_query_goes_on_while_its_client_waits(service: Service) -> None:
    with Reader(service.port) as client:
        client.post("{ brief }", JSON)
        assert b'"brief":"done"' in client.until(b"}}")


def test_another_request_on_the_connection_is_no_sign_of_leaving(service: Service) -> None:
    with Reader(service.port) as client:
        client.post("{ brief }", JSON)
        wait_until(lambda: service.graph.running == 1)
        client.post("{ hello }", JSON)
        assert b'"brief":"done"' in client.until(b'world!"}}')


def test_a_mutation_is_finished_though_its_client_has_left(service: Service) -> None:
    with Reader(service.port) as client:
        client.post('mutation { renameSlowly(to: "Ada") }', JSON)
        wait_until(lambda: service.graph.running == 1)
    wait_until(lambda: service.graph.renamed == ["Ada"])


async def test_a_query_on_a_socket_ends_when_it_is_completed_and_when_the_socket_closes(
    service: Service,
) -> None:
    async with ready(service, "good") as socket:
        await ask(socket, "a", "{ slow }")
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 1)
        await say(socket, **complete("a"))
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 0)
        await ask(socket, "b", "{ slow }")
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 1)
    await asyncio.to_thread(wait_until, lambda: service.graph.running == 0)
