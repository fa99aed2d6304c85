"""The npm clients graphql-ws and graphql-sse, through restarts of the server, miss nothing."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.client import Writer
from tests.live.service import Service, until
from tests.live.world import World
from tests.world.machine import need

NODE = Path(__file__).parent.parent / "node"
NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { id } userErrors { message } } }"""
ENDS: dict[str, list[Any]] = {
    "comes-back-ws.js": [{"code": 4401, "reason": "The session has ended"}],
    "comes-back-sse.js": [{"code": "UNAUTHENTICATED"}, "complete"],
}


class Program:
    """A client in Node."""

    def __init__(self, script: str, url: str, token: str, output: Path) -> None:
        self.script, self._output = script, output
        with output.open("wb") as file:
            command = ["node", script, url, token]
            self.process = subprocess.Popen(command, cwd=NODE, stdout=file, stderr=file)

    def lines(self) -> list[Any]:
        """What it printed so far, whole lines only."""
        return [
            json.loads(it) for it in self._output.read_text().splitlines(True) if it[-1] == "\n"
        ]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[str, str, str], Program]]:
    need("node")
    if not (NODE / "node_modules").exists():
        command = ["npm", "ci", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=NODE, check=True, capture_output=True, timeout=300)
    programs: list[Program] = []

    def start(script: str, url: str, token: str) -> Program:
        programs.append(Program(script, url, token, tmp_path / f"{script}.txt"))
        return programs[-1]

    yield start
    for program in programs:
        program.process.kill()
        program.process.wait()


async def test_npm_clients_come_back_with_the_last_number_and_stop_when_signed_out(
    world: World, serve: Callable[..., Service], run: Callable[[str, str, str], Program]
) -> None:
    service = serve(world)
    await service.start()
    token, ada = world.tokens["ben"], Writer(service, world.tokens["ada"])
    programs = [
        run("comes-back-ws.js", service.ws, token),
        run("comes-back-sse.js", service.url, token),
    ]
    mention = [f"User:{world.ids['ben']}"]
    written = 0

    async def write(times: int) -> None:
        nonlocal written
        for _ in range(times):
            note = {"record": "Company:2", "body": "hello", "mentions": mention}
            await ada.done(NOTE, input=note)
            written += 1

    async def heard() -> None:
        await until(lambda: all(len(it.lines()) >= written for it in programs), "the clients")

    await write(5)
    await heard()
    service.terminate()
    await service.gone()
    await service.start()
    await write(5)
    await heard()
    await write(5)
    service.kill()
    await service.start()
    await write(5)
    await heard()
    inbox = [list(row) for row in await world.inbox("ben")]
    assert [number for number, _ in inbox] == list(range(1, written + 1))
    ben = Writer(service, token)
    assert await ben.done("mutation { signOut { signedOut } }") == {"signOut": {"signedOut": True}}
    await until(lambda: all(it.process.poll() is not None for it in programs), "their ends")
    for program in programs:
        assert program.lines() == inbox + ENDS[program.script]
    await ben.close()
    await ada.close()
