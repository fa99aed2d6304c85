"""One of SQLite's readers: a thread with connections of its own, whose statements can be ended."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from time import perf_counter

from orm.database.fair_turns import Origin
from orm.database.limits import Limits, too_large, took_too_long
from orm.database.rows import Row, Values

PRAGMAS = ("busy_timeout = 5000", "foreign_keys = ON", "query_only = ON", "cache_size = -32000")
#: Statements that are kept prepared take ten times their text and more: many that are short, few
#: that are long, and none that is longer still. So they are bounded in bytes.
SHORT, LONG = 16_000, 100_000  # characters
MOST_SHORT, MOST_LONG = 128, 12

CLOSED = "The database is closed."

Rows = list[Row]


@dataclass(slots=True, eq=False)
class Statement:
    """A statement that somebody waits for."""

    sql: str
    values: Values
    origin: Origin
    answered: asyncio.Future[Rows]

    @property
    def is_gone(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.answered.cancelled()


class Reader:
    """A thread that runs one statement after the other, and ends what nobody waits for."""

    def __init__(self, path: Path, limits: Limits, ended: "Ended") -> None:
        """ended: says how long a statement took; gives what this reader is to run next."""
        self._path, self._limits, self._ended = path, limits, ended
        self._connections: dict[int, sqlite3.Connection] = {}
        self._connection(MOST_SHORT)
        self._given: SimpleQueue[Statement | None] = SimpleQueue()
        #: Held where a statement begins or ends, and while one is ended: it is never the next.
        self._changing = Lock()
        self._running: tuple[Statement, sqlite3.Connection] | None = None
        self._until = 0.0
        self._is_closing = False
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()

    def run(self, statement: Statement) -> None:
        """Run a statement; nothing may be running."""
        self._given.put(statement)

    def close(self) -> None:
        """End the thread when nothing is running any more."""
        self._given.put(None)

    def abort(self) -> None:
        """End whatever is running, and begin nothing more."""
        self._is_closing = True
        self.look()

    def look(self) -> None:
        """End what runs if nobody waits for it or it took too long; called again and again.

        SQLite forgets an interruption that comes just before a statement begins.
        """
        with self._changing:
            if self._running is None:
                return
            statement, connection = self._running
            if statement.is_gone or self._is_closing or perf_counter() > self._until:
                connection.interrupt()

    def _serve(self) -> None:
        while (statement := self._given.get()) is not None:
            following: Statement | None = statement
            while following is not None:
                following = self._answer(following)
        for connection in self._connections.values():
            connection.close()

    def _answer(self, statement: Statement) -> Statement | None:
        """Run a statement, give what comes of it to who waits for it, and say what is next."""
        began, rows, error = perf_counter(), None, None
        try:
            if not statement.is_gone:
                rows = self._run(statement, until=began + self._limits.read)
        except Exception as caught:  # whatever it is, who asked is told
            error = self._meant(caught)
        following = self._ended(self, statement, perf_counter() - began)
        answered = statement.answered
        if not answered.cancelled():
            answered.get_loop().call_soon_threadsafe(_resolve, answered, rows, error)
        return following

    def _run(self, statement: Statement, until: float) -> Rows:
        if self._is_closing:
            raise sqlite3.ProgrammingError(CLOSED)
        connection = self._connection_for(statement.sql)
        with self._changing:
            self._running, self._until = (statement, connection), until
        try:
            return connection.execute(statement.sql, statement.values).fetchall()
        finally:
            with self._changing:
                self._running = None

    def _connection_for(self, sql: str) -> sqlite3.Connection:
        if len(sql) <= SHORT:
            return self._connection(MOST_SHORT)
        return self._connection(MOST_LONG if len(sql) <= LONG else 0)

    def _connection(self, statements: int) -> sqlite3.Connection:
        """The connection that keeps so many statements prepared."""
        if statements not in self._connections:
            connection = sqlite3.connect(
                self._path,
                isolation_level=None,
                cached_statements=statements,
                check_same_thread=False,
            )
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, self._limits.answer)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            self._connections[statements] = connection
        return self._connections[statements]

    def _meant(self, error: Exception) -> Exception:
        match getattr(error, "sqlite_errorcode", None):
            case sqlite3.SQLITE_TOOBIG:
                return too_large(self._limits.answer)
            case sqlite3.SQLITE_INTERRUPT if self._is_closing:
                return sqlite3.ProgrammingError(CLOSED)
            case sqlite3.SQLITE_INTERRUPT:
                return took_too_long(self._limits.read)
        return error


#: What is called when a statement has ended.
Ended = Callable[[Reader, Statement, float], Statement | None]


def _resolve(answered: asyncio.Future[Rows], rows: Rows | None, error: Exception | None) -> None:
    if answered.cancelled():
        return
    if error:
        answered.set_exception(error)
    else:
        answered.set_result(rows or [])
