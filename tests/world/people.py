"""People who ask things of the graph, each with a session of their own."""

import datetime
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from strawberry.utils.str_converters import to_camel_case

from orm.record import RecordKind
from orm.user import User
from permissions.caller import Caller
from reader.compile.entity import ENTITIES
from reader.errors import Refused as RefusedByGraph
from resolvers.session import open_session
from schema.build import schema
from schema.execution.graph import Graph

UNSET: Any = object()
ERRORS = "userErrors { code message path }"


@dataclass(frozen=True, order=True)
class Thing:
    """A row that is known by its global id."""

    type: str
    id: int

    @classmethod
    def of(cls, gid: str) -> "Thing":
        """By a global id."""
        name, _, number = gid.partition(":")
        return cls(name, int(number))

    @property
    def gid(self) -> str:
        """The global id."""
        return f"{self.type}:{self.id}"

    @property
    def kind(self) -> RecordKind:
        """Its kind, if it is a record."""
        return RecordKind.of_type(self.type)


@dataclass(frozen=True)
class Told:
    """A notification."""

    sequence: int
    text: str
    event: str
    reason: str
    by: str | None
    record: Thing | None
    label: str
    read: bool

    @classmethod
    def of(cls, node: dict[str, Any]) -> "Told":
        """As the API gives it."""
        by, record = node["by"], node["record"]
        return cls(
            node["sequence"],
            node["text"],
            node["event"],
            node["reason"],
            by["name"] if by else None,
            Thing.of(record["id"]) if record else None,
            node["recordLabel"],
            node["read"],
        )

    FIELDS = "sequence text event reason by { name } record { id } recordLabel read"


class Refused(Exception):
    """The graph did not do it: by a code, and where it is to be mended the place in the input."""

    def __init__(self, code: str, path: tuple[str, ...], message: str) -> None:
        super().__init__(f"{code} {'.'.join(path)}: {message}")
        self.code, self.path = code, path


