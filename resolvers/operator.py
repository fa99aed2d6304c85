"""What the operator of the service does: accounts, people, features; never through a session."""

import datetime
from dataclasses import dataclass

from notifications.broker import of_account, of_user
from notifications.events import FeaturesChanged
from orm.account import Account, Feature
from orm.pipeline import Phase, Pipeline
from orm.segment import Segment, system_segments
from orm.session import Session
from orm.user import User, UserStatus
from resolvers.change import doorstep, service
from resolvers.errors import Invalid
from resolvers.house import house
from resolvers.session import checked_hash, open_session
from resolvers.texts import address

#: The phases of a new account's pipeline, and how likely a deal in each is won, in percent.
PHASES = (("New", 10), ("Qualified", 25), ("Proposal", 50), ("Negotiation", 75))


class Problem(Exception):
    """What the operator can mend, in one line."""


@dataclass(frozen=True)
class Admin:
    """The first user of an account."""

    email: str
    name: str
    password: str | None = None


async def create_account(name: str, admin: Admin) -> int:
    """An account with its administrator and a pipeline; answers its id. Raises Problem."""
    name, email = _line(name, 200, "name of the account"), _email(admin.email)
    first, _, last = _line(admin.name, 200, "name of the administrator").partition(" ")
    if max(len(first), len(last)) > 100:
        raise Problem("A first or last name has at most 100 characters.")
    hashed = await _hashed(admin.password) if admin.password is not None else None
    async with doorstep():
        if await Account.exists(name=name):
            raise Problem(f"There is an account {name} already.")
        account = await Account.create(name=name)
        await User.create(
            account_id=account.id,
            email=email,
            first_name=first,
            last_name=last,
            is_admin=True,
            password_hash=hashed,
        )
        pipeline = await Pipeline.create(account_id=account.id, name="Sales")
        await Segment.bulk_create(system_segments(account.id))
        await Phase.bulk_create(
            Phase(
                account_id=account.id,
                pipeline_id=pipeline.id,
                name=phase,
                position=position,
                probability=probability,
            )
            for position, (phase, probability) in enumerate(PHASES, 1)
        )
    return int(account.id)


async def accounts() -> list[tuple[Account, int]]:
    """Every account, with how many active users it has."""
    async with doorstep():
        found = await Account.all().order_by("name")
        active = User.filter(status=UserStatus.ACTIVE)
        return [(account, await active.filter(account_id=account.id).count()) for account in found]


async def account_named(name: str) -> Account:
    """The account of this name. Raises Problem."""
    async with doorstep():
        account = await Account.filter(name=name).first()
    if account is None:
        raise Problem(f"There is no account {name}; `whose account list` names them all.")
    return account


async def users(account: Account) -> list[User]:
    """The users of an account, by name."""
    async with doorstep():
        return await User.filter(account_id=account.id).order_by("first_name", "last_name", "id")


async def user_of(email: str, account: str | None = None) -> User:
    """The user with this e-mail, with its account; named, where several have it. Raises Problem."""
    async with doorstep():
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


async def set_password(user: User, password: str) -> None:
    """Give a user a password, and end all their sessions. Raises Problem."""
    hashed = await _hashed(password)
    async with doorstep():
        await User.filter(id=user.id).update(password_hash=hashed)
        await Session.filter(user_id=user.id).delete()
    await house().broker.ring([of_user(user.id), of_account(user.account_id)])


async def token(user: User, days: int) -> tuple[str, str]:
    """A token to use the API as a user, and until when it is good. Raises Problem."""
    if user.status is not UserStatus.ACTIVE:
        raise Problem(f"{user.email} is deactivated.")
    return await open_session(user.id, datetime.timedelta(days=days))


async def set_feature(account: Account, feature: Feature, *, on: bool) -> bool:
    """Switch a feature of an account on or off; answers whether it was otherwise before."""
    async with service(account.id) as settlement:
        row = settlement.account
        before = list(row.features)
        chosen = {*before, feature.value} if on else {*before} - {feature.value}
        wanted = [it.value for it in Feature if it.value in chosen]
        if wanted == before:
            return False
        row.features = wanted
        await row.save(update_fields=["features"])
        data = {"before": before, "after": wanted}
        settlement.record(FeaturesChanged(label=feature.value, data=data))
    return True


async def _hashed(password: str) -> str:
    try:
        return await checked_hash(password)
    except Invalid as invalid:
        raise Problem(str(invalid)) from None


def _email(text: str) -> str:
    email = _line(text, 254, "e-mail")
    kept = address(email)
    if kept is None:
        raise Problem(f"{email} is no e-mail address.")
    return kept


def _line(text: str, longest: int, what: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > longest or not text.isprintable():
        raise Problem(f"The {what} must be one line of 1 to {longest} characters.")
    return text
