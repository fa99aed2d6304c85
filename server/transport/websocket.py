"""GraphQL over WebSocket: graphql-transport-ws, as graphql-ws/PROTOCOL.md has it."""

from starlette.types import Receive, Scope, Send

from orm.database.fair_turns import FairTurns
from schema.execution.graph import Graph
from server.transport.errors import Rejected
from server.transport.frames import SUBPROTOCOL, TOO_MANY, UNACCEPTABLE, Close
from server.transport.headers import read
from server.transport.http_connection import connection_of
from server.transport.origins import Origins
from server.transport.serving import OpenConnections
from server.transport.websocket_session import WebSocketSession

#: What is acted on before the loop looks at everybody else.
MESSAGES_AT_ONCE = 8


class GraphQLOverWebSocket:
    """The ASGI application at /graphql for sockets."""

    def __init__(self, graph: Graph, connections: OpenConnections, origins: Origins) -> None:
        self._graph = graph
        self._connections = connections
        self._origins = origins
        #: For messages: whoever sends many at once, over however many sockets, waits for others.
        self._turns = FairTurns(MESSAGES_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        await receive()
        try:
            # Browsers let every page open a socket, and leave it to us to look where it is from.
            self._origins.check(read(scope["headers"]))
        except Rejected:
            await send({"type": "websocket.close"})  # answers the handshake with 403
            return
        if connection_of(scope).refused:
            await _close(send, TOO_MANY)
        elif SUBPROTOCOL not in scope["subprotocols"]:
            await _close(send, UNACCEPTABLE)
        else:
            await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
            socket = WebSocketSession(self._graph, scope, send, self._turns)
            self._connections.all.add(socket)
            try:
                await socket.serve(receive)
            finally:
                self._connections.all.discard(socket)


async def _close(send: Send, close: Close) -> None:
    # Only an accepted socket can be told why.
    await send({"type": "websocket.accept"})
    await send(close.frame)
