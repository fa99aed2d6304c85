"""The roots of a mutation: each is run to its end and its payload read, one after the other."""

from contextlib import suppress
from dataclasses import dataclass, fields
from typing import cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_interface_type,
)

from orm.database.database import Database
from orm.errors import OperationError, StaleViewer, Unauthenticated
from permissions.caller import Caller
from permissions.viewer import Viewer
from reader.compile.arguments import Variables
from reader.compile.binding import Call
from reader.compile.entity import ENTITIES
from reader.compile.payload import plain_json
from reader.compile.roots import check_open
from reader.compile.selection import Selector
from reader.document import Document
from reader.engine import Reader
from reader.errors import FormattedError, formatted
from reader.plan import Plan
from reader.viewers import Viewers
from resolvers.runtime.runtime import Runtime
from resolvers.session import SignedIn
from resolvers.write.errors import Invalid
from resolvers.write.payload import Payload, Result
from schema.execution.inputs import taken
from schema.types.fields import MutationRoot, mutation_root


@dataclass(frozen=True)
class Write:
    """One root field of a mutation."""

    runtime: Runtime
    reader: Reader
    viewers: Viewers
    document: Document
    field: GraphQLField
    nodes: list[FieldNode]
    variables: Variables
    key: str

    async def check(self, viewer: Viewer) -> None:
        """See that it is for who asks and can be answered, before anything is written.

        Raises OperationError.
        """
        check_open(self.field.extensions["strawberry-definition"], viewer, self.key)
        plan, call = await self._plan(viewer), Call(viewer, self.variables)
        if not plan.preconditions:
            plan.values(call)
            return
        # Whether they are met, the database knows; the rows of the payload are none yet.
        with suppress(StaleViewer):
            await self.reader.text(plan, call)

    async def run(
        self, arguments: Variables, viewer: Viewer | None, caller: Caller
    ) -> tuple[str, list[FormattedError]]:
        """Write; answer the payload as JSON and what was hidden in it. Raises OperationError."""
        value = arguments.get("input")
        if self._root.opens_session:
            return await self._open_session(value, caller)
        if viewer is None:
            raise Unauthenticated().at(self.key)
        result = None
        while result is None:
            try:
                result = await self._result(value, (viewer,))
            except StaleViewer:
                viewer = await self.viewers.reload(viewer.token_hash or "", viewer.origin)
                if viewer is None:
                    raise Unauthenticated("The session is over; sign in again.", self.key) from None
        return await self._payload(result, viewer)

    async def _open_session(
        self, value: Variables | None, caller: Caller
    ) -> tuple[str, list[FormattedError]]:
        """Write for whoever it is; where that opens a session, its user reads the payload."""
        result = await self._result(value, (caller, self.runtime.database))
        token = result.token if isinstance(result, SignedIn) else None
        viewer = await self.viewers.of(token, caller.origin) if token else None
        return await self._payload(result, viewer)

    async def _result(
        self, value: Variables | None, by: tuple[Viewer] | tuple[Caller, Database]
    ) -> Result | Invalid:
        """What the resolver answers, or what the caller can correct. Raises OperationError."""
        try:
            arguments = taken(self._input_type, value, self._root.of) if value else {}
            if self._root.takes_passwords:
                arguments["passwords"] = self.runtime.passwords
            return await self._root.resolver(*by, **arguments)
        except Invalid as invalid:
            return invalid
        except OperationError as error:
            raise error.at(self.key) from None

    def _values(self, result: Result | Invalid) -> dict[str, object]:
        """The fields of the payload, rows by their ids."""
        match result:
            case Invalid():
                return {"user_errors": result.errors}
            case Payload():
                names = [field.name for field in fields(result)]
                known = {name: getattr(result, name) for name in names}
                return {"user_errors": (), **known}
        first = next(iter(self._type.fields.values()))
        # What is deleted is no row any more: there is only its global id.
        answer = result if _is_row(first) else f"{self._root.of}:{result}"
        return {"user_errors": (), _python_name(first): answer}

    @property
    def _root(self) -> MutationRoot:
        return mutation_root(self.field)

    @property
    def _type(self) -> GraphQLObjectType:
        return cast(GraphQLObjectType, get_named_type(self.field.type))

    @property
    def _input_type(self) -> GraphQLInputObjectType:
        return cast(GraphQLInputObjectType, get_named_type(self.field.args["input"].type))

    async def _plan(self, viewer: Viewer) -> Plan:
        return await self.reader.payload_plan(
            self.document, self._type, self.nodes, self.variables, viewer, self.key
        )

    async def _payload(
        self, result: Result | Invalid, viewer: Viewer | None
    ) -> tuple[str, list[FormattedError]]:
        """The payload as JSON; the row in it is read as every other, with the rights of now."""
        values = self._values(result)
        rows = {_python_name(field) for field in self._type.fields.values() if _is_row(field)}
        errors: list[FormattedError] = []
        while viewer and rows & values.keys() and not errors:
            call = Call(viewer, self.variables, values)
            try:
                text, hidden = await self.reader.run(await self._plan(viewer), call)
            except StaleViewer:
                viewer = await self.viewers.reload(viewer.token_hash or "", viewer.origin)
            except OperationError as error:
                # What could be shown before may be so no more, since this or another was written.
                message = f"This is done, but it cannot be shown: {error}"
                errors = [formatted(error) | {"message": message, "path": [self.key]}]
            else:
                return text, [error | {"path": [self.key, *error["path"]]} for error in hidden]
        selector = Selector(self.reader.schema, self.document.fragments, self.variables)
        known = _Object({name: value for name, value in values.items() if name not in rows})
        return plain_json(selector, self.field, self.nodes, known), errors


class _Object:
    """Values as the attributes of an object; what is not known is null."""

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> object:
        return self._values.get(name)


def _python_name(field: GraphQLField) -> str:
    name: str = field.extensions["strawberry-definition"].python_name
    return name


def _is_row(field: GraphQLField) -> bool:
    named = get_named_type(field.type)
    return is_interface_type(named) or named.name in ENTITIES
