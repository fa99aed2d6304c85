"""Events and notifications by the thousand, written straight into an SQLite database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.live.world import World

AT = "2026-01-01 00:00:00+00:00"


@contextmanager
def _writing(world: World) -> Iterator[sqlite3.Connection]:
    path = world.url.removeprefix("sqlite://")
    with closing(sqlite3.connect(path, timeout=60)) as database, database:
        database.execute("BEGIN IMMEDIATE")
        yield database


def write_events(world: World, count: int) -> None:
    """Events that Company:1 was changed."""
    with _writing(world) as database:
        _events(database, count)


def _events(database: sqlite3.Connection, count: int) -> int:
    (last,) = database.execute("SELECT last_event FROM account WHERE id = 1").fetchone()
    rows = ((last + n, AT) for n in range(1, count + 1))
    database.executemany(
        "INSERT INTO event (account_id, sequence, kind, record_kind, record_id, label, data, at)"
        " VALUES (1, ?, 'COMPANY_UPDATED', 'COMPANY', 1, 'Company 0', '{}', ?)",
        rows,
    )
    database.execute("UPDATE account SET last_event = last_event + ? WHERE id = 1", [count])
    return int(database.execute("SELECT max(id) FROM event").fetchone()[0])


def write_notifications(world: World, name: str, count: int, more: str = "") -> None:
    """Notifications of somebody, each about an event; more: to make their texts long."""
    user = world.ids[name]
    with _writing(world) as database:
        event = _events(database, 1)
        sql = 'SELECT last_notification FROM "user" WHERE id = ?'
        (last,) = database.execute(sql, [user]).fetchone()
        rows = ((user, last + n, event, f"Number {last + n}{more}") for n in range(1, count + 1))
        database.executemany(
            "INSERT INTO notification (account_id, recipient_id, sequence, event_id, reason, text)"
            " VALUES (1, ?, ?, ?, 'RESPONSIBLE', ?)",
            rows,
        )
        sql = 'UPDATE "user" SET last_notification = last_notification + ? WHERE id = ?'
        database.execute(sql, [count, user])
