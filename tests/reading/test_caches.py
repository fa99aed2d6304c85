"""What is remembered of documents and plans is bounded, whatever stream of new ones comes in."""

import gc
import tracemalloc
from typing import Any

import pytest

from orm.user import User
from reader.background import Background
from reader.document import Documents
from reader.engine import Reader
from reader.lru import LRUCache
from schema.build import schema
from tests.reading.asking import Asking
from tests.reading.documents import Written
from tests.reading.refusing import ask
from tests.reading.watching import watch

in_module = pytest.mark.asyncio(loop_scope="module")
NEW_YEAR = "2026-01-01T00:00:00Z"


def test_what_was_not_used_for_longest_is_forgotten_first() -> None:
    recent: LRUCache[str] = LRUCache(most=2)
    recent.put("a", "A")
    recent.put("b", "B")
    recent.use("a")
    recent.put("c", "C")

    assert [recent.use(key) for key in "abc"] == ["A", None, "C"]


def test_what_is_new_is_remembered_though_all_the_rest_is_in_use() -> None:
    recent: LRUCache[str] = LRUCache(most=3)
    for key in "abc":
        recent.put(key, key.upper())
        recent.use(key)
    recent.put("d", "D")

    assert [recent.use(key) for key in "abcd"] == [None, "B", "C", "D"]


def test_things_are_forgotten_until_the_rest_weighs_little_enough() -> None:
    recent: LRUCache[str] = LRUCache(most=10, most_weight=10)
    for key, weight in (("a", 4), ("b", 4), ("b", 5), ("c", 3)):
        recent.put(key, key, weight)
    assert (len(recent), recent.weight) == (2, 8)

    recent.put("too heavy", "", 11)
    assert (len(recent), recent.weight) == (0, 0)


def wide(number: int) -> str:
    """A valid document that nobody has sent before."""
    fields = " ".join(f"n{number}_{n}:name" for n in range(40))
    return f"{{companies(first:1){{nodes{{{fields}}}}}}}"


async def answer_nothing(*_: Any) -> str:
    """An answer without a database."""
    return "{}"


async def kept_after(asking: Asking, numbers: range) -> int:
    """The bytes in use after some new documents were read."""
    for number in numbers:
        await asking.read(asking.world.get(User, 1), Written(wide(number), {}))
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@in_module
async def test_memory_does_not_grow_with_ever_new_documents(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.document.MOST_DOCUMENT_TEXT", 10_000)
    monkeypatch.setattr("reader.plan_cache.MOST_PLAN_TEXT", 500_000)
    asking.documents = Documents(schema._schema, Background())
    asking.reader = Reader(schema._schema, asking.database, Background())
    # What the driver of the database remembers is not what is measured here.
    monkeypatch.setattr(asking.database.readers, "value", answer_nothing)
    tracemalloc.start()
    try:
        soon = await kept_after(asking, range(100))
        late = await kept_after(asking, range(40, 120))
    finally:
        tracemalloc.stop()

    print(f"{soon:,} bytes after 40 new documents, {late:,} after 120")
    assert late < soon * 1.1


@in_module
async def test_ever_new_shapes_of_variables_do_not_fill_the_memory(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.plan_cache.MOST_PLANS", 20)
    asking.reader = Reader(schema._schema, asking.database, Background())
    text = "query($f:CompanyFilter){companies(filter:$f){totalCount}}"
    for number in range(60):
        given = {"or": [{"search": "a"}] * (number % 50), "and": [{}] * number}
        if number < 50:
            await ask(asking, text, f=given)

    assert len(asking.reader.plans._recent) == 20


@in_module
@pytest.mark.parametrize(
    ("one", "other", "plans"),
    [
        ({"search": "a"}, {"search": "b"}, 1),
        ({"country": ["a"]}, {"country": ["b", "c"]}, 1),
        ({"createdAt": {"to": NEW_YEAR}}, {"createdAt": {"to": "2027-01-01T00:00:00Z"}}, 1),
        ({"accountManager": {"is": "User:1"}}, {"accountManager": {"is": "User:2"}}, 1),
        ({"accountManager": {"isMe": True}}, {"accountManager": {"isMe": False}}, 2),
        ({"search": "a"}, {"search": None}, 2),
        ({"or": [{}]}, {"or": [{}, {}]}, 2),
        ({"or": []}, {"or": None}, 2),
    ],
)
async def test_a_plan_is_made_for_a_shape_of_the_variables_and_not_for_their_values(
    asking: Asking, one: dict[str, Any], other: dict[str, Any], plans: int
) -> None:
    watched = watch(asking.database)
    text = "query($f:CompanyFilter){companies(filter:$f){totalCount}}"
    for given in (one, other):
        await ask(asking, text, f=given)

    assert len({sql for sql, _ in watched.statements if "token_hash IN" not in sql}) == plans
