"""What happened lately in the demo account: through the same doors as everything else."""

import datetime
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace

from tortoise.expressions import Q

from demo import trade
from demo.people import ADMIN, FULL, KNOWN, LEAD, NOBODYS
from demo.today import this_morning
from orm.account import Account
from orm.company import Company
from orm.database.database import Database
from orm.deal import Deal, DealStatus
from orm.event import Event
from orm.message import Message
from orm.note import Note
from orm.pipeline import Phase
from orm.record import RecordKind
from orm.responsibility import ResponsibilityChange
from orm.session import Session
from orm.user import User
from permissions.readers import viewer_of
from permissions.viewer import Viewer
from resolvers import company, deal, note, notification
from resolvers.write.transaction import system_transaction

HAPPENINGS = 90
EVERY = datetime.timedelta(minutes=47)
Act = Callable[[Viewer, Deal], Awaitable[object]]


class Lately:
    """What people do to deals and companies."""

    def __init__(self, users: list[User], phases: list[Phase], dice: random.Random) -> None:
        self._users, self._phases, self._dice = users, phases, dice

    def acts(self) -> list[Act]:
        """What there is to do, the usual things more often."""
        return [self._note, self._note, self._move, self._hand_over, self._close, self._correct]

    async def _note(self, viewer: Viewer, row: Deal) -> None:
        mentioned = [self._dice.choice(self._users).id] if self._dice.random() < 0.4 else []
        body = self._dice.choice(trade.NOTES)
        record = (RecordKind.DEAL.type_name, row.id)
        await note.add(viewer, record=record, body=body, mentions=mentioned)

    async def _move(self, viewer: Viewer, row: Deal) -> None:
        await deal.move(viewer, id=row.id, phase=self._dice.choice(self._phases).id)

    async def _hand_over(self, viewer: Viewer, row: Deal) -> None:
        to = self._dice.choice([user for user in self._users if user.id != row.assigned_to_id])
        await deal.assign(viewer, id=row.id, assigned_to=to.id, second_assigned_to=None)

    async def _close(self, viewer: Viewer, row: Deal) -> None:
        status = self._dice.choice((DealStatus.WON, DealStatus.WON, DealStatus.LOST))
        await deal.close(viewer, id=row.id, status=status)

    async def _correct(self, viewer: Viewer, row: Deal) -> None:
        if row.company_id:
            phone = f"+44 20 {self._dice.randrange(10**6, 10**7)}"
            await company.update(viewer, id=row.company_id, phone=phone)


async def happenings(
    database: Database, account: Account, users: dict[str, User], dice: random.Random
) -> None:
    """Let a few people do something to deals, mostly of those whom the demo introduces."""
    began = datetime.datetime.now(datetime.UTC)
    actors = [await _signed_in(database, account, users[it.email]) for it in (ADMIN, FULL, LEAD)]
    known = [users[person.email] for person in KNOWN if person is not NOBODYS]
    async with system_transaction(database, account.id):
        phases = await Phase.filter(account_id=account.id)
        rows = await _deals(account, known, dice)
    lately = Lately(known, phases, dice)
    for row in rows:
        await dice.choice(lately.acts())(dice.choice(actors), row)
    await this_morning(account, *actors)
    for person in (*actors, *[await _signed_in(database, account, user) for user in known[3:]]):
        await notification.mark_read(person, up_to=dice.randrange(2, 5))
    await _date_back(database, account, began)


async def _signed_in(database: Database, account: Account, user: User) -> Viewer:
    async with system_transaction(database, account.id):
        session = await Session.filter(user_id=user.id).first()
    assert session
    return replace(viewer_of(user, account), token_hash=session.token_hash, acts_on=database)


async def _deals(account: Account, known: list[User], dice: random.Random) -> list[Deal]:
    ids = [user.id for user in known]
    managed = await Company.filter(account_id=account.id, account_manager_id__in=ids)
    theirs = Q(assigned_to_id__in=ids) | Q(company_id__in=[company.id for company in managed])
    open_ = Deal.filter(account_id=account.id, status=DealStatus.OPEN)
    rows = await open_.filter(theirs).order_by("id")
    return dice.sample(rows, HAPPENINGS)


async def _date_back(database: Database, account: Account, began: datetime.datetime) -> None:
    """Spread what was done in a second over the last days."""
    async with system_transaction(database, account.id):
        events = await Event.filter(account_id=account.id).order_by("-sequence")
        for number, event in enumerate(events):
            at = began - EVERY * (number + 1)
            await Event.filter(id=event.id).update(at=at)
            await Note.filter(id=event.data.get("note", 0)).update(created_at=at)
            await Message.filter(id=event.data.get("message", 0)).update(created_at=at)
            await ResponsibilityChange.filter(
                record_kind=event.record_kind, record_id=event.record_id, at__gte=began
            ).update(at=at)
