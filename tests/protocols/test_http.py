"""GraphQL over HTTP, asked by httpx."""

import gzip
import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog

from tests.protocols.conftest import Service

HELLO = {"query": "{ hello }"}
JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, timeout=10) as client:
        yield client


def post(client: httpx.Client, content: bytes | str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("", content=content, headers={"content-type": JSON, **named})


def only_error(response: httpx.Response) -> tuple[int, str, str]:
    body = response.json()
    assert list(body) == ["errors"]
    (error,) = body["errors"]
    return response.status_code, error["extensions"]["code"], error["message"]


def bad(status: int, message: str) -> tuple[int, str, str]:
    return status, "BAD_USER_INPUT", message


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"{GRAPHQL}; charset=utf-8, {JSON};q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=absurd, {JSON};q=0.1", JSON),
        (f"text/event-stream, multipart/mixed, {JSON}", JSON),
        (f"{GRAPHQL}, application/graphql+json, {JSON}, text/event-stream", GRAPHQL),
        (BROWSER, JSON),
    ],
)
def test_the_type_of_a_response_is_what_the_client_prefers(
    client: httpx.Client, accept: str | None, media: str
) -> None:
    del client.headers["accept"]
    headers = {} if accept is None else {"accept": accept}
    response = client.post("", json=HELLO, headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {"data": {"hello": "Hello, world!"}}


@pytest.mark.parametrize("accept", ["text/html", "text/plain", f"{JSON};q=0", "image/*"])
def test_what_cannot_be_served_is_not_acceptable(client: httpx.Client, accept: str) -> None:
    response = client.post("", json=HELLO, headers={"accept": accept})
    assert only_error(response) == bad(
        406, "Accept application/graphql-response+json, application/json or an event stream."
    )


REFUSED = [
    ("{", None),
    ("{ nothingLikeIt }", None),
    ("query Q($name: Int!) { hello }", {"name": "x"}),
    ("query A { hello } query B { hello }", None),
]


@pytest.mark.parametrize(("query", "variables"), REFUSED)
@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 400)])
def test_what_the_graph_refuses_has_a_status_only_in_the_newer_type(
    client: httpx.Client, query: str, variables: Any, accept: str, status: int
) -> None:
    body = {"query": query, "variables": variables}
    response = client.post("", json=body, headers={"accept": accept})
    assert response.status_code == status
    assert list(response.json()) == ["errors"]


@pytest.mark.parametrize(
    "media", [JSON, 'application/json;charset="UTF-8"', "application/json; a=b"]
)
def test_a_body_may_say_that_it_is_utf_8(client: httpx.Client, media: str) -> None:
    body = json.dumps({"query": '{ hello(name: "Zoë 🏃") }'}, ensure_ascii=False)
    response = post(client, body, content_type=media)
    assert response.json() == {"data": {"hello": "Hello, Zoë 🏃!"}}


