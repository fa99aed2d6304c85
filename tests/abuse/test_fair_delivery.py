"""However many listen, an event is given to some of them at a time, and others have their turns."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from subscriptions.delivery import AT_A_TIME
from subscriptions.listener import Listener
from tests.live.inside import Listening
from tests.live.service import until
from tests.world.crm import Crm
from tests.world.people import Person

#: What is in it depends on who asks where somebody is limited to their companies.
CHANGES = """subscription { recordChanges { change record {
  ... on Company { name deals { totalCount } }
} } }"""
LISTENERS = 2 * AT_A_TIME + 50


@asynccontextmanager
async def listening(crm: Crm, *people: Person) -> AsyncIterator[list[Listening]]:
    """Several who listen to changes, and are known to hear the next."""
    ears = [Listening(person.stream(CHANGES)) for person in people]
    hubs = crm.graph.hubs.by_account
    await until(
        lambda: sum(it.since > 0 for hub in hubs.values() for it in hub.listeners) == len(ears),
        "their beginning",
    )
    yield ears
    await asyncio.gather(*(ear.close() for ear in ears))


class Loop:
    """How much listeners are given from one turn of the event loop to the next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.given, self.most = 0, 0
        put = Listener.put

        def counted(listener: Listener, item: Any) -> None:
            if not self.given:
                asyncio.get_running_loop().call_soon(self._turn)
            self.given += 1
            put(listener, item)

        monkeypatch.setattr(Listener, "put", counted)

    def _turn(self) -> None:
        self.most, self.given = max(self.most, self.given), 0


class Statements:
    """What is asked of the database from now on."""

    def __init__(self, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        readers: Any = crm.runtime.database.readers
        for name in ("rows", "value"):
            monkeypatch.setattr(readers, name, self._noting(getattr(readers, name)))

    def _noting(self, run: Any) -> Any:
        async def noted(sql: str, values: Sequence[Any], *more: Any, **whose: Any) -> Any:
            self.asked.append(sql)
            return await run(sql, values, *more, **whose)

        return noted


@pytest.mark.parametrize("name", ["finn", "cleo"])
async def test_an_event_is_given_to_some_at_a_time_and_others_have_their_turns(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    person = await crm.person(name)
    company = await crm.company("Acme", account_manager=crm.users[name])
    await ada.rename(company, "Acme & Sons")
    async with listening(crm, *[person] * 190, *[ada] * (LISTENERS - 190)) as ears:
        loop = Loop(monkeypatch)
        for number in range(3):
            await ada.rename(company, f"Acme {number}")
            await until(lambda: all(ear.count == number + 1 for ear in ears), "the event")  # noqa: B023

    assert 0 < loop.most <= AT_A_TIME
    expected = [
        {"change": "UPDATED", "record": {"name": f"Acme {n}", "deals": {"totalCount": 0}}}
        for n in range(3)
    ]
    for ear in ears:
        assert [it["recordChanges"] for it in ear.heard] == expected


async def test_what_a_limited_person_hears_is_read_once_for_all_that_they_listen_with(
    crm: Crm, ada: Person, cleo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = await crm.company("Acme", account_manager=crm.users["cleo"])
    await ada.rename(company, "Acme & Sons")
    async with listening(crm, *[cleo] * 90) as ears:
        statements = Statements(crm, monkeypatch)
        await ada.rename(company, "Acme & Daughters")
        await until(lambda: all(ear.count == 1 for ear in ears), "the event")

    # The payload; the event, and whether there are more; who is there, and who may read it; then,
    # for all of the ninety: whether she is still who she was, and what it is to her. Who is there
    # is asked once more at the end.
    assert len(statements.asked) <= 9
    assert {str(ear.heard) for ear in ears} == {str(ears[0].heard)}


def has_heard_the_last(ear: Listening) -> bool:
    """Whether the last name was heard."""
    return bool(ear.heard) and ear.heard[-1]["recordChanges"]["record"]["name"] == "Last"


async def test_who_joins_and_who_leaves_while_an_event_is_given_loses_nothing_of_others(
    crm: Crm, ada: Person, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("hub", "delivery"):
        monkeypatch.setattr(f"subscriptions.{module}.AT_A_TIME", 3)
    company = await crm.company("Acme")
    await ada.rename(company, "Acme & Sons")
    async with listening(crm, *[finn] * 20) as ears:
        late: list[Listening] = []
        for number in range(10):
            await ada.rename(company, f"Acme {number}")
            late.append(Listening(ada.stream(CHANGES)))
            await ears.pop().close()
            await asyncio.sleep(0)
        await until(lambda: all(ear.count == 10 for ear in ears), "the events")
        await ada.rename(company, "Last")
        await until(lambda: all(ear.count == 11 for ear in ears), "the last")
        await until(lambda: all(map(has_heard_the_last, late)), "the last")
        order = [f"Acme {number}" for number in range(10)] + ["Last"]
        for ear in late:
            names = [it["recordChanges"]["record"]["name"] for it in ear.heard]
            # What is read a little later may be newer, and never older.
            assert [order.index(name) for name in names] == sorted(map(order.index, names))
        await asyncio.gather(*(ear.close() for ear in late))
