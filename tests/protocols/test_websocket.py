"""GraphQL over WebSocket, asked by the websockets library."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import structlog

from server.transport.websocket_connection import WebSocketConnection
from tests.protocols.conftest import Service, wait_until
from tests.protocols.talk import (
    ACK,
    PROTOCOL,
    ask,
    closed,
    complete,
    following,
    hear,
    opened,
    ready,
    say,
)


async def test_a_subscription_sends_its_results_and_completes(service: Service) -> None:
    async with ready(service) as socket:
        assert socket.subprotocol == PROTOCOL
        query = "subscription S($to: Int!) { count(to: $to) }"
        await ask(socket, "a", query, variables={"to": 3}, operationName="S", extensions={})
        heard = [await hear(socket) for _ in range(4)]
        assert heard == [*(following("a", count=n) for n in (1, 2, 3)), complete("a")]


async def test_queries_and_mutations_run_over_the_socket(service: Service) -> None:
    async with ready(service, "good") as socket:
        await ask(socket, "a", "{ hello whoever }")
        assert await hear(socket) == following("a", hello="Hello, world!", whoever="good")
        assert await hear(socket) == complete("a")
        await ask(socket, "a", 'mutation { rename(to: "x") }')
        assert await hear(socket) == following("a", rename="x")
        assert await hear(socket) == complete("a")


async def test_the_token_may_be_named_as_a_header_is(service: Service) -> None:
    async with opened(service) as socket:
        await say(socket, type="connection_init", payload={"Authorization": "Bearer good"})
        assert await hear(socket) == ACK
        await ask(socket, "a", "{ whoever }")
        assert await hear(socket) == following("a", whoever="good")


async def test_operations_run_side_by_side(service: Service) -> None:
    async with ready(service) as socket:
        await ask(socket, "slow", "{ slow }")
        await ask(socket, "idle", "subscription { idle }")
        await ask(socket, "quick", "{ hello }")
        assert await hear(socket) == following("quick", hello="Hello, world!")
        assert await hear(socket) == complete("quick")


@pytest.mark.parametrize(
    "query",
    ["{", "{ nothing }", "query($a: Int!) { hello }", "subscription($a: Int!) { count(to: $a) }"],
)
async def test_what_the_graph_refuses_is_an_error(service: Service, query: str) -> None:
    async with ready(service) as socket:
        await ask(socket, "a", query)
        heard = await hear(socket)
        assert (heard["id"], heard["type"]) == ("a", "error")
        assert [each["extensions"]["code"] for each in heard["payload"]] == ["BAD_USER_INPUT"]
        await ask(socket, "a", "{ hello }")
        assert await hear(socket) == following("a", hello="Hello, world!")


async def test_what_nobody_foresaw_is_an_error_with_an_id_that_is_logged_once(
    service: Service,
) -> None:
    with structlog.testing.capture_logs() as logs:
        async with ready(service) as socket:
            await ask(socket, "a", "{ boom }")
            heard = await hear(socket)
    (error,) = heard["payload"]
    assert (heard["type"], error["extensions"]["code"]) == ("error", "INTERNAL")
    assert "secret" not in str(heard)
    assert [line["id"] for line in logs] == [error["extensions"]["id"]]


async def test_a_subscription_that_breaks_asks_the_client_to_come_back(service: Service) -> None:
    with structlog.testing.capture_logs() as logs:
        async with ready(service) as socket:
            await ask(socket, "a", "subscription { broken }")
            assert await hear(socket) == following("a", broken=1)
            assert await closed(socket) == (1013, "Something went wrong on our side")
    assert [line["event"] for line in logs] == ["internal_error"]


async def test_pings_are_answered_at_any_time(service: Service) -> None:
    async with opened(service) as socket:
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}
        await say(socket, type="ping", payload={"a": 1})
        assert await hear(socket) == {"type": "pong", "payload": {"a": 1}}
        await say(socket, type="pong")
        await say(socket, type="pong", payload=None)
        await say(socket, type="connection_init")
        assert await hear(socket) == ACK


async def test_a_message_in_parts_is_heard_and_its_empty_parts_are_not_kept(
    service: Service,
) -> None:
    async with ready(service) as socket:
        kept: list[int] = []

        async def parts() -> AsyncIterator[str]:
            yield '{"type":'
            for _ in range(1000):
                yield ""
            await (await socket.ping())
            wires = service.server.server_state.connections
            kept.extend(len(wire.frames) for wire in wires if isinstance(wire, WebSocketConnection))
            yield '"ping"}'

        await socket.send(parts())
        assert await hear(socket) == {"type": "pong"}
        assert kept == [1]


@pytest.mark.parametrize("query", ["{ slow }", "subscription { idle }"])
async def test_complete_from_the_client_cancels_and_frees_the_id(
    service: Service, query: str
) -> None:
    async with ready(service) as socket:
        await ask(socket, "a", query)
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 1)
        await say(socket, **complete("a"))
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 0)
        await ask(socket, "a", "{ hello }")
        assert await hear(socket) == following("a", hello="Hello, world!")
        assert await hear(socket) == complete("a")
        await say(socket, **complete("a"))
        await say(socket, **complete("unknown"))
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}


async def test_a_client_who_leaves_cancels_everything(service: Service) -> None:
    async with ready(service, "good") as socket:
        await ask(socket, "a", "{ slow }")
        await ask(socket, "b", "subscription { idle }")
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 2)
        socket.transport.abort()
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 0)


async def test_a_socket_runs_at_most_a_hundred_operations(service: Service) -> None:
    async with ready(service) as socket:
        for number in range(101):
            await ask(socket, str(number), "subscription { idle }")
        heard = await hear(socket)
        assert (heard["id"], heard["type"]) == ("100", "error")
        assert heard["payload"][0]["extensions"] == {"code": "RATE_LIMITED", "retryAfter": 1}
        await say(socket, **complete("7"))
        await ask(socket, "100", "{ hello }")
        assert await hear(socket) == following("100", hello="Hello, world!")
