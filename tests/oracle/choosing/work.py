"""What is done for customers, and noted: drawn with what it is about."""

from typing import Any

from tests.model.world import Company, Contact, Deal, Invoice, Project, Task, Ticket
from tests.oracle.act import UNSET
from tests.oracle.choosing.choosing import Choosing, Drawn

EDITORS = ("OWNERS", "OWNERS_AND_PARTICIPANTS", "EVERYONE")


def add_note(it: Choosing, name: str) -> Drawn:
    record = it.record(Company, Contact, Deal, Invoice, Project, Ticket)
    return name, it.actor(), {"record": record, "mentions": it.mentions()}


def create_ticket(it: Choosing, name: str) -> Drawn:
    given = {"subject": it.text(), "inbox": it.inbox()}
    customer, assignee = it.one(it.customer, it.customer, None), it.one(it.user, it.user, None)
    return name, it.actor(), {**given, "customer": customer, "assignee": assignee}


def update_ticket(it: Choosing, name: str) -> Drawn:
    given = {
        "subject": it.one(UNSET, it.text),
        "status": it.one(UNSET, "OPEN", "ESCALATED", "CLOSED", "WAITING_FOR_CUSTOMER"),
        "inbox": it.one(UNSET, UNSET, it.inbox),
        "customer": it.one(UNSET, it.customer, None),
        "version": it.often(UNSET, 1),
    }
    said = {key: value for key, value in given.items() if value is not UNSET}
    return name, it.actor(), {"id": it.record(Ticket), **said}


def assign_ticket(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Ticket), "assignee": it.often(it.user, None)}


def say(it: Choosing, name: str) -> Drawn:
    type_ = it.one("CUSTOMER", "REPLY", "INTERNAL", "INTERNAL", "THIRD_PARTY")
    given: dict[str, Any] = {"id": it.record(Ticket), "type": type_}
    if it.one(False, False, True):
        given["status"] = it.one("OPEN", "ESCALATED", "CLOSED", "WAITING_FOR_CUSTOMER")
    if type_ == "INTERNAL" or it.often(False, True):
        given["mentions"] = it.mentions()
    if it.often(False, type_ == "REPLY", True):
        given["auto"] = True
    return name, it.actor(), given


def elapse(it: Choosing, name: str) -> Drawn:
    return name, None, {"days": it.one(1, 3, 7, 7, 8)}


def create_project(it: Choosing, name: str) -> Drawn:
    given: dict[str, Any] = {"title": it.text(), "editors": it.one(*EDITORS)}
    given["customers"] = list({it.customer() for _ in range(it.one(0, 1, 2))})
    given["owners"] = list({it.user() for _ in range(it.one(0, 0, 1))})
    given["participants"] = list({it.participant() for _ in range(it.one(0, 1, 2))})
    return name, it.actor(), given


def update_project(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Project), "title": it.text()}


def owner(it: Choosing, name: str) -> Drawn:
    key = it.record(Project)
    record = it.world.records.get(key)
    owners = record.owners if isinstance(record, Project) and name == "remove_owner" else []
    given = {"id": key, "who": it.one(*owners, *owners, it.user), "confirmed": it.one(False, True)}
    return name, it.actor(), given


def participant(it: Choosing, name: str) -> Drawn:
    key = it.record(Project)
    record = it.world.records.get(key)
    there = record.participants if isinstance(record, Project) else []
    there = there if name == "remove_participant" else []
    who = it.one(*there, *there, it.participant)
    return name, it.actor(), {"id": key, "who": who, "confirmed": it.one(False, True)}


def create_task(it: Choosing, name: str) -> Drawn:
    given = {"project": it.record(Project), "assignee": it.one(it.participant, None)}
    return name, it.actor(), given


def task(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.part(Task)}
