"""Which operation comes next: mostly one that is done, now and then one that is refused."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.oracle.act import UNSET
from tests.oracle.doing.user import PLACES
from tests.oracle.told import TABLE
from tests.oracle.verbs import Operation
from tests.oracle.world import (
    FULL,
    LIMITED_CRM,
    LIMITED_DEALS,
    MODULES,
    Company,
    Contact,
    Deal,
    Invoice,
    Key,
    Project,
    Quotation,
    Record,
    Ticket,
    World,
)

Draw = Callable[[Any], Any]


class Choosing:
    """Draws operations for an account of a world."""

    def __init__(self, draw: Draw, world: World, account: Key, gone: list[Key]) -> None:
        self.draw, self.world, self.account, self.gone = draw, world, account, gone

    def one(self, *items: Any) -> Any:
        """One of some things; what is drawn itself is drawn when it is its turn."""
        chosen = self.draw(st.sampled_from(items))
        return chosen() if callable(chosen) else chosen

    def often(self, usual: Any, *others: Any) -> Any:
        """The first, mostly."""
        return self.one(*[usual] * 6, *others)

    def user(self) -> Key:
        """Somebody: mostly of the account and active."""
        people = self.world.people.values()
        here = [it.id for it in people if it.account == self.account and it.active]
        others = [it.id for it in people if it.id not in here]
        return str(self.draw(st.sampled_from(here * 3 + others)))

    def actor(self, record: Key | None = None) -> Key:
        """Somebody who does something; foreigners as well."""
        return self.user()

    def admin(self) -> Key:
        """Somebody who mostly administers the account."""
        admins = [it.id for it in self.world.people.values() if it.admin and it.active]
        here = [key for key in admins if self.world.people[key].account == self.account]
        return str(self.one(*here * 4, self.user))

    def record(self, *types: type[Record]) -> Key:
        """A record, seldom one that is gone or another account's."""
        records = self.world.records.values()
        found = [it for it in records if isinstance(it, types)]
        here = [it.id for it in found if it.account == self.account]
        names = {type_.__name__ for type_ in types}
        gone = [key for key in self.gone if key.partition(":")[0] in names]
        others = [it.id for it in found if it.account != self.account]
        nothing = [] if here or gone or others else [f"{types[0].__name__}:999999"]
        return str(self.draw(st.sampled_from(here * 3 + gone + others + nothing)))

    def customer(self) -> Key:
        """For whom something may be."""
        return self.record(Company, Contact)

    def quotation(self) -> Key:
        """A quotation."""
        found = [it.id for it in self.world.parts.values() if isinstance(it, Quotation)]
        return str(self.draw(st.sampled_from([*found, *found, "Quotation:999999"])))

    def participant(self) -> Key:
        """A user or a team."""
        return str(self.one(self.user, self.user, *self.world.teams))

    def mentions(self) -> list[Key]:
        """Whom somebody mentions."""
        return list({self.user() for _ in range(self.one(0, 1, 2))})

    def roles(self) -> dict[str, Any]:
        """A first and a second, where they are said."""
        first = self.one(UNSET, self.user, self.user, None)
        second = self.one(UNSET, UNSET, self.user, self.user, None)
        given = {"first": first, "second": second, "confirmed": self.one(False, True)}
        return {name: value for name, value in given.items() if value is not UNSET}

    def text(self) -> str:
        """What something is called."""
        return str(self.one("Alpha", "Beta", "Gamma", "Delta"))

    def operation(self) -> Operation:
        """What comes next."""
        name = self.draw(st.sampled_from(OFTEN))
        return Operation(*CHOICES[name](self, name))


EDITORS = ("OWNERS", "OWNERS_AND_PARTICIPANTS", "EVERYONE")
Drawn = tuple[str, Key | None, dict[str, Any]]


def _create_company(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"name": it.text(), **it.roles()}


def _update_company(it: Choosing, name: str) -> Drawn:
    given = {"id": it.record(Company), "name": it.text()}
    version = it.often(UNSET, 1)
    return name, it.actor(), given | ({} if version is UNSET else {"version": version})


def _assign_company(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Company), **it.roles()}


def _assign_deal(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Deal), **it.roles()}


def _delete_company(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Company)}


def _delete_deal(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Deal)}


def _create_deal(it: Choosing, name: str) -> Drawn:
    given = {"title": it.text(), "customer": it.one(it.customer, it.customer, None), **it.roles()}
    return name, it.actor(), given


def _update_deal(it: Choosing, name: str) -> Drawn:
    company = it.one(UNSET, it.customer, None)
    given = {"title": it.one(UNSET, it.text), "customer": company}
    said = {key: value for key, value in given.items() if value is not UNSET}
    return name, it.actor(), {"id": it.record(Deal), "confirmed": it.one(False, True), **said}


