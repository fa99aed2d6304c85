"""The file of the demo, and the tokens to use it with."""

import base64
import hashlib
import hmac
import os
import secrets
import time
from pathlib import Path

from rich.console import Console

from demo import filling
from demo.people import KNOWN, PASSWORD, STRANGER, Person
from orm.database.database import Database
from orm.database.migrating import apply
from orm.database.sqlite.file import keep_private
from orm.session import Session
from orm.user import User, UserStatus
from permissions.tokens import token_hash
from resolvers.runtime.opening import open_checked
from resolvers.session import LIFETIME
from resolvers.write.transaction import anonymous_transaction

INTRODUCTION = """
[bold]Whose[/], with the demo account {account}.

  GraphiQL      {address}/graphql
  API           {address}/graphql (GET and POST, WebSocket, server-sent events)
  Health        {address}/health/ready

Sign in with one of these e-mails and the password [bold]{password}[/],
or send the token: Authorization: Bearer TOKEN
"""


class Demo:
    """An SQLite file; the secret that its tokens come from is beside it, so that they last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._tokens: dict[Person, str] = {}

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"sqlite://{self._path}"

    async def prepare(self) -> None:
        """Make the file if it is not there, and see that its tokens are good. Raises Problem."""
        secret = self._secret()
        if self._path.exists():
            await apply(self.url, lambda name: None)
        else:
            await self._make(secret)
        async with open_checked(self.url) as runtime:
            active = await open_sessions(runtime.database, secret)
        self._tokens = {person: token(secret, person) for person in active}

    async def _make(self, secret: bytes) -> None:
        # Under another name until it is whole, so that an interrupted start leaves nothing half.
        unfinished = self._path.with_name(self._path.name + "-unfinished")
        for left in self._path.parent.glob(unfinished.name + "*"):
            left.unlink()
        await apply(f"sqlite://{unfinished}", lambda name: None)
        async with open_checked(f"sqlite://{unfinished}") as runtime:
            await filling.people(runtime)
            await open_sessions(runtime.database, secret)
            await filling.records(runtime.database)
        unfinished.rename(self._path)

    def _secret(self) -> bytes:
        path = self._path.with_name(self._path.name + "-secret")
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new:
                new.write(secrets.token_bytes(32))
        except FileExistsError:
            keep_private(path)  # made at an earlier start
        return path.read_bytes()

    def introduce(self, console: Console, address: str) -> None:
        """Print who can sign in, a token for each kind of person, and the addresses."""
        text = INTRODUCTION.format(account=filling.NAME, address=address, password=PASSWORD)
        console.print(text)
        for person, token in self._tokens.items():
            console.print(f"  [bold]{person.name}[/], {person.what}")
            console.print(f"    {person.email}\n    {token}")
        console.print("\nPress Ctrl-C to stop.")


async def open_sessions(database: Database, secret: bytes) -> list[Person]:
    """See that the token of each known person is good for a while; answers the active ones."""
    active = []
    async with anonymous_transaction(database):
        for person in (*KNOWN, STRANGER):
            user = await User.filter(email=person.email, status=UserStatus.ACTIVE).first()
            if user is None:
                continue
            active.append(person)
            expires = int(time.time() + LIFETIME.total_seconds())
            digest = token_hash(token(secret, person))
            if not await Session.filter(token_hash=digest).update(expires_at=expires):
                await Session.create(user_id=user.id, token_hash=digest, expires_at=expires)
    return active


def token(secret: bytes, person: Person) -> str:
    """The token of a person; the same at every start."""
    digest = hmac.digest(secret, person.email.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
