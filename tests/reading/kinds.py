"""What the reference knows of each type of the schema: its table, its plain fields, its keys."""

import datetime
from typing import Any

from orm.account import Account
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from orm.deal import Deal
from orm.inbox import Inbox
from orm.invoice import Invoice
from orm.message import Message
from orm.note import Note
from orm.notification import Notification
from orm.pipeline import Phase, Pipeline
from orm.project import Project
from orm.quotation import Quotation
from orm.responsibility import ResponsibilityChange
from orm.segment import Segment
from orm.task import Task
from orm.team import Team
from orm.ticket import Ticket
from orm.user import User
from tests.model.world import KINDS

#: Those that have a global id, then those that have none.
TYPES: list[Any] = [
    *(Account, Company, Contact, CustomFieldDefinition, Deal, Inbox, Invoice, Message, Note),
    *(Notification, Phase, Pipeline, Project, Quotation, Segment, Task, Team, Ticket, User),
]
WITHOUT_ID: list[Any] = [CompanyLink, CustomFieldValue, ResponsibilityChange]
MODELS: dict[str, Any] = {type_.__name__: type_ for type_ in [*TYPES, *WITHOUT_ID]}
PLAIN = {
    "Account": ["name", "plan", "boosters", "features"],
    "User": [
        *("firstName", "lastName", "status", "email", "isAdmin", "crmAccess", "modules"),
        *("projectAccess", "seesFinancials", "language", "timeZone"),
    ],
    "Company": [
        *("name", "status", "vatNumber", "email", "phone", "website", "city", "country"),
        *("industry", "version", "createdAt", "updatedAt"),
    ],
    "CompanyLink": ["position", "decisionMaker"],
    "Contact": [
        *("name", "firstName", "lastName", "email", "phone", "version", "createdAt", "updatedAt")
    ],
    "Deal": [
        *("title", "status", "expectedClosing", "closedAt", "closingReason", "version"),
        *("createdAt", "updatedAt"),
    ],
    "Quotation": ["title", "status", "createdAt", "acceptedAt"],
    "Invoice": [
        *("number", "status", "dueOn", "bookedAt", "sentAt", "paidAt", "version"),
        *("createdAt", "updatedAt"),
    ],
    "Inbox": ["name", "email", "closeAfterDays"],
    "Message": ["type", "body", "auto", "createdAt"],
    "CustomFieldDefinition": ["label", "type", "required", "options"],
    "CustomFieldValue": ["text", "options"],
    "Note": ["body", "createdAt"],
    "Notification": ["sequence", "reason", "text", "snoozedUntil"],
    "Phase": ["name", "position", "probability", "attentionAfterDays"],
    "Pipeline": ["name"],
    "Segment": ["name", "kind", "visibility", "editors", "match", "system", "version"],
    "Project": [
        *("title", "status", "editors", "dueOn", "closedAt", "version", "createdAt", "updatedAt")
    ],
    "Task": ["title", "dueOn", "doneAt", "createdAt"],
    "Team": ["name"],
    "Ticket": [
        *("number", "subject", "status", "closedAt", "closedAutomatically", "reopened"),
        *("replyCount", "firstReplyAt", "waitingSince", "version", "createdAt", "updatedAt"),
    ],
    "ResponsibilityChange": ["role", "at", "reason"],
}
KEYS: dict[str, dict[str, Any]] = {
    "Company": {"accountManager": User, "secondAccountManager": User},
    "CompanyLink": {"company": Company},
    "Contact": {"createdBy": User},
    "Deal": {"assignedTo": User, "secondAssignedTo": User, "phase": Phase},
    "Quotation": {"deal": Deal},
    "Invoice": {"deal": Deal, "project": Project},
    "Message": {"sentBy": User, "ticket": Ticket},
    "CustomFieldValue": {"user": User, "company": Company, "contact": Contact},
    "Note": {"author": User},
    "Phase": {"pipeline": Pipeline},
    "Segment": {"owner": User},
    "Task": {"project": Project},
    "Team": {"lead": User},
    "Ticket": {"assignedTo": User, "closedBy": User, "inbox": Inbox},
    "ResponsibilityChange": {"by": User},
}
ROLES = {type_.__name__: list(type_.roles) for type_ in KINDS.values()}


def snake(name: str) -> str:
    """How Python writes a name."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def written(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return getattr(value, "value", value)
