"""Whose in process: everything but HTTP, the check of the session included."""

from benchmarks.questions import Question
from benchmarks.world import Person
from orm.database import Database
from reader.document import Documents
from reader.engine import Reader
from reader.viewers import Viewers
from schema.build import schema


class Whose:
    """Answers as the service does."""

    name = "Whose"

    def __init__(self, database: Database) -> None:
        self.core = schema._schema
        self.documents = Documents(self.core)
        self.reader = Reader(self.core, database)
        self.viewers = Viewers(database)

    async def answer(self, question: Question, person: Person) -> bytes:
        """The whole answer."""
        return await self.ask(question.text, question.variables, person.token)

    async def ask(self, text: str, variables: dict[str, object], token: str) -> bytes:
        """The answer to any query."""
        document = self.documents.get(text)
        operation = document.operation(None)
        values = self.reader.variables(operation, variables)
        viewer = await self.viewers.of(token)
        return await self.reader.query(document, operation, values, viewer)
