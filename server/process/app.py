"""The application: the graph at /graphql, and around it health, metrics and the page's files."""

import structlog
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from orm.database.limits import USUAL, Limits
from orm.errors import Problem
from resolvers.runtime.opening import open_checked
from resolvers.runtime.runtime import Runtime
from schema.execution.graph import DEFAULT, Graph
from schema.execution.limits import OperationLimits
from server.process import health
from server.process.metrics import Metrics
from server.process.scheduler import run_scheduler
from server.transport import pages
from server.transport.http import GraphQLOverHTTP
from server.transport.origins import Origins
from server.transport.serving import OpenConnections
from server.transport.websocket import GraphQLOverWebSocket

PATH = "/graphql"
log = structlog.get_logger("whose.server")


class App:
    """The ASGI application; its database is open from start-up to shutdown."""

    def __init__(
        self,
        database_url: str,
        redis_url: str | None,
        origins: Origins,
        statements: Limits = USUAL,
        operations: OperationLimits = DEFAULT,
    ) -> None:
        self.connections = OpenConnections()
        self._origins, self._statements, self._operations = origins, statements, operations
        self._database_url, self._redis_url = database_url, redis_url
        self._metrics = Metrics(self.connections)
        self._pages: Starlette
        self._http: GraphQLOverHTTP
        self._websocket: GraphQLOverWebSocket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, serve a socket, or start and stop with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] != PATH:
            await self._pages(scope, receive, send)
        elif scope["type"] == "http":
            self._metrics.requests.inc()
            await self._http(scope, receive, send)
        else:
            self._metrics.sockets.inc()
            await self._websocket(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            async with open_checked(
                self._database_url, self._redis_url, self._statements
            ) as runtime:
                graph = self._answer_from(runtime)
                async with run_scheduler(runtime.database, graph.hubs):
                    await send({"type": "lifespan.startup.complete"})
                    await receive()
        except Problem as problem:
            await send({"type": "lifespan.startup.failed", "message": str(problem)})
            return
        log.info("stopped")
        await send({"type": "lifespan.shutdown.complete"})

    def _answer_from(self, runtime: Runtime) -> Graph:
        home = Route("/", lambda request: RedirectResponse(PATH, 307))
        routes = health.routes(runtime.database)
        self._pages = Starlette(routes=[home, *routes, self._metrics.route, pages.assets])
        graph = Graph(runtime, self._operations)
        self._http = GraphQLOverHTTP(graph, pages.graphiql, self.connections, self._origins)
        self._websocket = GraphQLOverWebSocket(graph, self.connections, self._origins)
        return graph
