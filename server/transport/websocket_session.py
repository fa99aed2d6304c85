"""One client's WebSocket: its operations, each a task, and what waits to be sent."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable

from starlette.types import Receive, Scope, Send

from orm.database.fair_turns import FairTurns, of_no_account
from orm.errors import RateLimited
from permissions.caller import Caller
from reader.errors import FormattedError, formatted
from schema.execution.graph import Graph
from server.transport import frames
from server.transport.frames import Close, Closing
from server.transport.headers import address_of
from server.transport.http_connection import connection_of
from server.transport.outcome import outcome
from server.transport.request import GraphQLRequest, JSONObject
from server.transport.send_buffer import SendBuffer
from server.transport.serving import LAST_ANSWERS, send_last

INIT_TIMEOUT = 3.0  # seconds
AT_ONCE = 100
TOO_MANY = formatted(
    RateLimited(f"A socket runs at most {AT_ONCE} operations at once.", retry_after=1)
)


class WebSocketSession:
    """Acts on messages, sends results, and closes with the code the protocol has for it."""

    __slots__ = (
        "_acknowledged",
        "_address",
        "_answers",
        "_closing",
        "_connection",
        "_graph",
        "_operations",
        "_origin",
        "_send",
        "_send_buffer",
        "_streams",
        "_token",
        "_turns",
        "_watch",
    )

    def __init__(self, graph: Graph, scope: Scope, send: Send, turns: FairTurns) -> None:
        self._graph = graph
        self._turns = turns
        self._send = send
        self._connection = connection_of(scope)
        self._send_buffer = SendBuffer(self._connection, send, lambda: self._end(frames.TOO_SLOW))
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._answers: set[asyncio.Task[None]] = set()
        self._streams = 0
        self._address = address_of(scope)
        self._origin = of_no_account(self._address)
        self._token: str | None = None
        self._acknowledged = False
        self._watch: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    async def serve(self, receive: Receive) -> None:
        """Act on messages until the socket closes."""
        timer = asyncio.get_running_loop().call_later(INIT_TIMEOUT, self._end, frames.TOO_LATE)
        try:
            try:
                await self._listen(receive, timer)
            except Exception as problem:  # whatever it is, the client hears how the socket ends
                self._break_off(problem)
            if self._closing is not None:
                await self._closing
        finally:
            timer.cancel()
            self._send_buffer.close()
            await asyncio.gather(*self._cancel(), return_exceptions=True)

    async def _listen(self, receive: Receive, timer: asyncio.TimerHandle) -> None:
        while self._closing is None:
            event = await receive()
            if event["type"] == "websocket.disconnect":
                return
            await self._turns.pace(self._origin)
            message = frames.parse(event.get("text"))
            if message["type"] == "connection_init":
                timer.cancel()
            await self._act(message)

    async def _act(self, message: JSONObject) -> None:
        match message["type"]:
            case "connection_init":
                await self._acknowledge(frames.payload_of(message) or {})
            case "ping":
                await self._say(frames.pong(frames.payload_of(message)))
            case "pong":
                frames.payload_of(message)
            case "subscribe":
                await self._subscribe(frames.id_of(message), frames.request_of(message))
            case "complete":
                await self._complete(frames.id_of(message))
            case _:
                raise frames.invalid("The type of the message is unknown.")

    async def _acknowledge(self, payload: JSONObject) -> None:
        if self._acknowledged:
            raise Closing(frames.REPEATED)
        token = frames.token_in(payload)
        if token is not None and not await self._graph.knows(Caller(token, self._address)):
            raise Closing(frames.UNAUTHORIZED)
        self._token = token
        self._origin = of_no_account(token or self._address)
        self._acknowledged = True
        if token is not None:
            self._connection.keep()
        self._watch_session()
        await self._say(frames.ACKNOWLEDGED)

    async def _subscribe(self, number: str, request: GraphQLRequest) -> None:
        if not self._acknowledged:
            raise Closing(frames.UNAUTHORIZED)
        if number in self._operations:
            raise frames.duplicate(number)
        if len(self._operations) == AT_ONCE:
            await self._say(frames.failed(number, [TOO_MANY]))
            return
        # One coroutine within the other would never be awaited if this is cancelled at once.
        self._operations[number] = asyncio.create_task(self._operate(number, request))

    async def _complete(self, number: str) -> None:
        task = self._operations.pop(number, None)
        if task is not None:
            task.cancel()
            await asyncio.wait((task,))

    async def _operate(self, number: str, request: GraphQLRequest) -> None:
        end: list[FormattedError] | Close = []
        lasting = False
        try:
            caller = Caller(self._token, self._address)
            prepared = await self._graph.prepare(request.query, request.operation_name, caller)
            opening = frames.opening(number)
            lasting = prepared.type == "subscription"
            call = prepared, request.variables, caller
            if lasting:
                await self._stream(opening, self._graph.stream(*call))
            else:
                await self._answer(opening, self._graph.run(*call))
        except Exception as problem:  # whatever it is, the client hears how the operation ends
            end = outcome(problem, lasting=lasting)
        if isinstance(end, Close):
            self._end(end)
        elif self._closing is None:
            del self._operations[number]
            await self._say(frames.failed(number, end) if end else frames.completed(number))

    async def _answer(self, opening: str, work: Awaitable[bytes]) -> None:
        task = asyncio.current_task()
        assert task
        self._answers.add(task)
        # The task says that it is complete, too, before it is done.
        task.add_done_callback(self._answers.discard)
        result = await work
        await self._say(f"{opening}{result.decode()}}}")

    async def _stream(self, opening: str, results: AsyncIterator[str]) -> None:
        self._streams += 1
        if self._watch is not None:
            self._watch.cancel()
        try:
            async for result in results:
                await self._say(f"{opening}{result}}}")
        finally:
            if isinstance(results, AsyncGenerator):
                await results.aclose()
            self._streams -= 1
            self._watch_session()

    def _watch_session(self) -> None:
        # A stream hears of the end of its session by itself.
        if self._token is not None and not self._streams and not self._send_buffer.closed:
            self._watch = asyncio.create_task(self._until_over(Caller(self._token, self._address)))

    async def _until_over(self, caller: Caller) -> None:
        try:
            await self._graph.until_over(caller)
            self._end(frames.SESSION_ENDED)
        except Exception as problem:  # unwatched, a session would outlive its end
            self._break_off(problem)

    def _break_off(self, problem: Exception) -> None:
        end = outcome(problem, lasting=True)
        self._end(end if isinstance(end, Close) else frames.BROKEN)

    async def _say(self, text: str) -> None:
        await self._send_buffer.put({"type": "websocket.send", "text": text}, text)

    def _end(self, close: Close) -> asyncio.Task[None]:
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(close))
        return self._closing

    async def _close(self, close: Close) -> None:
        self._send_buffer.close()
        self._cancel()
        await send_last(self._connection, self._send(close.frame))

    def _cancel(self) -> list[asyncio.Task[None]]:
        tasks = [*self._operations.values(), *filter(None, [self._watch])]
        for task in tasks:
            task.cancel()
        return tasks

    async def shut(self) -> None:
        """Answer what is under way, then let the client come back; cut it when it stalls."""
        if self._answers:
            await asyncio.wait(self._answers, timeout=LAST_ANSWERS)
        await self._end(frames.RESTART)
