"""A look into the database, from a test that is no coroutine."""

import asyncio
from typing import Any

from resolvers.runtime.runtime import open_house


def see(url: str, work: Any) -> Any:
    """What a look into the database answers."""

    async def run() -> Any:
        house = await open_house(url)
        try:
            return await work()
        finally:
            await house.close()

    return asyncio.run(run())
