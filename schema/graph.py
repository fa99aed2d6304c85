"""The graph: whatever is asked of it, prepared, run and streamed."""

from collections.abc import AsyncGenerator
from contextlib import closing
from typing import Any, Literal, NamedTuple

import orjson
from graphql import GraphQLError, OperationDefinitionNode
from graphql.execution.values import VariableValues, get_argument_values

from notifications.broker import of_user
from permissions.caller import Caller
from permissions.viewer import Viewer
from reader.asked import Asked, SessionEnded
from reader.document import Document, Documents, refused
from reader.engine import Reader, Stale, answer
from reader.errors import FeatureNotAvailable, RateLimited, ReadError, Refused, Unauthenticated
from reader.roots import check_open
from reader.selection import Selector
from reader.viewers import Viewers, token_hash
from resolvers.house import House
from resolvers.streams.expiries import Expiries
from resolvers.streams.listener import TooSlow
from schema.build import schema
from schema.fields import STREAM
from schema.writes import Write

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

    def __init__(self, house: House) -> None:
        self._house = house
        self._schema = schema._schema
        self._documents = Documents(self._schema)
        self._reader = Reader(self._schema, house.database)
        self._viewers = Viewers(house.database)
        self._expiries = Expiries(house.broker)

    async def prepare(self, query: str, operation_name: str | None, caller: Caller) -> Prepared:
        """The operation to run. Raises Refused."""
        document = self._documents.get(query)
        return Prepared(document, document.operation(operation_name))

    async def run(
        self, prepared: Prepared, variables: dict[str, Any] | None, caller: Caller
    ) -> bytes:
        """The whole response of a query or mutation as JSON. Raises Refused."""
        values = self._reader.variables(prepared.operation, variables)
        try:
            viewer = await self._viewer(caller.token)
            if prepared.type == "mutation":
                return await self._write(prepared, values, viewer, caller)
            return await self._read(prepared, values, viewer)
        except RateLimited as error:
            raise Refused([error.formatted()]) from None
        except ReadError as error:
            return b'{"data":null,"errors":%s}' % orjson.dumps([error.formatted()])

    async def stream(
        self, prepared: Prepared, variables: dict[str, Any] | None, caller: Caller
    ) -> AsyncGenerator[str, None]:
        """Whole results of a subscription, each JSON on one line. Raises Refused, SessionEnded."""
        values = self._reader.variables(prepared.operation, variables)
        root: Any = self._schema.subscription_type
        document, selections = prepared.document, prepared.operation.selection_set
        fields = Selector(self._schema, document.fragments, values).fields(root, [selections])
        if not fields:
            raise refused("Nothing is subscribed to.")
        ((key, nodes),) = fields.items()
        try:
            viewer = await self._viewer(caller.token)
            if viewer is None:
                raise Unauthenticated("Sign in first.", key)
            field = root.fields[nodes[0].name.value]
            check_open(field.extensions["strawberry-definition"], viewer, key)
            stream = field.extensions["strawberry-definition"].metadata[STREAM]
            asked = Asked(self._reader, self._viewers, document, field, nodes, values, viewer)
            with self._expiries.watching(viewer):
                async for text in stream(asked, **_arguments(field, nodes[0], values)):
                    yield text
        except ReadError as error:
            raise Refused([error.formatted()]) from None

    async def knows(self, token: str) -> bool:
        """Whether the token is of a live session."""
        return await self._viewers.anew(token_hash(token)) is not None

    async def until_over(self, token: str) -> None:
        """Return when the session behind the token ends."""
        viewer = await self._viewers.of(token)
        if viewer is None:
            return
        bell = await self._house.broker.listen(of_user(viewer.id))
        with closing(bell), self._expiries.watching(viewer):
            while await self.knows(token):
                await bell.rung()

    async def _viewer(self, token: str | None) -> Viewer | None:
        if token is None:
            return None
        viewer = await self._viewers.of(token)
        if viewer is None:
            raise Unauthenticated("The session is over; sign in again.")
        return viewer

    async def _read(
        self, prepared: Prepared, values: dict[str, Any], viewer: Viewer | None
    ) -> bytes:
        while True:
            try:
                return await self._reader.query(
                    prepared.document, prepared.operation, values, viewer
                )
            except (Stale, FeatureNotAvailable) as error:
                assert viewer
                now = await self._viewers.anew(viewer.token_hash or "")
                if now is None:
                    raise Unauthenticated("The session is over; sign in again.") from None
                # What is refused before a statement is run is so by the rights of this moment.
                if isinstance(error, FeatureNotAvailable) and now.facts.same(viewer.facts):
                    raise
                viewer = now

    async def _write(
        self, prepared: Prepared, values: dict[str, Any], viewer: Viewer | None, caller: Caller
    ) -> bytes:
        root: Any = self._schema.mutation_type
        document, selections = prepared.document, prepared.operation.selection_set
        fields = Selector(self._schema, document.fragments, values).fields(root, [selections])
        writes = {}
        # All is looked at before any of it is written: what is refused has changed nothing.
        for key, nodes in fields.items():
            if (name := nodes[0].name.value) != "__typename":
                field = root.fields[name]
                write = Write(self._reader, self._viewers, document, field, nodes, values, key)
                writes[key] = write, _arguments(field, nodes[0], values)
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


def _arguments(field: Any, node: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a root field, coerced. Raises Refused."""
    try:
        return get_argument_values(field, node, VariableValues({}, values))
    except GraphQLError as error:
        raise refused(error.message) from None


__all__ = ["Graph", "Prepared", "Refused", "SessionEnded", "TooSlow"]
