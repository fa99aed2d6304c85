"""Each field of the schema in plain Python; a method is called as the type and the field."""

# ruff: noqa: N802

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.event import Event
from orm.invoice import Invoice
from orm.message import MessageMention
from orm.note import Mention
from orm.notification import NotificationPreference
from orm.responsibility import ResponsibilityChange
from orm.team import Membership
from orm.ticket import Ticket
from tests.model import may
from tests.model.told import OFF_BY_DEFAULT, TOLD
from tests.model.world import MODULES, Key, Project
from tests.reading.custom_fields import NAME, number
from tests.reading.kinds import KEYS, MODELS, PLAIN, ROLES, snake, written
from tests.reading.matching import matches, order_of
from tests.reading.project_fields import ProjectFields, passed
from tests.reading.rows import Rows
from tests.reading.segments import by_responsible, in_segment, is_outdated
from tests.reading.statistics import Figures, in_range
from tests.reading.visible import Eyes
from tests.world.learning import id_of, key_of

#: The roles in which one takes part in a kind of record, beside those who are responsible.
FURTHER = {"Project": ["PROJECT_PARTICIPANT", "TASK_ASSIGNEE"]}
#: What stands for a row of a kind whose module is off.
UNAVAILABLE = object()


@dataclass
class Resolve(ProjectFields):
    """The fields of the rows that one user sees."""

    eyes: Eyes
    cursors: Mapping[str, Any]

    def field(self, kind: str, row: Any, name: str, given: dict[str, Any]) -> Any:
        """What a field stands for: a plain value, a (type, row), a list of such, or Rows."""
        special = getattr(self, f"{kind}_{name}", None) or (
            getattr(self, f"record_{name}", None) if kind in ROLES else None
        )
        if special:
            return special(row, given)
        if isinstance(row, Figures):
            return row.figure(name, self)
        if kind == "Duration":
            return row[name]
        if name == "id":
            return f"{kind}:{row.id}"
        if name in PLAIN.get(kind, ()):
            return written(getattr(row, snake(name)))
        if name in KEYS.get(kind, ()):
            return self.one(KEYS[kind][name].__name__, getattr(row, f"{snake(name)}_id"))
        raise NotImplementedError(f"the reference does not know {kind}.{name}")

    def one(self, kind: str, id_: int | None) -> Any:
        """A row that the user may read, or None."""
        row = self.eyes.world.get(MODELS[kind], id_)
        return (kind, row) if row is not None and self.eyes.reads(kind, row) else None

    def rows(self, kind: str, given: dict[str, Any], tied: Callable[[Any], bool]) -> Rows:
        """The rows that the user may read, for which something holds."""
        chosen = [
            row
            for row in self.eyes.world.all(MODELS[kind])
            if tied(row)
            and self.eyes.reads(kind, row)
            and matches(kind, row, given.get("filter"), self.eyes)
        ]
        return Rows(kind, chosen, order_of(kind, given.get("orderBy")), given, self.cursors)

    def listed(self, kind: str, tied: Callable[[Any], bool] = lambda row: True) -> list[Any]:
        """A plain list."""
        return [(kind, row) for row in self.rows(kind, {}, tied).all]

    # The roots.

    def Query_viewer(self, row: Any, given: Any) -> Any:
        return "User", self.eyes.me

    def Query_account(self, row: Any, given: Any) -> Any:
        return "Account", self.eyes.account

    def Query_node(self, row: Any, given: Any) -> Any:
        kind, _, number = given["id"].partition(":")
        if may.lacks_the_module(self.eyes.model, self.eyes.viewer, given["id"]):
            return UNAVAILABLE
        return self.one(kind, int(number))

    def Query_nodes(self, row: Any, given: Any) -> Any:
        return [self.Query_node(row, {"id": id_}) for id_ in listing(given["ids"])]

    Query_company = Query_contact = Query_deal = Query_invoice = Query_ticket = Query_node
    Query_project = Query_task = Query_node

    def Query_companies(self, row: Any, given: Any) -> Any:
        return self.rows("Company", given, lambda row: True)

    def Query_contacts(self, row: Any, given: Any) -> Any:
        return self.rows("Contact", given, lambda row: True)

    def Query_deals(self, row: Any, given: Any) -> Any:
        return self.rows("Deal", given, lambda row: True)

    def Query_invoices(self, row: Any, given: Any) -> Any:
        return self.rows("Invoice", given, lambda row: True)

    def Query_tickets(self, row: Any, given: Any) -> Any:
        return self.rows("Ticket", given, lambda row: True)

    def Query_ticketStatistics(self, row: Any, given: Any) -> Any:
        users, inbox = given.get("users"), given.get("inbox")
        filter_ = {"filter": {"segment": given.get("segment")}}
        rows = self.rows("Ticket", filter_, lambda ticket: in_range(ticket, given))
        chosen = [
            ticket
            for ticket in rows.all
            if (users is None or f"User:{ticket.assigned_to_id}" in listing(users))
            and (inbox is None or f"Inbox:{ticket.inbox_id}" == inbox)
        ]
        return "TicketStatistics", Figures([self.eyes.of(ticket) for ticket in chosen])

    def Query_inboxes(self, row: Any, given: Any) -> Any:
        return self.listed("Inbox")

    def Query_users(self, row: Any, given: Any) -> Any:
        return self.rows("User", given, lambda row: True)

    def Query_teams(self, row: Any, given: Any) -> Any:
        return self.listed("Team")

    def Query_pipelines(self, row: Any, given: Any) -> Any:
        return self.listed("Pipeline")

    def Query_notifications(self, row: Any, given: Any) -> Any:
        unread = given.get("unread")
        return self.rows(
            "Notification",
            given,
            lambda row: unread is None or waits(row) is unread,
        )

    def Query_unreadNotificationCount(self, row: Any, given: Any) -> Any:
        return sum(waits(row) for _, row in self.listed("Notification"))

    def Query_notificationPreferences(self, row: Any, given: Any) -> Any:
        said = {
            one.event.value: one.wanted
            for one in self.eyes.world.all(NotificationPreference)
            if one.user_id == self.eyes.me.id
        }
        return [("NotificationPreference", (event, said.get(event))) for event in TOLD]

    def NotificationPreference_event(self, row: Any, given: Any) -> Any:
        return row[0]

    def NotificationPreference_wanted(self, row: Any, given: Any) -> Any:
        return row[0] not in OFF_BY_DEFAULT if row[1] is None else row[1]

    def NotificationPreference_default(self, row: Any, given: Any) -> Any:
        return row[0] not in OFF_BY_DEFAULT

    def Query_segments(self, row: Any, given: Any) -> Any:
        kind = given.get("kind")
        return self.listed("Segment", lambda it: kind is None or it.kind.value == kind)

    # Segments.

    def Segment_viewerCanUpdate(self, row: Any, given: Any) -> Any:
        segment = self.eyes.model.segments[key_of("Segment", row.id)]
        return may.changes_segment(self.eyes.model, self.eyes.viewer, segment)

    def Segment_rules(self, row: Any, given: Any) -> Any:
        return [("SegmentRule", (rule, row)) for rule in row.rules]

    def SegmentRule_field(self, row: Any, given: Any) -> Any:
        return row[0]["field"]

    def SegmentRule_operator(self, row: Any, given: Any) -> Any:
        return row[0]["operator"]

    def SegmentRule_values(self, row: Any, given: Any) -> Any:
        return row[0]["values"]

    def SegmentRule_outdated(self, row: Any, given: Any) -> Any:
        return is_outdated(row[0], self.eyes)

    def Segment_records(self, row: Any, given: Any) -> Any:
        kind = row.kind.type_name
        return self.rows(kind, given, lambda it: in_segment(kind, it, row, self.eyes))

    def Segment_count(self, row: Any, given: Any) -> Any:
        return len(self.Segment_records(row, {}).all)

    def Segment_byResponsible(self, row: Any, given: Any) -> Any:
        return by_responsible(self.Segment_records(row, {}).all, self.eyes)

    def ResponsibleCount_user(self, row: Any, given: Any) -> Any:
        return self.one("User", row[0])

    def ResponsibleCount_count(self, row: Any, given: Any) -> Any:
        return row[1]

    # What records have in common.

    def record_kind(self, row: Any, given: Any) -> Any:
        return type(row).__name__.upper()

    def record_label(self, row: Any, given: Any) -> Any:
        if isinstance(row, Invoice):
            return f"Invoice {row.number}" if row.number else "Draft invoice"
        if isinstance(row, Ticket):
            return f"#{row.number} {row.subject}"
        return row.name if isinstance(row, Company | Contact) else row.title

    def record_viewerCan(self, row: Any, given: Any) -> Any:
        return "ViewerCan", row

    def record_responsibilities(self, row: Any, given: Any) -> Any:
        held = self.eyes.model.responsibilities(self.eyes.of(row))
        built_in = [(row, role, id_of(user), None) for role, user in held]
        named = [
            (row, "CUSTOM_FIELD", value.user_id, value)
            for _, value in self.record_customFields(row, {})
            if value.user_id is not None
        ]
        return [("Responsibility", it) for it in (*built_in, *named)]

    def record_customFields(self, row: Any, given: Any) -> Any:
        return self.listed("CustomFieldValue", lambda value: is_of(value, row))

    def record_responsibilityHistory(self, row: Any, given: Any) -> Any:
        return self.rows("ResponsibilityChange", given, lambda change: is_of(change, row))

    def record_notes(self, row: Any, given: Any) -> Any:
        return self.rows("Note", given, lambda note: is_of(note, row))

    def ViewerCan_read(self, row: Any, given: Any) -> Any:
        return True

    def ViewerCan_update(self, row: Any, given: Any) -> Any:
        return may.updates(self.eyes.model, self.eyes.viewer, self.eyes.of(row))

    def ViewerCan_assign(self, row: Any, given: Any) -> Any:
        return may.assigns(self.eyes.model, self.eyes.viewer, self.eyes.of(row))

    def ViewerCan_delete(self, row: Any, given: Any) -> Any:
        return may.deletes(self.eyes.model, self.eyes.viewer, self.eyes.of(row))

    def Responsibility_role(self, row: Any, given: Any) -> Any:
        return row[1]

    def Responsibility_user(self, row: Any, given: Any) -> Any:
        return self.one("User", row[2])

    def Responsibility_since(self, row: Any, given: Any) -> Any:
        record, role, user, value = row
        if value:
            return written(value.set_at)
        changes = self.eyes.world.all(ResponsibilityChange)
        since = [c for c in changes if is_of(c, record) and passed(c, role, user)]
        return written(max(since, key=lambda c: c.id).at if since else record.created_at)

    def Responsibility_field(self, row: Any, given: Any) -> Any:
        return self.CustomFieldValue_field(row[3], given) if row[3] else None

    # Custom fields.

    def Query_customFieldDefinitions(self, row: Any, given: Any) -> Any:
        kind = given.get("kind")
        return self.listed(NAME, lambda it: kind is None or it.level.value == kind)

    def CustomFieldDefinition_kind(self, row: Any, given: Any) -> Any:
        return row.level.value

    def CustomFieldValue_field(self, row: Any, given: Any) -> Any:
        return self.one(NAME, row.definition_id)

    def CustomFieldValue_number(self, row: Any, given: Any) -> Any:
        return None if row.millionths is None else number(row.millionths)

    def CustomFieldValue_integer(self, row: Any, given: Any) -> Any:
        return row.whole

    def CustomFieldValue_money(self, row: Any, given: Any) -> Any:
        return None if row.amount_cents is None else ("Money", row)

    def CustomFieldValue_date(self, row: Any, given: Any) -> Any:
        return written(row.day)

    def CustomFieldValue_boolean(self, row: Any, given: Any) -> Any:
        return row.flag

    # Everything else.

    def Company_contacts(self, row: Any, given: Any) -> Any:
        of = [it.contact_id for it in self.eyes.world.all(CompanyLink) if it.company_id == row.id]
        return self.rows("Contact", given, lambda contact: contact.id in of)

    def Contact_companies(self, row: Any, given: Any) -> Any:
        return self.listed("CompanyLink", lambda link: link.contact_id == row.id)

    def Company_deals(self, row: Any, given: Any) -> Any:
        return self.rows("Deal", given, lambda deal: deal.company_id == row.id)

    def Company_invoices(self, row: Any, given: Any) -> Any:
        return self.rows("Invoice", given, lambda invoice: invoice.company_id == row.id)

    def Contact_invoices(self, row: Any, given: Any) -> Any:
        return self.rows("Invoice", given, lambda invoice: invoice.contact_id == row.id)

    def Deal_invoices(self, row: Any, given: Any) -> Any:
        return self.rows("Invoice", given, lambda invoice: invoice.deal_id == row.id)

    def Contact_tickets(self, row: Any, given: Any) -> Any:
        return self.rows("Ticket", given, lambda ticket: ticket.contact_id == row.id)

    def Contact_deals(self, row: Any, given: Any) -> Any:
        return self.rows("Deal", given, lambda deal: deal.contact_id == row.id)

    def Deal_quotations(self, row: Any, given: Any) -> Any:
        return self.listed("Quotation", lambda quotation: quotation.deal_id == row.id)

    def Invoice_total(self, row: Any, given: Any) -> Any:
        return "Money", row

    def Company_tickets(self, row: Any, given: Any) -> Any:
        return self.rows("Ticket", given, lambda ticket: ticket.company_id == row.id)

    def Deal_customer(self, row: Any, given: Any) -> Any:
        return self.one("Company", row.company_id) or self.one("Contact", row.contact_id)

    Invoice_customer = Deal_customer

    Ticket_customer = Deal_customer

    def Ticket_messages(self, row: Any, given: Any) -> Any:
        return self.rows("Message", given, lambda message: message.ticket_id == row.id)

    def Message_mentions(self, row: Any, given: Any) -> Any:
        of = [m.user_id for m in self.eyes.world.all(MessageMention) if m.message_id == row.id]
        return self.listed("User", lambda user: user.id in of)

    def Deal_amount(self, row: Any, given: Any) -> Any:
        return None if row.amount_cents is None else ("Money", row)

    Quotation_amount = Deal_amount

    def Money_amount(self, row: Any, given: Any) -> Any:
        cents = row.total_cents if isinstance(row, Invoice) else row.amount_cents
        return str(Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))

    def Money_currency(self, row: Any, given: Any) -> Any:
        return row.currency

    def Account_availableModules(self, row: Any, given: Any) -> Any:
        account = self.eyes.model.accounts[key_of("Account", row.id)]
        return [module for module in MODULES if may.has_plan(account, module)]

    def User_name(self, row: Any, given: Any) -> Any:
        return f"{row.first_name} {row.last_name}".strip(" ")

    def User_isMe(self, row: Any, given: Any) -> Any:
        return row.id == self.eyes.me.id

    def User_teams(self, row: Any, given: Any) -> Any:
        of = [m.team_id for m in self.eyes.world.all(Membership) if m.user_id == row.id]
        return self.listed("Team", lambda team: team.id in of)

    def User_responsibleFor(self, row: Any, given: Any) -> Any:
        return "ResponsibleFor", row

    def ResponsibleFor_counts(self, row: Any, given: Any) -> Any:
        found = []
        for kind, roles in ROLES.items():
            for role in (*roles, *FURTHER.get(kind, ()), "CUSTOM_FIELD"):
                held = self.held(kind, row, {"role": role})
                if role == "TASK_ASSIGNEE":
                    held = self.field("ResponsibleFor", row, "tasks", {})
                found.append((kind.upper(), role, len(held.all)))
        return [("ResponsibilityCount", it) for it in found if it[2]]

    def held(self, kind: str, user: Any, given: Any) -> Rows:
        """What a user has in the role asked for, or in one that the kind has by itself."""
        asked = given.get("role")
        roles = [asked] if asked else ROLES[kind] or ["CUSTOM_FIELD"]
        ids = {key for role in roles for key in self.ids_in(role, key_of("User", user.id))}
        return self.rows(kind, given, lambda row: key_of(kind, row.id) in ids)

    def ids_in(self, role: str, user: Key) -> set[Key]:
        """The records on which a user has a role; as a second, only while these count."""
        model = self.eyes.model
        if role == "CUSTOM_FIELD":
            return {at[0] for at, value in model.values.items() if value == user}
        records = model.records.values()
        if role == "PROJECT_PARTICIPANT":
            return {it.id for it in records if isinstance(it, Project) and user in it.participants}
        return {it.id for it in records if (role, user) in model.responsibilities(it)}

    def ResponsibilityCount_kind(self, row: Any, given: Any) -> Any:
        return row[0]

    def ResponsibilityCount_role(self, row: Any, given: Any) -> Any:
        return row[1]

    def ResponsibilityCount_count(self, row: Any, given: Any) -> Any:
        return row[2]

    def ResponsibleFor_companies(self, row: Any, given: Any) -> Any:
        return self.held("Company", row, given)

    def ResponsibleFor_contacts(self, row: Any, given: Any) -> Any:
        return self.held("Contact", row, given)

    def ResponsibleFor_deals(self, row: Any, given: Any) -> Any:
        return self.held("Deal", row, given)

    def ResponsibleFor_invoices(self, row: Any, given: Any) -> Any:
        return self.held("Invoice", row, given)

    def ResponsibleFor_projects(self, row: Any, given: Any) -> Any:
        return self.held("Project", row, given)

    def ResponsibleFor_tickets(self, row: Any, given: Any) -> Any:
        return self.held("Ticket", row, given)

    def Team_members(self, row: Any, given: Any) -> Any:
        of = [m.user_id for m in self.eyes.world.all(Membership) if m.team_id == row.id]
        return self.listed("User", lambda user: user.id in of)

    def Pipeline_phases(self, row: Any, given: Any) -> Any:
        return self.listed("Phase", lambda phase: phase.pipeline_id == row.id)

    def Note_record(self, row: Any, given: Any) -> Any:
        return self.eyes.record(row.record_kind, row.record_id)

    ResponsibilityChange_record = Note_record

    def Note_mentions(self, row: Any, given: Any) -> Any:
        of = [m.user_id for m in self.eyes.world.all(Mention) if m.note_id == row.id]
        return self.listed("User", lambda user: user.id in of)

    def ResponsibilityChange_from(self, row: Any, given: Any) -> Any:
        return self.one("User", row.from_user_id)

    def ResponsibilityChange_to(self, row: Any, given: Any) -> Any:
        return self.one("User", row.to_user_id)

    def event(self, row: Any) -> Any:
        """The event that a notification is about."""
        return self.eyes.world.get(Event, row.event_id)

    def Notification_event(self, row: Any, given: Any) -> Any:
        return written(self.event(row).kind)

    def Notification_at(self, row: Any, given: Any) -> Any:
        return written(self.event(row).at)

    def Notification_by(self, row: Any, given: Any) -> Any:
        return self.one("User", row.by_id)

    def Notification_record(self, row: Any, given: Any) -> Any:
        return self.eyes.record(self.event(row).record_kind, self.event(row).record_id)

    def Notification_recordLabel(self, row: Any, given: Any) -> Any:
        return self.event(row).label

    def Notification_read(self, row: Any, given: Any) -> Any:
        return row.read_at is not None


def is_of(row: Any, record: Any) -> bool:
    """Whether something is on a record."""
    kind = type(record).__name__.upper()
    return bool(row.record_kind.value == kind and row.record_id == record.id)


def waits(row: Any) -> bool:
    """Whether a notification is neither read nor put off; what is put off here is so for long."""
    return row.read_at is None and (row.snoozed_until is None or row.snoozed_until.year < 2999)


def listing(value: Any) -> Iterable[Any]:
    """A list, where one thing alone is a list of one."""
    return value if isinstance(value, list) else [value]
