"""Upgrading: what an account of an earlier version has when the migrations are through."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError
from tortoise.migrations.api import migrate

from orm.database import migrating
from orm.database.database import config, dialect_of
from orm.deal import Deal
from orm.event import Event, EventKind
from orm.notification import Notification
from orm.segment import Segment, SegmentVisibility, system_segments
from orm.user import User, every_module
from tests.world.stage import a_database

EARLIER = (
    """INSERT INTO account (id, name, features, last_event, created_at)
    VALUES (7, 'Acme', '[]', 0, '2025-01-01 00:00:00+00:00')""",
    """INSERT INTO "user" (id, account_id, first_name, last_name, email, language, time_zone,
    status, is_admin, modules, crm_access, last_notification, created_at, search) VALUES (7, 7,
    'Ada', 'Admin', 'ada@acme.example', 'en', 'UTC', 'ACTIVE', true,
    '["COMPANIES_AND_CONTACTS","DEALS"]',
    'FULL', 0, '2025-01-01 00:00:00+00:00', 'ada admin')""",
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite://{tmp_path / 'whose.sqlite3'}"
    else:
        with a_database("upgraded") as url:
            yield url


KEPT = (
    """INSERT INTO segment (id, account_id, kind, name, owner_id, visibility, editors, "match",
    rules, system, version) VALUES (70, 7, 'DEAL', 'Mine', 7, 'PRIVATE', 'OWNER', 'ALL', '[]',
    false, 3)""",
)


TOLD = (
    """INSERT INTO event (id, account_id, sequence, kind, label, data, at) VALUES (70, 7, 1,
    'ACCESS_CHANGED', 'Ada Admin', '{}', '2025-01-01 00:00:00+00:00')""",
    """INSERT INTO notification (id, account_id, recipient_id, sequence, event_id, reason, text)
    VALUES (70, 7, 7, 1, 70, 'CONCERNED', 'Somebody changed what you may do.')""",
)

DUE = (
    """INSERT INTO pipeline (id, account_id, name) VALUES (70, 7, 'Sales')""",
    """INSERT INTO phase (id, account_id, pipeline_id, name, position, probability)
    VALUES (70, 7, 70, 'New', 1, 0)""",
    *(
        f"""INSERT INTO deal (id, account_id, version, created_at, updated_at, title, phase_id,
        phase_since, status, currency, expected_closing, assigned_to_id, search) VALUES ({number},
        7, 1, '2025-01-01 00:00:00+00:00', '2025-01-01 00:00:00+00:00', 'Deal', 70,
        '2025-01-01 00:00:00+00:00', 'OPEN', 'EUR', '{day}', 7, 'deal')"""
        for number, day in ((70, "infinity"), (71, "-infinity"), (72, "2026-01-31"))
    ),
)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[None]:
    await Tortoise.init(config=config(url))
    try:
        yield
    finally:
        await Tortoise.close_connections()


async def _made_by(version: str, url: str, *rows: str) -> None:
    try:
        await migrate(config=config(url), target=f"whose.{version}")
        for sql in rows:
            await get_connection(dialect_of(url)).execute_query(sql)
    finally:
        await Tortoise.close_connections()


def _columns(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row._meta.db_fields if name != "id"}


async def _found(url: str) -> tuple[list[dict[str, Any]], list[str]]:
    async with _opened(url):
        segments = await Segment.all().order_by("kind")
        return [_columns(row) for row in segments], (await User.get(id=7)).modules


def test_an_account_of_the_first_version_has_what_a_new_one_has(bare_url: str) -> None:
    asyncio.run(_made_by("0001_initial", bare_url, *EARLIER))
    asyncio.run(migrating.apply(bare_url, lambda name: None))

    segments, modules = asyncio.run(_found(bare_url))

    new = sorted(system_segments(7), key=lambda row: row.kind)
    assert segments == [_columns(row) for row in new]
    assert modules == every_module()


async def _keep_another(url: str) -> None:
    async with _opened(url):
        kept = await Segment.get(id=70)
        assert (kept.name, kept.version, kept.owner_id) == ("Mine", 3, 7)
        given: Any = {"account_id": 7, "kind": "DEAL", "name": "Mine", "owner_id": 7}
        await Segment.create(**given, visibility=SegmentVisibility.SHARED)
        with pytest.raises(IntegrityError):
            await Segment.create(**given, visibility=SegmentVisibility.PRIVATE)


def test_a_segment_of_before_is_kept_and_may_be_shared_under_its_name(bare_url: str) -> None:
    asyncio.run(_made_by("0001_initial", bare_url, *EARLIER))
    asyncio.run(_made_by("0003_segments_of_one", bare_url, *KEPT))
    asyncio.run(migrating.apply(bare_url, lambda name: None))

    asyncio.run(_keep_another(bare_url))


async def _tell_more(url: str) -> None:
    async with _opened(url):
        told = await Notification.get(id=70).select_related("event")
        assert (told.event.label, told.event.sequence) == ("Ada Admin", 1)
        longest = f"{'F' * 100} {'L' * 100}"
        given: Any = {"account_id": 7, "kind": EventKind.ACCESS_CHANGED, "at": told.event.at}
        await Event.create(**given, sequence=2, label=longest)
        assert (await Event.get(sequence=2)).label == longest
        with pytest.raises(IntegrityError):
            await Event.create(**given, sequence=1, label="Again")


def test_what_people_were_told_before_is_kept_and_labels_may_be_longer(bare_url: str) -> None:
    asyncio.run(_made_by("0001_initial", bare_url, *EARLIER))
    asyncio.run(_made_by("0004_segments_by_visibility", bare_url, *TOLD))
    asyncio.run(migrating.apply(bare_url, lambda name: None))

    asyncio.run(_tell_more(bare_url))


async def _days(url: str) -> list[str]:
    async with _opened(url):
        return [str(deal.expected_closing) for deal in await Deal.all().order_by("id")]


def test_the_first_and_the_last_day_are_infinite_no_more(bare_url: str) -> None:
    asyncio.run(_made_by("0001_initial", bare_url, *EARLIER))
    asyncio.run(_made_by("0005_longer_labels", bare_url, *DUE))
    asyncio.run(migrating.apply(bare_url, lambda name: None))

    assert asyncio.run(_days(bare_url)) == ["9999-12-31", "0001-01-01", "2026-01-31"]
