"""GraphQL over HTTP, asked by httpx."""

from typing import Any

import httpx
import pytest
import structlog

from tests.protocols.conftest import Service
from tests.protocols.http import BROWSER, GRAPHQL, HELLO, JSON, bad, only_error


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
