"""How accounts are made: by the operator, each with its first administrator."""

from tortoise.exceptions import IntegrityError

from orm.account import Account
from orm.entitlements import Plan
from orm.errors import Forbidden
from orm.pipeline import Phase, Pipeline
from orm.segment import Segment, system_segments
from orm.user import User
from permissions.account import AccountAccess
from permissions.viewer import Viewer
from resolvers.sign_in.passwords import Passwords, check_length
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.text_validation import address
from resolvers.write.transaction import operator_transaction_without_account

#: The phases of a new account's pipeline, and how likely a deal in each is won, in percent.
PHASES = (("New", 10), ("Qualified", 25), ("Proposal", 50), ("Negotiation", 75))


async def create(
    viewer: Viewer,
    *,
    name: str,
    admin_name: str,
    admin_email: str,
    passwords: Passwords,
    admin_password: str | None = None,
    plan: Plan = Plan.GO,
) -> int:
    """An account with its administrator and a pipeline. Raises Invalid and Forbidden."""
    if AccountAccess.administer.where(viewer) is None:
        raise Forbidden
    name, email = line(name, 200, "name of the account", "name"), _email(admin_email)
    full_name = line(admin_name, 200, "name of the administrator", "adminName")
    first, _, last = full_name.partition(" ")
    if max(len(first), len(last)) > 100:
        message = "A first or last name has at most 100 characters."
        raise invalid(UserErrorCode.INVALID, message, "adminName")
    hashed = None
    if admin_password is not None:
        check_length(admin_password, "adminPassword")
        hashed = await passwords.new_hash("operator", admin_password, email)
    async with operator_transaction_without_account(viewer, AccountAccess.administer):
        try:
            account = await Account.create(name=name, plan=plan)
        except IntegrityError:
            # Another operator may be making it at this moment, which no look beforehand would show.
            message = f"There is an account {name} already."
            raise invalid(UserErrorCode.DUPLICATE, message, "name") from None
        await User.create(
            account_id=account.id,
            email=email,
            first_name=first,
            last_name=last,
            is_admin=True,
            password_hash=hashed,
        )
        await _give_a_pipeline(account)
        await Segment.bulk_create(system_segments(account.id))
    return int(account.id)


async def _give_a_pipeline(account: Account) -> None:
    pipeline = await Pipeline.create(account_id=account.id, name="Sales")
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


def _email(text: str) -> str:
    email = line(text, 254, "e-mail", "adminEmail")
    kept = address(email)
    if kept is None:
        raise invalid(UserErrorCode.INVALID, f"{email} is no e-mail address.", "adminEmail")
    return kept


def line(text: str, longest: int, what: str, path: str = "name") -> str:
    """A text that is one line, with single spaces. Raises Invalid."""
    text = " ".join(text.split())
    if not text or len(text) > longest or not text.isprintable():
        message = f"The {what} must be one line of 1 to {longest} characters."
        raise invalid(UserErrorCode.INVALID, message, path)
    return text
