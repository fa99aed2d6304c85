"""The commands that run the service: `whose serve`, `whose demo` and `whose migrate`."""

import asyncio
import ipaddress
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import structlog

from demo import Demo
from orm.database import migrating
from orm.database.database import file_of
from orm.database.sqlite.file import AlreadyServed, keep_private, serving
from orm.errors import Problem
from resolvers.runtime.opening import UNREACHABLE, unreachable
from resolvers.runtime.runtime import Runtime
from server.cli.terminal import complain, console, with_runtime
from server.process import settings
from server.process.app import App
from server.process.file_limit import room_for
from server.process.logging import set_up
from server.process.settings import Settings
from server.transport.connection_table import Limits
from server.transport.origins import Origins
from server.transport.proxies import Proxies
from server.transport.serving import Server, config

log = structlog.get_logger("whose.server")


def serve() -> None:
    """Serve the graph.

    The database must have the tables of this version: run `whose migrate` first.
    """
    wanted = settings.load()
    for line in settings.misspelt():
        complain(line)
    with _listening(wanted) as listener:
        with_runtime(_nothing)
        with _serving(file_of(wanted.database_url)):
            _run(wanted, wanted.database_url, listener, Origins(wanted.allowed_origins))


def demo() -> None:
    """Serve a believable account, made at the first start.

    It is kept in an SQLite file, whose-demo.sqlite3; delete the file to begin anew. What is
    printed is who can sign in, and a token for each kind of person.
    """
    wanted = settings.load()
    set_up(wanted.log_format, wanted.log_level)
    with _listening(wanted) as listener:
        if not ipaddress.ip_address(listener.getsockname()[0]).is_loopback:
            complain("whoever reaches this address can sign in; use it for made-up data only.")
        prepared = Demo(wanted.demo_database)
        # Whoever tries it out has a page of their own on some port.
        origins = Origins(wanted.allowed_origins, local=True)
        with _serving(wanted.demo_database):
            asyncio.run(prepared.prepare())
            prepared.introduce(console(), address(listener))
            _run(wanted, prepared.url, listener, origins)


def migrate() -> None:
    """Bring the database to the tables of this version; makes the file of an SQLite database."""
    wanted = settings.load()
    set_up(wanted.log_format, wanted.log_level)
    applied: list[str] = []
    try:
        asyncio.run(migrating.apply(wanted.database_url, applied.append))
    except UNREACHABLE as cause:
        raise unreachable(cause, wanted.database_url) from cause
    for name in applied:
        console().print(f"Applied {name}", markup=False)
    if not applied:
        console().print("The database has the tables of this version already.")


@contextmanager
def _serving(file: Path | None) -> Iterator[None]:
    """Be the one process that serves a file; on PostgreSQL there may be many. Raises Problem."""
    try:
        with serving(file) if file else nullcontext():
            if file:
                _close_to_others(file)
            yield
    except AlreadyServed as cause:
        raise Problem(f"Another process serves {file} already.") from cause


def _close_to_others(file: Path) -> None:
    try:
        for part in keep_private(file):
            log.warning("was_open_to_others", file=str(part))
    except PermissionError as cause:
        raise Problem(f"{file} is open to others, and belongs to one of them.") from cause


def _listening(wanted: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in wanted.host else socket.AF_INET
    try:
        return socket.create_server((wanted.host, wanted.port), family=family, backlog=2048)
    except OSError as cause:
        number = cause.errno or 0
        said = os.strerror(number).lower() if number > 0 else str(cause)
        raise Problem(
            f"Cannot listen on {wanted.host} port {wanted.port}: {said}; "
            "WHOSE_HOST and WHOSE_PORT choose others."
        ) from cause


def address(listener: socket.socket) -> str:
    """Where to reach a listener from this machine."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _run(wanted: Settings, database_url: str, listener: socket.socket, origins: Origins) -> None:
    bounds = (wanted.statement_limits, wanted.of_operations)
    app = App(database_url, wanted.redis_url, origins, *bounds)
    limits = Limits(
        connections=room_for(wanted.max_connections),
        of_an_address=wanted.max_connections_per_address,
    )
    proxies = Proxies(wanted.trusted_proxies)
    server = Server(config(app, wanted.host, wanted.port), app.connections, limits, proxies)
    log.info("serving", address=address(listener))
    # uvicorn, having stopped as it should, passes on what it was interrupted by.
    with suppress(KeyboardInterrupt):
        server.run([listener])


async def _nothing(runtime: Runtime) -> None:
    """Only see whether the database can be opened."""
