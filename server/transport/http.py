"""GraphQL over HTTP by GET and POST, as https://graphql.github.io/graphql-over-http/draft/ says."""

from collections.abc import AsyncIterator, Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from orm.database.fair_turns import FairTurns
from permissions.caller import Caller
from reader.errors import Refused
from schema.execution.graph import Graph, Prepared
from server.transport.connection_table import RETRY_AFTER
from server.transport.disconnect import WhileConnected
from server.transport.errors import Rejected, failed, failure, internal, refused
from server.transport.headers import JSON, Accepts, accepts, address_of, bearer, read, require_json
from server.transport.http_connection import connection_of
from server.transport.origins import PREFLIGHT, VARY, Headers, Origins
from server.transport.request import (
    CLOSE,
    GraphQLRequest,
    Left,
    load,
    parameters,
    read_body,
    request_in,
    request_in_url,
)
from server.transport.serving import OpenConnections
from server.transport.sse import EventStream

#: Requests without a token that are begun before the loop looks at everybody else.
ANONYMOUS_AT_ONCE = 4
MANY = "There are too many connections from this address."
RETRY = ((b"retry-after", b"%d" % RETRY_AFTER), *CLOSE)


class GraphQLOverHTTP:
    """The ASGI application at /graphql for requests; it serves event streams as well."""

    def __init__(
        self,
        graph: Graph,
        graphiql: Callable[[], Response],
        connections: OpenConnections,
        origins: Origins,
    ) -> None:
        self._graph = graph
        self._graphiql = graphiql
        self._connections = connections
        self._origins = origins
        #: For requests without a token: an address that sends many at once waits for others.
        self._turns = FairTurns(ANONYMOUS_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        status, media = 200, JSON
        extra: Headers = ()
        try:
            headers = read(scope["headers"])
            extra = self._origins.check(headers)
            if connection_of(scope).refused:
                raise Rejected(429, MANY, "RATE_LIMITED", RETRY)
            if scope["method"] == "OPTIONS" and extra:
                await respond_to_preflight(send, extra)
                return
            wanted = accepts(headers.get(b"accept", b""))
            media = wanted.json or JSON
            body = await self._answer(scope, receive, send, headers, wanted, extra)
        except Rejected as rejected:
            status, body = rejected.status, failure(rejected.errors)
            extra = (*extra, *rejected.headers)
        except Refused as problem:
            if media != JSON:
                status, more = refused(problem.errors)
                extra = (*extra, *more)
            body = failure(problem.errors)
        except Exception as unforeseen:
            # Whatever else goes wrong is ours: the client gets an id for it, the log the cause.
            told = internal(unforeseen)
            status, extra = failed(told)
            body = failure([told])
        if body is not None:
            await respond(send, status, media, body, extra)

    async def _answer(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        headers: dict[bytes, bytes],
        wanted: Accepts,
        extra: Headers,
    ) -> bytes | None:
        """The response, None when there is nothing left to say."""
        caller = Caller(bearer(headers.get(b"authorization")), address_of(scope))
        if caller.token is None:
            await self._turns.pace(caller.origin)
        try:
            request = await self._request(scope, receive, headers, wanted)
        except Left:
            return None
        if request is None:
            await self._graphiql()(scope, receive, send)
            return None
        try:
            with WhileConnected(receive) as connected:
                result = await self._result(scope["method"], wanted, request, caller, connected)
        except Left:
            return None
        if isinstance(result, bytes):
            return result
        await EventStream(scope, send, result, extra).serve(receive, self._connections)
        return None

    async def _request(
        self, scope: Scope, receive: Receive, headers: dict[bytes, bytes], wanted: Accepts
    ) -> GraphQLRequest | None:
        """What is asked for, None for the page that a browser opens."""
        method = scope["method"]
        if method not in ("GET", "POST"):
            allow = ((b"allow", b"GET, POST"),)
            raise Rejected(405, "GraphQL is served by GET and POST.", headers=allow)
        given = parameters(scope["query_string"]) if method == "GET" else {}
        if method == "GET" and wanted.html and "query" not in given:
            return None
        if wanted.json is None and not wanted.events:
            raise Rejected(
                406,
                "Accept application/graphql-response+json, application/json or an event stream.",
            )
        if method == "GET":
            return request_in_url(given)
        require_json(headers)
        return request_in(load(await read_body(scope, receive, headers.get(b"content-length"))))

    async def _result(
        self,
        method: str,
        wanted: Accepts,
        request: GraphQLRequest,
        caller: Caller,
        connected: WhileConnected,
    ) -> bytes | AsyncIterator[str]:
        """A response, or a stream: for a subscription, and where only a stream is accepted."""
        try:
            prepared = await self._graph.prepare(request.query, request.operation_name, caller)
        except Refused as refused:
            if wanted.json is None:
                return _only(failure(refused.errors))
            raise
        if prepared.type == "subscription":
            if not wanted.events:
                raise Rejected(
                    406, "A subscription needs Accept: text/event-stream, or a WebSocket."
                )
            return self._graph.stream(prepared, request.variables, caller)
        if method == "GET" and prepared.type == "mutation":
            raise Rejected(405, "A mutation needs POST.", headers=((b"allow", b"POST"),))
        if wanted.json is None:
            return self._alone(prepared, request, caller)
        if prepared.type == "mutation":
            connected.stay()  # what is begun may be committed
        return await self._graph.run(prepared, request.variables, caller)

    async def _alone(
        self, prepared: Prepared, request: GraphQLRequest, caller: Caller
    ) -> AsyncIterator[str]:
        try:
            result = await self._graph.run(prepared, request.variables, caller)
        except Refused as refused:
            result = failure(refused.errors)
        except Exception as unforeseen:
            # Only a subscription is asked for anew by clients when it breaks.
            result = failure([internal(unforeseen)])
        yield result.decode()


async def _only(result: bytes) -> AsyncIterator[str]:
    yield result.decode()


async def respond(send: Send, status: int, media: bytes, body: bytes, extra: Headers) -> None:
    """Send a whole response, which no cache may keep."""
    headers = [
        (b"content-type", media + b"; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        VARY,
        *extra,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def respond_to_preflight(send: Send, extra: Headers) -> None:
    """Tell a browser what a page of an origin that is allowed may send."""
    headers = [VARY, *extra, *PREFLIGHT]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body"})
