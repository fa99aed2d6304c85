"""A world in the service and the same in the model; after each step they are compared."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from orm.account import Account as OrmAccount
from orm.company import Company as OrmCompany
from orm.deal import Deal as OrmDeal
from orm.invoice import Invoice as OrmInvoice
from orm.message import Message as OrmMessage
from orm.pipeline import Phase
from orm.project import Project as OrmProject
from orm.user import User
from resolvers.house import House
from schema.graph import Graph
from tests.oracle import may
from tests.oracle.act import Act, Stop
from tests.oracle.beginning import furnish
from tests.oracle.changed import changes
from tests.oracle.elapsing import elapse
from tests.oracle.importing import import_records
from tests.oracle.learning import key_of, learn
from tests.oracle.showing.asking import (
    DOCUMENT,
    LISTS,
    as_asked,
    by_type,
    difference,
    sorted_lists,
)
from tests.oracle.showing.expected import Expected, title_of
from tests.oracle.verbs import OPERATOR, VERBS, Operation
from tests.oracle.world import (
    CRM,
    DEALS,
    INVOICES,
    PROJECTS,
    TICKETS,
    Key,
    World,
)
from tests.world.crm import Crm
from tests.world.listening import CHANGES, NOTIFICATIONS, Heard, followed
from tests.world.people import Person as Client
from tests.world.people import Refused, Told

PATIENCE = 3.0
#: After how many days in the first phase a deal needs attention.
ATTENTION = 7
#: What the service does by itself.
SERVICE: dict[str, Callable[..., Awaitable[Key | None]]] = {
    "elapse": elapse,
    "import_records": import_records,
    "import_people": import_records,
}
FLAGS = {"crm": CRM, "deals": DEALS, "invoices": INVOICES, "projects": PROJECTS, "tickets": TICKETS}
CREATED: dict[str, Any] = {
    "create_company": OrmCompany,
    "create_deal": OrmDeal,
    "create_invoice": OrmInvoice,
    "create_project": OrmProject,
    "say": OrmMessage,
}


class Play:
    """Two accounts, everybody listening, and what the model says of them."""

    def __init__(self, house: House, graph: Graph, document: str | None = DOCUMENT) -> None:
        self._document = document
        self.house, self.crm, self.world = house, Crm(house), World()
        self.crm.graph = graph
        self.clients: dict[Key, Client] = {}
        self.gone: list[Key] = []
        self.told: dict[Key, Heard[Told]] = {}
        self.changes: dict[Key, Heard[tuple[str, Key]]] = {}
        self._heard: dict[Key, int] = {}
        self._streams = AsyncExitStack()

    @property
    def account(self) -> Key:
        """The account that everything happens in."""
        return f"Account:{self.crm.account_id}"

    @property
    def ids(self) -> list[Key]:
        """Everything that ever had an id."""
        return [*_created(self.world), *self.world.people, *self.gone]

    # -- the beginning -------------------------------------------------------------------------

    async def begin(self) -> None:
        """Make the accounts, and let everybody listen."""
        await self.crm.begin()
        async with self.house.database.writing():
            await Phase.filter(id=self.crm.new.id).update(attention_after_days=ATTENTION)
        accounts = [self.crm.account_id, self.crm.foreign_account_id]
        await learn(self.world, accounts)
        for user in await User.filter(account_id__in=accounts):
            key = f"User:{user.id}"
            if self.world.people[key].active:
                client = await Client.signed_in(self.crm.graph, user)
                self.clients[key] = client
        await furnish(self._given, self.world, self.account)
        for key, client in self.clients.items():
            await self._listen(key, client)
        async with asyncio.timeout(PATIENCE):
            while not all(self._listens(id_) for id_ in accounts):
                await asyncio.sleep(0.001)

    def _listens(self, account: int) -> bool:
        """Whether everybody of an account waits for what comes."""
        here = [it for it in self.clients.values() if it.account_id == account]
        hub = self.house.hubs.get(account)
        waiting = [it for it in hub.listeners if it._news is not None] if hub else []
        return len(waiting) == len(here)

    async def _listen(self, key: Key, client: Client) -> None:
        self.told[key], self.changes[key], self._heard[key] = Heard(), Heard(), 0
        streams: tuple[Any, ...] = (
            (self.told[key], client.stream(NOTIFICATIONS, after=0), Told.of),
            (self.changes[key], client.stream(CHANGES), lambda it: (it["change"], it["id"])),
        )
        for heard, texts, read in streams:
            await self._streams.enter_async_context(followed(heard, texts, read))

    async def end(self) -> None:
        """Stop listening."""
        await self._streams.aclose()

    async def _given(self, verb: str, by: Key | None, given: dict[str, Any]) -> Key:
        """Something that is done before anybody listens; answers the id of what was created."""
        operation = Operation(verb, by, given)
        done, new = await self._do(operation)
        act = self._model(operation, new)
        assert not done
        assert isinstance(act, Act)
        self.world = act.world
        return new

    # -- a step --------------------------------------------------------------------------------

    async def step(self, operation: Operation) -> str:
        """Do something in both, and compare all that everybody sees; answers how it went."""
        before, (done, new) = self.world, await self._do(operation)
        act = self._model(operation, new)
        codes = sorted(act) if isinstance(act, set) else [""]
        assert done in codes, f"{operation}: {done or 'done'}, but the model says {codes}"
        events = [] if isinstance(act, set) else act.events
        self.world = before if isinstance(act, set) else act.world
        self.gone += [key for key in _created(before) if key not in self.ids]
        heard = {key: changes(before, self.world, events, key) for key in self.clients}
        await self._compare_streams(operation, heard)
        for key, client in self.clients.items():
            if self._document:
                await self._compare_answer(operation, key, client, self._document)
        return done or "done"

    async def _do(self, operation: Operation) -> tuple[str, Key]:
        """The code with which it is refused, or none; and the id of what was created."""
        if operation.by is None:
            do = SERVICE.get(operation.verb) or getattr(Crm, operation.verb)
            return "", await do(self.crm, **operation.given) or ""
        client = self.clients.get(operation.by) or self.crm.nobody()
        try:
            new = await VERBS[operation.verb].ask(client, operation.given)
        except Refused as refused:
            return refused.code, ""
        return "", new or await self._newest(operation.verb)

    async def _newest(self, verb: str) -> Key:
        """The id of what was created, where who did it no longer sees it."""
        if verb not in CREATED:
            return ""
        rows = CREATED[verb].filter(account_id=self.crm.account_id)
        return key_of(CREATED[verb].__name__, (await rows.order_by("-id").first()).id)

    def _model(self, operation: Operation, new: Key) -> Act | set[str]:
        """What it does in the model, or why it is refused there."""
        by = self.world.people[operation.by].account if operation.by else self.account
        verb = VERBS.get(operation.verb)
        try:
            refused = f"{verb.created.capitalize()}:0" if verb else ""
            act = Act(self.world, operation.by, by, new or refused)
            (verb.model if verb else OPERATOR[operation.verb])(act, **operation.given)
        except Stop as stop:
            return {stop.code}
        if act.problems:
            return act.problems
        act.end()
        return act

    # -- what everybody sees and hears ---------------------------------------------------------

    async def _compare_streams(
        self, operation: Operation, expected: dict[Key, list[tuple[str, Key]]]
    ) -> None:
        await self._delivered()
        for key in self.clients:
            person, changed, told = self.world.people[key], self.changes[key], self.told[key]
            if not person.active:
                await changed.until_ended()
                await told.until_ended()
                continue
            inbox, start = self.world.inboxes.get(key, []), self._heard[key]
            await _until(changed, start + len(expected[key]))
            await _until(told, len(inbox))
            where = f"{operation}: {person.name} hears"
            seen, shown = sorted(changed[start:]), sorted(expected[key])
            assert seen == shown, f"{where} {seen}, not {shown}"
            self._heard[key] = len(changed)
            heard = [(it.sequence, it.event, it.reason, it.label) for it in told]
            said = [(it.sequence, it.event, it.reason, it.label) for it in inbox]
            assert heard == said, f"{where} {heard[-3:]}, not {said[-3:]}"

    async def _delivered(self) -> None:
        """Wait until every event was given to those who listen."""
        for id_ in (self.crm.account_id, self.crm.foreign_account_id):
            newest = (await OrmAccount.get(id=id_)).last_event
            async with asyncio.timeout(PATIENCE):
                while (hub := self.house.hubs.get(id_)) and hub._last < newest:
                    await asyncio.sleep(0.0005)

    async def _compare_answer(
        self, operation: Operation, key: Key, client: Client, document: str
    ) -> None:
        person = self.world.people[key]
        given = {name: may.has(self.world, person, module) for name, module in FLAGS.items()}
        inboxes = self.world.shared_inboxes.values()
        inbox = next((it.id for it in inboxes if it.account == person.account), "Inbox:0")
        answered = await client.answer(document, me=key, inbox=inbox, **by_type(self.ids), **given)
        where = f"after {operation}, to {person.name}"
        if not person.active:
            codes = [error["extensions"]["code"] for error in answered["errors"]]
            assert (answered["data"], codes) == (None, ["UNAUTHENTICATED"]), where
            return
        assert answered["data"] is not None, f"{where}: {answered['errors'][:1]}"
        expected = Expected(self.world, person, inbox)
        shown = as_asked(expected.answer(self.ids), answered["data"])
        self._compare_titles(answered["data"], self.world.inboxes.get(key, []))
        answer, said = sorted_lists(answered["data"]), sorted_lists(shown)
        assert answer == said, f"{where}: {difference(answer, said)}"
        found = {
            (*map(str, error["path"]), error["extensions"]["code"])
            for error in answered.get("errors", ())
        }
        assert found == expected.errors, where
        for root, name in LISTS.items():
            if not given[name]:
                refused = await client.answer(f"{{ {root} {{ totalCount }} }}")
                assert [it["extensions"]["code"] for it in refused["errors"]] == [
                    "FEATURE_NOT_AVAILABLE"
                ], where

    @staticmethod
    def _compare_titles(data: Any, inbox: list[Any]) -> None:
        """Whoever may not read a record is told its title, in these words and no others."""
        nodes = data.get("notifications", {"nodes": []})["nodes"]
        for node, told in zip(reversed(nodes), inbox, strict=False):
            text = node.pop("text")
            assert not told.title_only or text == title_of(told)


def _created(world: World) -> list[Key]:
    """What came to be and can go."""
    return [*world.records, *world.parts, *world.fields]


async def _until(heard: Heard[Any], count: int) -> None:
    """Wait for so much; the comparison says what is missing."""
    try:
        await heard.until(lambda: len(heard) >= count, PATIENCE)
    except TimeoutError:
        return
