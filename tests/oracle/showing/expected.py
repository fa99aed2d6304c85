"""What somebody is to be shown of everything, by the model."""

from typing import Any

from tests.model import may
from tests.model.world import (
    KINDS,
    TICKETS,
    Company,
    Contact,
    Deal,
    Invoice,
    Key,
    Message,
    Note,
    Part,
    Person,
    Project,
    Quotation,
    Record,
    Task,
    Ticket,
    Told,
    World,
)
from tests.oracle.doing.field import GIVEN
from tests.oracle.showing.asking import by_type
from tests.oracle.showing.figures import statistics
from tests.oracle.showing.kept import kept
from tests.oracle.showing.listed import Shown, page, ref, refs


class Expected:
    """What one person is to be shown."""

    def __init__(self, world: World, viewer: Person, inbox: Key) -> None:
        self.world, self.viewer, self.inbox = world, viewer, inbox
        self.readable = may.readable(world, viewer)
        self.errors: set[tuple[str, ...]] = set()

    def answer(self, ids: list[Key]) -> Shown:
        """The whole answer."""
        shown: Shown = {
            type_: [self.node(key, at) for at, key in enumerate(some)]
            for type_, some in by_type(ids).items()
        }
        for type_ in KINDS.values():
            if may.has(self.world, self.viewer, type_.module):
                rows = self._readable(type_)
                shown |= {type_.plural: page(rows), **self._filtered(type_, rows)}
        shown |= self._account() | kept(self.world, self.viewer, self.readable)
        inbox = self.world.inboxes.get(self.viewer.id, [])
        told = {"totalCount": len(inbox), "nodes": [self.told(it) for it in reversed(inbox)]}
        unread = len([it for it in inbox if not it.read and self._due(it)])
        return shown | {"notifications": told, "unreadNotificationCount": unread}

    def _due(self, told: Told) -> bool:
        """Whether it is not put off, or no longer."""
        return told.snoozed is None or told.snoozed <= self.world.accounts[self.viewer.account].day

    def _account(self) -> Shown:
        """What everybody sees of their account."""
        account = self.viewer.account
        teams = [it for it in self.world.teams.values() if it.account == account]
        phases = [ref(key) for key in self.world.phases[account]]
        shown: Shown = {
            "account": ref(account),
            "teams": [
                {"id": it.id, "name": it.name, "lead": ref(it.lead), "members": refs(it.members)}
                for it in teams
            ],
            "pipelines": [{"phases": phases}],
            "customFieldDefinitions": [
                {"id": it.id, "label": it.label, "type": it.type}
                for it in self.world.fields.values()
                if may.sees_field(self.world, self.viewer, it)
            ],
        }
        if may.has(self.world, self.viewer, TICKETS):
            inboxes = [it for it in self.world.shared_inboxes.values() if it.account == account]
            shown["inboxes"] = [
                {"id": it.id, "name": it.name, "closeAfterDays": it.patience} for it in inboxes
            ]
            tickets = self._readable(Ticket)
            shown |= statistics(tickets, self.viewer.id, self.inbox)
        return shown

    def _filtered(self, type_: type, rows: list[Any]) -> Shown:
        """The lists with a filter."""
        me = self.viewer.id
        if type_ is Company:
            return {"ours": page(it for it in rows if it.first == me)}
        if type_ is Deal:
            return {"won": page(it for it in rows if it.status == "WON")}
        return {"taken": page(it for it in rows if it.assignee == me)} if type_ is Ticket else {}

    def _for(self, type_: type, customer: Key) -> Shown:
        """What is for a customer."""
        return page(it for it in self._readable(type_) if it.customer == customer)

    def _readable(self, type_: type) -> list[Any]:
        return [it for it in self.world.of(type_, self.viewer.account) if it.id in self.readable]

    def node(self, key: Key, at: int) -> Shown | None:
        """What has an id, or null; of what is not available that is said."""
        type_ = key.partition(":")[0]
        if may.lacks_the_module(self.world, self.viewer, key):
            self.errors.add((type_, str(at), "FEATURE_NOT_AVAILABLE"))
            return None
        if not may.sees(self.world, self.viewer, key):
            return None
        fields: Shown
        if record := self.world.records.get(key):
            fields = self.record(record, at)
        elif part := self.world.parts.get(key):
            fields = self.part(part)
        elif person := self.world.people.get(key):
            fields = self.user(person, at)
        elif field := self.world.fields.get(key):
            fields = {"level": field.kind}
        elif segment := self.world.segments.get(key):
            fields = {"of": segment.kind}
        else:
            team = self.world.teams[key]
            fields = {"called": team.name, "led": ref(team.lead), "members": refs(team.members)}
        return {"__typename": type_, "id": key, **fields}

    def record(self, record: Record, at: int) -> Shown:
        """A record."""
        shown: Shown = {
            "label": record.label,
            "version": record.version,
            "responsibilities": [
                {"role": role, "user": ref(user)}
                for role, user in self.world.responsibilities(record)
            ],
            "notes": page(self._in(record, Note)),
            "viewerCan": self.can(record),
            "customFields": [
                self.value(*it)
                for it in self.world.in_fields(record).items()
                if may.sees_value(self.world, self.viewer, record.id, it[0])
            ],
            "responsibilityHistory": {"nodes": [_passed(*it) for it in record.history]},
        }
        if isinstance(record, Company):
            shown["accountManager"] = ref(record.first)
            shown["secondAccountManager"] = ref(record.second)
            contacts = [it for it in self._readable(Contact) if record.id in it.links]
            shown |= {"deals": self._for(Deal, record.id), "contacts": page(contacts)}
            shown |= {"invoices": self._for(Invoice, record.id)}
            shown |= {"tickets": self._for(Ticket, record.id)}
            projects = [it for it in self._readable(Project) if record.id in it.customers]
            shown["projects"] = page(projects)
        if isinstance(record, Contact):
            links = [{"company": ref(key)} for key in record.links if key in self.readable]
            shown |= {"companies": links, "createdBy": ref(record.by)}
            shown |= {"deals": self._for(Deal, record.id)}
            shown |= {"invoices": self._for(Invoice, record.id)}
        if isinstance(record, Invoice):
            about = ref(record.deal) if record.deal in self.readable else None
            shown |= {"paid": record.status, "about": about}
            shown["customer"] = self.customer(record.customer)
        if isinstance(record, Ticket):
            shown |= {"number": record.number, "turn": record.status}
            shown |= {"assignee": ref(record.assignee), "customer": self.customer(record.customer)}
            shown |= {"reopened": record.reopened, "replyCount": record.replies}
            shown["messages"] = page(self._in(record, Message))
            shown |= {"inbox": ref(record.inbox), "closedBy": ref(record.closer)}
            shown["closedAutomatically"] = record.status == "CLOSED" and record.closer is None
        if isinstance(record, Project):
            shown |= self.project(record, at)
        if isinstance(record, Deal):
            shown |= {"status": record.status, "phase": ref(record.phase)}
            shown |= {"assignedTo": ref(record.first), "secondAssignedTo": ref(record.second)}
            shown["customer"] = self.customer(record.customer)
            shown["quotations"] = [ref(it.id) for it in self._in(record, Quotation)]
        named = [it for it in self.world.in_fields(record).values() if it in self.world.people]
        shown["responsibilities"] += [{"role": "CUSTOM_FIELD", "user": ref(it)} for it in named]
        return shown

    def value(self, field: Key, value: str) -> Shown:
        """What a record has in a custom field."""
        name = GIVEN[self.world.fields[field].type]
        shown = ref(value) if name in ("user", "company", "contact") else value
        return {"field": ref(field), **dict.fromkeys(GIVEN.values()), name: shown}

    def project(self, project: Project, at: int) -> Shown:
        """A project; its money is for those accountable."""
        if not may.reads_financials(self.viewer, project):
            self.errors.add(("Project", str(at), "budget", "FORBIDDEN"))
        customers = [self.customer(key) for key in project.customers if key in self.readable]
        people = [{"__typename": key.partition(":")[0], "id": key} for key in project.participants]
        return {
            "state": project.status,
            "editors": project.editors,
            "budget": None,
            "owners": [ref(user) for user in project.owners],
            "participants": people,
            "customers": customers,
            "invoices": page([]),
            "tasks": page(self._in(project, Task)),
        }

    def _in(self, record: Record, type_: type) -> list[Any]:
        """What is in a record, of one type."""
        parts = self.world.parts.values()
        return [it for it in parts if it.record == record.id and isinstance(it, type_)]

    def customer(self, key: Key | None) -> Shown | None:
        """For whom something is; null where one may not read it."""
        if key not in self.readable:
            return None
        return {"__typename": key.partition(":")[0], "id": key}

    def can(self, record: Record) -> Shown:
        """What one may do to a record that one reads."""
        asked = (self.world, self.viewer, record)
        return {
            "read": True,
            "update": may.updates(*asked),
            "assign": may.assigns(*asked),
            "delete": may.deletes(*asked),
        }

    def part(self, part: Part) -> Shown:
        """What is in a record."""
        if isinstance(part, Quotation):
            return {"title": part.title, "offer": part.status, "of": ref(part.record)}
        if isinstance(part, Task):
            who = part.assignee and {
                "__typename": part.assignee.partition(":")[0],
                "id": part.assignee,
            }
            return {"project": ref(part.record), "done": part.done, "doer": who}
        if isinstance(part, Message):
            return {"type": part.type, "sentBy": ref(part.by), "ticket": ref(part.record)}
        mentions = [{"id": user} for user in part.mentions]
        return {"record": ref(part.record), "author": ref(part.author), "mentions": mentions}

    def user(self, person: Person, at: int) -> Shown:
        """A user; their rights are for administrators and themselves."""
        held = {
            it.plural: page(
                row for row in self._readable(it) if person.id in self.world.counting(row)
            )
            for it in KINDS.values()
            if it.roles
        }
        rights: Shown = {
            "isAdmin": person.admin,
            "crmAccess": person.crm,
            "modules": sorted(person.modules),
        }
        if not may.sees_private(self.viewer, person.id):
            self.errors |= {("User", str(at), name, "FORBIDDEN") for name in rights}
            rights = dict.fromkeys(rights)
        status = "ACTIVE" if person.active else "DEACTIVATED"
        teams = [ref(it.id) for it in self.world.teams.values() if person.id in it.members]
        return {"works": status, **rights, "teams": teams, "responsibleFor": held}

    def told(self, told: Told) -> Shown:
        """A notification."""
        return {
            "sequence": told.sequence,
            "event": told.event,
            "reason": told.reason,
            "read": told.read,
            "by": ref(told.by),
            "record": ref(told.record) if told.record in self.readable else None,
            "recordLabel": told.label,
        }


def _passed(role: str, old: Key | None, new: Key | None, by: Key | None) -> Shown:
    return {"role": role, "from": ref(old), "to": ref(new), "by": ref(by)}


def title_of(told: Told) -> str:
    """The words of a notification that carries a title only."""
    if told.event.endswith("_DELETED"):
        return f"{told.label} was deleted."
    return f"You are no longer responsible for {told.label}."
