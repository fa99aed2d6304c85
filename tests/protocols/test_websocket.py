"""GraphQL over WebSocket, asked by the websockets library."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.protocols.conftest import Service, wait_until

ACK = {"type": "connection_ack"}
PROTOCOL = Subprotocol("graphql-transport-ws")


@asynccontextmanager
async def opened(service: Service) -> AsyncIterator[ClientConnection]:
    async with connect(service.ws, subprotocols=[PROTOCOL], compression=None) as socket:
        yield socket


@asynccontextmanager
async def ready(service: Service, token: str | None = None) -> AsyncIterator[ClientConnection]:
    async with opened(service) as socket:
        payload = {"authorization": f"Bearer {token}"} if token else None
        await say(socket, type="connection_init", payload=payload)
        assert await hear(socket) == ACK
        yield socket


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def ask(socket: ClientConnection, number: str, query: str, **more: Any) -> None:
    await say(socket, id=number, type="subscribe", payload={"query": query, **more})


async def hear(socket: ClientConnection) -> Any:
    async with asyncio.timeout(10):
        text = await socket.recv()
    assert isinstance(text, str)
    return json.loads(text)


async def closed(socket: ClientConnection) -> tuple[int, str]:
    async with asyncio.timeout(10):
        with suppress(ConnectionClosed):
            while True:
                await socket.recv()
    assert socket.close_code is not None
    return socket.close_code, socket.close_reason or ""


def following(number: str, **data: Any) -> dict[str, Any]:
    return {"id": number, "type": "next", "payload": {"data": data}}


def complete(number: str) -> dict[str, Any]:
    return {"id": number, "type": "complete"}


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


@pytest.mark.parametrize("query", ["{ boom }", "subscription { broken }"])
async def test_what_nobody_foresaw_is_an_error_with_an_id_that_is_logged_once(
    service: Service, query: str
) -> None:
    with structlog.testing.capture_logs() as logs:
        async with ready(service) as socket:
            await ask(socket, "a", query)
            heard = await hear(socket)
            while heard["type"] == "next":
                heard = await hear(socket)
    (error,) = heard["payload"]
    assert (heard["type"], error["extensions"]["code"]) == ("error", "INTERNAL")
    assert "secret" not in str(heard)
    assert [line["id"] for line in logs] == [error["extensions"]["id"]]


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


NO_ID = "The id must be a string, and not empty."
NO_QUERY = "The request must have a query, which is a string."
NO_OBJECT = "A message must be an object with a type."
UNKNOWN = "The type of the message is unknown."
NO_REQUEST = "The request must be one JSON object."
INVALID: list[tuple[str | bytes, str]] = [
    (b'{"type":"ping"}', "A message must be a text frame."),
    ("", "This is not JSON in UTF-8: line 1, column 1."),
    ("{", "This is not JSON in UTF-8: line 1, column 2."),
    ("[" * 10_000, "This is not JSON in UTF-8: line 1, column 1026."),
    ("[" * 500 + "]" * 500, "JSON must not be nested deeper than 64."),
    ("null", NO_OBJECT),
    ("[]", NO_OBJECT),
    ("{}", NO_OBJECT),
    ('{"type":1}', NO_OBJECT),
    ('{"type":"start"}', UNKNOWN),
    ('{"type":"next","id":"a","payload":{}}', UNKNOWN),
    ('{"type":"connection_ack"}', UNKNOWN),
    ('{"type":"ping","payload":[]}', "The payload must be an object."),
    ('{"type":"pong","payload":"x"}', "The payload must be an object."),
    ('{"type":"connection_init","payload":1}', "The payload must be an object."),
    ('{"type":"complete"}', NO_ID),
    ('{"type":"complete","id":1}', NO_ID),
    ('{"type":"subscribe","payload":{"query":"{a}"}}', NO_ID),
    ('{"type":"subscribe","id":{},"payload":{"query":"{a}"}}', NO_ID),
    ('{"type":"subscribe","id":"","payload":{"query":"{a}"}}', NO_ID),
    ('{"type":"subscribe","id":"a"}', NO_REQUEST),
    ('{"type":"subscribe","id":"a","payload":"{a}"}', NO_REQUEST),
    ('{"type":"subscribe","id":"a","payload":{}}', NO_QUERY),
    ('{"type":"subscribe","id":"a","payload":{"query":1}}', NO_QUERY),
    (
        '{"type":"subscribe","id":"a","payload":{"query":"","variables":0}}',
        "variables must be an object.",
    ),
    (
        '{"type":"subscribe","id":"a","payload":{"query":"","operationName":1}}',
        "operationName must be a string.",
    ),
    (
        '{"type":"subscribe","id":"a","payload":{"query":"","extensions":1}}',
        "extensions must be an object.",
    ),
    (
        '{"type":"subscribe","id":"\\ud800","payload":{"query":""}}',
        "This is not JSON in UTF-8: line 1, column 25.",
    ),
    ('{"type":"ping","payload":{"a":"\\u0000"}}', "A text must not contain the character U+0000."),
]


@pytest.mark.parametrize(("message", "reason"), INVALID)
async def test_an_invalid_message_closes_with_4400(
    service: Service, message: str | bytes, reason: str
) -> None:
    async with opened(service) as socket:
        await socket.send(message)
        code, told = await closed(socket)
        assert (code, told.split(", column")[0]) == (4400, reason.split(", column")[0])
    if "connection_init" not in str(message):
        async with ready(service) as socket:
            await socket.send(message)
            assert (await closed(socket))[0] == 4400


async def test_subscribing_before_the_acknowledgement_closes_with_4401(service: Service) -> None:
    async with opened(service) as socket:
        await ask(socket, "a", "{ hello }")
        assert await closed(socket) == (4401, "Unauthorized")


@pytest.mark.parametrize("authorization", ["Bearer unknown", "good", "", "Bearer", "Bearer é"])
async def test_a_token_nobody_knows_closes_with_4401(service: Service, authorization: str) -> None:
    async with opened(service) as socket:
        await say(socket, type="connection_init", payload={"authorization": authorization})
        assert await closed(socket) == (4401, "Unauthorized")


@pytest.mark.parametrize("authorization", [1, [], {}, True])
async def test_a_token_of_the_wrong_type_closes_with_4400(
    service: Service, authorization: Any
) -> None:
    async with opened(service) as socket:
        await say(socket, type="connection_init", payload={"authorization": authorization})
        assert await closed(socket) == (4400, "authorization must be a string.")


async def test_a_check_of_the_token_that_breaks_asks_the_client_to_come_back(
    service: Service,
) -> None:
    with structlog.testing.capture_logs() as logs:
        async with opened(service) as socket:
            await say(socket, type="connection_init", payload={"authorization": "Bearer breaks"})
            assert await closed(socket) == (1013, "Something went wrong on our side")
    assert len(logs) == 1


async def test_no_initialisation_for_three_seconds_closes_with_4408(service: Service) -> None:
    async with opened(service) as socket:
        began = asyncio.get_running_loop().time()
        assert await closed(socket) == (4408, "Connection initialisation timeout")
        assert 2.5 < asyncio.get_running_loop().time() - began < 4


async def test_a_second_initialisation_closes_with_4429(service: Service) -> None:
    async with ready(service) as socket:
        await say(socket, type="connection_init")
        assert await closed(socket) == (4429, "Too many initialisation requests")


async def test_an_id_in_use_closes_with_4409(service: Service) -> None:
    for number, shown in (("a", "a"), ("é" * 100, "é" * 32)):
        async with ready(service) as socket:
            await ask(socket, number, "subscription { idle }")
            await ask(socket, number, "{ hello }")
            assert await closed(socket) == (4409, f"Subscriber for {shown} already exists")


@pytest.mark.parametrize("offered", [None, ["graphql-ws"], ["graphql-ws", "soap"]])
async def test_another_subprotocol_closes_with_4406(
    service: Service, offered: list[Subprotocol] | None
) -> None:
    async with connect(service.ws, subprotocols=offered) as socket:
        assert await closed(socket) == (4406, "Subprotocol not acceptable")


async def test_a_socket_runs_at_most_a_hundred_operations(service: Service) -> None:
    async with ready(service) as socket:
        for number in range(101):
            await ask(socket, str(number), "subscription { idle }")
        heard = await hear(socket)
        assert (heard["id"], heard["type"]) == ("100", "error")
        assert heard["payload"][0]["extensions"] == {"code": "RATE_LIMITED"}
        await say(socket, **complete("7"))
        await ask(socket, "100", "{ hello }")
        assert await hear(socket) == following("100", hello="Hello, world!")


@pytest.mark.parametrize("query", [None, "subscription { idle }"])
async def test_the_end_of_the_session_closes_with_4401(service: Service, query: str | None) -> None:
    service.do(lambda: service.graph.sign_in("brief"))
    async with ready(service, "brief") as socket, ready(service, "good") as other:
        if query is not None:
            await ask(socket, "a", query)
            await asyncio.to_thread(wait_until, lambda: service.graph.running == 1)
        service.do(lambda: service.graph.end("brief"))
        assert await closed(socket) == (4401, "The session has ended")
        await say(other, type="ping")
        assert await hear(other) == {"type": "pong"}


async def test_the_end_of_the_session_is_heard_after_the_last_stream_as_well(
    service: Service,
) -> None:
    service.do(lambda: service.graph.sign_in("brief"))
    async with ready(service, "brief") as socket:
        await ask(socket, "a", "subscription { count(to: 1) }")
        assert [await hear(socket), await hear(socket)] == [following("a", count=1), complete("a")]
        service.do(lambda: service.graph.end("brief"))
        assert await closed(socket) == (4401, "The session has ended")


async def test_a_message_over_64_kib_closes_with_1009(service: Service) -> None:
    async with ready(service) as socket:
        await say(socket, type="ping", payload={"a": "x" * 70_000})
        assert (await closed(socket))[0] == 1009


async def test_a_handshake_that_cannot_be_parsed_is_refused(service: Service) -> None:
    upgrade = b"GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    for header, status in ((b"x: " + b"y" * 10_000, b"431"), (b"y: z\r\n" * 200, b"431")):
        reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
        writer.write(upgrade + header + b"\r\n\r\n")
        async with asyncio.timeout(10):
            answer = await reader.read()
        assert answer.split(b" ")[1] == status
        writer.close()
        await writer.wait_closed()
