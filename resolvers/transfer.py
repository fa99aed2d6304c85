"""Responsibilities passing from one user to another, many at once."""

import datetime
import uuid
from collections import Counter
from enum import StrEnum
from typing import Any

from notifications.events import ResponsibilitiesTransferred
from orm.company import Company
from orm.deal import Deal, DealStatus
from orm.record import Record, RecordKind, ResponsibilityRole
from orm.user import Module, User
from permissions.readers import viewers
from permissions.user import UserAccess
from permissions.viewer import Viewer
from resolvers.change import deed
from resolvers.errors import UserErrorCode, invalid
from resolvers.picking import pick
from resolvers.reach import Gathered
from resolvers.settling import Settlement
from resolvers.summary import in_words, summaries

#: The kind of record of each role, and the module that who takes it over needs.
KINDS: dict[ResponsibilityRole, tuple[type[Record], Module]] = {
    role: (model, module)
    for model, module in ((Company, Module.COMPANIES_AND_CONTACTS), (Deal, Module.DEALS))
    for role in model.roles
}


class HandoverAction(StrEnum):
    """What becomes of a role of somebody who leaves."""

    TRANSFER = "TRANSFER"
    LEAVE = "LEAVE"
    CLEAR = "CLEAR"


async def held_by(user: User) -> dict[ResponsibilityRole, int]:
    """How many records the user is responsible for, by role; none is left out but empty ones."""
    counts = {
        role: await model.filter(**{model.roles[role]: user.id}).count()
        for role, (model, _) in KINDS.items()
    }
    return {role: count for role, count in counts.items() if count}


async def transfer(
    viewer: Viewer,
    *,
    from_: int,
    to: int,
    roles: list[ResponsibilityRole] | None = None,
    deal_status: list[DealStatus] | None = None,
) -> dict[str, Any]:
    """Pass on what one user is responsible for to another, all of it or some roles."""
    async with deed(viewer, UserAccess.transfer) as settlement:
        giver = await User.filter(id=from_, account_id=viewer.account_id).first()
        if giver is None:
            raise invalid(UserErrorCode.NOT_FOUND, "There is no such user.", "from")
        if from_ == to:
            raise invalid(UserErrorCode.INVALID, "These are the same user.", "to")
        await pick(viewer, to, module=None, path="to")
        work = Transfer(viewer, settlement, giver, "to", deal_status)
        for role in KINDS if roles is None else roles:
            await work.role(role, HandoverAction.TRANSFER, to)
        if work.moved:
            settlement.record(work.event())
    return {"count": len(work.moved), "batch": work.batch}


class Transfer:
    """One passing on, of as many records as it takes."""

    def __init__(
        self,
        viewer: Viewer,
        settlement: Settlement,
        giver: User,
        path: str,
        deal_status: list[DealStatus] | None = None,
    ) -> None:
        self.viewer, self.settlement, self.giver, self._path = viewer, settlement, giver, path
        self.batch = settlement.batch = str(uuid.uuid4())
        self.moved: set[tuple[RecordKind, int]] = set()
        self._deal_status = deal_status
        self._gained: Counter[tuple[int, RecordKind]] = Counter()
        self._lost: Counter[tuple[int, RecordKind]] = Counter()
        self._gathered = Gathered(settlement.account)
        self._moving_up: set[int] = set()

    async def role(self, role: ResponsibilityRole, action: HandoverAction, to: int | None) -> None:
        """Pass on, clear or leave one role of the giver. Raises Invalid."""
        model, module = KINDS[role]
        first = next(iter(model.roles)) is role
        if action is HandoverAction.LEAVE:
            return
        if action is HandoverAction.CLEAR:
            if first and model is Deal:
                message = "Somebody has to be responsible for a deal."
                raise invalid(UserErrorCode.RESPONSIBLE_REQUIRED, message, self._path)
            to = None
        elif to is None:
            raise invalid(UserErrorCode.REQUIRED, f"Say to whom {role} goes.", self._path)
        elif to == self.giver.id:
            raise invalid(UserErrorCode.INVALID, "These are the same user.", self._path)
        rows = model.filter(**{model.roles[role]: self.giver.id})
        if model is Deal and self._deal_status is not None:
            rows = rows.filter(status__in=self._deal_status)
        found = await rows.order_by("id")
        if found and to is not None:
            await pick(self.viewer, to, module=module, path=self._path)
        await self._pass_on(found, first, to)

    async def _pass_on(self, rows: list[Any], first: bool, to: int | None) -> None:
        if not rows:
            return
        await self._gathered.before(rows, {self.giver.id, to} - {None})
        await self._ask_who_moves_up(rows)
        for row in rows:
            before = {column: getattr(row, column) for column in row.roles.values()}
            self._set(row, first, to)
            self._count(row, before)
            row.version += 1
            row.updated_at = datetime.datetime.now(datetime.UTC)
            await self.settlement.history(row, before)
            self.moved.add((row.kind, row.id))
        columns = [*rows[0].roles.values(), "version", "updated_at"]
        await type(rows[0]).bulk_update(rows, fields=columns, batch_size=200)

    async def _ask_who_moves_up(self, rows: list[Any]) -> None:
        """Seconds who count and still work here take the place of a first that is cleared."""
        seconds = {getattr(row, list(row.roles.values())[1]) for row in rows} - {None}
        account = self.settlement.account
        active = await viewers(account, seconds) if self.settlement.seconds else []
        self._moving_up = {viewer.id for viewer in active}

    def _set(self, row: Record, first: bool, to: int | None) -> None:
        one, two = row.roles.values()
        if first:
            other = getattr(row, two)
            if to is None:
                to, other = (other if other in self._moving_up else None), None
            setattr(row, one, to)
            setattr(row, two, None if other == to else other)
        else:
            setattr(row, two, None if to == getattr(row, one) else to)

    def _count(self, row: Record, before: dict[str, Any]) -> None:
        """Count who took a role over, also from another of theirs, and who has none any more."""
        now = {column: getattr(row, column) for column in before}
        took = {now[column] for column in now if now[column] not in (None, before[column])}
        left = set(before.values()) - set(now.values()) - {None}
        self._gained.update((user, row.kind) for user in took)
        self._lost.update((user, row.kind) for user in left)

    def gains(self) -> dict[int, str]:
        """How much each who gained something did, in words."""
        return in_words(self._gained)

    def event(self) -> ResponsibilitiesTransferred:
        """What those who gained or lost are told: one summary each."""
        own = summaries(self._gained, self._lost)
        return ResponsibilitiesTransferred(
            self.giver.name, concerns=tuple(own), own=own, data=self.data()
        )

    def data(self) -> dict[str, Any]:
        """What streams need to know: which records, and who gained or lost them."""
        records = [[kind.value, id_] for kind, id_ in sorted(self.moved)]
        self.settlement.later(self._gathered)
        return {"records": records, "batch": self.batch}
