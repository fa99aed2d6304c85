"""A look into the database, from a test that is no coroutine."""

import asyncio
from typing import Any

from resolvers.runtime.runtime import open_runtime


def see(url: str, work: Any) -> Any:
    """What a look into the database answers."""

    async def run() -> Any:
        runtime = await open_runtime(url)
        try:
            return await work(runtime)
        finally:
            await runtime.close()

    return asyncio.run(run())
