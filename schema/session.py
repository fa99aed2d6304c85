"""Signing in and out, as clients see it."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from resolvers.session import sign_in, sign_out
from schema.types.fields import mutation, ref, text
from schema.types.payload import UserError

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@strawberry.input(description="Who signs in.")
class SignInInput:
    """Who signs in."""

    email: str = text("The e-mail.", 254)
    password: str = strawberry.field(description="The password.")
    account: strawberry.ID | None = ref(
        "In which account; needed where the password is right in several.",
        "Account",
        null="is left out",
    )


@strawberry.type(description="An account that somebody can sign in to.")
class SignInAccount:
    """An account that somebody can sign in to."""

    id: strawberry.ID = strawberry.field(description="Its global id.")
    name: str = strawberry.field(description="What it is called.")


@strawberry.type(description="What became of signing in.")
class SignInPayload:
    """What became of signing in."""

    token: str | None = strawberry.field(description="To be sent as Authorization: Bearer TOKEN.")
    expires_at: datetime.datetime | None = strawberry.field(description="Until when it is good.")
    user: LazyUser | None = strawberry.field(description="Who signed in.")
    accounts: list[SignInAccount] | None = strawberry.field(
        description="Where the password is right in several accounts: these. Nobody is signed in"
        " yet; name one of them in the input."
    )
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type(description="What became of signing out.")
class SignOutPayload:
    """What became of signing out."""

    signed_out: bool = strawberry.field(description="Whether the session is over.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class SessionMutations:
    """The roots that open and close sessions."""

    sign_in: SignInPayload = mutation("Open a session.", sign_in, SignInInput, anonymous=True)
    sign_out: SignOutPayload = mutation("Close the viewer's session.", sign_out)
