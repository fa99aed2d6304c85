"""New documents, however many and whatever is in them, keep nobody waiting but who sends them."""

import asyncio
import threading
from functools import partial
from typing import Any

import pytest
from graphql import get_introspection_query

from orm.database.fair_turns import Origin
from permissions.caller import Caller
from reader.background import SMALL, Background
from reader.complexity import ANONYMOUS, MOST_ROOTS
from reader.document import Documents
from reader.errors import Refused
from schema.build import schema
from tests.live.service import PATIENCE
from tests.world.crm import Crm
from tests.world.people import Person

SIGN_IN = """{0}: signIn(input: {{ email: "ada@example.com", password: "a password" }}) {{
  token userErrors {{ message }} }}"""
EVERYTHING = get_introspection_query(
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
)
ADA, FINN, EVE = Origin(1, 1), Origin(1, 2), Origin(2, 3)


def wide(number: int, fields: int = 20) -> str:
    """A valid document that nobody has sent before."""
    return "{viewer{" + " ".join(f"n{number}_{n}:name" for n in range(fields)) + "}}"


async def refusal(graph: Any, text: str, caller: Caller) -> dict[str, Any]:
    """The error with which a document is refused."""
    with pytest.raises(Refused) as refused:
        await graph.prepare(text, None, caller)
    return {**refused.value.errors[0]}


