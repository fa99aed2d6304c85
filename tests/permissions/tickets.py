"""The people of the tables on tickets, and how each row of these is tried through the API."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from orm.account import Account
from orm.entitlements import Booster, Plan
from orm.message import Message
from orm.notification import Notification
from orm.user import Module, UserStatus
from tests.permissions.people import person_of
from tests.permissions.trying import all_alike, answered, by_all, by_node, can
from tests.world.crm import Crm
from tests.world.people import Person, Thing

NO_TICKETS = {"modules": [module.value for module in Module if module is not Module.TICKETS]}
RIGHTS: dict[str, dict[str, Any]] = {
    "admin": {"is_admin": True},
    "limited CRM": {"crm_access": "LIMITED_CRM"},
    "limited deals": {"crm_access": "LIMITED_DEALS"},
    "no tickets": NO_TICKETS,
    "manager without tickets": NO_TICKETS,
}
PLANS: dict[str, tuple[Plan, list[Booster]]] = {
    "GO": (Plan.GO, []),
    "GO with the booster": (Plan.GO, [Booster.SHARED_INBOX]),
    "MOVE": (Plan.MOVE, []),
    "MOVE with the booster": (Plan.MOVE, [Booster.SHARED_INBOX]),
    "BOOST": (Plan.BOOST, []),
}


@dataclass
class TicketCast:
    """Everyone who is named in a table, and a ticket as it means it."""

    crm: Crm
    people: dict[str, Person]

    @classmethod
    async def of(cls, crm: Crm, columns: list[str]) -> "TicketCast":
        """Those of some columns; one is the assignee, whether or not a column is theirs."""
        cast = cls(crm, {})
        for column in dict.fromkeys(["assignee", *columns]):
            cast.people[column] = await person_of(crm, column, RIGHTS)
        if "deactivated" in columns:
            await crm.have(cast.people["deactivated"], status=UserStatus.DEACTIVATED)
        return cast

    async def ticket(self, **columns: Any) -> Thing:
        """A ticket of the assignee, whose customer is managed by the managers of the table."""
        given: dict[str, Any] = {
            "assigned_to": self.people["assignee"],
            "company": await self.company(),
        }
        return await self.crm.ticket(**(given | columns))

    async def company(self) -> Thing:
        """A customer with the managers of the table."""
        await self.crm.switch_seconds(on=True)
        return await self.crm.company(
            "Acme",
            account_manager=self.people.get("manager"),
            second_account_manager=self.people.get("manager without tickets"),
        )

    async def inbox(self, person: Person) -> Thing:
        """An inbox of the account that somebody is in."""
        here = person.account_id == self.crm.account_id
        return await self.crm.inbox() if here else await self.crm.foreign("Inbox")


Try = Callable[[TicketCast, Person], Awaitable[str]]


async def read(cast: TicketCast, person: Person) -> str:
    """Reading a ticket, by every way that leads there."""
    ticket = await cast.ticket()

    async def single() -> bool:
        asked = await person.ask("query($id: ID!) { ticket(id: $id) { id } }", id=ticket.gid)
        return bool(asked["ticket"] is not None)

    async def listed() -> bool:
        range_ = 'from: "2000-01-01", to: "2999-12-31"'
        asked = await person.ask(
            f"{{ tickets(first: 1) {{ nodes {{ id }} totalCount }}"
            f" ticketStatistics({range_}) {{ new }} }}"
        )
        assert asked["ticketStatistics"]["new"] == asked["tickets"]["totalCount"]
        return bool(asked["tickets"]["nodes"] == [{"id": ticket.gid}])

    async def below() -> bool:
        user = Thing("User", cast.people["assignee"].id)
        seen = await person.see(user, "responsibleFor { tickets { nodes { id } totalCount } }")
        none: dict[str, Any] = {"nodes": [], "totalCount": 0}
        tickets = seen["responsibleFor"]["tickets"] if seen else none
        assert len(tickets["nodes"]) == tickets["totalCount"]
        return {"id": ticket.gid} in tickets["nodes"]

    by_id = all_alike(await by_node(person, ticket), await answered(single()))
    return by_all(all_alike(by_id, await answered(listed())), await answered(below()))


async def read_message(cast: TicketCast, person: Person) -> str:
    """Reading what was said in a ticket, by its id and below the ticket."""
    ticket = await cast.ticket()
    async with cast.crm.runtime.database.writing():
        row = await Message.create(
            account_id=cast.crm.account_id, ticket_id=ticket.id, type="INTERNAL", body="Secret"
        )
    message = Thing("Message", row.id)

    async def below() -> bool:
        seen = await person.see(ticket, "messages { nodes { id } totalCount }")
        expected = {"nodes": [{"id": message.gid}], "totalCount": 1}
        return bool(seen) and seen["messages"] == expected

    return all_alike(await by_node(person, message), await answered(below()))


async def read_inboxes(cast: TicketCast, person: Person) -> str:
    """Reading the inboxes."""
    inbox = await cast.crm.inbox()

    async def listed() -> bool:
        return {"id": inbox.gid} in (await person.ask("{ inboxes { id } }"))["inboxes"]

    found = await answered(listed())
    return all_alike(found, await by_node(person, inbox))


def write(
    do: Callable[[Person, Thing, TicketCast], Awaitable[Any]], verb: str = "", **columns: Any
) -> Try:
    """Writing to a ticket; what is refused changes nothing, and viewerCan agrees."""

    async def attempt(cast: TicketCast, person: Person) -> str:
        ticket = await cast.ticket(**columns)
        claims = await can(person, ticket)
        before = await cast.crm.tables()
        became = await answered(do(person, ticket, cast))
        assert (await cast.crm.tables() != before) is (became == "yes")
        assert claims is None or claims.get(verb, became == "yes") is (became == "yes")
        return became

    return attempt


def administer(do: Callable[[Person, Thing], Awaitable[Any]]) -> Try:
    """Writing to an empty inbox; what is refused changes nothing."""

    async def attempt(cast: TicketCast, person: Person) -> str:
        inbox = await cast.crm.inbox(f"Empty {len((await cast.crm.tables())['inbox'])}")
        before = await cast.crm.tables()
        became = await answered(do(person, inbox))
        assert (await cast.crm.tables() != before) is (became == "yes")
        return became

    return attempt


async def create(cast: TicketCast, person: Person) -> str:
    """Creating a ticket in the account that one is in."""
    return await answered(person.create_ticket("New", await cast.inbox(person)))


async def _give(person: Person, ticket: Thing, cast: TicketCast) -> None:
    await person.assign(ticket, to=None)


TRIES: dict[str, Try] = {
    "inbox.read": read_inboxes,
    "inbox.create": administer(
        lambda person, inbox: person.write("createInbox", name=f"Not {inbox.gid}")
    ),
    "inbox.update": administer(lambda person, inbox: person.update(inbox, closeAfterDays=3)),
    "inbox.delete": administer(lambda person, inbox: person.delete(inbox)),
    "ticket.read": read,
    "ticket.create": create,
    "ticket.update": write(lambda person, it, cast: person.update(it, subject="Else"), "update"),
    "ticket.assign": write(_give, "assign"),
    "ticket.close": write(lambda person, it, cast: person.close_ticket(it)),
    "ticket.reopen": write(lambda person, it, cast: person.reopen_ticket(it), status="CLOSED"),
    "ticket.delete": write(lambda person, it, cast: person.delete(it), "delete"),
    "message.read": read_message,
    "message.add": write(lambda person, it, cast: person.say(it, "INTERNAL")),
    "note.add to the ticket": write(lambda person, it, cast: person.note(it, "Hello"), "read"),
}

Event = Callable[[Person, TicketCast], Awaitable[Any]]


def to(do: Callable[[Person, Thing, TicketCast], Awaitable[Any]], **columns: Any) -> Event:
    """Something that is done to a ticket."""

    async def happen(by: Person, cast: TicketCast) -> None:
        await do(by, await cast.ticket(**columns), cast)

    return happen


async def _created(by: Person, cast: TicketCast) -> None:
    given = {"assignedTo": cast.people["assignee"], "customer": await cast.company()}
    await by.create_ticket("New", await cast.crm.inbox(), body="Secret", **given)


async def _assigned(by: Person, cast: TicketCast) -> None:
    ticket = await cast.ticket(assigned_to=cast.people["assignee before"])
    await by.assign(ticket, to=cast.people["assignee"])


async def _unassigned(by: Person, cast: TicketCast) -> None:
    await by.assign(await cast.ticket(assigned_to=cast.people["assignee before"]), to=None)


EVENTS: dict[str, Event] = {
    "the ticket is created": _created,
    "the ticket is updated": to(lambda by, it, cast: by.update(it, subject="Else")),
    "the ticket is assigned": _assigned,
    "the ticket is unassigned": _unassigned,
    "an internal note": to(lambda by, it, cast: by.say(it, "INTERNAL")),
    "an internal note mentions them": to(
        lambda by, it, cast: by.say(
            it, "INTERNAL", mentions=[cast.people["mentioned"], cast.people["no tickets"]]
        )
    ),
    "the customer replies": to(lambda by, it, cast: by.say(it, "CUSTOMER")),
    "a colleague answers": to(lambda by, it, cast: by.say(it, "REPLY")),
    "a third party writes": to(lambda by, it, cast: by.say(it, "THIRD_PARTY")),
    "the ticket is closed": to(lambda by, it, cast: by.close_ticket(it)),
    "the ticket is closed by its assignee": to(
        lambda by, it, cast: cast.people["assignee"].close_ticket(it)
    ),
    "the ticket is reopened": to(lambda by, it, cast: by.reopen_ticket(it), status="CLOSED"),
    "the ticket is deleted": to(lambda by, it, cast: by.delete(it)),
    "a note on the ticket": to(lambda by, it, cast: by.note(it, "Secret")),
}


async def told(cast: TicketCast, event: str) -> dict[str, str]:
    """Who is told, of everyone in the table; nobody else is, and nobody learns what was said."""
    ada = await cast.crm.person("ada")
    before = await Notification.all().count()
    await EVENTS[event](ada, cast)
    rows = await Notification.all().order_by("id").offset(before)
    heard = [row.recipient_id for row in rows]
    assert len(set(heard)) == len(heard)
    assert set(heard) <= {person.id for person in cast.people.values()}
    assert not [row.text for row in rows if "Secret" in row.text]
    return {
        column: "told" if person.id in heard else "silent" for column, person in cast.people.items()
    }


async def take(crm: Crm, plan: str) -> None:
    """The account has a plan."""
    name, boosters = PLANS[plan]
    async with crm.runtime.database.writing():
        await Account.filter(id=crm.account_id).update(plan=name, boosters=boosters)
