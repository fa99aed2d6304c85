"""Whoever transfers many records does it in few statements, since others wait for each of them."""

import pytest
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.sqlite.client import SqliteClient

from tests.world.crm import Crm
from tests.world.people import Person


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements of the writer, as they are run."""
    run: list[str] = []
    for client in (SqliteClient, AsyncpgDBClient):
        execute = client.execute_query

        async def noted(
            self: object, query: str, *rest: object, execute: object = execute
        ) -> object:
            run.append(query)
            return await execute(self, query, *rest)  # type: ignore[operator]

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
