"""Worlds, and servers that end with their test."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.service import Service
from tests.live.world import World, in_sqlite, make_world
from tests.world.machine import POSTGRESQL
from tests.world.stage import EMPTY, execute


@pytest.fixture
async def world(tmp_path: Path, sqlite_template: Path) -> World:
    return await make_world(in_sqlite(tmp_path, sqlite_template))


@pytest.fixture
async def shared_world(postgresql_url: str) -> AsyncIterator[World]:
    """A world on PostgreSQL, in a database of its own."""
    name, template = f"whose_live_{secrets.token_hex(4)}", postgresql_url.rpartition("/")[2]
    await execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
    try:
        await execute(EMPTY, f"{POSTGRESQL}/{name}")
        yield await make_world(f"{POSTGRESQL}/{name}")
    finally:
        await execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Prepare a server on a world; it is ended with the test."""
    services: list[Service] = []

    def prepare(world: World, **settings: Any) -> Service:
        log = tmp_path / f"server-{len(services)}.log"
        services.append(Service(world.url, log, **settings))
        return services[-1]

    yield prepare
    for service in services:
        service.end()