@pytest.mark.parametrize(
    "media",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
def test_a_body_of_another_type_is_refused(client: httpx.Client, media: str) -> None:
    response = post(client, json.dumps(HELLO), content_type=media)
    assert only_error(response) == bad(415, "Content-Type must be application/json, in UTF-8.")


def test_a_content_type_given_twice_is_refused(client: httpx.Client) -> None:
    twice = [("content-type", JSON), ("content-type", "text/plain")]
    response = client.post("", content=json.dumps(HELLO), headers=twice)
    assert only_error(response) == bad(415, "Content-Type must be application/json, in UTF-8.")


def test_a_compressed_body_is_refused(client: httpx.Client) -> None:
    response = post(client, gzip.compress(json.dumps(HELLO).encode()), content_encoding="gzip")
    assert only_error(response) == bad(415, "The body must not be compressed.")
    assert response.headers["accept-encoding"] == "identity"


NOT_JSON = "This is not JSON in UTF-8: line 1, column {}."
NUL = "A text must not contain the character U+0000."
DEEP = "JSON must not be nested deeper than 64."
ILL: list[tuple[bytes, str]] = [
    (b"", NOT_JSON.format(1)),
    (b"{", NOT_JSON.format(2)),
    (b"[" * 10_000, NOT_JSON.format(1026)),
    (b'{"query":' + b"[" * 10_000 + b"]" * 10_000 + b"}", NOT_JSON.format(1034)),
    (b'{"query":"{ hello }","variables":{"a":' + b"[" * 500 + b"]" * 500 + b"}}", DEEP),
    (b'{"query":"\xff"}', NOT_JSON.format(1)),
    (b'\xef\xbb\xbf{"query":"{ hello }"}', NOT_JSON.format(1)),
    (b'{"query":"{ hello }","variables":{"a":"\\ud800"}}', NOT_JSON.format(40)),
    (b'{"query":"{ hello }","variables":{"a":"\\udc00\\ud800"}}', NOT_JSON.format(40)),
    (b'{"query":"{ hello }","variables":{"a":1e999}}', NOT_JSON.format(39)),
    (b'{"query":"{ hello }\\u0000"}', NUL),
    (b'{"query":"{ hello }","variables":{"a":["b",{"c":"\\u0000"}]}}', NUL),
    (b'{"query":"{ hello }","variables":{"\\u0000":1}}', NUL),
    (b"null", "The request must be one JSON object."),
    (b'"{ hello }"', "The request must be one JSON object."),
    (b'[{"query":"{ hello }"}]', "The request must be one JSON object."),
    (b"{}", "The request must have a query, which is a string."),
    (b'{"query":null}', "The request must have a query, which is a string."),
    (b'{"query":1}', "The request must have a query, which is a string."),
    (b'{"query":"{ hello }","operationName":1}', "operationName must be a string."),
    (b'{"query":"{ hello }","operationName":false}', "operationName must be a string."),
    (b'{"query":"{ hello }","variables":[]}', "variables must be an object."),
    (b'{"query":"{ hello }","variables":"{}"}', "variables must be an object."),
    (b'{"query":"{ hello }","variables":0}', "variables must be an object."),
    (b'{"query":"{ hello }","extensions":[]}', "extensions must be an object."),
    (b'{"query":"{ hello }","extensions":"x"}', "extensions must be an object."),
]


@pytest.mark.parametrize(("body", "message"), ILL)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL, "text/event-stream"])
def test_an_ill_body_is_told_what_is_wrong_with_it(
    client: httpx.Client, body: bytes, message: str, accept: str
) -> None:
    status, code, told = only_error(post(client, body, accept=accept))
    assert (status, code) == (400, "BAD_USER_INPUT")
    assert told.split(", column")[0] == message.split(", column")[0]


def test_a_backslash_before_u0000_is_just_text(client: httpx.Client) -> None:
    query = r"query($name: String) { hello(name: $name) }"
    body = {"query": query, "variables": {"name": "\\u0000"}}
    response = client.post("", json=body)
    assert response.json() == {"data": {"hello": "Hello, \\u0000!"}}


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024, 15 * 1024 * 1024])
def test_a_body_over_a_mebibyte_is_too_large(client: httpx.Client, size: int) -> None:
    for content in (b" " * size, iter([b" " * size])):
        response = post(client, content)  # type: ignore[arg-type]
        assert only_error(response) == bad(413, "The body must not be larger than 1 MiB.")
        assert client.post("", json=HELLO).status_code == 200


def test_a_body_of_a_mebibyte_is_not_too_large(client: httpx.Client) -> None:
    body = json.dumps(HELLO).encode()
    assert post(client, body + b" " * (1024 * 1024 - len(body))).status_code == 200


def test_an_absurd_length_is_refused_before_anything_is_read(service: Service) -> None:
    answer = raw(service, b"content-type: application/json\r\ncontent-length: 99999999999\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close\r\n" in answer


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"content-length: -1\r\n", 400),
        (b"content-length: x\r\n", 400),
        (b"content-length: 2\r\ncontent-length: 3\r\n", 400),
        (b"content-length: 2\r\ntransfer-encoding: chunked\r\n", 400),
        (b"x: \x00\r\n", 400),
        (b"accept: " + b"a," * 600 + b"\r\n", 400),
        (b"x: " + b"a" * 400_000 + b"\r\n", 431),
        (b"x: y\r\n" * 60_000, 431),
    ],
)
def test_absurd_headers_are_refused(service: Service, headers: bytes, status: int) -> None:
    assert raw(service, headers).startswith(b"HTTP/1.1 %d " % status)


def raw(service: Service, headers: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as peer:
        head = b"POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
        answer = b""
        try:
            peer.sendall(head + headers + b"\r\n")
            while chunk := peer.recv(65536):
                answer += chunk
        except ConnectionError:
            pass
        return answer


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "PROPFIND"])
def test_other_methods_are_not_allowed(client: httpx.Client, method: str) -> None:
    response = client.request(method, "")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


