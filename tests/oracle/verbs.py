"""Every operation: what it is in the model, and how the service is asked for it."""

import datetime
from collections.abc import Callable
from dataclasses import asdict, dataclass
from dataclasses import field as of_class
from typing import Any

from tests.model.world import Key
from tests.oracle.act import UNSET
from tests.oracle.doing import (
    admin,
    company,
    contact,
    deal,
    field,
    importing,
    invoice,
    note,
    operator,
    preference,
    project,
    quotation,
    segment,
    task,
    team,
    teams,
    ticket,
    time,
    user,
)
from tests.world.people import Person


@dataclass(frozen=True)
class Verb:
    """One operation: the model's function, and the mutation with the names of its inputs."""

    model: Callable[..., None]
    mutation: str
    inputs: dict[str, str]
    #: Under which name the payload has what was created.
    created: str = ""
    #: What is said each time, since nothing depends on it.
    always: dict[str, Any] = of_class(default_factory=dict)

    async def ask(self, person: Person, given: dict[str, Any]) -> Key:
        """Ask for it; answers the id of what was created. Raises Refused."""
        said = {self.inputs.get(name, name): value for name, value in given.items()}
        selection = f"{self.created} {{ id }}" if self.created else ""
        payload = await person.write(self.mutation, selection, **_plain(said), **self.always)
        return str(payload[self.created]["id"]) if self.created and payload[self.created] else ""


@dataclass(frozen=True)
class Operation:
    """What somebody is to do."""

    verb: str
    by: Key | None
    given: dict[str, Any] = of_class(default_factory=dict)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.given.items())
        return f"{self.by or 'the operator'}: {self.verb}({said})"


_ACCESS = {
    "crm": "crmAccess",
    "admin": "isAdmin",
    "projects": "projectAccess",
    "financials": "seesFinancials",
}
_INBOX = {"days": "closeAfterDays"}
_UP_TO = {"up_to": "upTo"}
_ONE = {"assignee": "assignedTo"}
_TWO = {"confirmed": "confirmLossOfAccess"}
_COMPANY = _TWO | {"first": "accountManager", "second": "secondAccountManager"}
_DEAL = _TWO | {"first": "assignedTo", "second": "secondAssignedTo"}

