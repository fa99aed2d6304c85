"""A graph made of graphql-core's own execution, for the protocols to serve."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    build_schema,
    execute,
    get_operation_ast,
    parse,
    validate,
)
from graphql.execution.values import get_argument_values, get_variable_values

from permissions.caller import Caller
from reader.errors import Refused
from subscriptions.request import SessionEnded

SCHEMA = build_schema("""
    type Query {
      hello(name: String): String!
      whoever: String
      slow: String
      "Answers once it is released."
      held: String
      "Takes longer than most."
      brief: String
      boom: String
    }
    type Mutation { rename(to: String!): String renameSlowly(to: String!): String }
    type Subscription {
      "Counts from 1, then ends."
      count(to: Int!): Int!
      "Never says anything."
      idle: Int
      "Sends texts of so many characters without end."
      flood(size: Int!): String!
      "Sends as many texts of so many characters, then ends."
      burst(size: Int!, times: Int!): String!
      "Says one thing, then breaks."
      broken: Int
    }
""")


@dataclass
class Plan:
    type: Literal["query", "mutation", "subscription"]
    document: DocumentNode
    operation: OperationDefinitionNode


def refusal(*errors: GraphQLError) -> Refused:
    return Refused(
        [
            {"message": "", **error.formatted, "extensions": {"code": "BAD_USER_INPUT"}}
            for error in errors
        ]
    )


@lru_cache
def plan(query: str, operation_name: str | None) -> Plan:
    try:
        document = parse(query)
    except GraphQLError as error:
        raise refusal(error) from None
    errors = validate(SCHEMA, document)
    if errors:
        raise refusal(*errors)
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        raise refusal(GraphQLError("Which operation?"))
    return Plan(operation.operation.value, document, operation)


@dataclass
class FakeGraph:
    """Knows the token "good", and others until their session is ended."""

    sessions: dict[str, asyncio.Event] = field(default_factory=dict)
    tokens: list[str | None] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    running: int = 0
    flooded: int = 0

    def forget(self) -> None:
        vars(self).update(vars(FakeGraph()))

    def sign_in(self, token: str) -> None:
        self.sessions[token] = asyncio.Event()

    def end(self, token: str) -> None:
        self.sessions.pop(token).set()

    async def prepare(self, query: str, operation_name: str | None, caller: Caller) -> Plan:
        self.addresses.append(caller.address)
        return plan(query, operation_name)

    def _values(self, plan: Plan, variables: dict[str, Any] | None) -> dict[str, Any]:
        values = get_variable_values(
            SCHEMA, plan.operation.variable_definitions or (), variables or {}
        )
        if isinstance(values, list):
            raise refusal(*values)
        selection = plan.operation.selection_set.selections[0]
        root = {"query": SCHEMA.query_type, "mutation": SCHEMA.mutation_type}.get(
            plan.type, SCHEMA.subscription_type
        )
        name = selection.name.value  # type: ignore[attr-defined]
        definition = root.fields.get(name) if root else None
        arguments = get_argument_values(definition, selection, values) if definition else {}  # type: ignore[arg-type]
        return {"field": name, **arguments}

    async def run(self, plan: Plan, variables: dict[str, Any] | None, caller: Caller) -> bytes:
        self.tokens.append(caller.token)
        if self._values(plan, variables)["field"] == "boom":
            raise LookupError("a secret of the house")
        root = {
            "hello": lambda _info, name="world": f"Hello, {name}!",
            "whoever": caller.token,
            "slow": self._slow,
            "held": self._held,
            "brief": self._brief,
            "renameSlowly": self._rename_slowly,
            "rename": self._rename,
        }
        name = plan.operation.name.value if plan.operation.name else None
        result = execute(SCHEMA, plan.document, root, None, variables, name)
        if asyncio.iscoroutine(result) or hasattr(result, "__await__"):
            result = await result
        return orjson.dumps(result.formatted)

    async def _slow(self, _info: Any) -> str:
        self.running += 1
        try:
            await asyncio.sleep(60)
        finally:
            self.running -= 1
        return "done"

    async def _held(self, _info: Any) -> str:
        self.running += 1
        await self.released.wait()
        self.running -= 1
        return "released"

    async def _brief(self, _info: Any) -> str:
        self.running += 1
        await asyncio.sleep(0.3)
        self.running -= 1
        return "done"

    async def _rename_slowly(self, _info: Any, to: str) -> str:
        await self._brief(_info)
        return self._rename(_info, to)

    def _rename(self, _info: Any, to: str) -> str:
        self.renamed.append(to)
        return to

    async def stream(
        self, plan: Plan, variables: dict[str, Any] | None, caller: Caller
    ) -> AsyncIterator[str]:
        arguments = self._values(plan, variables)
        name = arguments.pop("field")
        self.running += 1
        try:
            async for value in getattr(self, f"_{name}")(caller.token, **arguments):
                yield orjson.dumps({"data": {name: value}}).decode()
        finally:
            self.running -= 1

    async def _count(self, _token: str | None, to: int) -> AsyncIterator[int]:
        for number in range(1, to + 1):
            yield number
            await asyncio.sleep(0)

    async def _idle(self, token: str | None) -> AsyncIterator[int]:
        await self._over(token) if token else await asyncio.Event().wait()
        raise SessionEnded
        yield 0

    async def _flood(self, _token: str | None, size: int) -> AsyncIterator[str]:
        while True:
            self.flooded += size
            yield "x" * size
            await asyncio.sleep(0)

    async def _burst(self, _token: str | None, size: int, times: int) -> AsyncIterator[str]:
        for _ in range(times):
            yield "x" * size

    async def _broken(self, _token: str | None) -> AsyncIterator[int]:
        yield 1
        raise LookupError("a secret of the house")

    async def knows(self, caller: Caller) -> bool:
        if caller.token == "breaks":
            raise LookupError("a secret of the house")
        return caller.token == "good" or caller.token in self.sessions

    async def until_over(self, caller: Caller) -> None:
        await self._over(caller.token or "")

    async def _over(self, token: str) -> None:
        await (self.sessions.get(token) or asyncio.Event()).wait()
