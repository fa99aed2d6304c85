"""How events and notifications are numbered, and notifications are inserted.

However many recipients there are, the statements are the same. A counter's row stays locked until
the commit, so that numbers are in the order of commits and without gaps.
"""

from collections.abc import Sequence
from typing import NamedTuple

import orjson

from orm.database.database import Database
from orm.event import Event
from orm.notification import NotificationReason

#: Bound to the recipients.
_NEXT_NUMBERS = """UPDATE "user" SET last_notification = last_notification + 1
WHERE id IN (SELECT value FROM json_each(?))"""
#: Bound to the account, the event, and the lines.
_INSERT = """INSERT INTO notification
 (account_id, event_id, recipient_id, sequence, by_id, reason, text)
SELECT ?, ?, u.id, u.last_notification, n.value ->> 1, n.value ->> 2, n.value ->> 3
FROM json_each(?) n CROSS JOIN "user" u ON u.id = n.value ->> 0"""
#: Both at once.
_NUMBER_AND_INSERT = """WITH n AS (
 SELECT (value->>0)::bigint AS recipient, (value->>1)::bigint AS by_id, value->>2 AS reason,
  value->>3 AS text, place
 FROM json_array_elements($3::json) WITH ORDINALITY AS e (value, place)
), u AS (
 UPDATE "user" SET last_notification = last_notification + 1 FROM n
 WHERE "user".id = n.recipient RETURNING "user".id, last_notification
)
INSERT INTO notification
 (account_id, event_id, recipient_id, sequence, by_id, reason, text)
SELECT $1::bigint, $2::bigint, u.id, u.last_notification, n.by_id, n.reason, n.text
FROM n JOIN u ON u.id = n.recipient ORDER BY n.place"""
#: Bound to the account.
_NEXT_EVENT = {
    "sqlite": "UPDATE account SET last_event = last_event + 1 WHERE id = ? RETURNING last_event",
    "postgresql": """WITH a AS (
 UPDATE account SET last_event = last_event + 1 WHERE id = $1 RETURNING last_event
) SELECT last_event FROM a""",
}


class Line(NamedTuple):
    """What one recipient is told; each recipient once."""

    recipient: int
    #: None for who may not know who did it.
    by: int | None
    reason: NotificationReason
    text: str


async def next_number(database: Database, account_id: int) -> int:
    """The next number of an account's events, which no other event has."""
    sql = _NEXT_EVENT[database.dialect]
    ((number,),) = await database.rows_in_transaction(sql, [account_id])
    return int(number)


async def insert(database: Database, event: Event, lines: Sequence[Line]) -> None:
    """Insert a notification of an event for each line, with the recipient's next number."""
    values = [event.account_id, event.id, orjson.dumps([tuple(line) for line in lines]).decode()]
    if database.dialect == "postgresql":
        await database.rows_in_transaction(_NUMBER_AND_INSERT, values)
        return
    recipients = orjson.dumps([line.recipient for line in lines]).decode()
    await database.rows_in_transaction(_NEXT_NUMBERS, [recipients])
    await database.rows_in_transaction(_INSERT, values)
