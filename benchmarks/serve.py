"""The services that Whose is compared with over HTTP, one a process.

WHOSE_DATABASE_URL=... WHOSE_PORT=... python -m benchmarks.serve by-hand|usual
"""

import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.asgi import GraphQL

from benchmarks.by_hand import STATEMENTS
from benchmarks.usual import made
from benchmarks.usual_rows import Context, signed_in
from orm.database.database import open_database

Endpoint = Callable[[Request], Awaitable[Response]]


def by_hand(sql: str) -> Endpoint:
    """A route that runs a statement with the values in the request and answers what it answers."""

    async def answer(request: Request) -> Response:
        values = await request.json()
        text = await request.app.state.database.readers.value(sql, values)
        return Response(text, media_type="application/json")

    return answer


class UsualGraphQL(GraphQL[Context, None]):
    """Strawberry's own application, with the viewer looked up for each request."""

    async def get_context(self, request: Any, response: Any) -> Context:
        """Who asks, by the bearer token."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return Context(await signed_in(token))


@asynccontextmanager
async def with_database(app: Starlette) -> AsyncIterator[None]:
    """The database, for as long as the service runs."""
    app.state.database = await open_database(os.environ["WHOSE_DATABASE_URL"])
    yield
    await app.state.database.close()


def main() -> None:
    """Serve one of them."""
    routes = [Route("/graphql", UsualGraphQL(made()))]
    if sys.argv[1] == "by-hand":
        routes = [
            Route(f"/{question}/{'limited' if limited else 'full'}", by_hand(sql), methods=["POST"])
            for (question, limited), sql in STATEMENTS.items()
        ]
    uvicorn.run(
        Starlette(routes=routes, lifespan=with_database),
        port=int(os.environ["WHOSE_PORT"]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
