"""What time brings: tickets that the customer does not answer, and deals that get no further.

Several processes may look at once. Each thing is looked at again behind the lock of its account,
so that it is done once.
"""

import datetime
from collections.abc import AsyncIterator
from dataclasses import dataclass

from notifications.events.deal import DealNeedsAttention
from orm.account import Account
from orm.database.database import Database
from orm.deal import Deal, DealStatus
from orm.entitlements import modules_with
from orm.inbox import Inbox
from orm.pipeline import Phase
from orm.ticket import Ticket
from orm.user import Module
from resolvers.ticket import CLOSED, WAITING, put
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import anonymous_transaction, system_transaction

#: Days, beyond which nothing is waited for.
LONGEST = 36_500


@dataclass(frozen=True)
class Unanswered:
    """A ticket that waits for the customer longer than its inbox does."""

    account_id: int
    ticket_id: int

    async def apply(self, database: Database, now: datetime.datetime) -> None:
        """Close it, unless that was done, or the customer answered, meanwhile."""
        async with system_transaction(database, self.account_id) as work:
            if not has_tickets(work.account):
                return
            waiting = Ticket.filter(id=self.ticket_id, status=WAITING).select_related("inbox")
            ticket = await waiting.first()
            if ticket and is_over(ticket.waiting_since, ticket.inbox.close_after_days, now):
                before = Snapshot.of(ticket)
                for event in put(ticket, CLOSED, by=None, now=now):
                    work.emit(event)
                await work.save(ticket, before)


@dataclass(frozen=True)
class Standing:
    """A deal that is in its phase for longer than it should be."""

    account_id: int
    deal_id: int

    async def apply(self, database: Database, now: datetime.datetime) -> None:
        """Tell those responsible, once for each stay in a phase."""
        async with system_transaction(database, self.account_id) as work:
            still = Deal.filter(id=self.deal_id, status=DealStatus.OPEN, attention_at__isnull=True)
            deal = await still.select_related("phase").first()
            if deal and is_over(deal.phase_since, deal.phase.attention_after_days, now):
                # Nobody changed the deal by this, so its version stays.
                await Deal.filter(id=deal.id).update(attention_at=now)
                work.emit(DealNeedsAttention.to(deal, phase=deal.phase.name))


def has_tickets(account: Account) -> bool:
    """Whether its plan gives an account tickets; those that are hidden stay as they are."""
    return Module.TICKETS in modules_with(account.plan, account.boosters)


def is_over(since: datetime.datetime | None, days: int | None, now: datetime.datetime) -> bool:
    """Whether something has lasted for so many days."""
    return since is not None and days is not None and (now - since).days >= days


async def run_due_jobs(database: Database, now: datetime.datetime) -> list[Unanswered | Standing]:
    """What is to be settled, of every account."""
    async with anonymous_transaction(database):
        tickets = [Unanswered(*ids) async for ids in _unanswered(now)]
        return [*tickets, *[Standing(*ids) async for ids in _standing(now)]]


async def _unanswered(now: datetime.datetime) -> AsyncIterator[tuple[int, int]]:
    having = [account.id for account in await Account.all() if has_tickets(account)]
    inboxes = Inbox.filter(close_after_days__lte=LONGEST, account_id__in=having).distinct()
    for (days,) in await inboxes.values_list("close_after_days"):
        waiting = Ticket.filter(
            account_id__in=having,
            inbox__close_after_days=days,
            status=WAITING,
            waiting_since__lte=now - datetime.timedelta(days=days),
        )
        for ids in await waiting.order_by("id").values_list("account_id", "id"):
            yield ids


async def _standing(now: datetime.datetime) -> AsyncIterator[tuple[int, int]]:
    phases = Phase.filter(attention_after_days__lte=LONGEST).distinct()
    for (days,) in await phases.values_list("attention_after_days"):
        standing = Deal.filter(
            phase__attention_after_days=days,
            status=DealStatus.OPEN,
            attention_at__isnull=True,
            phase_since__lte=now - datetime.timedelta(days=days),
        )
        for ids in await standing.order_by("id").values_list("account_id", "id"):
            yield ids