def test_a_get_carries_everything_in_its_parameters(client: httpx.Client) -> None:
    parameters = {
        "query": "query A { hello } query B($name: String) { hello(name: $name) }",
        "operationName": "B",
        "variables": '{"name": "Zoë"}',
        "extensions": "{}",
        "unknown": "ignored",
    }
    response = client.get("", params=parameters)
    assert response.json() == {"data": {"hello": "Hello, Zoë!"}}


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("", "The request must have a query, which is a string."),
        ("query={hello}&query={hello}", "query must be given once."),
        ("query={hello}&variables={}&variables={}", "variables must be given once."),
        ("query={hello}&variables=[]", "variables must be an object."),
        ("query={hello}&variables={", NOT_JSON.format(2)),
        ("query={hello}&extensions=1", "extensions must be an object."),
        ("query=%ff", "The URL's parameters must be UTF-8, and at most 100."),
        ("query=%ed%a0%80", "The URL's parameters must be UTF-8, and at most 100."),
        ("query={hello}%00", NUL),
        ("query={hello}" + "&a=b" * 200, "The URL's parameters must be UTF-8, and at most 100."),
    ],
)
def test_ill_parameters_are_told_what_is_wrong_with_them(
    client: httpx.Client, parameters: str, message: str
) -> None:
    assert only_error(client.get(f"?{parameters}")) == bad(400, message)


def test_a_mutation_needs_post(client: httpx.Client, service: Service) -> None:
    query = 'mutation { rename(to: "x") }'
    response = client.get("", params={"query": query})
    assert only_error(response) == bad(405, "A mutation needs POST.")
    assert response.headers["allow"] == "POST"
    assert service.graph.renamed == []
    assert client.post("", json={"query": query}).json() == {"data": {"rename": "x"}}


@pytest.mark.parametrize("accept", [JSON, GRAPHQL, "*/*"])
def test_a_subscription_needs_an_event_stream(client: httpx.Client, accept: str) -> None:
    body = {"query": "subscription { idle }"}
    response = client.post("", json=body, headers={"accept": accept})
    assert only_error(response) == bad(
        406, "A subscription needs Accept: text/event-stream, or a WebSocket."
    )


def test_a_browser_gets_the_page(client: httpx.Client) -> None:
    response = client.get("", headers={"accept": BROWSER})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == "<title>GraphiQL</title>"
    response = client.get("?query={hello}", headers={"accept": BROWSER})
    assert response.json() == {"data": {"hello": "Hello, world!"}}


def test_the_token_comes_from_the_header_only(client: httpx.Client, service: Service) -> None:
    for scheme in ("Bearer", "bearer", "BEARER "):
        client.post("", json=HELLO, headers={"authorization": f"{scheme} good.to-ken_~+/=="})
    client.get("?query={hello}&token=good&access_token=good")
    assert service.graph.tokens == ["good.to-ken_~+/=="] * 3 + [None]


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "good",
        "Basic Z29vZA==",
        "Bearer a b",
        "Bearer é",
        "Bearer " + "a" * 5000,
    ],
)
def test_a_malformed_authorization_is_unauthenticated(
    client: httpx.Client, service: Service, authorization: str
) -> None:
    headers = {"authorization": authorization.encode()}
    response = client.post("", json=HELLO, headers=headers)  # type: ignore[arg-type]
    assert only_error(response) == (401, "UNAUTHENTICATED", "Authorization must be: Bearer TOKEN.")
    assert response.headers["www-authenticate"] == "Bearer"
    assert service.graph.tokens == []


def test_two_authorizations_are_unauthenticated(client: httpx.Client) -> None:
    headers = [("authorization", "Bearer good"), ("authorization", "Bearer good")]
    assert client.post("", json=HELLO, headers=headers).status_code == 401


def test_what_nobody_foresaw_has_an_id_that_is_logged_once(client: httpx.Client) -> None:
    with structlog.testing.capture_logs() as logs:
        response = client.post("", json={"query": "{ boom }"})
    assert response.status_code == 500
    (error,) = response.json()["errors"]
    number = error["extensions"].pop("id")
    assert len(number) == 32
    assert error == {
        "message": "Something went wrong on our side.",
        "extensions": {"code": "INTERNAL"},
    }
    (line,) = logs
    assert (line["event"], line["id"]) == ("internal_error", number)
    assert repr(line["exc_info"]) == "LookupError('a secret of the house')"
    assert "secret" not in response.text


def test_a_client_who_leaves_in_the_middle_of_a_body_does_no_harm(
    client: httpx.Client, service: Service
) -> None:
    with socket.create_connection(("127.0.0.1", service.port)) as peer:
        peer.sendall(
            b"POST /graphql HTTP/1.1\r\nhost: x\r\n"
            b"content-type: application/json\r\ncontent-length: 100\r\n\r\n{"
        )
    assert client.post("", json=HELLO).status_code == 200
