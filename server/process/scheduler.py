"""A look once a minute, for as long as the service runs, at what is overdue."""

import asyncio
import contextlib
import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from orm.database.database import Database
from resolvers.jobs.deadlines import run_due_jobs
from resolvers.sign_in.attempt import forget_old
from server.transport.errors import internal
from subscriptions.hub import Hubs

EVERY = 60.0  # seconds


@asynccontextmanager
async def run_scheduler(database: Database, hubs: Hubs) -> AsyncIterator[None]:
    """Look while the service runs; what is under way when it stops is done by the next."""
    looking = asyncio.create_task(_look(database, hubs))
    try:
        yield
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking


async def _look(database: Database, hubs: Hubs) -> None:
    while True:
        await tick(database, hubs, datetime.datetime.now(datetime.UTC))
        await asyncio.sleep(EVERY)


async def tick(database: Database, hubs: Hubs, now: datetime.datetime) -> None:
    """Settle what is overdue; what fails keeps nothing else from it, and is tried again."""
    await hubs.pass_time(now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    try:
        await forget_old(database, int(now.timestamp()))
        found = await run_due_jobs(database, now)
    except Exception as unforeseen:
        # The database may be away for a while.
        internal(unforeseen)
        return
    for each in found:
        try:
            await each.apply(database, now)
        except Exception as unforeseen:
            internal(unforeseen)
