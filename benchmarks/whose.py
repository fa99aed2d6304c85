"""Whose in process: everything but HTTP, the check of the session included."""

from typing import Any

from benchmarks.questions import Question
from benchmarks.world import Person
from notifications.broker.memory import MemoryBroker
from orm.database import Database
from resolvers.house import House
from schema.graph import Graph


class Whose:
    """Answers as the service does."""

    name = "Whose"

    def __init__(self, database: Database) -> None:
        self.graph = Graph(House(database, MemoryBroker()))

    async def answer(self, question: Question, person: Person) -> bytes:
        """The whole answer."""
        prepared = self.graph.prepare(question.text, None)
        return await self.graph.run(prepared, question.variables, person.token)

    async def ask(self, text: str, variables: dict[str, Any], token: str) -> bytes:
        """The answer to any query."""
        return await self.graph.run(self.graph.prepare(text, None), variables, token)
