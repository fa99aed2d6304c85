"""A service whose disk is full says so, is killed, and has lost nothing."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from orm.database.availability import FULL
from server.transport.errors import RETRY_AFTER
from tests.live.service import Service
from tests.server.conftest import Whose

CREATE = """mutation ($name: String!) {
  createCompany(input: {name: $name}) { company { id } userErrors { code } }
}"""
LONG = "x" * 190


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes, for who may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root can mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def token(small_disk: Path, run: Whose, monkeypatch: pytest.MonkeyPatch) -> str:
    """The token of the administrator of an account on the small disk."""
    monkeypatch.setenv("WHOSE_DATABASE_URL", f"sqlite://{small_disk / 'whose.sqlite3'}")
    run("migrate")
    run("account", "create", "Acme", "--admin-name", "Ada Admin", "--admin-email", "ada@a.example")
    return run("user", "token", "ada@a.example").out.strip()


async def test_a_service_on_a_full_disk_says_so_and_loses_nothing_when_it_is_killed(
    small_disk: Path, token: str, tmp_path: Path
) -> None:
    service = Service(f"sqlite://{small_disk / 'whose.sqlite3'}", tmp_path / "log")
    await service.start()
    try:
        acknowledged = await _until_full(service, token)
        ready = service.url.replace("/graphql", "/health/ready")
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(ready)
            assert (answer.status_code, answer.json()) == (503, {"status": FULL})
            names = await _names(client, service, token)
            assert set(acknowledged) == names
            service.kill()
            subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
            await service.start()
            assert await _names(client, service, token) == names
            assert await _create(client, service, token, "again") == "again"
    finally:
        service.end()
    assert service.log.read_text().count("unavailable") == 1


async def _until_full(service: Service, token: str) -> list[str]:
    acknowledged: list[str] = []
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        for number in range(5000):
            made = await _create(client, service, token, f"{number}{LONG}")
            if made is None:
                return acknowledged
            acknowledged.append(made)
    raise AssertionError("the disk never was full")


async def _create(client: httpx.AsyncClient, service: Service, token: str, name: str) -> str | None:
    answer = await _asked(client, service, token, {"query": CREATE, "variables": {"name": name}})
    if "errors" not in answer.json():
        return name
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == str(RETRY_AFTER)
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    return None


async def _names(client: httpx.AsyncClient, service: Service, token: str) -> set[str]:
    names: set[str] = set()
    after = None
    query = """query ($after: String) { companies(first: 100, after: $after) {
      nodes { name } pageInfo { hasNextPage endCursor } } }"""
    while True:
        body = {"query": query, "variables": {"after": after}}
        page = (await _asked(client, service, token, body)).json()["data"]["companies"]
        names |= {node["name"] for node in page["nodes"]}
        if not page["pageInfo"]["hasNextPage"]:
            return names
        after = page["pageInfo"]["endCursor"]


async def _asked(
    client: httpx.AsyncClient, service: Service, token: str, body: dict[str, Any]
) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"}
    return await client.post(service.url, json=body, headers=headers)
