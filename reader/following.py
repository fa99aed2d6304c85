"""What a stream reads: the notifications after a number, the events after a number."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType

from orm.database import Database
from permissions.viewer import Viewer
from reader.binding import Call
from reader.compiler import Compiler, Place
from reader.dialect import DIALECTS
from reader.document import Document
from reader.engine import Reader
from reader.entity import ENTITIES
from reader.errors import BadInput
from reader.fields import write_fields
from reader.filter import Waits
from reader.guard import guarded
from reader.plan import Plan, planned
from reader.roots import write_count
from reader.selection import Selector

AT_ONCE = 100


def _compiler(
    reader: Reader, document: Document, variables: Mapping[str, Any], viewer: Viewer
) -> Compiler:
    selector = Selector(reader.schema, document.fragments, variables)
    return Compiler(reader.schema, selector, variables, reader.dialect, viewer)


def inbox_plan(
    reader: Reader,
    document: Document,
    on: GraphQLObjectType,
    nodes: list[FieldNode],
    variables: Mapping[str, Any],
    viewer: Viewer,
) -> Plan:
    """Reads the viewer's notifications after a number: the number and the object of each."""
    entity = ENTITIES["Notification"]
    key = nodes[0].alias.value if nodes[0].alias else nodes[0].name.value

    def write(c: Compiler) -> str:
        row, unused = c.new_row(), cast(Any, None)
        value = write_fields(c, Place(unused, unused, nodes, (key,), entity, row), on)
        after = c.bind(lambda call: call.given["after"], "int")
        rows = f' JOIN "notification" {row} ON {c.scope(entity, row)} AND {row}.sequence > {after}'
        sql = guarded(c, f"{row}.sequence, {value}", rows)
        return f"{sql} ORDER BY {row}.sequence LIMIT {AT_ONCE}"

    return planned(lambda: _compiler(reader, document, variables, viewer), write)


def unread_plan(reader: Reader, document: Document, viewer: Viewer, waits: Waits) -> Plan:
    """Counts what the viewer has not read."""
    return planned(
        lambda: _compiler(reader, document, {}, viewer),
        lambda c: guarded(c, write_count(c, ENTITIES["Notification"], waits)),
    )


async def rows_of(reader: Reader, plan: Plan, call: Call) -> list[Sequence[Any]]:
    """Every row that a plan answers."""
    return await reader.database.readers.rows(plan.sql, plan.values(call))


async def newest(database: Database, table: str, column: str, id_: int) -> int:
    """The counter of a user's notifications, or of an account's events."""
    place = DIALECTS[database.dialect].parameter(1, "int")
    sql = f'SELECT {column} FROM "{table}" WHERE id = {place}'
    return int(await database.readers.value(sql, [id_]) or 0)


async def events_after(database: Database, account_id: int, sequence: int) -> list[Sequence[Any]]:
    """The events of an account after a number: sequence, kind, record kind and id, data, moment."""
    dialect = DIALECTS[database.dialect]
    sql = (
        "SELECT e.sequence, e.kind, e.record_kind, e.record_id,"
        f' {dialect.text("e.data")}, {dialect.moment("e.at")} FROM "event" e'
        f" WHERE e.account_id = {dialect.parameter(1, 'int')}"
        f" AND e.sequence > {dialect.parameter(2, 'int')} ORDER BY e.sequence LIMIT {AT_ONCE}"
    )
    return await database.readers.rows(sql, [account_id, sequence])


def number_after(after: Any) -> int | None:
    """The number after which a client wants to hear. Raises BadInput."""
    if after is not None and after < 0:
        raise BadInput("notifications.after: a sequence is not negative.", "notifications")
    return None if after is None else int(after)
