"""Worlds, and servers that end with their test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.service import Service
from tests.live.world import World, in_sqlite, make_world


@pytest.fixture
async def world(tmp_path: Path, sqlite_template: Path) -> World:
    return await make_world(in_sqlite(tmp_path, sqlite_template))


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
