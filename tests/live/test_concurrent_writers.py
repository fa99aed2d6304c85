"""Sixteen at once write to one SQLite file over HTTP, while others read."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from tests.live.client import Writer, close_all
from tests.live.service import Service, report
from tests.live.world import World

WRITERS, WRITES, READERS = 16, 10, 2
NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { id } userErrors { message } } }"""
UPDATE = """mutation ($input: UpdateCompanyInput!) {
  updateCompany(input: $input) { company { version } userErrors { code message } } }"""
READ = '{ company(id: "Company:1") { version city } deals(first: 50) { nodes { id title } } }'


async def test_sixteen_writers_are_all_answered_with_exact_numbers_while_readers_go_on(
    world: World, serve: Callable[..., Service]
) -> None:
    service = serve(world)
    await service.start()
    writers = [Writer(service, world.tokens[("ada", "dan")[n % 2]]) for n in range(WRITERS)]
    readers = [Writer(service, world.tokens["cleo"]) for _ in range(READERS)]
    notes = {"record": "Company:2", "mentions": [f"User:{world.ids['ben']}"]}
    versions: list[int] = []
    took: list[float] = []

    async def write(writer: Writer, number: int) -> None:
        for turn in range(WRITES):
            city = {"id": "Company:1", "city": f"City {number} {turn}"}
            versions.append(
                (await writer.done(UPDATE, input=city))["updateCompany"]["company"]["version"]
            )
            await writer.done(NOTE, input=notes | {"body": f"note {number} {turn}"})

    async def read(reader: Writer) -> None:
        while not writing.done():
            began = time.monotonic()
            await reader.done(READ)
            took.append(time.monotonic() - began)

    began = time.monotonic()
    writing = asyncio.gather(*(write(writer, number) for number, writer in enumerate(writers)))
    reading = asyncio.gather(*(read(reader) for reader in readers))
    await writing
    seconds = time.monotonic() - began
    await reading
    total = WRITERS * WRITES
    report(
        f"{2 * total} writes by {WRITERS} in {seconds:.1f} s ({2 * total / seconds:.0f}/s);"
        f" {len(took)} reads meanwhile, half within {sorted(took)[len(took) // 2] * 1000:.0f} ms"
    )
    rows: Callable[[str], Any] = world.rows
    assert await rows("SELECT version FROM company WHERE id = 1") == [(total + 1,)]
    assert max(versions) == total + 1
    assert await rows("SELECT sequence FROM event ORDER BY id") == [
        (number,) for number in range(1, 2 * total + 1)
    ]
    bodies = {f"note {number} {turn}" for number in range(WRITERS) for turn in range(WRITES)}
    assert {body for (body,) in await rows("SELECT body FROM note")} == bodies
    assert [number for number, _ in await world.inbox("ben")] == list(range(1, total + 1))
    assert len(took) >= total // 10
    assert "locked" not in service.log.read_text()
    await close_all(*writers, *readers)


async def test_of_those_who_write_the_same_version_at_once_exactly_one_succeeds(
    world: World, serve: Callable[..., Service]
) -> None:
    service = serve(world)
    await service.start()
    writers = [Writer(service, world.tokens["ada"]) for _ in range(WRITERS)]
    for version in range(1, 4):

        async def write(writer: Writer, number: int, version: int = version) -> str:
            city = {"id": "Company:1", "city": f"{version} {number}", "version": version}
            payload = (await writer.ask(UPDATE, input=city))["data"]["updateCompany"]
            return payload["userErrors"][0]["code"] if payload["userErrors"] else "done"

        answers = await asyncio.gather(*(write(it, n) for n, it in enumerate(writers)))
        assert sorted(answers) == ["VERSION_CONFLICT"] * (WRITERS - 1) + ["done"]
        assert await world.rows("SELECT version FROM company WHERE id = 1") == [(version + 1,)]
    await close_all(*writers)
