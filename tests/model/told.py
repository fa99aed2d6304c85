"""Who is told: section 5 of the domain as a table, and the resolutions of section 2."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.model.may import reads
from tests.model.world import Key, Record, Told, World


@dataclass
class Happened:
    """Something that happened."""

    kind: str
    label: str
    record: Key | None = None
    #: Those whom it names: mentioned, or whose access it is.
    concerns: set[Key] = field(default_factory=set)
    #: The records that it changed, where it is about many.
    many: list[Key] = field(default_factory=list)
    #: The company that it is about beside the record.
    company: Key | None = None

    @property
    def touched(self) -> list[Key]:
        """The records that it changed."""
        return [*([self.record] if self.record else []), *self.many]


@dataclass
class Moment:
    """The world before and after something happened."""

    before: World
    after: World
    event: Happened

    def _then(self) -> Record | None:
        return self.before.records.get(self.event.record or "")

    def _now(self) -> Record | None:
        return self.after.records.get(self.event.record or "")

    def responsible(self) -> set[Key]:
        """Who is responsible; for what was deleted, who was."""
        world, record = self._last()
        return set(world.counting(record))

    def was(self) -> set[Key]:
        """Who was responsible before."""
        return set(self.before.counting(self._then()))

    def managers(self) -> set[Key]:
        """The managers of the customer companies."""
        world, record = self._last()
        companies = world.customers(record) | ({self.event.company} - {None})
        return {user for key in companies for user in world.counting(world.records[key or ""])}

    def participants(self) -> set[Key]:
        """Who takes part in a project."""
        world, record = self._last()
        return world.taking_part(record)

    def _last(self) -> tuple[World, Record | None]:
        now = self._now()
        return (self.after, now) if now else (self.before, self._then())

    def new(self) -> set[Key]:
        """Who became responsible."""
        return self.responsible() - self.was()

    def old(self) -> set[Key]:
        """Who no longer is."""
        return self.was() - self.responsible()

    def others(self) -> set[Key]:
        """Who is and was."""
        return self.was() & self.responsible()

    def nobody_else_counts(self) -> bool:
        """Whether those who count are the same, in the same order."""
        return self.before.counting(self._then()) == self.after.counting(self._now())

    def named(self) -> set[Key]:
        """Whom the event names."""
        return self.event.concerns

    def admins(self) -> set[Key]:
        """The administrators of the account in which it happened."""
        return {person.id for person in self.after.people.values() if person.admin}


Circle = Callable[[Moment], set[Key]]
DR = AM = TA = PO = (Moment.responsible, "RESPONSIBLE")
CUSTOMER = (Moment.managers, "MANAGES_THE_CUSTOMER")
PP = (Moment.participants, "TAKES_PART")
NEW = (Moment.new, "BECAME_RESPONSIBLE")
OLD = (Moment.old, "NO_LONGER_RESPONSIBLE")
OTHER = (Moment.others, "RESPONSIBLE")
NAMED = (Moment.named, "CONCERNED")
ADMINS = (Moment.admins, "ADMINISTRATOR")

#: Of what nobody is told who has not asked for it.
OFF_BY_DEFAULT = ("COLLEAGUE_REPLIED",)
TABLE: dict[str, list[tuple[Circle, str]]] = {
    "COMPANY_CREATED": [AM],
    "COMPANY_UPDATED": [AM],
    "COMPANY_REASSIGNED": [NEW, OLD, OTHER],
    "COMPANY_DELETED": [AM],
    "CONTACT_CREATED": [],
    "CONTACT_UPDATED": [CUSTOMER],
    "CONTACT_LINKED": [CUSTOMER],
    "CONTACT_UNLINKED": [CUSTOMER],
    "CONTACT_DELETED": [],
    "DEAL_CREATED": [DR, CUSTOMER],
    "DEAL_UPDATED": [DR, CUSTOMER],
    "DEAL_MOVED": [DR, CUSTOMER],
    "DEAL_WON": [DR, CUSTOMER],
    "DEAL_LOST": [DR, CUSTOMER],
    "DEAL_REASSIGNED": [NEW, OLD, OTHER, CUSTOMER],
    "DEAL_NEEDS_ATTENTION": [DR],
    "DEAL_DELETED": [DR, CUSTOMER],
    "QUOTATION_CREATED": [],
    "QUOTATION_UPDATED": [],
    "QUOTATION_ACCEPTED": [DR, CUSTOMER],
    "QUOTATION_DELETED": [],
    "INVOICE_CREATED": [],
    "INVOICE_UPDATED": [],
    "INVOICE_BOOKED": [CUSTOMER],
    "INVOICE_SENT": [CUSTOMER],
    "INVOICE_PAID": [CUSTOMER],
    "INVOICE_DELETED": [],
    "PROJECT_CREATED": [PO, CUSTOMER],
    "PROJECT_UPDATED": [PO],
    "PROJECT_CLOSED": [PO, PP],
    "PROJECT_OWNER_ADDED": [NEW, OTHER],
    "PROJECT_OWNER_REMOVED": [OLD, OTHER],
    "PROJECT_PARTICIPANT_ADDED": [NAMED, PO],
    "PROJECT_PARTICIPANT_REMOVED": [NAMED, PO],
    "PROJECT_DELETED": [PO, PP],
    "TASK_CREATED": [],
    "TASK_UPDATED": [],
    "TASK_DELETED": [],
    "TICKET_CREATED": [TA, CUSTOMER],
    "TICKET_UPDATED": [],
    "TICKET_ASSIGNED": [NEW, OLD],
    "TICKET_UNASSIGNED": [OLD],
    "INTERNAL_NOTE_ADDED": [NAMED, TA],
    "CUSTOMER_REPLIED": [TA],
    "COLLEAGUE_REPLIED": [TA],
    "TICKET_CLOSED": [TA],
    "TICKET_REOPENED": [TA],
    "TICKET_DELETED": [],
    "NOTE_ADDED": [NAMED, AM, CUSTOMER],
    "USER_DEACTIVATED": [NAMED, ADMINS],
    "ACCESS_CHANGED": [NAMED],
    "RESPONSIBILITIES_TRANSFERRED": [NAMED],
    "RECORDS_IMPORTED": [NAMED],
    "FEATURES_CHANGED": [],
    "SEGMENT_CHANGED": [],
}
#: The kinds of event that somebody is told of.
TOLD = [kind for kind, lines in TABLE.items() if lines]


def tell(before: World, after: World, event: Happened, by: Key | None, account: Key) -> None:
    """Put it into the inboxes of all who are told."""
    moment, done = Moment(before, after, event), set[Key]()
    if event.kind.endswith("_REASSIGNED") and moment.nobody_else_counts():
        return
    for circle, reason in TABLE[event.kind]:
        for user in circle(moment) - done - {by}:
            person = after.people[user]
            title_only = event.record is not None and not _may(after, user, event.record)
            even_so = event.kind.endswith("_DELETED") or circle is Moment.old
            wanted = after.wanted.get((user, event.kind), event.kind not in OFF_BY_DEFAULT)
            if not person.active or person.account != account or not wanted:
                continue
            if title_only and not (even_so and _may(before, user, event.record)):
                continue
            inbox = after.inboxes.setdefault(user, [])
            shown = None if title_only else by
            number = len(inbox) + 1
            inbox.append(
                Told(number, event.kind, reason, shown, event.record, event.label, title_only)
            )
            done.add(user)


def _may(world: World, user: Key, key: Key | None) -> bool:
    record = world.records.get(key or "")
    return record is not None and reads(world, world.people[user], record)
