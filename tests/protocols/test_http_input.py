"""What is refused, and how it is told, asked by httpx and bare sockets."""

import gzip
import json
import socket
from contextlib import suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.transport.errors import Rejected
from server.transport.request import load, request_in
from tests.protocols.conftest import Service
from tests.protocols.http import GRAPHQL, HELLO, JSON, bad, only_error, post


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


def test_a_client_who_leaves_in_the_middle_of_a_body_does_no_harm(
    client: httpx.Client, service: Service
) -> None:
    with socket.create_connection(("127.0.0.1", service.port)) as peer:
        peer.sendall(
            b"POST /graphql HTTP/1.1\r\nhost: x\r\n"
            b"content-type: application/json\r\ncontent-length: 100\r\n\r\n{"
        )
    assert client.post("", json=HELLO).status_code == 200


@given(st.binary() | st.text().map(str.encode))
def test_no_body_breaks_anything(body: bytes) -> None:
    with suppress(Rejected):
        request_in(load(body))