VERBS: dict[str, Verb] = {
    "create_company": Verb(company.create, "createCompany", _COMPANY, "company"),
    "update_company": Verb(company.update, "updateCompany", _COMPANY),
    "assign_company": Verb(company.assign, "assignCompany", _COMPANY),
    "delete_company": Verb(company.delete, "deleteCompany", {}),
    "create_deal": Verb(deal.create, "createDeal", _DEAL, "deal"),
    "update_deal": Verb(deal.update, "updateDeal", _DEAL),
    "assign_deal": Verb(deal.assign, "assignDeal", _DEAL),
    "move_deal": Verb(deal.move, "moveDeal", {}),
    "close_deal": Verb(deal.close, "closeDeal", {}),
    "delete_deal": Verb(deal.delete, "deleteDeal", {}),
    "create_contact": Verb(contact.create, "createContact", {"name": "lastName"}, "contact"),
    "update_contact": Verb(contact.update, "updateContact", {"name": "lastName"}),
    "link": Verb(contact.link, "linkContact", {}),
    "unlink": Verb(contact.unlink, "unlinkContact", _TWO),
    "delete_contact": Verb(contact.delete, "deleteContact", {}),
    "create_quotation": Verb(quotation.create, "createQuotation", {}, "quotation"),
    "update_quotation": Verb(quotation.update, "updateQuotation", {}),
    "accept": Verb(quotation.accept, "acceptQuotation", {}),
    "refuse": Verb(quotation.refuse, "refuseQuotation", {}),
    "delete_quotation": Verb(quotation.delete, "deleteQuotation", {}),
    "create_invoice": Verb(invoice.create, "createInvoice", _TWO, "invoice"),
    "update_invoice": Verb(invoice.update, "updateInvoice", _TWO),
    "book": Verb(invoice.book, "bookInvoice", {}),
    "send": Verb(invoice.send, "sendInvoice", {}),
    "pay": Verb(invoice.pay, "payInvoice", {}),
    "delete_invoice": Verb(invoice.delete, "deleteInvoice", {}),
    "create_ticket": Verb(ticket.create, "createTicket", _ONE, "ticket"),
    "assign_ticket": Verb(ticket.assign, "assignTicket", _ONE),
    "say": Verb(ticket.say, "addTicketMessage", {}, "", {"body": "Hello."}),
    "update_ticket": Verb(ticket.update, "updateTicket", {}),
    "close_ticket": Verb(ticket.close, "closeTicket", {}),
    "reopen_ticket": Verb(ticket.reopen, "reopenTicket", {}),
    "delete_ticket": Verb(ticket.delete, "deleteTicket", {}),
    "create_project": Verb(project.create, "createProject", {}, "project"),
    "update_project": Verb(project.update, "updateProject", {}),
    "close_project": Verb(project.close, "closeProject", {}),
    "delete_project": Verb(project.delete, "deleteProject", {}),
    "add_owner": Verb(project.add_owner, "addProjectOwner", _TWO),
    "remove_owner": Verb(project.remove_owner, "removeProjectOwner", _TWO),
    "add_participant": Verb(project.add_participant, "addProjectParticipant", _TWO),
    "remove_participant": Verb(project.remove_participant, "removeProjectParticipant", _TWO),
    "create_task": Verb(task.create, "createTask", {}, "task", {"title": "Step"}),
    "complete_task": Verb(task.complete, "completeTask", {}),
    "delete_task": Verb(task.delete, "deleteTask", {}),
    "define_field": Verb(field.define, "createCustomFieldDefinition", {}, "customFieldDefinition"),
    "rename_field": Verb(field.rename, "updateCustomFieldDefinition", {}),
    "remove_field": Verb(field.remove, "deleteCustomFieldDefinition", {}),
    "set_field": Verb(field.put, "setCustomField", {}),
    "create_segment": Verb(segment.create, "createSegment", {}, "segment"),
    "update_segment": Verb(segment.update, "updateSegment", {}),
    "delete_segment": Verb(segment.delete, "deleteSegment", {}),
    "create_inbox": Verb(admin.create_inbox, "createInbox", _INBOX, "inbox"),
    "update_inbox": Verb(admin.update_inbox, "updateInbox", _INBOX),
    "delete_inbox": Verb(admin.delete_inbox, "deleteInbox", {}),
    "create_team": Verb(team.create, "createTeam", {}, "team"),
    "update_team": Verb(team.update, "updateTeam", {}),
    "delete_team": Verb(team.delete, "deleteTeam", {}),
    "invite": Verb(admin.invite, "inviteUser", {}, "", {"firstName": "Nina", "lastName": "New"}),
    "prefer": Verb(preference.put, "setNotificationPreference", {}),
    "mark_read": Verb(preference.mark_read, "markNotificationsRead", _UP_TO),
    "snooze": Verb(preference.snooze, "snoozeNotifications", _UP_TO),
    "add_note": Verb(note.add, "addNote", {}, "note", {"body": "Called."}),
    "set_access": Verb(user.set_access, "setUserAccess", _ACCESS),
    "deactivate": Verb(user.deactivate, "deactivateUser", {"handovers": "responsibilities"}),
    "transfer": Verb(user.transfer, "transferResponsibilities", {"giver": "from"}),
}

#: What the operator does, or the service by itself: by another way in.
OPERATOR: dict[str, Callable[..., None]] = {
    "switch_seconds": operator.switch_seconds,
    "plan": operator.plan,
    "boost": operator.boost,
    "elapse": time.elapse,
    "import_records": importing.records,
    "import_people": teams.people,
}


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """As the API takes it."""
    named = {_name(name, it): it for name, it in given.items() if it is not UNSET}
    return {name: _value(name, it) for name, it in named.items()}


def _name(name: str, value: Any) -> str:
    """Who takes part is a user or a team."""
    return value.partition(":")[0].lower() if name == "who" else name


def _value(name: str, value: Any) -> Any:
    if name == "responsibilities":
        return [
            {"role": role, "action": action} | ({"to": to} if to else {})
            for role, (action, to) in value.items()
        ]
    if name == "until" and value is not None:
        now = datetime.datetime.now(datetime.UTC)
        return (now + datetime.timedelta(days=value)).isoformat()
    if name == "rules":
        return [asdict(rule) for rule in value]
    if name == "companies":
        return [{"company": key} for key in value]
    return sorted(value) if isinstance(value, set) else value
