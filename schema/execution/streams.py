"""Subscriptions: limited for each person, and few of them begin at the same time."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Any

from graphql import OperationDefinitionNode

from orm.database.fair_turns import FairTurns
from orm.errors import BadInput, OperationError, Unauthenticated
from permissions.caller import Caller
from reader.compile.roots import check_open
from reader.compile.selection import Selector
from reader.document import Document
from reader.engine import Reader
from reader.errors import refused
from reader.viewers import Viewers
from resolvers.runtime.runtime import Runtime
from schema.execution.inputs import arguments_of
from schema.execution.limits import AtOnce
from schema.types.fields import STREAM
from subscriptions.hub import Hubs
from subscriptions.live_request import LiveRequest
from subscriptions.session_expiry import Expiries

FIRST, OVER = "Sign in first.", "The session is over; sign in again."
#: Subscriptions that begin at the same time; thousands come back after a restart.
MOST_BEGINNING = 16
#: Seconds until a refused client tries again.
RETRY_AFTER = 30


class Streams:
    """Begins subscriptions in fair turns."""

    def __init__(self, runtime: Runtime, reader: Reader, viewers: Viewers, most: int) -> None:
        self._pubsub, self._reader, self._viewers = runtime.pubsub, reader, viewers
        self.expiries = Expiries(runtime.pubsub)
        self.hubs = Hubs(runtime.database, runtime.pubsub)
        self._at_once = AtOnce("subscriptions", most, 0, RETRY_AFTER)
        self._beginning = FairTurns(MOST_BEGINNING)

    async def of(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: dict[str, Any] | None,
        caller: Caller,
    ) -> AsyncGenerator[str, None]:
        """The results, each as JSON on one line. Raises Refused, SessionEnded."""
        values = self._reader.variables(operation, variables)
        root = self._reader.schema.subscription_type
        assert root
        selector = Selector(self._reader.schema, document.fragments, values)
        fields = selector.fields(root, [operation.selection_set])
        if not fields:
            raise refused(BadInput("Nothing is subscribed to."))
        ((key, nodes),) = fields.items()
        viewer = await self._viewers.of(caller.token, caller.origin) if caller.token else None
        try:
            if viewer is None:
                raise Unauthenticated(OVER) if caller.token else Unauthenticated(FIRST, key)
            field = root.fields[nodes[0].name.value]
            check_open(field.extensions["strawberry-definition"], viewer, key)
            stream = field.extensions["strawberry-definition"].metadata[STREAM]
            with self._at_once.one(viewer.origin), self.expiries.watching(viewer):
                async with AsyncExitStack() as turn:
                    await turn.enter_async_context(self._beginning.turn(viewer.origin))
                    asked = LiveRequest(
                        self._reader,
                        self._viewers,
                        document,
                        field,
                        nodes,
                        values,
                        viewer,
                        self._pubsub,
                        begun=turn.aclose,
                        hubs=self.hubs,
                    )
                    async for text in stream(asked, **arguments_of(field, nodes[0], values)):
                        yield text
        except OperationError as error:
            raise refused(error) from None
