"""A load generator over raw sockets: each connection sends the next request when it is answered.

    python -m benchmarks.load PORT CONNECTIONS SECONDS < request

prints how many were answered in how many seconds, and the SHA-256 of the answers' body.
"""

import asyncio
import hashlib
import sys
import time
from typing import cast

import uvloop

END = b"\r\n\r\n"
LENGTH = b"content-length:"


class Connection(asyncio.Protocol):
    """One client that waits for each answer."""

    def __init__(self, load: "Load") -> None:
        self._load = load
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._load.request)

    def data_received(self, data: bytes) -> None:
        """Take what came; ask again when the answer is whole."""
        self._got = self._got + data if self._got else data
        head = self._got.find(END)
        if head < 0:
            return
        at = self._got.lower().find(LENGTH, 0, head) + len(LENGTH)
        body = head + len(END)
        if len(self._got) < body + int(self._got[at : self._got.find(b"\r", at)]):
            return
        self._load.answered(self._got, body)
        self._got = b""
        if time.perf_counter() < self._load.until:
            self._transport.write(self._load.request)
        else:
            self._load.finished()

    def connection_lost(self, exc: Exception | None) -> None:
        """A server that closes a connection is not measured further."""
        if not self._load.over.done():
            self._load.over.set_exception(RuntimeError("The server closed a connection."))


class Load:
    """Many connections that ask the same, and count."""

    def __init__(self, request: bytes, connections: int, seconds: float) -> None:
        self.request, self.until = request, time.perf_counter() + seconds
        self._connections = self._asking = connections
        self.count = 0
        self.body = b""
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def answered(self, whole: bytes, body: int) -> None:
        """Count an answer; the first of all is kept."""
        if not self.count:
            if not whole.startswith(b"HTTP/1.1 200"):
                raise SystemExit(whole.decode(errors="replace")[:2000])
            self.body = whole[body:]
        elif len(whole) - body != len(self.body):
            raise SystemExit("An answer is not as long as the first.")
        self.count += 1

    def finished(self) -> None:
        """Count a connection that has its last answer."""
        self._asking -= 1
        if not self._asking:
            self.over.set_result(None)

    async def run(self, port: int) -> str:
        """Ask until the time is over, and wait for the answers."""
        loop = asyncio.get_running_loop()
        started = time.perf_counter()
        for _ in range(self._connections):
            await loop.create_connection(lambda: Connection(self), "127.0.0.1", port)
        await self.over
        took = time.perf_counter() - started
        return f"{self.count} {took} {hashlib.sha256(self.body).hexdigest()}"


async def main() -> None:
    """Read the request, ask it, print the outcome."""
    port, connections, seconds = sys.argv[1:]
    load = Load(sys.stdin.buffer.read(), int(connections), float(seconds))
    print(await load.run(int(port)))


if __name__ == "__main__":
    uvloop.run(main())
