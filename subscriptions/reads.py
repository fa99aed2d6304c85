"""What a stream reads: the notifications after a number, the events after a number."""

from typing import Any, cast

from orm.database.database import Database
from orm.database.fair_turns import Origin
from orm.database.rows import Row
from orm.errors import BadInput
from permissions.viewer import Viewer
from reader.compile.binding import Call, now_as_stored
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES
from reader.compile.fields import write_fields
from reader.compile.place import Place
from reader.compile.selection import Selector
from reader.compile.session_check import with_session_check
from reader.cost import exactly
from reader.dialect import DIALECTS
from reader.document import Document
from reader.engine import Reader
from reader.filters.comparisons import Waits
from reader.filters.segments.catalog import SegmentCatalog
from reader.plan import Plan, planned
from reader.sources.root_fields import write_count
from subscriptions.request import SubscriptionRequest

AT_ONCE = 100


def notifications_plan(
    asked: SubscriptionRequest, viewer: Viewer, known: SegmentCatalog | None
) -> Plan:
    """Reads the viewer's notifications after a number: the number and the object of each."""
    entity, reader = ENTITIES["Notification"], asked.reader
    selector = Selector(reader.schema, asked.document.fragments, asked.variables)

    def write(c: Compiler) -> str:
        row, unused = c.new_row(), cast(Any, None)
        place = Place(unused, unused, asked.nodes, (asked.key,), entity, row)
        with c.cost.of_each(exactly(AT_ONCE)):
            value = write_fields(c, place, asked.on)
        after = c.bind(lambda call: call.given["after"], "int")
        later = f"{c.scope(entity.access, row)} AND {row}.sequence > {after}"
        rows = f' JOIN "notification" {row} ON {later}'
        sql = with_session_check(c, f"{row}.sequence, {c.require(value)}", rows)
        return f"{sql} ORDER BY {row}.sequence LIMIT {AT_ONCE}"

    arguments = (reader.schema, selector, asked.variables, reader.dialect, viewer, known)
    return planned(lambda: Compiler(*arguments), write)


def unread_plan(reader: Reader, document: Document, viewer: Viewer, waits: Waits) -> Plan:
    """Counts what the viewer has not read, and says when something that is put off comes back."""
    selector = Selector(reader.schema, document.fragments, {})
    return planned(
        lambda: Compiler(reader.schema, selector, {}, reader.dialect, viewer),
        lambda c: with_session_check(c, f"{_comes_back(c, waits)}, {_waiting(c, waits)}"),
    )


def _waiting(c: Compiler, waits: Waits) -> str:
    return write_count(c, ENTITIES["Notification"], waits)


def _comes_back(c: Compiler, waits: Waits) -> str:
    """The next moment at which something waits again, to the second below."""
    entity, row = ENTITIES["Notification"], c.new_row()
    done, until = (c.column(entity.model, row, it) for it in (waits.column, waits.until))
    now = c.bind(now_as_stored(c.dialect.name), "timestamp")
    rows = c.rows(entity.access, row, [f"{done} IS NULL AND {until} > {now}"])
    return f"(SELECT {c.dialect.moment(f'min({until})')} FROM {rows})"


async def rows_of(reader: Reader, plan: Plan, call: Call) -> list[Row]:
    """Every row that a plan answers, its answer last. Raises OperationError."""
    values = plan.values(call)
    rows = await reader.database.readers.rows(plan.sql, values, call.viewer.origin)
    for row in rows if plan.preconditions else ():
        plan.check(row[-1])
    return rows


async def newest_notification(viewer: Viewer) -> int:
    """The number of the newest notification of a viewer."""
    return await _counter(viewer.database, "user", "last_notification", viewer.id, viewer.origin)


async def newest_event(database: Database, account_id: int) -> int:
    """The number of the newest event of an account."""
    return await _counter(database, "account", "last_event", account_id, Origin(account_id, ""))


async def _counter(database: Database, table: str, column: str, id_: int, origin: Origin) -> int:
    place = DIALECTS[database.dialect].parameter(1, "int")
    sql = f'SELECT {column} FROM "{table}" WHERE id = {place}'
    return int(await database.readers.value(sql, [id_], origin) or 0)


async def events_after(database: Database, account_id: int, sequence: int) -> list[Row]:
    """The events of an account after a number: sequence, kind, record kind and id, data, moment."""
    dialect = DIALECTS[database.dialect]
    sql = (
        "SELECT e.sequence, e.kind, e.record_kind, e.record_id,"
        f' {dialect.text("e.data")}, {dialect.moment("e.at")} FROM "event" e'
        f" WHERE e.account_id = {dialect.parameter(1, 'int')}"
        f" AND e.sequence > {dialect.parameter(2, 'int')} ORDER BY e.sequence LIMIT {AT_ONCE}"
    )
    return await database.readers.rows(sql, [account_id, sequence], Origin(account_id, ""))


def number_after(after: int | None) -> int | None:
    """The number after which a client wants to hear. Raises BadInput."""
    if after is not None and after < 0:
        raise BadInput("notifications.after: a sequence is not negative.", "notifications")
    return after
