"""A look once a minute, for as long as the service runs, at what is overdue."""

import asyncio
import contextlib
import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from resolvers.jobs.deadlines import run_due_jobs
from resolvers.runtime.runtime import runtime
from resolvers.sign_in.attempt import forget_old
from server.transport.errors import internal

EVERY = 60.0  # seconds


@asynccontextmanager
async def run_scheduler() -> AsyncIterator[None]:
    """Look while the service runs; what is under way when it stops is done by the next."""
    looking = asyncio.create_task(_look())
    try:
        yield
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking


async def _look() -> None:
    while True:
        await tick(datetime.datetime.now(datetime.UTC))
        await asyncio.sleep(EVERY)


async def tick(now: datetime.datetime) -> None:
    """Settle what is overdue; what fails keeps nothing else from it, and is tried again."""
    for hub in tuple(runtime().hubs.values()):
        await hub.pass_time(now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    try:
        await forget_old(int(now.timestamp()))
        found = await run_due_jobs(now)
    except Exception as unforeseen:
        # The database may be away for a while.
        internal(unforeseen)
        return
    for each in found:
        try:
            await each.apply(now)
        except Exception as unforeseen:
            internal(unforeseen)
