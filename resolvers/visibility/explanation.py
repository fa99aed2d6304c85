"""Why somebody may, or may not, do something: each reason of the permission, ticked or not."""

from dataclasses import dataclass

from tortoise.expressions import Q
from tortoise.models import Model

from orm.database.database import Database
from orm.errors import Problem
from orm.user import User, UserStatus
from permissions import (
    account,
    company,
    contact,
    custom_field,
    deal,
    inbox,
    invoice,
    message,
    notification,
    pipeline,
    project,
    quotation,
    record,
    segment,
    task,
    team,
    ticket,
    user,
)
from permissions.readers import viewer_of
from permissions.rule import Access, Permission, Rule
from permissions.viewer import Viewer
from resolvers.write.transaction import anonymous_transaction

KINDS: dict[str, type[Access[Model]]] = {
    "account": account.AccountAccess,
    "company": company.CompanyAccess,
    "contact": contact.ContactAccess,
    "company_link": contact.CompanyLinkAccess,
    "custom_field": custom_field.CustomFieldDefinitionAccess,
    "custom_field_value": custom_field.CustomFieldValueAccess,
    "deal": deal.DealAccess,
    "history": record.HistoryAccess,
    "inbox": inbox.InboxAccess,
    "invoice": invoice.InvoiceAccess,
    "message": message.MessageAccess,
    "note": record.NoteAccess,
    "notification": notification.NotificationAccess,
    "phase": pipeline.PhaseAccess,
    "pipeline": pipeline.PipelineAccess,
    "project": project.ProjectAccess,
    "quotation": quotation.QuotationAccess,
    "segment": segment.SegmentAccess,
    "task": task.TaskAccess,
    "team": team.TeamAccess,
    "ticket": ticket.TicketAccess,
    "user": user.UserAccess,
}


@dataclass(frozen=True)
class Reason:
    """One thing that was asked, and whether it holds; None where it depends on the record."""

    words: str
    holds: bool | None


@dataclass(frozen=True)
class Explanation:
    """What all of it needs, what one of it is enough of, and what follows."""

    title: str
    needed: list[Reason]
    any_of: list[Reason]

    @property
    def allowed(self) -> bool | None:
        """Whether they may; None where it depends on the record."""
        if any(reason.holds is False for reason in self.needed):
            return False
        if any(reason.holds for reason in self.any_of):
            return True
        return None if any(reason.holds is None for reason in self.any_of) else False


async def explain(
    database: Database, person: User, permission: Permission[Model], record_id: int | None
) -> Explanation:
    """Why a user may, or may not, do something, to a record where one is named. Raises Problem."""
    access, viewer = permission.access, viewer_of(person, person.account)
    async with anonymous_transaction(database):
        row = await _row(access, record_id) if record_id is not None else None
        needed = [Reason("the user is active", person.status is UserStatus.ACTIVE)]
        if access.module:
            on = viewer.has(access.module)
            needed.append(Reason(f"the module {access.module} is on for them and the account", on))
        if row is not None:
            inside = await _holds(access, access.inside(viewer), record_id)
            needed.append(Reason("it belongs to their account", inside))
            if permission.name != "read" and "read" in access.permissions():
                read = await explain_rules(viewer, access.permissions()["read"], record_id)
                needed.append(Reason("they may read it", any(one.holds for one in read)))
        any_of = await explain_rules(viewer, permission, record_id)
    return Explanation(_title(permission, row, record_id), needed, any_of)


async def explain_rules(
    viewer: Viewer, permission: Permission[Model], record_id: int | None
) -> list[Reason]:
    """Each rule of a permission, inside the viewer's account."""
    return [await _reason(viewer, permission.access, rule, record_id) for rule in permission.rules]


async def _reason(
    viewer: Viewer, access: type[Access[Model]], rule: Rule, record_id: int | None
) -> Reason:
    granted = rule.condition(viewer)
    if isinstance(granted, Q):
        if record_id is None:
            return Reason(rule.words, None)
        granted = await _holds(access, access.inside(viewer) & granted, record_id)
    return Reason(rule.words, granted)


async def _holds(access: type[Access[Model]], condition: Q, record_id: int | None) -> bool:
    model: type[Model] = access.model
    return await model.filter(condition & Q(id=record_id)).exists()


async def _row(access: type[Access[Model]], record_id: int) -> Model:
    row = await access.model.filter(id=record_id).first()
    if row is None:
        raise Problem(f"There is no {access.model.__name__}:{record_id}.")
    return row


def _title(permission: Permission[Model], row: Model | None, record_id: int | None) -> str:
    if row is None:
        return name_of(permission)
    label = getattr(row, "label", None) or getattr(row, "name", "")
    of = f"{permission.access.model.__name__}:{record_id}"
    return f"{name_of(permission)} of {of}" + (f" ({label})" if label else "")


def name_of(permission: Permission[Model]) -> str:
    """A permission as an operator writes it, such as deal.read."""
    kind = next(name for name, access in KINDS.items() if access is permission.access)
    return f"{kind}.{permission.name}"


def permission_named(name: str) -> Permission[Model]:
    """The permission that an operator means by deal.read. Raises Problem."""
    kind, _, verb = name.lower().partition(".")
    access = KINDS.get(kind)
    if access is None:
        raise Problem(f"There is no permission {name}; kinds are {', '.join(KINDS)}.")
    verbs = access.permissions()
    if verb not in verbs:
        known = ", ".join(f"{kind}.{it}" for it in verbs)
        raise Problem(f"There is no permission {name}; there are {known}.")
    return verbs[verb]


def record_named(permission: Permission[Model], name: str) -> int:
    """The number in an id such as Deal:42, if it is of the permission's kind. Raises Problem."""
    kind, _, number = name.partition(":")
    expected = permission.access.model.__name__
    if kind.lower() != expected.lower() or not (number.isascii() and number.isdecimal()):
        raise Problem(f"{name} is no id for {name_of(permission)}; one looks like {expected}:42.")
    if len(number) > 18:
        raise Problem(f"There is no {name}.")
    return int(number)
