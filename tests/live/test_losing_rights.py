"""Whoever loses a right hears no more by it, at once, on sockets and streams that are open."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.live.client import Writer, bearer, opened, subscribe
from tests.live.service import PATIENCE, ROOT, Service, until
from tests.live.world import World, in_sqlite, make_world

NOTIFICATIONS = "subscription { notifications(after: 0) { sequence } }"
CHANGES = "subscription { recordChanges { change recordId record { label } } }"
COUNT = "subscription { unreadNotificationCount }"
OVER = {
    "errors": [{"message": "The session has ended.", "extensions": {"code": "UNAUTHENTICATED"}}]
}


class Watcher:
    """A subscription over a socket or as an event stream, and how it ended."""

    def __init__(self, way: str, service: Service, token: str, query: str) -> None:
        self.heard: list[Any] = []
        self.end: Any = None
        listen = self._by_socket if way == "WebSocket" else self._by_events
        self.task = asyncio.create_task(listen(service, token, query))

    async def _by_socket(self, service: Service, token: str, query: str) -> None:
        async with opened(service, token) as socket:
            await subscribe(socket, query)
            try:
                async for text in socket:
                    self.heard.append(json.loads(text)["payload"])
                await socket.recv()
            except ConnectionClosed as closed:
                self.end = closed.rcvd and closed.rcvd.code

    async def _by_events(self, service: Service, token: str, query: str) -> None:
        headers = bearer(token) | {"accept": "text/event-stream"}
        async with (
            httpx.AsyncClient(headers=headers, timeout=60, trust_env=False) as client,
            client.stream("POST", service.url, json={"query": query}) as response,
        ):
            async for line in response.aiter_lines():
                if line.startswith("data: "):
                    self.heard.append(json.loads(line.removeprefix("data: ")))
                elif line == "event: complete":
                    self.end = "complete"

    def changes(self) -> list[tuple[str, str, str | None]]:
        """What it heard of records."""
        found = [it["data"]["recordChanges"] for it in self.heard]
        return [
            (it["change"], it["recordId"], it["record"] and it["record"]["label"]) for it in found
        ]

    def last(self) -> Any:
        """What it heard last, or the name of the record that was about."""
        (event,) = self.heard[-1]["data"].values()
        is_change = isinstance(event, dict) and "record" in event
        return (event["record"] or {}).get("label") if is_change else event

    async def close(self) -> None:
        self.task.cancel()
        await asyncio.wait((self.task,))


class Office:
    """A running service, its administrator, and the operator."""

    def __init__(self, world: World, service: Service) -> None:
        self.world, self.service = world, service
        self.ada = Writer(service, world.tokens["ada"])

    async def write(self, mutation: str, kind: str, **values: Any) -> None:
        query = f"mutation ($input: {kind}Input!) {{ {mutation}(input: $input)"
        await self.ada.done(f"{query} {{ userErrors {{ code message }} }} }}", input=values)

    async def rename(self, company: str, name: str) -> None:
        await self.write("updateCompany", "UpdateCompany", id=company, name=name)

    async def tell(self, name: str) -> None:
        person = f"User:{self.world.ids[name]}"
        await self.write("addNote", "AddNote", record="Company:2", body="x", mentions=[person])

    def operator(self, *arguments: str, given: str = "") -> None:
        """Another process on the same database."""
        command = [sys.executable, "-m", "server", *arguments]
        environment = self.service.environment
        subprocess.run(
            command, cwd=ROOT, env=environment, input=given, text=True, check=True, timeout=60
        )

    async def watching(self, way: str, name: str, query: str) -> Watcher:
        """Somebody who hears what goes on already."""
        watcher = Watcher(way, self.service, self.world.tokens[name], query)
        if query == CHANGES:
            number = 0
            async with asyncio.timeout(PATIENCE):
                while not watcher.heard:
                    await self.rename("Company:1", f"Begin {number}")
                    number += 1
                    await asyncio.sleep(0.1)
        elif query == NOTIFICATIONS:
            await self.tell(name)
        await until(lambda: watcher.heard, "the first event")
        return watcher

    async def settled(self, watchers: list[Watcher]) -> list[int]:
        """How much each has heard, now that nothing is under way."""
        await self.rename("Company:1", "Settled")
        await until(lambda: all(it.last() == "Settled" for it in watchers), "what is under way")
        return [len(watcher.heard) for watcher in watchers]


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[tuple[World, Service]]:
    """One server for all of these tests, each of which takes the rights of somebody else."""
    folder = tmp_path_factory.mktemp("losing")
    world = asyncio.run(make_world(in_sqlite(folder, sqlite_template), "eve", "finn"))
    service = Service(world.url, folder / "server.log")
    asyncio.run(service.start())
    yield world, service
    service.end()


@pytest.fixture
async def office(running: tuple[World, Service]) -> AsyncIterator[Office]:
    office = Office(*running)
    yield office
    await office.ada.close()


@pytest.mark.parametrize(
    ("name", "how"),
    [("cleo", "signing out"), ("eve", "deactivation"), ("finn", "the operator's new password")],
)
async def test_the_end_of_a_session_ends_its_streams(office: Office, name: str, how: str) -> None:
    user = f"User:{office.world.ids[name]}"
    for_all = [
        await office.watching(way, name, query)
        for query in (NOTIFICATIONS, CHANGES, COUNT)
        for way in ("WebSocket", "events")
    ]
    await office.tell(name)
    await office.rename("Company:1", "Settled")
    # The third that they were told; so each of the six has heard everything until now.
    last = [{"sequence": 3}, "Settled", 3]
    await until(lambda: [it.last() for it in for_all] == [it for it in last for _ in (1, 2)])
    before = [len(watcher.heard) for watcher in for_all]
    match how:
        case "signing out":
            writer = Writer(office.service, office.world.tokens[name])
            await writer.done("mutation { signOut { signedOut } }")
            await writer.close()
        case "deactivation":
            await office.write("deactivateUser", "DeactivateUser", user=user)
        case _:
            office.operator("user", "password", "finn@acme.example", given="a new password\n")
            # Where the server has not heard of it, it does when it has something to deliver.
            await office.rename("Company:1", "Secret")
            await office.write("assignDeal", "AssignDeal", id="Deal:1", assignedTo=user)
    await until(lambda: all(watcher.task.done() for watcher in for_all), "the ends")
    for watcher, count in zip(for_all, before, strict=True):
        more = watcher.heard[count:]
        assert (watcher.end, more) in ((4401, []), ("complete", [OVER]))


async def test_a_right_that_is_taken_away_narrows_the_stream_at_once(office: Office) -> None:
    watchers = [await office.watching(way, "dan", CHANGES) for way in ("WebSocket", "events")]
    befores = await office.settled(watchers)
    user = f"User:{office.world.ids['dan']}"
    await office.write("setUserAccess", "SetUserAccess", user=user, crmAccess="LIMITED_CRM")
    await office.rename("Company:1", "Not for Dan")
    await office.rename("Company:4", "Dan's own")
    await until(lambda: all(it.last() == "Dan's own" for it in watchers), "what is left")
    lost = [("LOST", f"Company:{n}", None) for n in (1, 2, 3)]
    lost += [("LOST", f"Deal:{n}", None) for n in range(1, 13)]
    for watcher, before in zip(watchers, befores, strict=True):
        assert watcher.changes()[before:] == [*lost, ("UPDATED", "Company:4", "Dan's own")]
    await office.write("setUserAccess", "SetUserAccess", user=user, modules=["DEALS"])
    await office.rename("Company:4", "No longer")
    gone = ("LOST", "Company:4", None)
    await until(lambda: all(it.changes()[-1] == gone for it in watchers), "the loss")
    for watcher in watchers:
        assert "No longer" not in [label for _, _, label in watcher.changes()]
        await watcher.close()


async def test_what_the_operator_switches_off_in_another_process_is_heard_by_nobody_after_it(
    office: Office,
) -> None:
    feature = ("second-account-manager", "--account", "Acme")
    office.operator("feature", "enable", *feature)
    ada, ben = (f"User:{office.world.ids[name]}" for name in ("ada", "ben"))
    seconds = {"accountManager": ada, "secondAccountManager": ben}
    await office.write("assignCompany", "AssignCompany", id="Company:1", **seconds)
    watchers = [await office.watching(way, "ben", CHANGES) for way in ("WebSocket", "events")]
    befores = await office.settled(watchers)
    office.operator("feature", "disable", *feature)
    await office.rename("Company:1", "Not for Ben")
    await office.rename("Company:2", "Ben's own")
    await until(lambda: all(it.last() == "Ben's own" for it in watchers), "what is left")
    lost = [("LOST", it, None) for it in ("Company:1", "Deal:1", "Deal:4", "Deal:7", "Deal:10")]
    for watcher, before in zip(watchers, befores, strict=True):
        assert watcher.changes()[before:] == [*lost, ("UPDATED", "Company:2", "Ben's own")]
        await watcher.close()
