"""What a Prometheus reads at /metrics: how much is asked, and how much is open."""

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.transport.serving import OpenConnections


class Metrics:
    """The numbers of one application."""

    def __init__(self, connections: OpenConnections) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        asked = Counter(
            "whose_asked",
            "Requests and sockets that came to /graphql.",
            ["by"],
            registry=self._registry,
        )
        self.requests, self.sockets = asked.labels("request"), asked.labels("socket")
        is_open = Gauge(
            "whose_open", "Sockets and event streams that are open.", registry=self._registry
        )
        is_open.set_function(lambda: len(connections.all))
        self.route = Route("/metrics", self._answer)

    async def _answer(self, request: Request) -> Response:
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)
