"""How the shared inbox is doing: figures that agree with what happened, whatever happened."""

import datetime
import math
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orm.ticket import Ticket
from reader.errors import Refused as RefusedByGraph
from tests.stories.test_creating_a_ticket import WITHOUT_TICKETS
from tests.world.crm import Crm
from tests.world.people import Person, Refused, Thing

FIGURES = """new closed closedAutomatically unresolved reopened averageRepliesToClose
  firstReplyTime { median p90 } timeToClose { median p90 }"""
QUERY = f"""query($from: Date!, $to: Date!, $users: [ID!], $inbox: ID, $segment: ID) {{
  ticketStatistics(from: $from, to: $to, users: $users, inbox: $inbox, segment: $segment) {{
    {FIGURES} byAssignee {{ user {{ name }} {FIGURES} }} }} }}"""
TODAY = datetime.datetime.now(datetime.UTC).date()
DAY = datetime.timedelta(days=1)
NOBODY = {"name": None}
STEPS = ("ask", "answer", "auto", "note", "close", "reopen", "wait", "give", "drop")


async def statistics(person: Person, **asked: Any) -> Any:
    """The figures of the last year, or as asked for."""
    span = {"from": (TODAY - 365 * DAY).isoformat(), "to": (TODAY + DAY).isoformat()}
    return (await person.ask(QUERY, **(span | asked)))["ticketStatistics"]


@dataclass
class Told:
    """A ticket by what was done to it."""

    ticket: Thing
    inbox: str
    assignee: str | None = None
    status: str = "NEW"
    auto: bool = False
    reopened: bool = False
    replies: int = 0
    #: Whole seconds of its creation, its first answer and its end, as the API has them.
    times: dict[str, int | None] = field(default_factory=dict)

    async def happen(self, step: str, crm: Crm, ada: Person, people: list[Person]) -> None:
        """Do something to it, and remember what it means."""
        closed, it = self.status == "CLOSED", self.ticket
        if step == "ask":
            await ada.say(it, "CUSTOMER")
            self._become("OPEN")
        elif step == "answer":
            await ada.say(it, "REPLY")
            self._become("WAITING")
            self.replies += 1
        elif step in ("auto", "note"):
            auto = step == "auto"
            await ada.say(it, "REPLY" if auto else "INTERNAL", auto=auto)
        elif step == "close" and not closed:
            await ada.close_ticket(it)
            self._become("CLOSED")
        elif step == "reopen" and closed:
            await ada.reopen_ticket(it)
            self._become("OPEN")
        elif step == "wait":
            await crm.tick(datetime.datetime.now(datetime.UTC) + 8 * DAY)
            if self.status == "WAITING" and self.inbox == "Patient":
                self._become("CLOSED")
                self.auto = True
        elif step in ("give", "drop"):
            to = people[self.replies % len(people)] if step == "give" else None
            await ada.assign(it, to=to)
            self.assignee = to.name if to else None

    def _become(self, status: str) -> None:
        self.reopened |= self.status == "CLOSED" != status
        self.auto = False
        self.status = status


def figures(tickets: list[Told]) -> dict[str, Any]:
    """The definitions of the domain, word by word."""
    closed = [it for it in tickets if it.status == "CLOSED"]
    total, count = sum(it.replies for it in closed), len(closed)
    return {
        "new": len(tickets),
        "closed": len([it for it in closed if not it.auto]),
        "closedAutomatically": len([it for it in closed if it.auto]),
        "unresolved": len(tickets) - count,
        "reopened": len([it for it in tickets if it.reopened]),
        "averageRepliesToClose": (200 * total + count) // (2 * count) / 100 if count else None,
        "firstReplyTime": duration(tickets, "firstReplyAt"),
        "timeToClose": duration(tickets, "closedAt"),
    }


def duration(tickets: list[Told], until: str) -> dict[str, int | None]:
    """The nearest ranks of how long something took."""
    took = sorted(
        it.times[until] - it.times["createdAt"]  # type: ignore[operator]
        for it in tickets
        if it.times[until] is not None
    )
    at = {name: math.ceil(share * len(took) / 100) for name, share in (("median", 50), ("p90", 90))}
    return {name: took[rank - 1] if took else None for name, rank in at.items()}


def without_user(group: dict[str, Any]) -> dict[str, Any]:
    """The figures of a group alone."""
    return {name: value for name, value in group.items() if name != "user"}


async def clocked(ada: Person, told: Told) -> None:
    """What the API says of its times."""
    moments = await ada.see(told.ticket, "createdAt firstReplyAt closedAt")
    told.times = {
        name: int(datetime.datetime.fromisoformat(text).timestamp()) if text else None
        for name, text in moments.items()
    }


