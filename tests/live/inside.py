"""The graph of a world within this process, without a server."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import orjson

from permissions.caller import Caller
from resolvers.runtime.runtime import Runtime, open_runtime
from schema.execution.graph import Graph
from tests.live.world import World


class Inside:
    """Asks and listens."""

    def __init__(self, world: World, runtime: Runtime) -> None:
        self.world, self.runtime = world, runtime
        self.graph = Graph(runtime)

    async def ask(self, name: str, query: str, **variables: Any) -> Any:
        """The whole answer to somebody."""
        caller = Caller(self.world.tokens[name])
        prepared = await self.graph.prepare(query, None, caller)
        return orjson.loads(await self.graph.run(prepared, variables, caller))

    async def done(self, name: str, query: str, **variables: Any) -> Any:
        """The data of an answer without errors of either kind."""
        answer = await self.ask(name, query, **variables)
        assert "errors" not in answer, answer
        for payload in answer["data"].values():
            assert not (isinstance(payload, dict) and payload.get("userErrors")), answer
        return answer["data"]

    async def stream(self, token: str, query: str, **variables: Any) -> AsyncGenerator[str, None]:
        """The events of a subscription, as text."""
        caller = Caller(token)
        prepared = await self.graph.prepare(query, None, caller)
        async with aclosing(self.graph.stream(prepared, variables, caller)) as texts:
            async for text in texts:
                yield text


class Listening:
    """A subscription that keeps what it hears, or only counts it."""

    def __init__(self, events: AsyncIterator[str], *, keep: bool = True) -> None:
        self.heard: list[Any] = []
        self.count = 0
        self._keep = keep
        self.task = asyncio.create_task(self._listen(events))

    async def _listen(self, events: AsyncIterator[str]) -> None:
        async for text in events:
            self.count += 1
            if self._keep:
                self.heard.append(orjson.loads(text)["data"])

    async def close(self) -> None:
        """Listen no longer."""
        self.task.cancel()
        await asyncio.wait((self.task,))


@asynccontextmanager
async def inside(world: World) -> AsyncIterator[Inside]:
    """Open a world."""
    runtime = await open_runtime(world.url)
    try:
        yield Inside(world, runtime)
    finally:
        await runtime.close()
