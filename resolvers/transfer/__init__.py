"""Responsibilities passing from one user to another, many at once."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from orm.record import Record, RecordKind, ResponsibilityRole
from permissions.user import UserAccess
from permissions.viewer import Viewer
from resolvers.transfer.transfer import HandoverAction, Transfer
from resolvers.write.authorization import readable
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_assignee
from resolvers.write.payload import Payload
from resolvers.write.transaction import transaction

#: The kind of record that each part of a filter is about.
FILTERED = {"deal_status": RecordKind.DEAL, "ticket_status": RecordKind.TICKET}


@dataclass(frozen=True)
class Transferred(Payload):
    """How many responsibilities passed on, and the batch that they have in the history."""

    count: int
    batch: str | None


async def transfer(
    viewer: Viewer,
    *,
    from_: int,
    to: int,
    roles: list[ResponsibilityRole] | None = None,
    filter: Mapping[str, Collection[StrEnum]] | None = None,
) -> Transferred:
    """Pass on what one user is responsible for to another, all of it or some roles."""
    async with transaction(viewer, UserAccess.transfer) as work:
        giver = await readable(viewer, UserAccess, from_).first()
        if giver is None:
            raise invalid(UserErrorCode.NOT_FOUND, "There is no such user.", "from")
        if from_ == to:
            raise invalid(UserErrorCode.INVALID, "These are the same user.", "to")
        await find_assignee(viewer, to, module=None, path="to")
        handover = Transfer(viewer, work, giver, "to")
        await handover.look(roles, _wanted(filter or {}))
        for role in handover.held:
            await handover.decide(role, HandoverAction.TRANSFER, to)
        await handover.carry_out()
        if handover.moved:
            work.emit(handover.event())
    return Transferred(len(handover.moved), handover.batch if handover.moved else None)


def _wanted(filter: Mapping[str, Collection[StrEnum]]) -> Callable[[Record], bool]:
    statuses = {kind: filter.get(name) for name, kind in FILTERED.items()}

    def holds(record: Record) -> bool:
        among = statuses.get(record.kind)
        return among is None or getattr(record, "status", None) in among

    return holds


__all__ = ["HandoverAction", "Transfer", "transfer"]
