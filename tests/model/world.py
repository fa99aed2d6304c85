"""What there is, as plain data, by global ids: the model that oracle and reference share."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

Key = str
CRM, DEALS, INVOICES = "COMPANIES_AND_CONTACTS", "DEALS", "INVOICES"
PROJECTS, TICKETS = "PROJECTS", "TICKETS"
MODULES = (CRM, DEALS, INVOICES, PROJECTS, TICKETS)
FULL, LIMITED_CRM, LIMITED_DEALS = "FULL", "LIMITED_CRM", "LIMITED_DEALS"


@dataclass
class Account:
    """Who pays, and for what."""

    plan: str = "BOOST"
    boosters: set[str] = field(default_factory=set)
    seconds: bool = False
    #: How many days have gone by since the beginning.
    day: int = 0


@dataclass
class Person:
    """A user."""

    id: Key
    account: Key
    name: str
    admin: bool = False
    crm: str = FULL
    modules: set[str] = field(default_factory=lambda: set(MODULES))
    active: bool = True
    projects: str = "ALL"
    financials: bool = False


@dataclass
class Team:
    """Some users, and who leads them."""

    id: Key
    account: Key
    name: str
    lead: Key | None
    members: list[Key]


@dataclass
class Told:
    """A notification, as its recipient has it."""

    sequence: int
    event: str
    reason: str
    by: Key | None
    record: Key | None
    label: str
    #: Nothing but the title: neither who did it nor the record itself.
    title_only: bool
    read: bool = False
    #: Until which day it is put off, if it is.
    snoozed: int | None = None


@dataclass
class Record:
    """What every kind of record has."""

    #: The module that the kind belongs to, and what lists of it are called.
    module: ClassVar[str]
    plural: ClassVar[str]
    #: The roles that it has by itself, the first responsible first.
    roles: ClassVar[tuple[str, ...]] = ()
    #: By which fields rules ask who is responsible.
    responsible: ClassVar[tuple[str, ...]]
    id: Key
    account: Key
    label: str
    version: int = 1
    #: Who passed which role to whom, by whom: role, from, to, by.
    history: list[tuple[str, Key | None, Key | None, Key | None]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.id.partition(":")[0].upper()

    @property
    def holders(self) -> list[Key | None]:
        """Who has its roles, in their order; several may have the same."""
        return []


@dataclass
class Shared(Record):
    """A record with a first and a second responsible."""

    first: Key | None = None
    second: Key | None = None

    @property
    def holders(self) -> list[Key | None]:
        """The first and the second."""
        return [self.first, self.second]


@dataclass
class Company(Shared):
    """A customer."""

    module = CRM
    plural = "companies"
    roles = ("ACCOUNT_MANAGER", "SECOND_ACCOUNT_MANAGER")
    responsible = ("accountManager", "secondAccountManager")


@dataclass
class Deal(Shared):
    """What may be sold."""

    module = DEALS
    plural = "deals"
    roles = ("ASSIGNED_TO", "SECOND_ASSIGNED_TO")
    responsible = ("assignedTo", "secondAssignedTo")
    customer: Key | None = None
    phase: Key = ""
    status: str = "OPEN"
    #: On which day it came into its phase, if that is known, and whether that was too long ago.
    entered: int | None = None
    overdue: bool = False


@dataclass
class Contact(Record):
    """Somebody at a company, or a customer by themselves."""

    module = CRM
    plural = "contacts"
    responsible = ("createdBy",)
    links: set[Key] = field(default_factory=set)
    by: Key | None = None


@dataclass
class Invoice(Record):
    """What a customer has to pay."""

    module = INVOICES
    plural = "invoices"
    responsible = ("accountManager",)
    customer: Key | None = None
    deal: Key | None = None
    status: str = "DRAFT"


@dataclass
class Ticket(Record):
    """What a customer wrote, and what became of it."""

    module = TICKETS
    plural = "tickets"
    roles = ("TICKET_ASSIGNEE",)
    responsible = ("assignedTo",)
    number: int = 0
    customer: Key | None = None
    assignee: Key | None = None
    status: str = "NEW"
    replies: int = 0
    reopened: bool = False
    inbox: Key = ""
    #: On which days it was created, first answered and closed, and the last answer was sent.
    created: int = 0
    answered: int | None = None
    closed: int | None = None
    waits: int = 0
    #: Who closed it; nobody where it was closed since the customer did not answer.
    closer: Key | None = None

    @property
    def holders(self) -> list[Key | None]:
        """The assignee."""
        return [self.assignee]


@dataclass
class Project(Record):
    """A piece of work, with its owners, and users or teams who take part."""

    module = PROJECTS
    plural = "projects"
    roles = ("PROJECT_OWNER",)
    responsible = ("owner",)
    owners: list[Key] = field(default_factory=list)
    participants: list[Key] = field(default_factory=list)
    customers: set[Key] = field(default_factory=set)
    editors: str = "OWNERS"
    status: str = "ACTIVE"

    @property
    def holders(self) -> list[Key | None]:
        """Its owners, who all have the same role."""
        return [*self.owners]


#: Every kind of record.
KINDS: dict[str, type[Record]] = {
    type_.__name__.upper(): type_ for type_ in (Company, Contact, Deal, Invoice, Project, Ticket)
}


@dataclass
class Inbox:
    """Where tickets come in."""

    id: Key
    account: Key
    name: str
    #: After how many days a ticket is closed that the customer does not answer, if ever.
    patience: int | None = None


@dataclass
class Quotation:
    """An offer within a deal."""

    id: Key
    account: Key
    record: Key
    title: str
    status: str = "OPEN"


@dataclass
class Task:
    """A piece of a project."""

    id: Key
    account: Key
    record: Key
    #: A user or a team, or nobody.
    assignee: Key | None
    done: bool = False


@dataclass
class Message:
    """What was said in a ticket."""

    id: Key
    account: Key
    record: Key
    type: str
    by: Key | None


@dataclass
class Note:
    """What somebody wrote about a record."""

    id: Key
    account: Key
    record: Key
    author: Key | None
    mentions: frozenset[Key]


Part = Note | Quotation | Message | Task


@dataclass
class Field:
    """What the records of a kind can have beside the rest."""

    id: Key
    account: Key
    kind: str
    label: str
    type: str


@dataclass(frozen=True)
class Rule:
    """One thing that a segment asks of its records."""

    field: str
    operator: str
    values: list[str]


@dataclass
class Segment:
    """A list of records that is kept as rules."""

    id: Key
    account: Key
    kind: str
    name: str
    owner: Key | None
    visibility: str = "PRIVATE"
    editors: str = "OWNER"
    match: str = "ALL"
    rules: list[Rule] = field(default_factory=list)
    version: int = 1
    system: bool = False


@dataclass
class World:
    """Everything that the model knows."""

    accounts: dict[Key, Account] = field(default_factory=dict)
    people: dict[Key, Person] = field(default_factory=dict)
    teams: dict[Key, Team] = field(default_factory=dict)
    #: Records of all kinds.
    records: dict[Key, Record] = field(default_factory=dict)
    #: What is in records, and seen with them.
    parts: dict[Key, Part] = field(default_factory=dict)
    fields: dict[Key, Field] = field(default_factory=dict)
    segments: dict[Key, Segment] = field(default_factory=dict)
    #: What records have in custom fields, by the two: a text, a number or what it refers to.
    values: dict[tuple[Key, Key], str] = field(default_factory=dict)
    #: Whether somebody wants to be told of a kind of event, where they said so.
    wanted: dict[tuple[Key, str], bool] = field(default_factory=dict)
    #: The numbers that each account gave last: to tickets, and to invoices.
    numbers: dict[tuple[Key, str], int] = field(default_factory=dict)
    #: How many imports there were.
    imports: int = 0
    inboxes: dict[Key, list[Told]] = field(default_factory=dict)
    shared_inboxes: dict[Key, Inbox] = field(default_factory=dict)
    #: An e-mail address of each account that somebody has.
    emails: dict[Key, str] = field(default_factory=dict)
    #: The phases of each account, the first one first, and after how many days in it a deal
    #: needs attention.
    phases: dict[Key, list[Key]] = field(default_factory=dict)
    attention: dict[Key, int] = field(default_factory=dict)

    def next_number(self, account: Key, kind: str) -> int:
        """The next number of an account for a kind of record."""
        self.numbers[account, kind] = number = self.numbers.get((account, kind), 0) + 1
        return number

    def copy(self) -> "World":
        """The same, to be changed by itself."""
        return copy.deepcopy(self)

    def of(self, type_: type, account: Key) -> Iterator[Record]:
        """The records of one kind in an account."""
        for record in self.records.values():
            if isinstance(record, type_) and record.account == account:
                yield record

    def in_fields(self, record: Record) -> dict[Key, str]:
        """What a record has in custom fields."""
        return {at[1]: value for at, value in self.values.items() if at[0] == record.id}

    def customers(self, record: Record | None) -> set[Key]:
        """The companies that a record has to do with as a customer."""
        if isinstance(record, Contact):
            return record.links
        if isinstance(record, Project):
            return {key for key in record.customers if isinstance(self.records[key], Company)}
        if isinstance(record, Deal | Invoice | Ticket) and record.customer:
            return {record.customer} if record.customer.startswith("Company:") else set()
        return set()

    def taking_part(self, record: Record | None) -> set[Key]:
        """Who takes part in a project, directly or through a team."""
        if not isinstance(record, Project):
            return set()
        return {user for it in record.participants for user in self.users(it)}

    def users(self, key: Key | None) -> set[Key]:
        """A user by themselves, or whoever is in a team."""
        if key in self.teams:
            return {*self.teams[key].members}
        return {key} if key else set()

    def responsibilities(self, record: Record | None) -> list[tuple[str, Key]]:
        """Who has which role on a record; a second only while seconds count."""
        if record is None:
            return []
        roles = record.roles * len(record.holders) if len(record.roles) == 1 else record.roles
        held = zip(roles, record.holders, strict=True)
        seconds = self.accounts[record.account].seconds
        counting = ((role, user) for role, user in held if seconds or "SECOND" not in role)
        return [(role, user) for role, user in counting if user is not None]

    def counting(self, record: Record | None) -> list[Key]:
        """Who is responsible for a record; a second only while seconds count."""
        return [user for _, user in self.responsibilities(record)]
