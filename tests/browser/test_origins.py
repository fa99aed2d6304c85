"""Pages of other origins in a real browser: those that are allowed ask, and the others cannot."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.protocols.conftest import Service, running, wait_until

#: What a page does, and what it makes of the answer.
POST = """async ({url, token}) => {
  try {
    const headers = {"content-type": "application/json", authorization: `Bearer ${token}`};
    const body = JSON.stringify({query: 'mutation { rename(to: "x") }'});
    return await (await fetch(url, {method: "POST", headers, body})).json();
  } catch (error) { return error.name; }
}"""
SIMPLE = """async ({url}) => {
  try {
    const headers = {accept: "application/json"};
    return await (await fetch(`${url}?query={hello}`, {headers})).json();
  } catch (error) { return error.name; }
}"""
EVENTS = """async ({url, token}) => {
  try {
    const headers = {
      "content-type": "application/json",
      accept: "text/event-stream",
      authorization: `Bearer ${token}`,
    };
    const body = JSON.stringify({query: "subscription { count(to: 1) }"});
    return await (await fetch(url, {method: "POST", headers, body})).text();
  } catch (error) { return error.name; }
}"""
SOCKET = """({url, token}) => new Promise((done) => {
  const socket = new WebSocket(url.replace("http", "ws"), "graphql-transport-ws");
  const payload = {authorization: `Bearer ${token}`};
  socket.onopen = () => socket.send(JSON.stringify({type: "connection_init", payload}));
  socket.onmessage = ({data}) => { done(data); socket.close(); };
  socket.onclose = ({code}) => done(code);
})"""
ANSWERED = {
    POST: {"data": {"rename": "x"}},
    SIMPLE: {"data": {"hello": "Hello, world!"}},
    EVENTS: ':\n\nevent: next\ndata: {"data":{"count":1}}\n\nevent: complete\ndata:\n\n',
    SOCKET: '{"type":"connection_ack"}',
}
REFUSED = {POST: "TypeError", SIMPLE: "TypeError", EVENTS: "TypeError", SOCKET: 1006}


class Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def origin() -> Iterator[str]:
    """A web server of its own, with an empty page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Empty) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def tried(page: Page, service: Service, at: str) -> dict[str, Any]:
    """What becomes of each, done by a page of an origin."""
    page.goto(at)
    values = {"url": service.url, "token": "good"}
    return {act: page.evaluate(act, values) for act in ANSWERED}


def test_a_page_asks_where_its_origin_is_allowed_and_nowhere_else(page: Page) -> None:
    with origin() as allowed, origin() as other, running(origins=allowed) as service:
        assert tried(page, service, other) == REFUSED
        assert service.graph.renamed == []
        assert tried(page, service, other.replace("127.0.0.1", "localhost")) == REFUSED
        assert tried(page, service, allowed) == ANSWERED
        assert service.graph.renamed == ["x"]
        # The service's own pages need no permission.
        assert tried(page, service, service.url) == ANSWERED
        page.goto("about:blank")
        wait_until(lambda: service.connections.all == set())
