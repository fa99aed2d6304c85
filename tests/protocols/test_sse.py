"""GraphQL over server-sent events, asked by httpx."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
import structlog

from tests.protocols.conftest import Service, wait_until

EVENTS = "text/event-stream"
COMPLETE = "event: complete\ndata:\n\n"


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    headers = {"accept": EVENTS}
    with httpx.Client(base_url=service.url, timeout=10, headers=headers) as client:
        yield client


def events(*results: Any) -> str:
    shown = (json.dumps(each, separators=(",", ":")) for each in results)
    return ":\n\n" + "".join(f"event: next\ndata: {each}\n\n" for each in shown) + COMPLETE


def counted(number: int) -> dict[str, Any]:
    return {"data": {"count": number}}


def test_a_subscription_sends_its_results_and_completes(client: httpx.Client) -> None:
    query = "subscription S($to: Int!) { count(to: $to) }"
    response = client.post("", json={"query": query, "variables": {"to": 2}})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.text == events(counted(1), counted(2))


def test_a_subscription_may_be_asked_for_by_get(client: httpx.Client) -> None:
    response = client.get("", params={"query": "subscription { count(to: 1) }"})
    assert response.text == events(counted(1))


def test_an_event_stream_among_other_types_is_for_subscriptions(client: httpx.Client) -> None:
    headers = {"accept": f"application/json, {EVENTS}"}
    response = client.post("", json={"query": "subscription { count(to: 1) }"}, headers=headers)
    assert response.text == events(counted(1))
    response = client.post("", json={"query": "{ hello }"}, headers=headers)
    assert response.json() == {"data": {"hello": "Hello, world!"}}


def test_a_query_that_accepts_nothing_else_is_a_stream_of_one(client: httpx.Client) -> None:
    response = client.post("", json={"query": "{ hello }"})
    assert response.text == events({"data": {"hello": "Hello, world!"}})


@pytest.mark.parametrize(
    "query",
    ["{", "{ nothing }", "subscription { nothing }", "subscription($a: Int!) { count(to: $a) }"],
)
def test_what_the_graph_refuses_is_a_next_with_errors(client: httpx.Client, query: str) -> None:
    response = client.post("", json={"query": query})
    assert response.status_code == 200
    comment, following, completed, rest = response.text.split("\n\n")
    assert (comment, completed, rest) == (":", COMPLETE.strip(), "")
    result = json.loads(following.removeprefix("event: next\ndata: "))
    assert [each["extensions"]["code"] for each in result["errors"]] == ["BAD_USER_INPUT"]


def test_a_mutation_by_get_needs_post_in_a_stream_as_well(client: httpx.Client) -> None:
    response = client.get("", params={"query": 'mutation { rename(to: "x") }'})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_a_subscription_that_breaks_ends_without_complete_so_that_its_client_comes_back(
    client: httpx.Client,
) -> None:
    with structlog.testing.capture_logs() as logs:
        response = client.post("", json={"query": "subscription { broken }"})
    assert response.text + COMPLETE == events({"data": {"broken": 1}})
    assert [line["event"] for line in logs] == ["internal_error"]


def test_what_nobody_foresaw_is_a_next_with_an_id_that_is_logged_once(
    client: httpx.Client,
) -> None:
    with structlog.testing.capture_logs() as logs:
        response = client.post("", json={"query": "{ boom }"})
    assert response.text.endswith(COMPLETE)
    assert [line["event"] for line in logs] == ["internal_error"]
    assert f'"code":"INTERNAL","id":"{logs[0]["id"]}"' in response.text
    assert "secret" not in response.text


def test_the_end_of_the_session_is_told_and_completes(
    client: httpx.Client, service: Service
) -> None:
    service.do(lambda: service.graph.sign_in("brief"))
    headers = {"authorization": "Bearer brief"}
    body = {"query": "subscription { idle }"}
    with client.stream("POST", "", json=body, headers=headers) as response:
        wait_until(lambda: service.graph.running == 1)
        service.do(lambda: service.graph.end("brief"))
        text = response.read().decode()
    ended = {"message": "The session has ended.", "extensions": {"code": "UNAUTHENTICATED"}}
    assert text == events({"errors": [ended]})


@pytest.mark.parametrize(("heartbeat", "beats"), [(3600, 1), (0.05, 3)])
def test_a_silent_stream_starts_at_once_and_has_a_heartbeat(
    client: httpx.Client,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    heartbeat: float,
    beats: int,
) -> None:
    table = service.server.table
    assert table.limits.heartbeat == 12
    monkeypatch.setattr(table, "limits", replace(table.limits, heartbeat=heartbeat))
    with client.stream("POST", "", json={"query": "subscription { idle }"}) as response:
        chunks = response.iter_text()
        assert [next(chunks) for _ in range(beats)] == [":\n\n"] * beats


def test_a_client_who_leaves_cancels_the_stream(client: httpx.Client, service: Service) -> None:
    with client.stream("POST", "", json={"query": "subscription { idle }"}):
        wait_until(lambda: service.graph.running == 1)
    wait_until(lambda: service.graph.running == 0)
