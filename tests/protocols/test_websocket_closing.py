"""When a socket is closed, and with which code."""

import asyncio
from typing import Any

import pytest
import structlog
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.protocols.conftest import Service, wait_until
from tests.protocols.talk import (
    ask,
    closed,
    complete,
    following,
    hear,
    opened,
    ready,
    say,
)

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


async def test_two_authorizations_close_with_4401(service: Service) -> None:
    async with opened(service) as socket:
        twice = {"authorization": "Bearer good", "Authorization": "Bearer good"}
        await say(socket, type="connection_init", payload=twice)
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
