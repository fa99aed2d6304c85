"""A world in the service and the same in the model; after each step they are compared."""

from collections.abc import Awaitable, Callable
from typing import Any

from orm.company import Company as OrmCompany
from orm.deal import Deal as OrmDeal
from orm.invoice import Invoice as OrmInvoice
from orm.message import Message as OrmMessage
from orm.pipeline import Phase
from orm.project import Project as OrmProject
from orm.segment import Segment, SegmentVisibility
from orm.user import User, UserStatus
from resolvers.runtime.runtime import Runtime
from schema.execution.graph import Graph
from tests.model import may
from tests.model.world import (
    Key,
    World,
)
from tests.oracle.act import Act, Stop
from tests.oracle.beginning import furnish
from tests.oracle.elapsing import elapse
from tests.oracle.importing import import_records
from tests.oracle.listening import Listening
from tests.oracle.showing.asking import (
    FLAGS,
    LISTS,
    as_asked,
    by_type,
    difference,
    sorted_lists,
)
from tests.oracle.showing.expected import Expected, title_of
from tests.oracle.showing.kept import SEEN, in_segments, sees_tickets
from tests.oracle.verbs import OPERATOR, VERBS, Operation
from tests.world.crm import Crm
from tests.world.learning import Learning, key_of, rows_of
from tests.world.people import Person as Client
from tests.world.people import Refused

#: After how many days in the first phase a deal needs attention.
ATTENTION = 7
#: What the service does by itself.
SERVICE: dict[str, Callable[..., Awaitable[Key | None]]] = {
    "elapse": elapse,
    "import_records": import_records,
    "import_people": import_records,
}
CREATED: dict[str, Any] = {
    "create_company": OrmCompany,
    "create_deal": OrmDeal,
    "create_invoice": OrmInvoice,
    "create_project": OrmProject,
    "say": OrmMessage,
}


class Play:
    """Two accounts, everybody listening, and what the model says of them."""

    def __init__(self, runtime: Runtime, graph: Graph, documents: tuple[str, ...]) -> None:
        self._documents = documents
        self.runtime, self.crm, self.world = runtime, Crm(runtime), World()
        self.crm.graph = graph
        self.clients: dict[Key, Client] = {}
        self.gone: list[Key] = []
        self.listening = Listening(graph.hubs)

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
        async with self.runtime.database.writing():
            await Phase.filter(id=self.crm.new.id).update(attention_after_days=ATTENTION)
            # What somebody shared who has left.
            gone = await User.get(account_id=self.crm.account_id, status=UserStatus.DEACTIVATED)
            left = Segment(account_id=self.crm.account_id, owner=gone, kind="DEAL", name="Left")
            left.visibility = SegmentVisibility.SHARED
            await left.save()
        accounts = [self.crm.account_id, self.crm.foreign_account_id]
        # The model counts days, of which this is the first.
        self.world = Learning(await rows_of(accounts), lambda moment: 0).learn()
        for user in await User.filter(account_id__in=accounts):
            key = f"User:{user.id}"
            if self.world.people[key].active:
                client = await Client.signed_in(self.crm.graph, user)
                self.clients[key] = client
        await furnish(self._given, self.world, self.account)
        await self.listening.begin(self.clients, self.world)

    async def end(self) -> None:
        """Stop listening."""
        await self.listening.end()

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
        await self.listening.compare(f"{operation}", before, self.world, events)
        for key, client in self.clients.items():
            if self._documents:
                await self._compare_answer(operation, key, client)
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

    # -- what everybody sees --------------------------------------------------------------------

    async def _compare_answer(self, operation: Operation, key: Key, client: Client) -> None:
        person = self.world.people[key]
        given = {name: may.has(self.world, person, module) for name, module in FLAGS.items()}
        given[SEEN] = sees_tickets(self.world, person)
        inboxes = self.world.shared_inboxes.values()
        inbox = next((it.id for it in inboxes if it.account == person.account), "Inbox:0")
        asked = by_type(self.ids) | in_segments(self.world, person.account)
        answers = [
            await client.answer(it, me=key, inbox=inbox, **asked, **given) for it in self._documents
        ]
        errors = [error for it in answers for error in it.get("errors", ())]
        codes = {error["extensions"]["code"] for error in errors}
        where = f"after {operation}, to {person.name}"
        if not person.active:
            assert not any(it["data"] for it in answers), where
            assert codes == {"UNAUTHENTICATED"}, where
            return
        assert all(it["data"] for it in answers), f"{where}: {errors[:1]}"
        data = {name: value for it in answers for name, value in it["data"].items()}
        expected = Expected(self.world, person, inbox)
        shown = as_asked(expected.answer(self.ids), data)
        self._compare_titles(data, self.world.inboxes.get(key, []))
        answer, said = sorted_lists(data), sorted_lists(shown)
        assert answer == said, f"{where}: {difference(answer, said)}"
        found = {(*map(str, it["path"]), it["extensions"]["code"]) for it in errors}
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
    return [*world.records, *world.parts, *world.fields, *world.segments, *world.teams]
