"""The mutations that sign in and out."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from resolvers.session import sign_in, sign_out
from schema.types.fields import mutation, ref, text
from schema.types.payload import USER_ERRORS, UserError

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@strawberry.input(description="Credentials of a user.")
class SignInInput:
    """Credentials of a user."""

    email: str = text("E-mail address of the user.", 254)
    password: str = strawberry.field(description="Password of the user.")
    account: strawberry.ID | None = ref(
        "Id of the account; needed only if the password is right in several accounts.",
        "Account",
        null="is left out",
    )


@strawberry.type(description="Account that the user can sign in to.")
class SignInAccount:
    """Account that the user can sign in to."""

    id: strawberry.ID = strawberry.field(description="Global id of the account.")
    name: str = strawberry.field(description="Name of the account.")


@strawberry.type(description="Result of signing in.")
class SignInPayload:
    """Result of signing in."""

    token: str | None = strawberry.field(
        description="Token to send with each request, in the header Authorization: Bearer TOKEN."
        " Null if nobody is signed in."
    )
    expires_at: datetime.datetime | None = strawberry.field(
        description="Time when the token expires; null if nobody is signed in."
    )
    user: LazyUser | None = strawberry.field(
        description="User who is signed in; null if nobody is."
    )
    accounts: list[SignInAccount] | None = strawberry.field(
        description="Accounts in which the password is right, if there are several; else null."
        " Nobody is signed in then: repeat signIn with the id of one of them."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type(description="Result of signing out.")
class SignOutPayload:
    """Result of signing out."""

    signed_out: bool = strawberry.field(description="Whether the session has ended.")
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class SessionMutations:
    """The roots that open and close sessions."""

    sign_in: SignInPayload = mutation(
        "Open a session for a user.",
        sign_in,
        SignInInput,
        opens_session=True,
        takes_passwords=True,
    )
    sign_out: SignOutPayload = mutation("End the session of the viewer.", sign_out)
