"""Whether the service lives, and whether it can serve."""

import asyncio

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from orm.database.availability import UNREACHABLE, why_unavailable
from orm.database.database import Database
from orm.database.migrating import is_current

PATIENCE = 2.0  # seconds that the database may take
log = structlog.get_logger("whose.health")


async def live(request: Request) -> JSONResponse:
    """Answer that the process runs; whoever asks restarts it otherwise."""
    return _answer(200, "live")


async def ready(database: Database) -> JSONResponse:
    """Answer whether the database does, and has the tables of this version."""
    try:
        async with asyncio.timeout(PATIENCE):
            current = await is_current(database)
            if database.availability.why:
                # Nobody writes while no requests come, so only this finds out that it goes on.
                await database.try_writing()
    except Exception as unforeseen:
        # Whatever keeps the database from answering, the service is not ready.
        log.warning("not_ready", cause=type(unforeseen).__name__)
        return _answer(503, why_unavailable(unforeseen) or UNREACHABLE)
    return _answer(200, "ready") if current else _answer(503, "migrations are missing")


def _answer(status: int, text: str) -> JSONResponse:
    return JSONResponse({"status": text}, status, {"Cache-Control": "no-store"})


def routes(database: Database) -> list[Route]:
    """Where to ask both."""

    async def is_ready(request: Request) -> JSONResponse:
        return await ready(database)

    return [Route("/health/live", live), Route("/health/ready", is_ready)]
