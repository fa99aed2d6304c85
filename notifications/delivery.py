"""Events and notifications as rows: numbered, and written with the change or not at all."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from notifications.audience import AUDIENCE, AudienceRule
from notifications.domain_event import DomainEvent
from notifications.stakeholders import Stakeholders
from orm.database.database import Database
from orm.database.insertion import Line, insert, next_number
from orm.event import Event
from orm.notification import NotificationPreference
from orm.user import User

NOBODY = "Whose"


@dataclass(frozen=True)
class Recipient:
    """That somebody is told by a line of the table."""

    user_id: int
    line: AudienceRule
    #: That they may not read the record, so that they learn no more than its title.
    title_only: bool


async def preferences(event: DomainEvent, users: Collection[int]) -> dict[int, bool]:
    """Which of some users have said whether they want to be told of such an event."""
    if not users:
        return {}
    said = NotificationPreference.filter(event=event.kind, user_id__in=list(users))
    return {row.user_id: row.wanted for row in await said}


def choose_recipients(
    stakeholders: Stakeholders,
    by_id: int | None,
    readable: set[int],
    before: set[int],
    preferences: Mapping[int, bool],
) -> list[Recipient]:
    """Who is told: once each, by the first line that fits, never the actor, never in the dark."""
    told: dict[int, Recipient] = {}
    if stakeholders.event.passes_on and stakeholders.before == stakeholders.after:
        return []
    for line in AUDIENCE:
        if line.event is not type(stakeholders.event):
            continue
        may_hear = before | readable if line.even_if_unreadable else readable
        for user in line.who(stakeholders):
            wanted = preferences.get(user, line.by_default)
            if wanted and user != by_id and user in may_hear and user not in told:
                told[user] = Recipient(user, line, user not in readable)
    return [told[user] for user in sorted(told)]


async def write_event(
    database: Database, stakeholders: Stakeholders, account_id: int, by_id: int | None
) -> Event:
    """An event, with the account's next number."""
    event, record = stakeholders.event, stakeholders.event.record
    return await Event.create(
        account_id=account_id,
        sequence=await next_number(database, account_id),
        kind=event.kind,
        record_kind=record.kind if record else None,
        record_id=record.id if record else None,
        label=event.label,
        by_id=by_id,
        data=event.data,
        at=datetime.datetime.now(datetime.UTC),
    )


async def deliver(
    database: Database,
    event: Event,
    stakeholders: Stakeholders,
    told: Sequence[Recipient],
    by: User | None,
    no_customers: Collection[int],
) -> None:
    """A row in the inbox of each, with the next number of theirs.

    no_customers: the users who know of no customers.
    """
    words = {"by": by.name if by else NOBODY, "label": event.label} | stakeholders.event.words
    lines = [
        Line(
            one.user_id,
            None if one.title_only or by is None else by.id,
            one.line.reason,
            _text(
                one.line,
                words | stakeholders.event.own.get(one.user_id, {}),
                no_customer=one.user_id in no_customers,
            ),
        )
        for one in told
    ]
    if lines:
        await insert(database, event, lines)


def _text(line: AudienceRule, words: dict[str, str], *, no_customer: bool) -> str:
    if no_customer:
        # Only what stands for a name is written large where it begins; a title is as it is.
        somebody = "A customer" if line.text.startswith("{customer}") else "a customer"
        words = words | {"customer": somebody}
    return line.text.format(**words)
