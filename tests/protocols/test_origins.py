"""Which web pages may use the service, over every protocol; programs always may."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from server.transport.origins import Origins
from tests.protocols.conftest import Service, running
from tests.protocols.http import HELLO
from tests.protocols.talk import ACK, PROTOCOL, hear, say

APP = "https://app.example"
REFUSED = {
    "errors": [
        {
            "message": "Pages of this origin may not use the service.",
            "extensions": {"code": "FORBIDDEN"},
        }
    ]
}
IDLE = {"query": "subscription { count(to: 1) }"}
EVENTS = {"accept": "text/event-stream"}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(origins=f"{APP}, capacitor://localhost") as service:
        yield service


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, timeout=10) as client:
        yield client


def own(service: Service) -> str:
    return f"http://127.0.0.1:{service.port}"


def cors(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name[:6] == "access"}


MAY_READ = {
    "access-control-allow-origin": APP,
    "access-control-expose-headers": "retry-after",
}


def test_a_page_of_an_allowed_origin_may_ask_and_read(client: httpx.Client) -> None:
    page = {"origin": APP}
    for response in (
        client.post("", json=HELLO, headers=page),
        client.get("", params=HELLO, headers={"accept": "application/json", **page}),
        client.post("", json=IDLE, headers={**EVENTS, **page}),
        client.post("", json={"query": "{"}, headers=page),
        client.post("", content="{", headers={"content-type": "application/json", **page}),
        client.post("", json=HELLO, headers={"authorization": "none", **page}),
        client.put("", headers=page),
    ):
        assert cors(response) == MAY_READ
        assert response.headers["vary"] == "origin"
        assert response.json() != REFUSED if "json" in response.headers["content-type"] else True


def test_a_preflight_tells_what_such_a_page_may_send(client: httpx.Client) -> None:
    wanted = {
        "origin": APP,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-own",
    }
    response = client.options("", headers=wanted)
    assert (response.status_code, response.content) == (204, b"")
    assert cors(response) == {
        **MAY_READ,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "authorization, *",
        "access-control-max-age": "7200",
    }
    assert response.headers["vary"] == "origin"


@pytest.mark.parametrize("origin", ["https://evil.example", "http://app.example", "null", ""])
@pytest.mark.parametrize("headers", [{}, EVENTS, {"accept": "text/html"}])
def test_a_page_of_another_origin_is_refused_before_anything_is_done(
    client: httpx.Client, service: Service, origin: str, headers: dict[str, str]
) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("POST", {"json": {"query": 'mutation { rename(to: "x") }'}}),
        ("GET", {"params": HELLO}),
        ("OPTIONS", {}),
    ]
    for method, more in asked:
        response = client.request(method, "", headers={"origin": origin, **headers}, **more)
        assert (response.status_code, response.json()) == (403, REFUSED)
        assert cors(response) == {}
        assert response.headers["vary"] == "origin"
    assert service.graph.renamed == []


def test_the_services_own_page_and_programs_may_ask(client: httpx.Client, service: Service) -> None:
    for headers in ({}, {"origin": own(service)}):
        assert client.post("", json=HELLO, headers=headers).status_code == 200


def test_without_an_origin_options_is_no_preflight(client: httpx.Client) -> None:
    assert client.options("").status_code == 405


async def try_socket(service: Service, origin: str | None) -> Any:
    named = None if origin is None else Origin(origin)
    async with connect(service.ws, subprotocols=[PROTOCOL], origin=named) as socket:
        await say(socket, type="connection_init")
        return await hear(socket)


async def test_sockets_are_opened_by_the_same_rules(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    for origin in (None, APP, own(service), "capacitor://localhost"):
        assert await try_socket(service, origin) == ACK
    for origin in ("https://evil.example", "http://localhost", "null"):
        with pytest.raises(InvalidStatus) as refused:
            await try_socket(service, origin)
        assert refused.value.response.status_code == 403
    assert [it for it in caplog.records if it.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://whose.example", "whose.example", True),
        ("https://whose.example", "whose.example", True),  # a proxy does TLS
        ("https://whose.example", "whose.example:443", True),
        ("https://whose.example:8443", "whose.example:8443", True),
        ("https://whose.example:8443", "whose.example", False),
        ("https://whose.example", "WHOSE.example", True),
        ("http://[::1]:8000", "[::1]:8000", True),
        ("http://whose.example.evil.example", "whose.example", False),
        ("http://evilwhose.example", "whose.example", False),
        ("http://whose.example@evil.example", "whose.example", False),
        ("http://whose.example", "whose.example,evil.example", False),
        ("http://whose.example/", "whose.example", False),
        ("null", "null", False),
        ("http://", "", False),
        ("http://a:99999", "a:99999", False),
        ("", "", False),
    ],
)
def test_an_origin_is_own_where_its_host_and_port_are_those_that_were_asked(
    origin: str, host: str, same: bool
) -> None:
    assert Origins().allows(origin.encode(), host.encode()) is same


def test_what_is_tried_out_on_this_machine_may_be_asked_by_any_page_of_it() -> None:
    local = Origins(local=True)
    for origin in (b"http://localhost:5173", b"http://127.0.0.1:3000", b"https://localhost"):
        assert local.allows(origin, b"127.0.0.1:8000")
        assert not Origins().allows(origin, b"127.0.0.1:8000")
    for origin in (b"http://localhost.evil.example", b"http://127.0.0.1.evil.example", b"null"):
        assert not local.allows(origin, b"127.0.0.1:8000")


@pytest.mark.parametrize(
    "wrong", ["*", "app.example", "https://", "https://*.app.example", "https://a/b", "a,b", "null"]
)
def test_what_is_no_origin_cannot_be_allowed(wrong: str) -> None:
    with pytest.raises(ValueError, match="it must name origins"):
        Origins(wrong)