def _move_deal(it: Choosing, name: str) -> Drawn:
    foreign = [phase for account in it.world.phases.values() for phase in account]
    phase = it.one(*it.world.phases[it.account] * 3, *foreign)
    return name, it.actor(), {"id": it.record(Deal), "phase": phase}


def _close_deal(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Deal), "status": it.often("WON", "LOST", "OPEN")}


def _add_note(it: Choosing, name: str) -> Drawn:
    record = it.record(Company, Contact, Deal, Invoice, Project, Ticket)
    return name, it.actor(), {"record": record, "mentions": it.mentions()}


def _set_access(it: Choosing, name: str) -> Drawn:
    crm = it.one(UNSET, FULL, LIMITED_CRM, LIMITED_DEALS)
    modules = it.one(UNSET, UNSET, set(MODULES), lambda: set(MODULES) - {it.one(*MODULES)})
    given = {"crm": crm, "modules": modules, "admin": it.one(UNSET, UNSET, True, False)}
    given["projects"] = it.one(UNSET, UNSET, "BY_PARTICIPATION", "ALL", "ADMIN")
    given["financials"] = it.one(UNSET, UNSET, True, False)
    said = {key: value for key, value in given.items() if value is not UNSET}
    return name, it.admin(), {"user": it.user(), **said}


def _deactivate(it: Choosing, name: str) -> Drawn:
    def handover() -> tuple[str, Key | None]:
        action = it.one("TRANSFER", "TRANSFER", "LEAVE", "CLEAR")
        return action, it.user() if action == "TRANSFER" else None

    handovers = {role: handover() for role in PLACES if it.often(True, False)}
    return name, it.admin(), {"user": it.user(), "handovers": handovers}


def _transfer(it: Choosing, name: str) -> Drawn:
    roles = [role for role in PLACES if it.often(True, False)]
    return name, it.admin(), {"giver": it.user(), "to": it.user(), "roles": roles}


def _switch_seconds(it: Choosing, name: str) -> Drawn:
    return name, None, {"on": it.often(True, False, False, False)}


def _plan(it: Choosing, name: str) -> Drawn:
    return name, None, {"plan": it.one("GO", "MOVE", "BOOST", "BOOST", "BOOST")}


def _boost(it: Choosing, name: str) -> Drawn:
    booster = it.one("SHARED_INBOX", "PROJECT_MANAGEMENT")
    return name, None, {"booster": booster, "on": it.one(True, False)}


def _create_contact(it: Choosing, name: str) -> Drawn:
    companies = list({it.record(Company) for _ in range(it.one(0, 1, 1, 2))})
    return name, it.actor(), {"name": it.text(), "companies": companies}


def _update_contact(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Contact), "name": it.text()}


def _link(it: Choosing, name: str) -> Drawn:
    given = {"contact": it.record(Contact), "company": it.record(Company)}
    return name, it.actor(), given | ({"confirmed": it.one(True, False)} if name != "link" else {})


def _simple(*types: type[Record]) -> Callable[[Choosing, str], Drawn]:
    return lambda it, name: (name, it.actor(), {"id": it.record(*types)})


def _create_quotation(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"deal": it.record(Deal)}


def _quotation(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.quotation()}


def _create_invoice(it: Choosing, name: str) -> Drawn:
    given = {"customer": it.customer(), "confirmed": it.one(False, True)}
    return name, it.actor(), given | it.one({}, lambda: {"deal": it.record(Deal)})


def _update_invoice(it: Choosing, name: str) -> Drawn:
    given = {"customer": it.customer(), "confirmed": it.one(False, True)}
    return name, it.actor(), {"id": it.record(Invoice), **given}


def _create_ticket(it: Choosing, name: str) -> Drawn:
    given = {"subject": it.text(), "inbox": it.world.inbox}
    customer, assignee = it.one(it.customer, it.customer, None), it.one(it.user, it.user, None)
    return name, it.actor(), {**given, "customer": customer, "assignee": assignee}


def _assign_ticket(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Ticket), "assignee": it.often(it.user, None)}


def _say(it: Choosing, name: str) -> Drawn:
    type_ = it.one("CUSTOMER", "REPLY", "INTERNAL", "INTERNAL", "THIRD_PARTY")
    given: dict[str, Any] = {"id": it.record(Ticket), "type": type_}
    if it.one(False, False, True):
        given["status"] = it.one("OPEN", "ESCALATED", "CLOSED", "WAITING_FOR_CUSTOMER")
    if type_ == "INTERNAL" or it.often(False, True):
        given["mentions"] = it.mentions()
    return name, it.actor(), given


