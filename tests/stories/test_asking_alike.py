"""One document, or one fragment, by which several ask for different things."""

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any

import pytest

from tests.world.crm import Crm
from tests.world.listening import PATIENCE, Heard, followed
from tests.world.people import Person

DEALS = """subscription($search: String!, $first: Int!) { recordChanges { record {
  ... on Company {
    deals(first: $first, filter: { search: $search }) { totalCount nodes { title } }
  }
} } }"""
TOLD = """subscription($text: Boolean!, $filter: DealFilter) {
  notifications(after: 0) {
    event text @include(if: $text)
    record { ... on Company { deals(filter: $filter) { totalCount } } }
  }
}"""
CHANGES = """
  subscription Brief { ...Some }
  subscription Long { ...Some recordChanges { kind } }
  fragment Some on Subscription { recordChanges { change } }
"""
CREATE = """
  mutation Brief($input: CreateCompanyInput!) { ...Some }
  mutation Long($input: CreateCompanyInput!) { ...Some createCompany(input: $input) {
    company { city } } }
  fragment Some on Mutation { createCompany(input: $input) { company { name } } }
"""


async def joined(crm: Crm, count: int) -> None:
    """Wait until so many listen to changes of records, of which there were some before."""
    async with asyncio.timeout(PATIENCE):
        while (
            sum(it.since > 0 for hub in crm.graph.hubs.by_account.values() for it in hub.listeners)
            < count
        ):
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("at_once", [1, 2, 1000])
async def test_each_hears_once_by_their_own_variables_of_what_all_hear_of(
    crm: Crm,
    ada: Person,
    finn: Person,
    lena: Person,
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
) -> None:
    for module in ("hub", "delivery"):
        monkeypatch.setattr(f"subscriptions.{module}.AT_A_TIME", at_once)
    company = await crm.company("Acme")
    for title in ("Alpha", "Beta", "Gamma"):
        await crm.deal(title, company=company)
    await ada.rename(company, "Acme & Sons")
    asked = [(finn, "alpha", 3), (finn, "beta", 3), (lena, "a", 2)]
    streams: list[Heard[Any]] = [Heard() for _ in asked]
    async with AsyncExitStack() as stack:
        for heard, (person, search, first) in zip(streams, asked, strict=True):
            texts = person.stream(DEALS, search=search, first=first)
            await stack.enter_async_context(followed(heard, texts, lambda it: it["record"]))
        await joined(crm, 3)
        for name in ("Acme & Daughters", "Acme & All"):
            await ada.rename(company, name)
        for heard in streams:
            await heard.have(2)
    found = [
        [(it["deals"]["totalCount"], len(it["deals"]["nodes"])) for it in of] for of in streams
    ]
    assert found == [[(1, 1)] * 2, [(1, 1)] * 2, [(3, 2)] * 2]
    assert [it["deals"]["nodes"][0]["title"] for it, _ in streams[:2]] == ["Alpha", "Beta"]


async def test_each_is_told_by_the_shape_of_their_own_variables(
    crm: Crm, ada: Person, finn: Person
) -> None:
    company = await crm.company("Acme", account_manager=finn)
    for title in ("Alpha", "Beta"):
        await crm.deal(title, company=company)
    await ada.rename(company, "Acme & Sons")

    async def first(**variables: Any) -> tuple[bool, int]:
        text = await anext(finn.stream(TOLD, **variables))
        told = json.loads(text)["data"]["notifications"]
        return "text" in told, told["record"]["deals"]["totalCount"]

    assert await first(text=True, filter={"search": "alpha"}) == (True, 1)
    assert await first(text=False, filter={"search": "a"}) == (False, 2)
    assert await first(text=False) == (False, 2)
    assert await first(text=True, filter={"status": ["WON"]}) == (True, 0)


async def test_a_fragment_that_operations_share_takes_nothing_from_one_of_them(
    crm: Crm, ada: Person
) -> None:
    made = {}
    for name in ("Brief", "Long"):
        prepared = await crm.graph.prepare(CREATE, name, ada.caller)
        given = {"input": {"name": name, "city": "Ghent"}}
        text = await crm.graph.run(prepared, given, ada.caller)
        made[name] = json.loads(text)["data"]["createCompany"]["company"]
    assert made == {"Brief": {"name": "Brief"}, "Long": {"name": "Long", "city": "Ghent"}}


@pytest.mark.parametrize("names", [("Brief", "Long"), ("Long", "Brief")])
async def test_a_fragment_that_subscriptions_share_takes_nothing_from_one_of_them(
    crm: Crm, ada: Person, names: tuple[str, str]
) -> None:
    company = await crm.company("Acme")
    await ada.rename(company, "Acme & Sons")
    streams: dict[str, Heard[Any]] = {name: Heard() for name in names}
    async with AsyncExitStack() as stack:
        for name, heard in streams.items():
            prepared = await crm.graph.prepare(CHANGES, name, ada.caller)
            texts = crm.graph.stream(prepared, {}, ada.caller)
            await stack.enter_async_context(followed(heard, texts, lambda it: it))
        await joined(crm, 2)
        await ada.rename(company, "Acme & Daughters")
        for heard in streams.values():
            await heard.have(1)
    assert streams == {
        "Brief": [{"change": "UPDATED"}],
        "Long": [{"change": "UPDATED", "kind": "COMPANY"}],
    }
