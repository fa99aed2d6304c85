"""The graph: whatever is asked of it, prepared, run and streamed."""

from collections.abc import AsyncGenerator
from contextlib import closing, nullcontext
from typing import Any, Literal, NamedTuple

import orjson
from graphql import GraphQLSchema, OperationDefinitionNode

from notifications.pubsub import user_topic
from orm.database.fair_turns import Origin
from orm.errors import (
    FeatureNotAvailable,
    OperationError,
    RateLimited,
    StaleViewer,
    Unauthenticated,
)
from permissions.caller import Caller
from permissions.tokens import token_hash
from permissions.viewer import Viewer
from reader.background import Background
from reader.compile.arguments import Variables
from reader.compile.selection import Selector
from reader.complexity import ANONYMOUS, SIGNED_IN
from reader.document import Document, Documents
from reader.engine import Reader, answer
from reader.errors import formatted, refused
from reader.viewers import Viewers
from resolvers.runtime.runtime import Runtime
from schema.build import schema
from schema.execution.inputs import arguments_of
from schema.execution.limits import AtOnce, OperationLimits
from schema.execution.streams import OVER, Streams
from schema.execution.writes import Write
from schema.types.fields import mutation_root
from subscriptions.hub import Hubs

DEFAULT = OperationLimits()
Kind = Literal["query", "mutation", "subscription"]


class Prepared(NamedTuple):
    """An operation that was parsed and validated."""

    document: Document
    operation: OperationDefinitionNode

    @property
    def type(self) -> Kind:
        """What kind of operation it is."""
        return self.operation.operation.value


class Graph:
    """Answers every operation."""

    def __init__(self, runtime: Runtime, limits: OperationLimits = DEFAULT) -> None:
        self.runtime = runtime
        self._schema = schema._schema
        background = Background()
        self._documents = Documents(self._schema, background, _sign_ins(self._schema))
        self._reader = Reader(self._schema, runtime.database, background)
        self._viewers = Viewers(runtime.database)
        self._operations = AtOnce("operations", limits.operations, limits.anonymous, 1)
        self._streams = Streams(runtime, self._reader, self._viewers, limits.subscriptions)

    async def prepare(self, query: str, operation_name: str | None, caller: Caller) -> Prepared:
        """The operation to run. Raises Refused."""
        document = self._documents.known(query) or await self._read_anew(query, caller)
        return Prepared(document, document.operation(operation_name))

    async def _read_anew(self, query: str, caller: Caller) -> Document:
        viewer = await self._viewer(caller)
        allowance, origin = ANONYMOUS if viewer is None else SIGNED_IN, _origin(viewer, caller)
        if viewer is None and len(query) > allowance.text:
            message = f"Sign in first: until then, {allowance.text} characters are read."
            raise refused(Unauthenticated(message))
        # Who comes back with many subscriptions sends one document, which is read once.
        joins = self._documents.is_coming(query, allowance)
        with nullcontext() if joins else self._operations.one(origin):
            return await self._documents.get(query, origin, allowance)

    async def run(
        self, prepared: Prepared, variables: dict[str, Any] | None, caller: Caller
    ) -> bytes:
        """The whole response of a query or mutation as JSON. Raises Refused."""
        values = self._reader.variables(prepared.operation, variables)
        viewer = await self._viewer(caller)
        origin = _origin(viewer, caller)
        try:
            with self._operations.one(origin):
                if caller.token and viewer is None:
                    raise Unauthenticated(OVER)
                if prepared.type == "mutation":
                    return await self._write(prepared, values, viewer, caller)
                return await self._read(prepared, values, viewer, origin)
        except RateLimited as error:
            raise refused(error) from None
        except OperationError as error:
            return b'{"data":null,"errors":%s}' % orjson.dumps([formatted(error)])

    def stream(
        self, prepared: Prepared, variables: dict[str, Any] | None, caller: Caller
    ) -> AsyncGenerator[str, None]:
        """Whole results of a subscription, each JSON on one line. Raises Refused, SessionEnded."""
        return self._streams.of(prepared.document, prepared.operation, variables, caller)

    @property
    def hubs(self) -> Hubs:
        """The hubs of whoever listens."""
        return self._streams.hubs

    async def knows(self, caller: Caller) -> bool:
        """Whether a token comes with it that is of a live session."""
        digest = token_hash(caller.token or "")
        return await self._viewers.reload(digest, caller.origin) is not None

    async def until_over(self, caller: Caller) -> None:
        """Return when the session behind the token ends."""
        viewer = await self._viewer(caller)
        if viewer is None:
            return
        signal = await self.runtime.pubsub.listen(user_topic(viewer.id))
        with closing(signal), self._streams.expiries.watching(viewer):
            while await self._viewers.reload(token_hash(caller.token or ""), viewer.origin):
                await signal.wait()

    async def _viewer(self, caller: Caller) -> Viewer | None:
        """Who it is; to find that out is the work of their address, whoever they say they are."""
        return await self._viewers.of(caller.token, caller.origin) if caller.token else None

    async def _read(
        self,
        prepared: Prepared,
        values: Variables,
        viewer: Viewer | None,
        origin: Origin,
    ) -> bytes:
        while True:
            try:
                return await self._reader.query(
                    prepared.document, prepared.operation, values, viewer, origin
                )
            except (StaleViewer, FeatureNotAvailable) as error:
                assert viewer
                now = await self._viewers.reload(viewer.token_hash or "", viewer.origin)
                if now is None:
                    raise Unauthenticated(OVER) from None
                # What is refused before a statement is run is so by the rights of this moment.
                if isinstance(error, FeatureNotAvailable) and now.profile.same(viewer.profile):
                    raise
                viewer = now

    async def _write(
        self, prepared: Prepared, values: Variables, viewer: Viewer | None, caller: Caller
    ) -> bytes:
        root = self._schema.mutation_type
        assert root
        document, selections = prepared.document, prepared.operation.selection_set
        fields = Selector(self._schema, document.fragments, values).fields(root, [selections])
        writes = {}
        # All is looked at before any of it is written: what is refused has changed nothing.
        for key, nodes in fields.items():
            if (name := nodes[0].name.value) != "__typename":
                field = root.fields[name]
                known = (self.runtime, self._reader, self._viewers)
                write = Write(*known, document, field, nodes, values, key)
                writes[key] = write, arguments_of(field, nodes[0], values)
                if viewer is not None:
                    await write.check(viewer)
        texts, errors = [], []
        for key in fields:
            if key not in writes:
                texts.append(f'"{key}":"{root.name}"')
                continue
            write, arguments = writes[key]
            text, hidden = await write.run(arguments, viewer, caller)
            texts.append(f'"{key}":{text}')
            errors += hidden
        return answer("{" + ",".join(texts) + "}", errors)


def _sign_ins(schema: GraphQLSchema) -> frozenset[str]:
    """The names of the roots that open a session."""
    mutation = schema.mutation_type
    assert mutation
    return frozenset(
        name for name, field in mutation.fields.items() if mutation_root(field).opens_session
    )


def _origin(viewer: Viewer | None, caller: Caller) -> Origin:
    """Whose work it is: theirs who signed in, or else that of the address it comes from."""
    return caller.origin if viewer is None else viewer.origin
