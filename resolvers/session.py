"""Signing in and out."""

import datetime
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from notifications.pubsub import account_topic, user_topic
from orm.database.database import Database
from orm.database.fair_turns import of_no_account
from orm.errors import Unauthenticated
from orm.session import Session
from orm.user import User, UserStatus
from permissions.caller import Caller
from permissions.tokens import token_hash
from permissions.viewer import Viewer
from reader.credentials import Credential, credentials
from resolvers.sign_in.attempt import Attempt
from resolvers.sign_in.passwords import Passwords
from resolvers.sign_in.rate_limit import Subject, source_of, subject_of_nobody, subject_of_user
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.payload import Payload
from resolvers.write.transaction import anonymous_transaction

LIFETIME = datetime.timedelta(days=30)


class SignInAccount(NamedTuple):
    """An account that somebody can sign in to, by its global id."""

    id: str
    name: str


@dataclass(frozen=True)
class SignedIn(Payload):
    """A new session, or the accounts to choose from before there is one."""

    token: str | None = None
    #: By RFC 3339.
    expires_at: str | None = None
    user: int | None = None
    accounts: Sequence[SignInAccount] | None = None


@dataclass(frozen=True)
class SignedOut(Payload):
    """A session that was ended."""

    signed_out: bool


async def sign_in(
    caller: Caller,
    database: Database,
    *,
    passwords: Passwords,
    email: str,
    password: str,
    account: int | None = None,
) -> SignedIn:
    """A new session for who knows the password; in several accounts, the choice between them.

    Whatever the e-mail is, the same is done until the password is right: one computation of the
    password's hash, and the same statements. Raises Invalid, which does not say what is wrong, and
    RateLimited.
    """
    address, source = email.strip().lower(), source_of(caller.address)
    # Whoever has many networks of IPv6 has them next to each other.
    asker = source_of(caller.address, bits=48)
    with passwords.pool.entry(asker):
        known = await credentials(database, address, source, of_no_account(source))
        # Counted for every account, whichever is named: which ones there are shows in nothing.
        named = [it for it in known if account in (None, it.account_id)]
        subjects = _subjects(known, address)
        attempt = await Attempt.begin(
            database, source, subjects, _subjects(named, address, subjects)
        )
        tried = [it for it in named if subject_of_user(it.user_id) in attempt.admitted]
        fitting = await passwords.fitting(asker, password, [it.password_hash for it in tried])
    right = [it for it in tried if it.password_hash in fitting]
    if not right:
        raise _unfit()
    async with anonymous_transaction(database, of_no_account(source)):
        untried = [it for it in known if it not in named]
        await attempt.take_back([subject_of_user(it.user_id) for it in [*right, *untried]])
        if len(right) > 1:
            return SignedIn(accounts=_accounts(right))
        await _check_unchanged(right[0])
        await attempt.succeeded(right[0].user_id)
        return await _add_session(right[0].user_id, LIFETIME)


def _subjects(
    known: list[Credential], email: str, otherwise: list[Subject] | None = None
) -> list[Subject]:
    """Whom an attempt counts against; otherwise, or the e-mail itself, where it is nobody's."""
    subjects = [Subject(subject_of_user(it.user_id), it.is_known_place) for it in known]
    return subjects or otherwise or [Subject(subject_of_nobody(email))]


def _accounts(right: list[Credential]) -> list[SignInAccount]:
    accounts = [SignInAccount(f"Account:{it.account_id}", it.account_name) for it in right]
    return sorted(accounts, key=lambda it: it.name)


async def _check_unchanged(credential: Credential) -> None:
    # A new password ends the sessions that there are, and this one is not among them yet.
    same = User.filter(id=credential.user_id, password_hash=credential.password_hash)
    if not await same.filter(status=UserStatus.ACTIVE).exists():
        raise _unfit()


def _unfit() -> Exception:
    return invalid(UserErrorCode.INVALID, "E-mail and password do not fit.", "password")


async def open_session(
    database: Database, user_id: int, lifetime: datetime.timedelta
) -> tuple[str, str]:
    """A bearer token and when it expires, by RFC 3339; only its hash is kept."""
    async with anonymous_transaction(database):
        opened = await _add_session(user_id, lifetime)
    assert opened.token
    assert opened.expires_at
    return opened.token, opened.expires_at


async def _add_session(user_id: int, lifetime: datetime.timedelta) -> SignedIn:
    token = secrets.token_urlsafe(32)
    expires = int(time.time() + lifetime.total_seconds())
    await Session.filter(user_id=user_id, expires_at__lte=int(time.time())).delete()
    await Session.create(user_id=user_id, token_hash=token_hash(token), expires_at=expires)
    moment = datetime.datetime.fromtimestamp(expires, datetime.UTC)
    return SignedIn(token, moment.strftime("%Y-%m-%dT%H:%M:%SZ"), user_id)


async def sign_out(viewer: Viewer) -> SignedOut:
    """End the session that the viewer came with; it waits for no change of the account.

    Raises Unauthenticated.
    """
    async with anonymous_transaction(viewer.database, of_no_account(viewer.id)) as topics:
        ended = await Session.filter(
            user_id=viewer.id, token_hash=viewer.token_hash or "", expires_at__gt=int(time.time())
        ).delete()
        if not ended:
            raise Unauthenticated
        topics |= {user_topic(viewer.id), account_topic(viewer.account_id)}
    return SignedOut(signed_out=True)