def _create_project(it: Choosing, name: str) -> Drawn:
    given: dict[str, Any] = {"title": it.text(), "editors": it.one(*EDITORS)}
    given["customers"] = list({it.customer() for _ in range(it.one(0, 1, 2))})
    given["owners"] = list({it.user() for _ in range(it.one(0, 0, 1))})
    given["participants"] = list({it.participant() for _ in range(it.one(0, 1, 2))})
    return name, it.actor(), given


def _update_project(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Project), "title": it.text()}


def _owner(it: Choosing, name: str) -> Drawn:
    key = it.record(Project)
    record = it.world.records.get(key)
    owners = record.owners if isinstance(record, Project) and name == "remove_owner" else []
    given = {"id": key, "who": it.one(*owners, *owners, it.user), "confirmed": it.one(False, True)}
    return name, it.actor(), given


def _participant(it: Choosing, name: str) -> Drawn:
    key = it.record(Project)
    record = it.world.records.get(key)
    there = record.participants if isinstance(record, Project) else []
    there = there if name == "remove_participant" else []
    who = it.one(*there, *there, it.participant)
    return name, it.actor(), {"id": key, "who": who, "confirmed": it.one(False, True)}


def _prefer(it: Choosing, name: str) -> Drawn:
    event = it.one("COLLEAGUE_REPLIED", "COLLEAGUE_REPLIED", *TABLE)
    return name, it.actor(), {"event": event, "wanted": it.one(True, False)}


CHOICES: dict[str, Callable[[Choosing, str], Drawn]] = {
    "create_company": _create_company,
    "update_company": _update_company,
    "assign_company": _assign_company,
    "delete_company": _delete_company,
    "create_deal": _create_deal,
    "update_deal": _update_deal,
    "assign_deal": _assign_deal,
    "move_deal": _move_deal,
    "close_deal": _close_deal,
    "delete_deal": _delete_deal,
    "create_contact": _create_contact,
    "update_contact": _update_contact,
    "link": _link,
    "unlink": _link,
    "delete_contact": _simple(Contact),
    "create_quotation": _create_quotation,
    "accept": _quotation,
    "refuse": _quotation,
    "delete_quotation": _quotation,
    "create_invoice": _create_invoice,
    "update_invoice": _update_invoice,
    "book": _simple(Invoice),
    "send": _simple(Invoice),
    "pay": _simple(Invoice),
    "delete_invoice": _simple(Invoice),
    "create_ticket": _create_ticket,
    "assign_ticket": _assign_ticket,
    "say": _say,
    "close_ticket": _simple(Ticket),
    "reopen_ticket": _simple(Ticket),
    "delete_ticket": _simple(Ticket),
    "create_project": _create_project,
    "update_project": _update_project,
    "close_project": _simple(Project),
    "delete_project": _simple(Project),
    "add_owner": _owner,
    "remove_owner": _owner,
    "add_participant": _participant,
    "remove_participant": _participant,
    "prefer": _prefer,
    "plan": _plan,
    "boost": _boost,
    "add_note": _add_note,
    "set_access": _set_access,
    "deactivate": _deactivate,
    "transfer": _transfer,
    "switch_seconds": _switch_seconds,
}
#: What decides who sees and hears of much comes more often.
WEIGHTS = {
    **dict.fromkeys(("assign_company", "assign_deal", "set_access"), 4),
    **dict.fromkeys(("say", "switch_seconds", "deactivate", "transfer", "add_note"), 2),
    **dict.fromkeys(
        ("create_contact", "create_ticket", "create_invoice", "create_project", "link", "unlink"), 2
    ),
}
OFTEN = [name for name in CHOICES for _ in range(WEIGHTS.get(name, 1))]
#: The verbs of each kind, to dwell on one.
ABOUT = {
    "Company": ["create_company", "update_company", "assign_company", "delete_company"],
    "Contact": ["create_contact", "update_contact", "link", "unlink", "delete_contact"],
    "Deal": ["create_deal", "update_deal", "assign_deal", "move_deal", "close_deal", "delete_deal"],
    "Quotation": ["create_quotation", "accept", "refuse", "delete_quotation"],
    "Invoice": ["create_invoice", "update_invoice", "book", "send", "pay", "delete_invoice"],
    "Project": [name for name in CHOICES if name.endswith(("project", "owner", "participant"))],
    "Ticket": ["create_ticket", "assign_ticket", "say", "close_ticket", "reopen_ticket"],
    "Note": ["add_note"],
    "User": ["deactivate", "transfer", "set_access"],
}


def dwell(name: str) -> None:
    """Choose more often what is about a kind, from now on; an empty name is about all alike."""
    OFTEN[:] = [it for it in CHOICES for _ in range(WEIGHTS.get(it, 1))]
    for kind, verbs in ABOUT.items():
        if name.startswith(kind):
            OFTEN.extend(verbs * (len(OFTEN) // len(verbs)))
            OFTEN.extend(["switch_seconds", "plan", "set_access"] * 2)
