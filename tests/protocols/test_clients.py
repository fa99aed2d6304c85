"""The protocols as their authors' npm packages see them."""

import json
from collections.abc import Callable
from typing import Any

from tests.protocols.conftest import Service

Node = Callable[..., str]


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_audit_of_graphql_http_passes(service: Service, node: Node) -> None:
    (audits,) = lines(node("audit.js", service.url))
    assert len(audits) > 60
    assert [audit for audit in audits if audit["status"] != "ok"] == []


QUERIES = ("subscription { count(to: 3) }", "{ hello }", "{ nothing }")
COUNTED: list[Any] = [*({"data": {"count": number}} for number in (1, 2, 3)), "complete"]
ANSWERED: list[Any] = [{"data": {"hello": "Hello, world!"}}, "complete"]


def test_graphql_ws_counts_asks_and_is_refused(service: Service, node: Node) -> None:
    counted, answered, refused = lines(node("websocket.js", service.ws, "good", *QUERIES))
    assert (counted, answered) == (COUNTED, ANSWERED)
    assert refused[0]["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_graphql_ws_stops_for_a_token_nobody_knows(service: Service, node: Node) -> None:
    (heard,) = lines(node("websocket.js", service.ws, "unknown", "{ hello }"))
    assert heard == [{"code": 4401, "reason": "Unauthorized"}]


def test_graphql_sse_counts_asks_and_is_refused(service: Service, node: Node) -> None:
    counted, answered, refused = lines(node("sse.js", service.url, "good", *QUERIES))
    assert (counted, answered) == (COUNTED, ANSWERED)
    assert refused[0]["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert refused[1:] == ["complete"]


def test_both_take_a_subscription_that_breaks_for_a_lost_connection(
    service: Service, node: Node
) -> None:
    query, told = "subscription { broken }", {"data": {"broken": 1}}
    (heard,) = lines(node("websocket.js", service.ws, "good", query))
    assert heard == [told, {"code": 1013, "reason": "Something went wrong on our side"}]
    (heard,) = lines(node("sse.js", service.url, "good", query))
    assert heard == [told, {"lost": "Connection closed while having active streams"}]


def test_graphql_sse_hears_of_a_malformed_token(service: Service, node: Node) -> None:
    (heard,) = lines(node("sse.js", service.url, "two words", "{ hello }"))
    assert heard == [{"status": 401}]
