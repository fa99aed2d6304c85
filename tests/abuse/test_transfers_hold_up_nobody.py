"""Who transfers many records, or tells many people, does so in few statements."""

from collections.abc import Awaitable, Callable

import pytest
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.sqlite.client import SqliteClient

from tests.world.crm import Crm
from tests.world.people import Person

Execute = Callable[..., Awaitable[object]]


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements of the writer, as they are run."""
    run: list[str] = []
    for client in (SqliteClient, AsyncpgDBClient):
        execute: Execute = client.execute_query

        async def noted(
            self: object, query: str, *rest: object, execute: Execute = execute
        ) -> object:
            run.append(query)
            return await execute(self, query, *rest)

        monkeypatch.setattr(client, "execute_query", noted)
    return run


async def test_as_many_statements_change_three_times_as_many_deals(
    crm: Crm, ada: Person, cleo: Person, dora: Person, statements: list[str]
) -> None:
    company, counts = await crm.company("Acme"), list[int]()
    for number in (60, 180):
        for _ in range(number):
            await crm.deal(company=company, assigned_to=cleo)
        statements.clear()
        assert await ada.transfer(cleo, dora) == number
        counts.append(sum(it.startswith("UPDATE") and '"deal"' in it for it in statements))
    assert counts == [1, 1]


async def test_as_many_statements_tell_four_people_as_one(
    crm: Crm,
    ada: Person,
    ben: Person,
    cleo: Person,
    dora: Person,
    finn: Person,
    statements: list[str],
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    counts, words = list[int](), "Ada Admin mentioned you in a note on Big one."
    for mentioned in ([finn], [ben, cleo, dora, finn]):
        deal = await crm.deal(assigned_to=ben, company=company)
        statements.clear()
        await ada.note(deal, "What do you think?", *mentioned)
        counts.append(sum("notification" in it and "preference" not in it for it in statements))
        assert [(await person.texts())[-1] for person in mentioned] == [words] * len(mentioned)
    assert counts[0] == counts[1] > 0
