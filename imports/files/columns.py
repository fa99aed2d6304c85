"""What can be imported of each kind of thing."""

from dataclasses import dataclass
from enum import Enum

from imports.files.cells import (
    NAME,
    Parse,
    choice,
    column,
    currency,
    date,
    email,
    in_order,
    moment,
    money,
    several,
    time_zone,
    whole,
)
from imports.row import Kind
from orm.company import Company, CompanyStatus
from orm.contact import Contact
from orm.deal import Deal, DealStatus
from orm.inbox import Inbox
from orm.pipeline import Phase, Pipeline
from orm.project import Project, ProjectEditors, ProjectStatus
from orm.team import Team
from orm.ticket import Ticket, TicketStatus
from orm.user import CrmAccess, User
from resolvers.inbox import LONGEST_WAIT


class Blank(Enum):
    """What an empty cell means."""

    NOTHING = "the field is emptied"
    NEEDED = "the row is refused"
    KEEP = "the field stays as it is"


@dataclass(frozen=True)
class Field:
    """A field that can be imported."""

    parse: Parse
    blank: Blank = Blank.NOTHING
    #: What the field is when it is emptied.
    empty: object = None

    def value(self, cell: str, dates: str) -> object:
        """What a cell means; a blank one, where it means something. Raises ValueError."""
        if cell:
            return self.parse(cell, dates)
        if self.blank is Blank.NEEDED:
            raise ValueError("It cannot be empty.")
        return self.empty


def needed(parse: Parse) -> Field:
    """A field that is never empty."""
    return Field(parse, Blank.NEEDED)


def kept(parse: Parse) -> Field:
    """A field that an empty cell leaves as it is."""
    return Field(parse, Blank.KEEP)


DETAILS = ("vat_number", "email", "phone", "website", "city", "country", "industry")

FIELDS: dict[Kind, dict[str, Field]] = {
    Kind.PHASE: {
        "pipeline": needed(column(Pipeline, "name")),
        "name": needed(column(Phase, "name")),
        "position": kept(whole(0, 10_000)),
        "probability": kept(whole(0, 100)),
        "attention_after_days": Field(whole(1, 10_000)),
    },
    Kind.INBOX: {
        "name": needed(column(Inbox, "name")),
        "email": Field(email),
        "close_after_days": Field(whole(1, LONGEST_WAIT)),
    },
    Kind.USER: {
        "external_id": needed(column(User, "external_id")),
        "first_name": needed(column(User, "first_name")),
        "last_name": Field(column(User, "last_name"), empty=""),
        "email": needed(email),
        "language": kept(column(User, "language")),
        "time_zone": kept(time_zone),
        "crm_access": kept(choice(CrmAccess)),
        "teams": Field(several, empty=[]),
    },
    Kind.TEAM: {
        "external_id": needed(column(Team, "external_id")),
        "name": needed(column(Team, "name")),
        "lead": Field(NAME),
    },
    Kind.COMPANY: {
        "external_id": needed(column(Company, "external_id")),
        "name": needed(column(Company, "name")),
        "status": kept(choice(CompanyStatus)),
        **{name: Field(column(Company, name)) for name in DETAILS},
        "account_manager": Field(NAME),
        "second_account_manager": Field(NAME),
    },
    Kind.CONTACT: {
        "external_id": needed(column(Contact, "external_id")),
        "first_name": Field(column(Contact, "first_name")),
        "last_name": needed(column(Contact, "last_name")),
        "email": Field(column(Contact, "email")),
        "phone": Field(column(Contact, "phone")),
        "companies": Field(several, empty=[]),
        "positions": Field(in_order, empty=[]),
        "decision_maker_at": Field(several, empty=[]),
    },
    Kind.DEAL: {
        "external_id": needed(column(Deal, "external_id")),
        "title": needed(column(Deal, "title")),
        "company": Field(NAME),
        "contact": Field(NAME),
        "pipeline": kept(column(Pipeline, "name")),
        "phase": kept(column(Phase, "name")),
        "status": kept(choice(DealStatus)),
        "amount": Field(money),
        "currency": kept(currency),
        "expected_closing": Field(date),
        "closed_at": Field(moment),
        "closing_reason": Field(column(Deal, "closing_reason")),
        "assigned_to": Field(NAME),
        "second_assigned_to": Field(NAME),
    },
    Kind.PROJECT: {
        "external_id": needed(column(Project, "external_id")),
        "title": needed(column(Project, "title")),
        "status": kept(choice(ProjectStatus)),
        "editors": kept(choice(ProjectEditors)),
        "companies": Field(several, empty=[]),
        "contacts": Field(several, empty=[]),
        "owners": Field(several, empty=[]),
        "participants": Field(several, empty=[]),
        "participating_teams": Field(several, empty=[]),
        "budget": Field(money),
        "margin": Field(money),
        "currency": kept(currency),
        "due_on": Field(date),
        "closed_at": Field(moment),
    },
    Kind.TICKET: {
        "external_id": needed(column(Ticket, "external_id")),
        "subject": needed(column(Ticket, "subject")),
        "inbox": kept(column(Inbox, "name")),
        "status": kept(choice(TicketStatus)),
        "company": Field(NAME),
        "contact": Field(NAME),
        "assigned_to": Field(NAME),
        "created_at": kept(moment),
        "closed_at": Field(moment),
    },
}

#: Without these a kind cannot be imported at all.
ESSENTIAL: dict[Kind, tuple[str, ...]] = {
    **dict.fromkeys(Kind, ("external_id",)),
    Kind.PHASE: ("pipeline", "name"),
    Kind.INBOX: ("name",),
}
