"""Signing in from somewhere, and what was done for it."""

import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from argon2 import PasswordHasher

from orm.account import Account
from orm.user import User
from resolvers.sign_in import passwords
from tests.reading.watching import watch
from tests.world.crm import Crm
from tests.world.people import Person

PASSWORD, OTHER = "correct horse battery", "wrong horse battery"
HOME, CAFE = "192.0.2.7", "198.51.100.1"
DOCUMENT = """mutation($input: SignInInput!) {
  signIn(input: $input) {
    token user { id } accounts { id name } userErrors { code path }
  }
}"""
#: Of little cost; its salt is the e-mail's, as that of real ones is.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def strangers(number: int) -> Iterator[str]:
    """Addresses, each in a network of its own."""
    return (f"203.0.113.{host}" for host in range(1, number + 1))


def quick_hash(email: str, password: str = PASSWORD) -> str:
    """A hash that is tried in no time."""
    return QUICK.hash(password, salt=hashlib.sha256(email.encode()).digest()[:16])


async def have_password(crm: Crm, person: Person, password: str = PASSWORD) -> None:
    """Somebody has a password."""
    await crm.have(person, password_hash=quick_hash(person.email, password))


async def join(crm: Crm, email: str, password: str | None, *, account_id: int = 0) -> User:
    """An e-mail is known in one more account; the other one of the stage when none is named."""
    async with crm.runtime.database.writing():
        return await User.create(
            account_id=account_id or crm.foreign_account_id,
            first_name="Again",
            last_name="There",
            email=email,
            password_hash=password and quick_hash(email, password),
        )


async def name_of(account_id: int) -> str:
    """What an account is called."""
    return (await Account.get(id=account_id)).name


async def sign_in(
    crm: Crm, email: str, password: str = OTHER, *, address: str = CAFE, **given: Any
) -> dict[str, Any]:
    """What comes of it: the payload, or the extensions of the error that stopped it."""
    stranger = Person(crm.graph, User(account_id=0, email=email), None)
    stranger.address = address
    answer = await stranger.answer(DOCUMENT, input={"email": email, "password": password, **given})
    for error in answer.get("errors", ()):
        extensions: dict[str, Any] = error["extensions"]
        return extensions
    payload: dict[str, Any] = answer["data"]["signIn"]
    return payload


async def outcome(crm: Crm, email: str, password: str = OTHER, **given: Any) -> str:
    """The same in one word: IN, CHOICE, INVALID or RATE_LIMITED."""
    found = await sign_in(crm, email, password, **given)
    if "code" in found:
        return str(found["code"])
    if found["userErrors"]:
        return str(found["userErrors"][0]["code"])
    return "IN" if found["token"] else "CHOICE"


class Clock:
    """The time, which passes when it is told to."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        """The time, in seconds since the epoch."""
        return self.now


class Work:
    """What was computed and asked of the database."""

    def __init__(self) -> None:
        #: The parameters of every hash that was computed.
        self.hashes: list[str] = []
        self.read: list[str] = []
        self.written: list[str] = []


@contextmanager
def working(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Keep what is done meanwhile."""
    work = Work()
    hash_like, readers = passwords.hash_like, crm.runtime.database.readers
    watched = watch(crm.runtime.database)

    def keep(password: str, other: str) -> str:
        work.hashes.append(other.split("$")[3])
        return hash_like(password, other)

    handler = _Keeping(work.written)
    log = logging.getLogger("tortoise.db_client")
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    with monkeypatch.context() as patched:
        patched.setattr(passwords, "hash_like", keep)
        yield work
    log.removeHandler(handler)
    log.setLevel(level)
    crm.runtime.database.readers = readers
    work.read = [sql for sql, _ in watched.statements]


class _Keeping(logging.Handler):
    def __init__(self, statements: list[str]) -> None:
        super().__init__()
        self._statements = statements

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a statement without its values."""
        self._statements.append(record.getMessage().partition(": [")[0])
