"""Signing in and out."""

import asyncio
import datetime
import secrets
import time
from functools import cache
from typing import Any

from pwdlib import PasswordHash

from notifications.broker import of_user
from orm.session import Session
from orm.user import User, UserStatus
from permissions.viewer import Viewer
from reader.viewers import token_hash
from resolvers.attempts import Attempts
from resolvers.change import doorstep, writing
from resolvers.errors import UserErrorCode, invalid

SHORTEST, LONGEST = 12, 1_000
LIFETIME = datetime.timedelta(days=30)
_passwords = PasswordHash.recommended()
_attempts = Attempts()


@cache
def _nobodys() -> str:
    """Checked where there is no such user, so that a wrong e-mail takes as long."""
    return _passwords.hash(secrets.token_hex())


async def checked_hash(password: str, path: str = "password") -> str:
    """The hash of a new password. Raises Invalid for one that is too short, or absurd."""
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"A password has from {SHORTEST} to {LONGEST} characters."
        raise invalid(UserErrorCode.INVALID, message, path)
    return await hash_password(password)


async def hash_password(password: str) -> str:
    """How a password is kept: argon2, which takes its time, so in a thread."""
    return await asyncio.to_thread(_passwords.hash, password)


async def sign_in(viewer: Viewer | None, *, email: str, password: str) -> dict[str, Any]:
    """A new session for who knows the password.

    Raises Invalid, not saying which of the two is wrong, and TooOften.
    """
    address = email.strip().lower()
    _attempts.begin(address)
    async with doorstep():
        users = await User.filter(email=address, status=UserStatus.ACTIVE)
    nobodys = await asyncio.to_thread(_nobodys)
    known = [user for user in users if user.password_hash] or [User(password_hash=nobodys)]
    for user in known:
        assert user.password_hash
        fits = await asyncio.to_thread(_passwords.verify, password, user.password_hash)
        if fits and user.id:
            _attempts.succeeded(address)
            token, expires = await open_session(user.id, LIFETIME)
            return {"token": token, "expires_at": expires, "user": user.id}
    raise invalid(UserErrorCode.INVALID, "E-mail and password do not fit.", "password")


async def open_session(user_id: int, lifetime: datetime.timedelta) -> tuple[str, str]:
    """A bearer token and when it expires, by RFC 3339; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    expires = int(time.time() + lifetime.total_seconds())
    async with doorstep():
        await Session.filter(user_id=user_id, expires_at__lte=int(time.time())).delete()
        await Session.create(user_id=user_id, token_hash=token_hash(token), expires_at=expires)
    moment = datetime.datetime.fromtimestamp(expires, datetime.UTC)
    return token, moment.strftime("%Y-%m-%dT%H:%M:%SZ")


async def sign_out(viewer: Viewer) -> dict[str, Any]:
    """End the session that the viewer came with."""
    async with writing(viewer) as settlement:
        await Session.filter(user_id=viewer.id, token_hash=viewer.token_hash or "").delete()
        settlement.topics.add(of_user(viewer.id))
    return {"signed_out": True}
