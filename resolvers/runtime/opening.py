"""Opening what the service needs, or saying in one line why that cannot be."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import unquote, urlsplit

import asyncpg
from redis.exceptions import RedisError
from tortoise import Tortoise
from tortoise.exceptions import BaseORMException

from orm.database.database import file_of
from orm.database.limits import USUAL, Limits
from orm.database.migrating import missing
from orm.errors import Problem
from resolvers.runtime.runtime import Runtime, open_runtime

UNREACHABLE = (
    OSError,
    BaseORMException,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    sqlite3.Error,
    RedisError,
)


@asynccontextmanager
async def open_checked(
    database_url: str, redis_url: str | None = None, limits: Limits = USUAL
) -> AsyncIterator[Runtime]:
    """The database, with the tables of this version, and pub/sub. Raises Problem."""
    _expect_file(database_url)
    try:
        runtime = await open_runtime(database_url, redis_url, limits)
    except UNREACHABLE as cause:
        await Tortoise.close_connections()
        raise unreachable(cause, database_url, redis_url) from cause
    try:
        lacking = await missing(runtime.database)
        if lacking:
            raise Problem(f"The database lacks {', '.join(lacking)}: run `whose migrate`.")
        yield runtime
    finally:
        await runtime.close()


def _expect_file(database_url: str) -> None:
    path = file_of(database_url)
    if path and not path.exists():
        raise Problem(f"There is no database {path} yet: run `whose migrate`.")


def unreachable(cause: Exception, *urls: str | None) -> Problem:
    """What keeps the database or Redis from answering, without the passwords in their addresses."""
    what = "Redis" if isinstance(cause, RedisError) else "The database"
    said = " ".join(str(cause).split()) or type(cause).__name__
    for url in filter(None, urls):
        password = urlsplit(url).password or ""
        for secret in (url, password, unquote(password)):
            said = said.replace(secret, "***") if secret else said
    return Problem(f"{what} does not answer: {said}.".replace("..", "."))
