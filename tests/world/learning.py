"""What a database holds, taken down in the model."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tortoise.models import Model

from orm.account import Account, Feature
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from orm.deal import Deal
from orm.inbox import Inbox
from orm.invoice import Invoice
from orm.message import Message, MessageMention
from orm.note import Mention, Note
from orm.pipeline import Phase
from orm.project import Project, ProjectCustomer, ProjectOwner, ProjectParticipant
from orm.quotation import Quotation
from orm.segment import Segment
from orm.task import Task
from orm.team import Membership, Team
from orm.ticket import Ticket
from orm.user import User
from tests.model import world as model
from tests.model.world import Key

#: Answers all rows of a table, by their ids.
RowsOf = Callable[[type[Model]], list[Any]]
#: What is taken down, and by which column it belongs to an account.
TABLES: dict[type[Model], str] = {
    **dict.fromkeys((User, Team, Phase, Company, Contact, CompanyLink, Deal), "account_id"),
    **dict.fromkeys((Project, ProjectOwner, ProjectParticipant, ProjectCustomer), "account_id"),
    **dict.fromkeys((Task, Quotation, Invoice, Inbox, Ticket, Message, Note), "account_id"),
    **dict.fromkeys((Segment, CustomFieldDefinition, CustomFieldValue), "account_id"),
    Account: "id",
    Membership: "team__account_id",
    MessageMention: "message__account_id",
    Mention: "note__account_id",
}


async def rows_of(accounts: list[int]) -> RowsOf:
    """All rows of some accounts."""
    found = {
        table: await table.filter(**{f"{column}__in": accounts}).order_by("id")
        for table, column in TABLES.items()
    }
    return lambda table: found[table]


class Learning:
    """Takes rows down in a world."""

    def __init__(self, rows: RowsOf, time: Callable[[datetime.datetime], int]) -> None:
        self.rows, self.world = rows, model.World()
        #: What a moment is in the world.
        self.time = time

    def learn(self) -> model.World:
        """The world."""
        self._accounts()
        self._people()
        self._sales()
        self._tickets()
        self._projects()
        self._parts()
        self._fields()
        self._segments()
        return self.world

    def _accounts(self) -> None:
        for row in self.rows(Account):
            key = key_of("Account", row.id)
            seconds = Feature.SECOND_ACCOUNT_MANAGER in row.features
            boosters = {str(it) for it in row.boosters}
            self.world.accounts[key] = model.Account(row.plan.value, boosters, seconds)
            self.world.phases[key] = []
        for row in sorted(self.rows(Phase), key=lambda it: it.position):
            self.world.phases[key_of("Account", row.account_id)].append(key_of("Phase", row.id))
            if row.attention_after_days is not None:
                self.world.attention[key_of("Phase", row.id)] = row.attention_after_days

    def _people(self) -> None:
        for row in self.rows(User):
            self.world.emails[key_of("Account", row.account_id)] = row.email
            self.world.people[key_of("User", row.id)] = model.Person(
                *_here(row),
                row.name,
                admin=row.is_admin,
                crm=row.crm_access.value,
                modules=set(row.modules),
                active=row.status.value == "ACTIVE",
                projects=row.project_access.value,
                financials=row.sees_financials,
            )
        members = _grouped(self.rows(Membership), "team_id", lambda it: key_of("User", it.user_id))
        for row in self.rows(Team):
            lead = ref("User", row.lead_id)
            team = model.Team(*_here(row), row.name, lead, members[row.id])
            self.world.teams[team.id] = team

    def _sales(self) -> None:
        links = _grouped(
            self.rows(CompanyLink), "contact_id", lambda it: key_of("Company", it.company_id)
        )
        for row in self.rows(Company):
            two = ref("User", row.account_manager_id), ref("User", row.second_account_manager_id)
            self._add(model.Company(*_named(row), first=two[0], second=two[1]))
        for row in self.rows(Contact):
            by = ref("User", row.created_by_id)
            self._add(model.Contact(*_named(row), links=set(links[row.id]), by=by))
        for row in self.rows(Deal):
            deal = model.Deal(*_named(row), customer=_customer(row), status=row.status.value)
            deal.first = ref("User", row.assigned_to_id)
            deal.second = ref("User", row.second_assigned_to_id)
            deal.phase = key_of("Phase", row.phase_id)
            self._add(deal)
        for row in self.rows(Invoice):
            invoice = model.Invoice(*_named(row), customer=_customer(row), status=row.status.value)
            invoice.deal = ref("Deal", row.deal_id)
            self._add(invoice)

    def _tickets(self) -> None:
        for row in self.rows(Inbox):
            inbox = model.Inbox(*_here(row), row.name, row.close_after_days)
            self.world.shared_inboxes[inbox.id] = inbox
        for row in self.rows(Ticket):
            ticket = model.Ticket(
                *_named(row),
                number=row.number,
                customer=_customer(row),
                assignee=ref("User", row.assigned_to_id),
                status=row.status.value,
                replies=row.reply_count,
                reopened=row.reopened,
                inbox=key_of("Inbox", row.inbox_id),
                created=self.time(row.created_at),
                answered=row.first_reply_at and self.time(row.first_reply_at),
                closed=row.closed_at and self.time(row.closed_at),
                closer=ref("User", row.closed_by_id),
            )
            self._add(ticket)
            self.world.numbers[ticket.account, "TICKET"] = ticket.number

    def _projects(self) -> None:
        owners = _grouped(
            self.rows(ProjectOwner), "project_id", lambda it: key_of("User", it.user_id)
        )
        joined = _grouped(self.rows(ProjectParticipant), "project_id", _user_or_team)
        customers = _grouped(self.rows(ProjectCustomer), "project_id", _customer)
        for row in self.rows(Project):
            project = model.Project(*_named(row), owners=owners[row.id], status=row.status.value)
            project.participants, project.customers = joined[row.id], set(customers[row.id])
            project.editors = row.editors.value
            self._add(project)

    def _parts(self) -> None:
        for row in self.rows(Task):
            record, done = key_of("Project", row.project_id), row.done_at is not None
            self._put(model.Task(*_here(row), record, _user_or_team(row), done))
        for row in self.rows(Quotation):
            record = key_of("Deal", row.deal_id)
            self._put(model.Quotation(*_here(row), record, row.title, row.status.value))
        for row in self.rows(Message):
            record, by = key_of("Ticket", row.ticket_id), ref("User", row.sent_by_id)
            self._put(model.Message(*_here(row), record, row.type.value, by))
        mentions = _grouped(self.rows(Mention), "note_id", lambda it: key_of("User", it.user_id))
        for row in self.rows(Note):
            author, named = ref("User", row.author_id), frozenset(mentions[row.id])
            self._put(model.Note(*_here(row), record_of(row), author, named))

    def _fields(self) -> None:
        for row in self.rows(CustomFieldDefinition):
            field = model.Field(*_here(row), row.level.value, row.label, row.type.value)
            self.world.fields[field.id] = field
        for row in self.rows(CustomFieldValue):
            named = ref("User", row.user_id) or _customer(row)
            at = record_of(row), key_of("CustomFieldDefinition", row.definition_id)
            # Amounts, days and the like are not compared by the model.
            self.world.values[at] = named or row.text or ""

    def _segments(self) -> None:
        for row in self.rows(Segment):
            segment = model.Segment(
                *_here(row),
                row.kind.value,
                row.name,
                owner=ref("User", row.owner_id),
                visibility=row.visibility.value,
                editors=row.editors.value,
                match=row.match.value,
                rules=[model.Rule(**it) for it in row.rules],
                version=row.version,
                system=row.system,
            )
            self.world.segments[segment.id] = segment

    def _add(self, record: model.Record) -> None:
        self.world.records[record.id] = record

    def _put(self, part: model.Part) -> None:
        self.world.parts[part.id] = part


def key_of(type_: str, id_: int) -> Key:
    """A global id."""
    return f"{type_}:{id_}"


def ref(type_: str, id_: int | None) -> Key | None:
    """A global id, where there is one."""
    return None if id_ is None else key_of(type_, id_)


def id_of(key: Key) -> int:
    """The id of a row whose global id it is."""
    return int(key.partition(":")[2])


def record_of(row: Any) -> Key:
    """The record that a row beside it is about."""
    return key_of(row.record_kind.type_name, row.record_id)


def _customer(row: Any) -> Key | None:
    return ref("Company", row.company_id) or ref("Contact", row.contact_id)


def _user_or_team(row: Any) -> Key | None:
    return ref("User", row.user_id) or ref("Team", row.team_id)


def _here(row: Any) -> tuple[Key, Key]:
    return key_of(type(row).__name__, row.id), key_of("Account", row.account_id)


def _named(row: Any) -> tuple[Key, Key, str, int]:
    return *_here(row), row.label, row.version


def _grouped(
    rows: Iterable[Any], column: str, key: Callable[[Any], Key | None]
) -> dict[int, list[Key]]:
    """The keys of rows by what these belong to."""
    found: dict[int, list[Key]] = defaultdict(list)
    for row in sorted(rows, key=lambda it: it.id):
        if (named := key(row)) is not None:
            found[getattr(row, column)].append(named)
    return found
