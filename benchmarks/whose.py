"""Whose in process: everything but HTTP, the check of the session included."""

from typing import Any

from benchmarks.questions import Question
from benchmarks.world import Person
from notifications.pubsub.memory import MemoryPubSub
from orm.database.database import Database
from permissions.caller import Caller
from resolvers.runtime.runtime import Runtime
from schema.execution.graph import Graph


class Whose:
    """Answers as the service does."""

    name = "Whose"

    def __init__(self, database: Database) -> None:
        self.graph = Graph(Runtime(database, MemoryPubSub()))

    async def answer(self, question: Question, person: Person) -> bytes:
        """The whole answer."""
        return await self.ask(question.text, question.variables, person.token)

    async def ask(self, text: str, variables: dict[str, Any], token: str) -> bytes:
        """The answer to any query."""
        caller = Caller(token)
        return await self.graph.run(await self.graph.prepare(text, None, caller), variables, caller)
