"""How tests ask over HTTP and what errors look like."""

import httpx

HELLO = {"query": "{ hello }"}
JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


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
