"""What is not left half done, whoever is cancelled meanwhile."""

import asyncio
from collections.abc import Awaitable


async def uninterrupted(work: Awaitable[None]) -> None:
    """Await something to its end; whoever is cancelled meanwhile hears of it then."""
    future, cancelled = asyncio.ensure_future(work), None
    while not future.done():
        try:
            await asyncio.wait((future,))
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        future.exception()  # whoever was cancelled does not ask for it
        raise cancelled
    future.result()
