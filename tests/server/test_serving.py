"""`whose serve`: a process that answers, says how it is, and stops when it is told to."""

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.server.conftest import Fjord, Whose
from tests.server.running import serving

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("database_url", "told"),
    [
        ("sqlite", signal.SIGTERM),
        ("sqlite", signal.SIGINT),
        pytest.param("postgresql", signal.SIGTERM, marks=pytest.mark.postgresql),
    ],
    indirect=["database_url"],
)
def test_it_answers_and_stops_within_ten_seconds_of_being_told(
    whose: Whose, fjord: Fjord, database_url: str, tmp_path: Path, told: signal.Signals
) -> None:
    token = whose("user", "token", fjord.ada).out.strip()
    with serving(database_url, tmp_path) as running:
        answer = httpx.post(
            f"{running.url()}/graphql",
            json={"query": "{ viewer { name } account { name } }"},
            headers={"authorization": f"Bearer {token}"},
        )
        running.process.send_signal(told)
        code = running.process.wait(10)

    assert answer.json()["data"] == {
        "viewer": {"name": "Ada Lindqvist"},
        "account": {"name": fjord.name},
    }
    assert code in (0, -told)
    assert (token in running.said, "Traceback" in running.said) == (False, False)
    assert "stopped" in running.said


@ON_SQLITE
def test_health_and_metrics_are_for_whoever_runs_it(database_url: str, tmp_path: Path) -> None:
    misspelt = {"WHOSE_LOG_LEVL": "debug"}
    with (
        serving(database_url, tmp_path, **misspelt) as running,
        httpx.Client(base_url=running.url()) as client,
    ):
        client.post("/graphql", json={"query": "{ __typename }"})
        answers = {
            path: (answer.status_code, answer.json()["status"])
            for path in ("/health/live", "/health/ready")
            for answer in (client.get(path),)
        }
        metrics = client.get("/metrics").text.splitlines()
        home = client.get("/")
        nowhere = client.get("/nowhere")

    assert answers == {"/health/live": (200, "live"), "/health/ready": (200, "ready")}
    assert 'whose_asked_total{by="request"} 1.0' in metrics
    assert "whose_open 0.0" in metrics
    assert (home.status_code, home.headers["location"]) == (307, "/graphql")
    assert nowhere.status_code == 404
    assert running.said.splitlines()[0] == (
        "whose: WHOSE_LOG_LEVL is no setting; did you mean WHOSE_LOG_LEVEL?"
    )


@pytest.mark.postgresql
def test_it_lives_on_but_is_not_ready_while_the_database_is_away(
    postgresql_url: str, whose_at: Callable[[str], Whose], tmp_path: Path
) -> None:
    server, _, name = postgresql_url.rpartition("/")
    own = f"{name}_serving"

    async def execute(sql: str) -> None:
        connection = await asyncpg.connect(postgresql_url)
        await connection.execute(sql)
        await connection.close()

    asyncio.run(execute(f'CREATE DATABASE "{own}"'))
    assert whose_at(f"{server}/{own}")("migrate").code == 0
    with serving(f"{server}/{own}", tmp_path) as running:
        url = running.url()
        before = httpx.get(f"{url}/health/ready").status_code
        asyncio.run(execute(f'DROP DATABASE "{own}" WITH (FORCE)'))
        ready, live = httpx.get(f"{url}/health/ready"), httpx.get(f"{url}/health/live")

    assert before == 200
    assert (ready.status_code, ready.json()) == (503, {"status": "the database does not answer"})
    assert (live.status_code, live.json()) == (200, {"status": "live"})


@ON_SQLITE
def test_an_address_that_is_taken_is_told_in_one_line(
    whose: Whose, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("WHOSE_PORT", str(port))

        said = whose("serve")

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"whose: Cannot listen on 127.0.0.1 port {port}: address already in use; "
        "WHOSE_HOST and WHOSE_PORT choose others.\n"
    )


@ON_SQLITE
def test_at_the_level_debug_no_token_and_no_statement_is_logged(
    whose: Whose, fjord: Fjord, database_url: str, tmp_path: Path
) -> None:
    token = whose("user", "token", fjord.ada).out.strip()
    with serving(database_url, tmp_path, WHOSE_LOG_LEVEL="debug") as running:
        for place in ("", f"?token={token}"):
            httpx.post(
                f"{running.url()}/graphql{place}",
                json={
                    "query": "mutation ($input: SignInInput!)"
                    " { signIn(input: $input) { userErrors { code } } }",
                    "variables": {"input": {"email": fjord.ada, "password": "open sesame"}},
                },
                headers={"authorization": f"Bearer {token}"},
            )
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(20)

    found = [secret for secret in (token, "open sesame", "SELECT") if secret in running.said]
    assert found == []


@ON_SQLITE
def test_whose_pages_and_proxies_and_how_many_connections_are_settings(
    database_url: str, tmp_path: Path
) -> None:
    wanted = {
        "WHOSE_ALLOWED_ORIGINS": "https://app.example",
        "WHOSE_TRUSTED_PROXIES": "127.0.0.0/8",
        "WHOSE_MAX_CONNECTIONS": "20",
        "WHOSE_MAX_CONNECTIONS_PER_ADDRESS": "1",
    }
    client = {"x-forwarded-for": "203.0.113.9"}
    with serving(database_url, tmp_path, **wanted) as running, ExitStack() as stack:
        graph = f"{running.url()}/graphql"
        for origin, status in (("https://app.example", 200), ("http://localhost:5173", 403)):
            headers = {"origin": origin}
            query = {"query": "{ __typename }"}
            assert httpx.post(graph, json=query, headers=headers).status_code == status
        ws = graph.replace("http", "ws")
        protocol = Subprotocol("graphql-transport-ws")
        stack.enter_context(connect(ws, subprotocols=[protocol], additional_headers=client))
        assert httpx.post(graph, json=query, headers=client).status_code == 429
        port = httpx.URL(graph).port
        for _ in range(30):
            stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert httpx.post(graph, json=query).status_code == 200
    said = [line.split()[3] for line in running.said.splitlines() if "[warning" in line]
    assert [it for it in said if it.endswith("_full")] == ["address_full", "connections_full"]
