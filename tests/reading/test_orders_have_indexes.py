"""A page comes in its order from an index: no list of an account is sorted to show its first rows.

The databases say so themselves, about a few thousand rows of each kind. Whatever order the schema
offers is asked for, in both directions, from the first page and after one.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from graphql import GraphQLEnumType, get_named_type

from orm.database.database import Database
from orm.database.ordering import ByCodePoints
from orm.user import CrmAccess, ProjectAccess, User, every_module
from reader.compile.entity import ENTITIES, Entity
from reader.filters.comparison import FILTER
from reader.filters.references import Names
from schema.build import schema
from tests.reading.asking import Asking
from tests.reading.conftest import opened
from tests.reading.refusing import ask
from tests.reading.watching import watch
from tests.reading.world import make_world

pytestmark = pytest.mark.asyncio(loop_scope="module")
ROWS = 2000
#: Copies of one row, with the columns that tell them from each other.
COPY = """INSERT INTO "{table}" ({names}) WITH RECURSIVE n(i) AS (
  SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}
) SELECT {values} FROM "{table}" r, n
WHERE r.id = (SELECT min(id) FROM "{table}" WHERE account_id = 1)"""


@dataclass(frozen=True)
class Order:
    """An order that a list offers; without a field, the one that it has by itself."""

    list: str
    entity: Entity
    field: str = ""
    columns: tuple[str, ...] = ()
    direction: str = "ASC"

    def __str__(self) -> str:
        return f"{self.list} by {self.field} {self.direction}" if self.field else self.list

    @property
    def argument(self) -> str:
        """What is written to have it."""
        return f"orderBy: [{{field: {self.field}, direction: {self.direction}}}]" * bool(self.field)


def offered() -> list[Order]:
    """The orders of the lists of an account that the schema offers."""
    orders = []
    query: Any = schema._schema.query_type
    for name, field in query.fields.items():
        if "orderBy" not in field.args:
            continue
        connection: Any = get_named_type(field.type)
        entity = ENTITIES[get_named_type(connection.fields["nodes"].type).name]
        columns = tuple(it.lstrip("-") for it in entity.order)
        orders.append(Order(name, entity, columns=columns))
        key: Any = get_named_type(field.args["orderBy"].type)
        keys = get_named_type(key.fields["field"].type)
        assert isinstance(keys, GraphQLEnumType)
        for member, value in keys.values.items():
            column = value.value
            for direction in ("ASC", "DESC"):
                orders.append(Order(name, entity, member, (column,), direction))
    return orders


OFFERED = offered()


async def test_a_text_that_lists_are_ordered_by_is_ordered_alike_on_both_databases() -> None:
    by_itself = {(entity.name, name.lstrip("-")) for entity in ENTITIES for name in entity.order}
    asked_for = {(order.entity.name, column) for order in OFFERED for column in order.columns}
    columns: dict[Any, Any] = {
        (entity, column): ENTITIES[entity].model._meta.fields_map.get(column)
        for entity, column in by_itself | asked_for
    }
    texts = {it: column for it, column in columns.items() if column and column.field_type is str}

    assert len(texts) > 15
    assert [it for it in texts if getattr(texts[it], "_db_postgres", None) != ByCodePoints] == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def many(
    template: Path | str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Asking]:
    """A reader of an account with a few thousand rows of each kind, which the database has seen."""
    async with opened(template, tmp_path_factory.mktemp("orders")) as database:
        world = await make_world(database, 1, accounts=2)
        for entity in {order.entity.name: order.entity for order in OFFERED}.values():
            await _fill(database, entity)
        await User.filter(id=1).update(
            is_admin=True,
            modules=every_module(),
            crm_access=CrmAccess.FULL,
            project_access=ProjectAccess.ALL,
        )
        if database.dialect == "postgresql":  # SQLite plans without statistics
            await database.connection.execute_query("ANALYZE")
        yield Asking(schema._schema, database, world)


async def _fill(database: Database, entity: Entity) -> None:
    meta = entity.model._meta
    columns = set(meta.fields_db_projection.values()) - {"id", "external_id"}
    told = {column: f'r."{column}"' for column in columns}
    for column, value in told.items():
        if column in ("title", "name", "last_name", "subject"):
            told[column] = f"substr({value}, 1, 50) || (i * 7919 % {ROWS})"
    if "number" in columns:
        numbered = f'(SELECT max(id) FROM "{meta.db_table}") + 1000 + i'
        told["number"] = f"CAST({numbered} AS VARCHAR)" if entity.name == "Invoice" else numbered
    sql = COPY.format(
        table=meta.db_table,
        names=", ".join(f'"{column}"' for column in told),
        values=", ".join(told.values()),
        rows=ROWS,
    )
    await database.connection.execute_query(sql)


@pytest.mark.parametrize("order", OFFERED, ids=str)
async def test_a_page_comes_from_an_index(many: Asking, order: Order) -> None:
    first = f"{{ {order.list}(first: 5 {order.argument}) {{ edges {{ cursor }} }} }}"
    edges = (await ask(many, first))["data"][order.list]["edges"]
    assert len(edges) == 5
    after = first.replace("first: 5", f'first: 5 after: "{edges[-1]["cursor"]}"')

    sorts = [await _sorts(many, text) for text in (first, after)]

    assert sorts == [[], []]


def narrowing() -> list[tuple[str, str, Names]]:
    """The filters of lists that name rows by a key which an index begins with."""
    query: Any = schema._schema.query_type
    found = []
    for order in OFFERED:
        type_: Any = get_named_type(query.fields[order.list].args["filter"].type)
        for name, field in type_.fields.items():
            asked = field.extensions["strawberry-definition"].metadata.get(FILTER)
            if not order.field and isinstance(asked, Names) and asked.narrows(order.entity.model):
                found.append((order.list, name, asked))
    return found


async def test_filters_by_the_customer_narrow() -> None:
    assert {("deals", "company"), ("invoices", "contact"), ("tickets", "company")} <= {
        (list_, name) for list_, name, _ in narrowing()
    }


@pytest.mark.parametrize(("list_", "name", "asked"), narrowing(), ids=str)
async def test_a_filter_by_a_key_finds_its_rows_by_the_index_of_the_key(
    many: Asking, list_: str, name: str, asked: Names
) -> None:
    if many.database.dialect == "postgresql":
        pytest.skip("PostgreSQL chooses by how many rows there are")
    text = f'{{ {list_}(first: 5, filter: {{{name}: ["{asked.entity}:1"]}}) {{ nodes {{ id }} }} }}'
    steps = await _plan(many, text)
    assert [step for step in steps if f"({asked.column}=?)" in step] != []
    assert [step for step in steps if "(account_id=?)" in step] == []


async def _plan(asking: Asking, text: str) -> list[str]:
    """The steps of SQLite's plan of what is asked."""
    sql, values = await _statement(asking, text)
    rows = await asking.database.readers.rows(f"EXPLAIN QUERY PLAN {sql}", values)
    return [row[3] for row in rows]


async def _statement(asking: Asking, text: str) -> tuple[str, Any]:
    """What is run when something is asked, with its values."""
    watched = watch(asking.database)
    try:
        await ask(asking, text)
    finally:
        asking.database.readers = watched._readers
    ((sql, values),) = [it for it in watched.statements if "json" in it[0]][-1:]
    return sql, values


async def _sorts(asking: Asking, text: str) -> list[str]:
    """The sorts of many rows in the plan of what is asked."""
    if asking.database.dialect == "sqlite":
        return [step for step in await _plan(asking, text) if "B-TREE" in step]
    sql, values = await _statement(asking, text)
    rows = await asking.database.readers.rows(f"EXPLAIN (FORMAT JSON) {sql}", values)
    return list(_sorted(json.loads(rows[0][0])[0]["Plan"]))


def _sorted(node: dict[str, Any]) -> Any:
    if node["Node Type"] in ("Sort", "Seq Scan") and node["Plan Rows"] > 100:
        yield f"{node['Node Type']} of {node['Plan Rows']}"
    for inner in node.get("Plans", ()):
        yield from _sorted(inner)