class Person:
    """Somebody, and what they do."""

    def __init__(self, graph: Graph, user: User, token: str | None) -> None:
        self.graph, self.token = graph, token
        self.id, self.account_id, self.name = user.id, user.account_id, user.name
        self.email = user.email
        #: Where they sit.
        self.address = ""

    @classmethod
    async def signed_in(cls, graph: Graph, user: User) -> "Person":
        """With a new session."""
        token, _ = await open_session(graph.runtime.database, user.id, datetime.timedelta(hours=1))
        return cls(graph, user, token)

    @property
    def caller(self) -> Caller:
        """Who they are to the graph."""
        return Caller(self.token, self.address)

    @property
    def gid(self) -> str:
        """The global id."""
        return f"User:{self.id}"

    def __repr__(self) -> str:
        return self.name

    # -- asking --------------------------------------------------------------------------------

    async def answer(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole response."""
        prepared = await self.graph.prepare(document, None, self.caller)
        try:
            text = await self.graph.run(prepared, variables, self.caller)
        except RefusedByGraph as refused:
            return {"errors": refused.errors}
        answered: dict[str, Any] = orjson.loads(text)
        return answered

    async def ask(self, document: str, **variables: Any) -> Any:
        """The data. Raises Refused for any error."""
        answered = await self.answer(document, **variables)
        for error in answered.get("errors", ()):
            raise Refused(error["extensions"]["code"], (), error["message"])
        return answered["data"]

    async def stream(self, document: str, **variables: Any) -> AsyncGenerator[str, None]:
        """The results of a subscription."""
        prepared = await self.graph.prepare(document, None, self.caller)
        async with aclosing(self.graph.stream(prepared, variables, self.caller)) as texts:
            async for text in texts:
                yield text

    async def write(self, mutation: str, selection: str = "", **given: Any) -> Any:
        """The payload of a mutation. Raises Refused, with the place for what can be mended."""
        document = (
            f"mutation($input: {_input(mutation)})"
            f" {{ {mutation}(input: $input) {{ {selection} {ERRORS} }} }}"
        )
        return self._payload(await self.ask(document, input=_plain(given)))

    @staticmethod
    def _payload(data: dict[str, Any]) -> Any:
        (payload,) = data.values()
        for error in payload["userErrors"]:
            assert error["path"][0] == "input"
            raise Refused(error["code"], tuple(error["path"][1:]), error["message"])
        return payload

    # -- companies and deals -------------------------------------------------------------------

    async def create_company(self, name: str, **given: Any) -> Thing:
        """Create a company."""
        payload = await self.write("createCompany", "company { id }", name=name, **given)
        return Thing.of(payload["company"]["id"])

    async def create_deal(self, title: str, **given: Any) -> Thing:
        """Create a deal."""
        payload = await self.write("createDeal", "deal { id }", title=title, **given)
        return Thing.of(payload["deal"]["id"])

    async def create(self, type_: str, **given: Any) -> Thing:
        """Create a record of some other type."""
        name = type_[0].lower() + type_[1:]
        payload = await self.write(f"create{type_}", f"{name} {{ id }}", **given)
        return Thing.of(payload[name]["id"])

    async def update(self, thing: Thing, **given: Any) -> None:
        """Change what is known of it."""
        await self.write(f"update{thing.type}", "", id=thing, **given)

    async def rename(self, thing: Thing, name: str, **given: Any) -> None:
        """Call it something else."""
        await self.update(thing, **{ENTITIES[thing.type].label or "": name}, **given)

    async def assign(
        self, thing: Thing, *, to: Any = UNSET, second: Any = UNSET, **given: Any
    ) -> None:
        """Make others responsible."""
        columns = ENTITIES[thing.type].roles.values()
        roles = [to_camel_case(column.removesuffix("_id")) for column in columns]
        said = {role: it for role, it in zip(roles, (to, second), strict=False) if it is not UNSET}
        await self.write(f"assign{thing.type}", "", id=thing, **said, **given)

    async def do(self, verb: str, thing: Thing, **given: Any) -> None:
        """Do something to it that needs no more to be said."""
        await self.write(f"{verb}{thing.type}", "", id=thing, **given)

    async def link(self, contact: Thing, company: Thing, **given: Any) -> None:
        """Say that a contact works for a company."""
        await self.write("linkContact", "", contact=contact, company=company, **given)

    async def unlink(self, contact: Thing, company: Thing, **given: Any) -> None:
        """Say that a contact no longer works for a company."""
        await self.write("unlinkContact", "", contact=contact, company=company, **given)

    async def set_field(self, thing: Thing, field: Thing, **value: Any) -> None:
        """Set what a record has in a custom field, or with nothing clear it."""
        await self.write("setCustomField", "record { id }", record=thing, field=field, value=value)

    async def move(self, deal: Thing, phase: Thing, **given: Any) -> None:
        """Take a deal to another phase."""
        await self.write("moveDeal", "", id=deal, phase=phase, **given)

    async def close(
        self, deal: Thing, status: Literal["WON", "LOST", "OPEN"] = "WON", **given: Any
    ) -> None:
        """Close a deal."""
        await self.write("closeDeal", "", id=deal, status=status, **given)

    async def delete(self, thing: Thing, **given: Any) -> None:
        """Delete it."""
        await self.write(f"delete{thing.type}", "deletedId", id=thing, **given)

    async def note(self, thing: Thing, body: str, *mentions: "Person") -> Thing:
        """Note something about it."""
        payload = await self.write(
            "addNote", "note { id }", record=thing, body=body, mentions=list(mentions)
        )
        return Thing.of(payload["note"]["id"])

    # -- tickets -------------------------------------------------------------------------------

    async def create_ticket(self, subject: str, inbox: Thing, **given: Any) -> Thing:
        """Create a ticket."""
        given = {"subject": subject, "inbox": inbox, **given}
        payload = await self.write("createTicket", "ticket { id }", **given)
        return Thing.of(payload["ticket"]["id"])

    async def say(self, ticket: Thing, type: str, body: str = "Secret", **given: Any) -> None:
        """Add a message to a ticket."""
        await self.write("addTicketMessage", "", id=ticket, type=type, body=body, **given)

    async def close_ticket(self, ticket: Thing, **given: Any) -> None:
        """Close a ticket."""
        await self.write("closeTicket", "", id=ticket, **given)

    async def reopen_ticket(self, ticket: Thing, **given: Any) -> None:
        """Open a closed ticket again."""
        await self.write("reopenTicket", "", id=ticket, **given)

    async def tickets(self) -> list[str]:
        """The labels of all tickets that they see, the latest first."""
        found = await self.ask("{ tickets(first: 100) { nodes { label } totalCount } }")
        return _labels(found["tickets"], "label")

    # -- people --------------------------------------------------------------------------------

    async def invite(self, email: str, **given: Any) -> Thing:
        """Add a user."""
        names = {"firstName": "Nina", "lastName": "New"}
        payload = await self.write("inviteUser", "user { id }", email=email, **(names | given))
        return Thing.of(payload["user"]["id"])

    async def set_access(self, user: "Person | Thing", **given: Any) -> None:
        """Set what somebody may do."""
        await self.write("setUserAccess", "", user=user, **given)

    async def deactivate(self, user: "Person", *handovers: dict[str, Any]) -> None:
        """Deactivate somebody."""
        await self.write("deactivateUser", "", user=user, responsibilities=list(handovers))

    async def transfer(self, giver: "Person", to: "Person", **given: Any) -> int:
        """Pass on what somebody is responsible for; answers how many records."""
        payload = await self.write(
            "transferResponsibilities", "count", **{"from": giver}, to=to, **given
        )
        return int(payload["count"])

    async def sign_out(self) -> None:
        """End the session."""
        self._payload(await self.ask(f"mutation {{ signOut {{ signedOut {ERRORS} }} }}"))

    # -- reading -------------------------------------------------------------------------------

    async def can_read(self, thing: Thing) -> bool:
        """Whether the API shows it, by its id."""
        found = await self.ask("query($id: ID!) { node(id: $id) { id } }", id=thing.gid)
        return bool(found["node"] is not None)

    async def see(self, thing: Thing, fields: str) -> Any:
        """Fields of it."""
        document = f"query($id: ID!) {{ node(id: $id) {{ ... on {thing.type} {{ {fields} }} }} }}"
        return (await self.ask(document, id=thing.gid))["node"]

    async def companies(self) -> list[str]:
        """The names of all companies that they see, by name."""
        found = await self.ask("{ companies(first: 100) { nodes { name } totalCount } }")
        return _labels(found["companies"], "name")

    async def contacts(self) -> list[str]:
        """The names of all contacts that they see, by last name."""
        found = await self.ask("{ contacts(first: 100) { nodes { name } totalCount } }")
        return _labels(found["contacts"], "name")

    async def deals(self) -> list[str]:
        """The titles of all deals that they see, by title."""
        found = await self.ask("{ deals(first: 100) { nodes { title } totalCount } }")
        return _labels(found["deals"], "title")

    async def projects(self) -> list[str]:
        """The titles of all projects that they see, by title."""
        found = await self.ask("{ projects(first: 100) { nodes { title } totalCount } }")
        return _labels(found["projects"], "title")

    async def inbox(self) -> list[Told]:
        """What they were told, the first thing first."""
        document = f"{{ notifications(first: 100) {{ nodes {{ {Told.FIELDS} }} }} }}"
        nodes = (await self.ask(document))["notifications"]["nodes"]
        return [Told.of(node) for node in reversed(nodes)]

    async def texts(self) -> list[str]:
        """The words of what they were told, the first thing first."""
        return [told.text for told in await self.inbox()]

    async def unread(self) -> int:
        """How much they have not read."""
        return int((await self.ask("{ unreadNotificationCount }"))["unreadNotificationCount"])


def _input(mutation: str) -> str:
    """The type of what a mutation takes."""
    mutations = schema._schema.mutation_type
    assert mutations is not None
    return str(mutations.fields[mutation].args["input"].type)


def _plain(value: Any) -> Any:
    if isinstance(value, Thing | Person):
        return value.gid
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _labels(connection: dict[str, Any], field: str) -> list[str]:
    labels = [node[field] for node in connection["nodes"]]
    assert connection["totalCount"] == len(labels)
    return labels


def handover(role: str, action: str, to: Person | None = None) -> dict[str, Any]:
    """What becomes of one role of somebody who leaves."""
    return {"role": role, "action": action, "to": to}
