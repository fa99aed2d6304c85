"""The real HTTP endpoint and server over the reader alone, until there is the whole service.

WHOSE_DATABASE_URL=... python -m benchmarks.stand_in PORT
"""

import os
import sys
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import uvloop
from graphql import OperationDefinitionNode
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from benchmarks.whose import Whose
from orm.database import open_database
from reader.document import Document
from server.http import GraphQLOverHTTP
from server.serving import Open, Server, config


class Ready(NamedTuple):
    """An operation of a document."""

    type: Any
    document: Document
    operation: OperationDefinitionNode


class Graph:
    """Queries only."""

    def __init__(self, whose: Whose) -> None:
        self._whose = whose

    def prepare(self, query: str, operation_name: str | None, /) -> Ready:
        """The operation to run."""
        document = self._whose.documents.get(query)
        operation = document.operation(operation_name)
        return Ready(operation.operation.value, document, operation)

    async def run(self, ready: Ready, variables: dict[str, Any] | None, token: str | None) -> bytes:
        """The whole response."""
        values = self._whose.reader.variables(ready.operation, variables)
        viewer = await self._whose.viewers.of(token or "")
        return await self._whose.reader.query(ready.document, ready.operation, values, viewer)

    def stream(self, *_: Any) -> AsyncIterator[str]:
        """Nothing of this."""
        raise NotImplementedError

    async def knows(self, token: str, /) -> bool:
        """Nor of this."""
        raise NotImplementedError

    async def until_over(self, token: str, /) -> None:
        """Nor of this."""
        raise NotImplementedError


async def main() -> None:
    """Serve it."""
    connections = Open()
    database = await open_database(os.environ["WHOSE_DATABASE_URL"])
    endpoint = GraphQLOverHTTP(Graph(Whose(database)), Response, connections)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await endpoint(scope, receive, send)

    await Server(config(app, "127.0.0.1", int(sys.argv[1])), connections).serve()
    await database.close()


if __name__ == "__main__":
    uvloop.run(main())