@given(
    histories=st.lists(
        st.tuples(
            st.sampled_from(["Patient", "Support"]),
            st.integers(1, 30 * 86_400),
            st.lists(st.sampled_from(STEPS), max_size=5),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
async def test_the_figures_are_those_of_what_happened(
    crm: Crm, ada: Person, ben: Person, cleo: Person, histories: list[Any]
) -> None:
    async with crm.runtime.database.writing():
        await Ticket.filter(account_id=crm.account_id).delete()
    told = []
    for inbox, age, steps in histories:
        place = await crm.inbox(inbox, **({"close_after_days": 7} if inbox == "Patient" else {}))
        one = Told(await ada.create_ticket("Any", place), inbox)
        told.append(one)
        async with crm.runtime.database.writing():
            row = await Ticket.get(id=one.ticket.id)
            earlier = row.created_at - datetime.timedelta(seconds=age)
            await Ticket.filter(id=row.id).update(created_at=earlier)
        for step in steps:
            before = [it for it in told[:-1] if it.status == "WAITING" and it.inbox == "Patient"]
            await one.happen(step, crm, ada, [ben, cleo])
            for other in before if step == "wait" else ():
                other.status, other.auto = "CLOSED", True
    for one in told:
        await clocked(ada, one)
    found = await statistics(ben)
    groups = {(it["user"] or NOBODY)["name"]: without_user(it) for it in found.pop("byAssignee")}
    assert found == figures(told)
    assert groups == {
        name: figures([it for it in told if it.assignee == name])
        for name in {it.assignee for it in told}
    }
    for inbox in ("Patient", "Support"):
        those = await statistics(cleo, inbox=(await crm.inbox(inbox)).gid)
        del those["byAssignee"]
        assert those == figures([it for it in told if it.inbox == inbox])
    for users in ([ben], [cleo], [ben, cleo]):
        those = await statistics(cleo, users=[user.gid for user in users])
        del those["byAssignee"]
        names = {user.name for user in users}
        assert those == figures([it for it in told if it.assignee in names])


async def test_only_tickets_created_on_those_days_count(crm: Crm, ada: Person) -> None:
    ticket = await crm.ticket()
    async with crm.runtime.database.writing():
        rows = Ticket.filter(account_id=crm.account_id)
        midnight = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
        await rows.exclude(id=ticket.id).update(created_at=midnight)
        last = midnight - datetime.timedelta(microseconds=1)
        await rows.filter(id=ticket.id).update(created_at=last)
    days = [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02", "2026-03-01"),
    ]
    found = [(await statistics(ada, **{"from": one, "to": two}))["new"] for one, two in days]
    assert found == [1, 1, 0]
    whole = await statistics(ada, **{"from": "0001-01-01", "to": "9999-12-31"})
    assert whole["new"] == 2


@pytest.mark.parametrize("asked", ["__typename", "firstReplyTime { median }", "byAssignee { new }"])
async def test_whatever_is_asked_is_answered_once_for_many_tickets_and_for_none(
    crm: Crm, ada: Person, asked: str
) -> None:
    await crm.ticket()
    whole, none = 'from: "2020-01-01", to: "2999-01-01"', 'from: "1999-01-01", to: "1999-01-01"'
    roots = (f"a{n}: ticketStatistics({of}) {{ {asked} }}" for n, of in enumerate((whole, none)))
    document = f"{{ {' '.join(roots)} }}"
    expected: dict[str, Any] = {
        "__typename": [{"__typename": "TicketStatistics"}] * 2,
        "firstReplyTime { median }": [{"firstReplyTime": {"median": None}}] * 2,
        "byAssignee { new }": [{"byAssignee": [{"new": 1}, {"new": 1}]}, {"byAssignee": []}],
    }
    assert list((await ada.ask(document)).values()) == expected[asked]


async def test_they_are_of_some_users_or_a_segment_and_of_no_other_account(
    crm: Crm, ada: Person, ben: Person, eve: Person
) -> None:
    await crm.ticket(assigned_to=ben)
    await crm.ticket(assigned_to=ben, status="CLOSED", closed_by=ada)
    assert (await statistics(ada))["new"] == 3
    assert (await statistics(ada, users=[ben.gid]))["new"] == 2
    assert (await statistics(ada, users=[]))["new"] == 0
    assert (await statistics(eve))["new"] == 1
    assert (await statistics(ada, users=[eve.gid]))["byAssignee"] == []
    assert (await statistics(ada, inbox=(await crm.foreign("Inbox")).gid))["new"] == 0
    rules = [{"field": "status", "operator": "IS", "values": ["CLOSED"]}]
    payload = await ada.write(
        "createSegment", "segment { id }", kind="TICKET", name="Closed", rules=rules
    )
    segment = payload["segment"]["id"]
    assert (await statistics(ada, segment=segment))["new"] == 1
    assert (await statistics(ben, segment=segment))["new"] == 0


async def test_a_segment_of_another_kind_is_refused_where_one_sees_it(
    crm: Crm, ada: Person, ben: Person
) -> None:
    given = {"kind": "DEAL", "name": "Mine"}
    payload = await ada.write("createSegment", "segment { id }", **given)
    segment = payload["segment"]["id"]
    with pytest.raises(Refused, match="segment: it is no segment of TICKET"):
        await statistics(ada, segment=segment)
    assert (await statistics(ben, segment=segment))["new"] == 0
    assert (await statistics(ben, segment="Segment:1000000"))["new"] == 0


async def test_who_lacks_the_module_learns_no_figure(crm: Crm, finn: Person) -> None:
    await crm.have(finn, modules=WITHOUT_TICKETS)
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await statistics(finn)


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "2026-02-30"},
        {"users": ["Deal:1"]},
        {"inbox": "Ticket:1"},
        {"segment": "Deal:1"},
        {"users": [f"User:{number}" for number in range(1, 102)]},
    ],
)
async def test_what_cannot_be_asked_is_refused(
    crm: Crm, ada: Person, asked: dict[str, Any]
) -> None:
    with pytest.raises((RefusedByGraph, Refused)) as caught:
        await statistics(ada, **asked)
    refused: Any = caught.value
    first = getattr(refused, "errors", [{"extensions": {"code": getattr(refused, "code", "")}}])[0]
    assert first["extensions"]["code"] == "BAD_USER_INPUT"
