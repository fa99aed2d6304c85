"""GraphQL over WebSocket: graphql-transport-ws, as graphql-ws/PROTOCOL.md has it."""

from starlette.types import Receive, Scope, Send

from server.graph import Graph
from server.messages import SUBPROTOCOL, UNACCEPTABLE
from server.serving import Open
from server.socket import Socket


class GraphQLOverWebSocket:
    """The ASGI application at /graphql for sockets."""

    def __init__(self, graph: Graph, connections: Open) -> None:
        self._graph = graph
        self._connections = connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        await receive()
        if SUBPROTOCOL not in scope["subprotocols"]:
            # Only an accepted socket can be told why.
            await send({"type": "websocket.accept"})
            await send(UNACCEPTABLE.frame)
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        socket = Socket(self._graph, scope, send)
        self._connections.all.add(socket)
        try:
            await socket.serve(receive)
        finally:
            self._connections.all.discard(socket)
