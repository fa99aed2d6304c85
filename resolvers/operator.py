"""What the operator of the service does: accounts, people, features; never through a session."""

import datetime
import secrets

from notifications.pubsub import account_topic, user_topic
from orm.account import Account
from orm.database.database import Database
from orm.errors import Problem
from orm.operator import OperatorToken
from orm.session import Session
from orm.user import User, UserStatus
from permissions.tokens import token_hash
from permissions.viewer import OPERATOR
from resolvers.account import line
from resolvers.session import open_session
from resolvers.sign_in.attempt import forget_user
from resolvers.sign_in.passwords import Passwords, check_length
from resolvers.write.errors import Invalid
from resolvers.write.transaction import anonymous_transaction


async def accounts(database: Database) -> list[tuple[Account, int]]:
    """Every account, with how many active users it has."""
    async with anonymous_transaction(database):
        found = await Account.all().order_by("name")
        active = User.filter(status=UserStatus.ACTIVE)
        return [(account, await active.filter(account_id=account.id).count()) for account in found]


async def account_named(database: Database, name: str) -> Account:
    """The account of this name. Raises Problem."""
    async with anonymous_transaction(database):
        account = await Account.filter(name=name).first()
    if account is None:
        raise Problem(f"There is no account {name}; `whose account list` names them all.")
    return account


async def users(database: Database, account: Account) -> list[User]:
    """The users of an account, by name."""
    async with anonymous_transaction(database):
        return await User.filter(account_id=account.id).order_by("first_name", "last_name", "id")


async def user_of(database: Database, email: str, account: str | None = None) -> User:
    """The user with this e-mail, with its account; named, where several have it. Raises Problem."""
    async with anonymous_transaction(database):
        found = User.filter(email=email.strip().lower()).order_by("account_id")
        people = await (found.filter(account__name=account) if account else found).select_related(
            "account"
        )
    if not people:
        raise Problem(f"There is no user {email}" + (f" in {account}." if account else "."))
    if len(people) > 1:
        names = ", ".join(user.account.name for user in people)
        raise Problem(f"There is a user {email} in {names}: say which, with --account.")
    return people[0]


async def set_password(database: Database, passwords: Passwords, user: User, password: str) -> None:
    """Give a user a password, and end all their sessions. Raises Problem."""
    try:
        check_length(password)
    except Invalid as invalid:
        raise Problem(str(invalid)) from None
    hashed = await passwords.new_hash("operator", password, user.email)
    async with anonymous_transaction(database) as topics:
        await User.filter(id=user.id).update(password_hash=hashed)
        await Session.filter(user_id=user.id).delete()
        await forget_user(user.id)
        topics |= {user_topic(user.id), account_topic(user.account_id)}


async def token(database: Database, user: User, days: int) -> tuple[str, str]:
    """A token to use the API as a user, and until when it is good. Raises Problem."""
    if user.status is not UserStatus.ACTIVE:
        raise Problem(f"{user.email} is deactivated.")
    return await open_session(database, user.id, datetime.timedelta(days=days))


async def operator_token(database: Database, name: str, days: int) -> tuple[str, str]:
    """A token of the operator, and until when it is good; only its hash is kept."""
    made = secrets.token_urlsafe(32)
    expires = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    async with anonymous_transaction(database):
        await OperatorToken.create(
            name=line(name, 200, "name"),
            token_hash=token_hash(made),
            expires_at=int(expires.timestamp()),
        )
    return made, expires.strftime("%Y-%m-%dT%H:%M:%SZ")


async def operator_tokens(database: Database) -> list[OperatorToken]:
    """The tokens of the operator, those that are over included."""
    async with anonymous_transaction(database):
        return await OperatorToken.all().order_by("name", "id")


async def revoke(database: Database, name: str) -> int:
    """Take back the operator's tokens of a name; answers how many. Raises Problem."""
    async with anonymous_transaction(database) as topics:
        gone: int = await OperatorToken.filter(name=name).delete()
        topics.add(user_topic(OPERATOR.id))
    if not gone:
        raise Problem(f"There is no token {name}; `whose operator list` names them all.")
    return gone
