"""What somebody is to be shown of everything, by the model."""

from collections.abc import Iterable
from typing import Any

from tests.oracle import may
from tests.oracle.doing.roles import ROLES
from tests.oracle.world import (
    CRM,
    DEALS,
    Company,
    Deal,
    Key,
    Note,
    Person,
    Record,
    Shared,
    Told,
    World,
)

Shown = dict[str, Any]


class Expected:
    """What one person is to be shown."""

    def __init__(self, world: World, viewer: Person) -> None:
        self.world, self.viewer = world, viewer
        self.readable = may.readable(world, viewer)
        self.errors: set[tuple[str, ...]] = set()

    def answer(self, ids: list[Key]) -> Shown:
        """The whole answer."""
        companies, deals = self._readable(Company), self._readable(Deal)
        mine = [it for it in companies if it.first == self.viewer.id]
        shown: Shown = {"nodes": [self.node(key, at) for at, key in enumerate(ids)]}
        if may.has(self.world, self.viewer, CRM):
            shown |= {"companies": page(companies), "ours": page(mine)}
        if may.has(self.world, self.viewer, DEALS):
            won = [it for it in deals if it.status == "WON"]
            shown |= {"deals": page(deals), "won": page(won)}
        inbox = self.world.inboxes.get(self.viewer.id, [])
        told = {"totalCount": len(inbox), "nodes": [self.told(it) for it in reversed(inbox)]}
        return shown | {"notifications": told, "unreadNotificationCount": len(inbox)}

    def _readable(self, type_: type) -> list[Any]:
        return [it for it in self.world.of(type_, self.viewer.account) if it.id in self.readable]

    def node(self, key: Key, at: int) -> Shown | None:
        """What has an id, or null."""
        type_ = key.partition(":")[0]
        fields = None
        if key in self.readable:
            fields = self.record(self.world.records[key])
        elif (note := self.world.notes.get(key)) and may.reads_note(self.world, self.viewer, note):
            fields = self.note(note)
        elif (person := self.world.people.get(key)) and person.account == self.viewer.account:
            fields = self.user(person, at)
        return fields and {"__typename": type_, "id": key, **fields}

    def record(self, record: Record) -> Shown:
        """A record."""
        notes = [it for it in self.world.notes.values() if it.record == record.id]
        shown: Shown = {
            "label": record.label,
            "version": record.version,
            "responsibilities": [],
            "notes": page(notes),
            "viewerCan": self.can(record),
            "responsibilityHistory": {"nodes": [_passed(*it) for it in record.history]},
        }
        if isinstance(record, Shared):
            held = zip(ROLES[record.kind], (record.first, record.second), strict=True)
            shown["responsibilities"] = [
                {"role": role, "user": ref(user)} for role, user in held if user
            ]
        if isinstance(record, Company):
            deals = [it for it in self._readable(Deal) if it.customer == record.id]
            shown |= {"accountManager": ref(record.first), "deals": page(deals)}
            shown["secondAccountManager"] = ref(record.second)
        if isinstance(record, Deal):
            shown |= {"status": record.status, "phase": ref(record.phase)}
            shown |= {"assignedTo": ref(record.first), "secondAssignedTo": ref(record.second)}
            shown["customer"] = self.customer(record.customer)
        return shown

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

    def note(self, note: Note) -> Shown:
        """A note."""
        mentions = [{"id": user} for user in note.mentions]
        return {"record": ref(note.record), "author": ref(note.author), "mentions": mentions}

    def user(self, person: Person, at: int) -> Shown:
        """A user; their rights are for administrators and themselves."""
        held = {
            name: page(it for it in self._readable(type_) if person.id in (it.first, it.second))
            for name, type_ in (("companies", Company), ("deals", Deal))
        }
        rights: Shown = {
            "isAdmin": person.admin,
            "crmAccess": person.crm,
            "modules": sorted(person.modules),
        }
        if not (self.viewer.admin or person.id == self.viewer.id):
            self.errors |= {("nodes", str(at), name, "FORBIDDEN") for name in rights}
            rights = dict.fromkeys(rights)
        status = "ACTIVE" if person.active else "DEACTIVATED"
        return {"works": status, **rights, "responsibleFor": held}

    def told(self, told: Told) -> Shown:
        """A notification."""
        return {
            "sequence": told.sequence,
            "event": told.event,
            "reason": told.reason,
            "by": ref(told.by),
            "record": ref(told.record) if told.record in self.readable else None,
            "recordLabel": told.label,
        }


def page(rows: Iterable[Any]) -> Shown:
    """A list with its count."""
    nodes = [{"id": row.id} for row in rows]
    return {"totalCount": len(nodes), "nodes": nodes}


def ref(key: Key | None) -> Shown | None:
    """What is named by its id."""
    return {"id": key} if key else None


def _passed(role: str, old: Key | None, new: Key | None, by: Key | None) -> Shown:
    return {"role": role, "from": ref(old), "to": ref(new), "by": ref(by)}


def title_of(told: Told) -> str:
    """The words of a notification that carries a title only."""
    if told.event.endswith("_DELETED"):
        return f"{told.label} was deleted."
    return f"You are no longer responsible for {told.label}."
