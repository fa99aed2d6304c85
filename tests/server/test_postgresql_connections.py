"""How many connections to PostgreSQL a process opens, as docs/operating.md says."""

import asyncpg
import pytest

from resolvers.runtime.runtime import open_runtime

OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


@pytest.mark.postgresql
async def test_what_a_rush_needs_is_open_before_it_comes(postgresql_url: str) -> None:
    own = await asyncpg.connect(postgresql_url)
    before = await own.fetchval(OPEN)
    runtime = await open_runtime(postgresql_url)
    at_start = await own.fetchval(OPEN)
    async with runtime.database.writing():
        pass
    after_a_change = await own.fetchval(OPEN)
    await runtime.close()
    await own.close()

    assert at_start - before == 8 + 1
    assert after_a_change - at_start == 8