class Threads:
    """Where something is called, and how often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *places: str) -> None:
        self.at: list[tuple[str, bool]] = []
        for place in places:
            module, _, name = place.rpartition(".")
            called = getattr(__import__(module, fromlist=[name]), name)
            monkeypatch.setattr(place, self._noting(name, called))

    def _noting(self, name: str, called: Any) -> Any:
        def noted(*given: Any, **options: Any) -> Any:
            self.at.append((name, threading.current_thread() is threading.main_thread()))
            return called(*given, **options)

        return noted

    @property
    def names(self) -> list[str]:
        """What was called."""
        return [name for name, _ in self.at]

    @property
    def on_the_loop(self) -> list[str]:
        """What was called where everybody waits for it."""
        return [name for name, main in self.at if main]


@pytest.mark.parametrize("text", ["{viewer{name}}", wide(1, 1_000), "{viewer{nme}}", "{viewer{"])
async def test_nothing_of_a_new_document_is_worked_out_on_the_event_loop(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    threads = Threads(
        monkeypatch,
        "reader.document.parse",
        "reader.document.validate",
        "reader.plan.with_session_check",
    )
    try:
        await ada.ask(text)
    except Refused:
        assert threads.names
    else:
        assert threads.names == ["parse", "validate", "with_session_check"]
    assert threads.on_the_loop == []


async def test_what_is_asked_of_the_schema_is_worked_out_once_and_not_on_the_event_loop(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = Threads(monkeypatch, "reader.introspection.execute_sync")
    nobody = crm.nobody()
    answers = await asyncio.gather(*(nobody.ask(EVERYTHING) for _ in range(3)))
    answers.append(await nobody.ask(EVERYTHING))
    answers += [await ada.ask(EVERYTHING), await ada.ask(EVERYTHING)]
    assert len(answers[0]["__schema"]["types"]) > 100
    assert answers == [answers[0]] * 6
    assert threads.at == [("execute_sync", False)]


async def test_a_wrong_document_is_looked_at_once(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = Threads(monkeypatch, "reader.document.validate")
    told = [await refusal(crm.graph, "{viewer{nme}}", ada.caller) for _ in range(5)]

    assert told == [told[0]] * 5
    assert threads.names == ["validate"] * 2  # whether it is wrong, and where


async def test_a_new_document_is_read_once_for_all_who_send_it_at_once(
    crm: Crm, ada: Person, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = Threads(monkeypatch, "reader.document.validate")
    await asyncio.gather(*(who.ask(wide(2)) for who in [ada, finn] * 20))

    assert threads.names == ["validate"]


async def held(background: Background, size: int) -> tuple[threading.Event, asyncio.Task[bool]]:
    """Keep the thread busy for what is of a size."""
    go_on, begun = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work() -> bool:
        loop.call_soon_threadsafe(begun.set)
        return go_on.wait(PATIENCE)

    task = asyncio.create_task(background.once("held", ADA, size, work))
    await begun.wait()
    return go_on, task


async def test_documents_take_turns_by_account_and_then_by_person() -> None:
    background, order = Background(), list[Origin]()
    go_on, holding = await held(background, 1)
    tasks = [
        asyncio.create_task(background.once(n, whose, 1, partial(order.append, whose)))
        for n, whose in enumerate([ADA] * 50 + [FINN, EVE])
    ]
    await asyncio.sleep(0.01)
    go_on.set()
    await asyncio.gather(holding, *tasks)

    assert set(order[:3]) == {ADA, FINN, EVE}
    assert order[3:] == [ADA] * 49


async def test_a_small_document_does_not_wait_for_a_large_one() -> None:
    background = Background()
    documents = Documents(schema._schema, background)
    go_on, holding = await held(background, SMALL + 1)
    large = asyncio.create_task(documents.get(wide(3, 900), EVE))
    await documents.get(wide(4), EVE)

    assert not large.done()
    go_on.set()
    await asyncio.gather(holding, large)


async def test_what_nobody_waits_for_any_more_is_not_read() -> None:
    background, read = Background(), list[int]()
    go_on, holding = await held(background, 1)
    tasks = [
        asyncio.create_task(background.once(n % 2, ADA, 1, partial(read.append, n % 2)))
        for n in range(4)
    ]
    await asyncio.sleep(0)
    for task in (tasks[0], tasks[2], tasks[1]):
        task.cancel()
    await asyncio.wait(tasks[:3])
    go_on.set()
    await asyncio.gather(holding, tasks[3])

    assert read == [1]


@pytest.mark.parametrize("token", [None, "of nobody"])
async def test_who_has_not_signed_in_sends_small_documents(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch, token: str | None
) -> None:
    threads = Threads(monkeypatch, "reader.document.parse")
    nobody, long = Caller(token, "192.0.2.1"), wide(5, 900)
    error = await refusal(crm.graph, long, nobody)
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert threads.names == [], "it was not looked at"

    many = "{" + " ".join(f"a{n}:__typename" for n in range(ANONYMOUS.fields // 3)) + "}"
    assert len(many) < ANONYMOUS.text
    await crm.graph.prepare(many, None, nobody)
    more = "{" + "__typename " * 300 + "}"
    assert (await refusal(crm.graph, more, nobody))["extensions"]["code"] == "OPERATION_TOO_COSTLY"

    # What somebody has sent is known, and answered by who asks.
    await ada.ask(long)
    prepared = await crm.graph.prepare(long, None, nobody)
    answer = await crm.graph.run(prepared, None, nobody)
    assert b"UNAUTHENTICATED" in answer


async def test_who_has_not_signed_in_pushes_out_nothing_that_others_use(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Caller(None, "192.0.2.1")
    await ada.ask(wide(6))
    for number in range(150):
        await crm.graph.prepare(wide(1_000 + number), None, nobody)
    threads = Threads(monkeypatch, "reader.document.parse")
    await ada.ask(wide(6))

    assert threads.names == []
    assert len(crm.graph._documents._recent[ANONYMOUS]) == 100


@pytest.mark.parametrize(
    "text",
    [
        "mutation {" + SIGN_IN.format("a") + SIGN_IN.format("b") + "}",
        "mutation { ...a ...b }"
        + "".join(f"fragment {n} on Mutation {{ {SIGN_IN.format(n)} }}" for n in "ab"),
    ],
    ids=["aliases", "fragments"],
)
async def test_a_document_signs_in_once(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    threads = Threads(monkeypatch, "reader.document.validate")
    for caller in (ada.caller, Caller(None, "192.0.2.1")):
        error = await refusal(crm.graph, text, caller)
        assert error["message"] == "A document signs in once at most."
    assert threads.names == [], "it is refused before it is validated"

    shared = "mutation { ...a } fragment a on Mutation { " + SIGN_IN.format("a") + " }"
    await crm.graph.prepare(shared, None, Caller(None, "192.0.2.1"))


async def test_a_mutation_has_so_many_roots(crm: Crm, ada: Person) -> None:
    def text(roots: int) -> str:
        create = 'createCompany(input: {name: "A"}) { userErrors { code } }'
        return "mutation {" + " ".join(f"a{n}:{create}" for n in range(roots)) + "}"

    error = await refusal(crm.graph, text(MOST_ROOTS + 1), ada.caller)
    assert error["extensions"]["code"] == "OPERATION_TOO_COSTLY"
    assert len(await ada.ask(text(MOST_ROOTS))) == MOST_ROOTS
