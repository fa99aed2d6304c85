"""The parts that inputs and payloads of mutations share."""

import strawberry

from resolvers.write.errors import UserErrorCode
from schema.types.fields import given

VERSION = (
    "Version of the object that the client has read. The write fails with VERSION_CONFLICT if the"
    " object has changed since. Without it, nothing is checked."
)
CONFIRM = (
    "True writes even if the viewer can no longer read the record afterwards. Otherwise such a"
    " write fails with LOSS_OF_OWN_ACCESS."
)
USER_ERRORS = "Problems that the user can correct; empty if the write succeeded."


def changes(noun: str) -> str:
    """The description of an input that changes something."""
    return f"Changes to {noun}. Fields that are left out keep their value; null clears a field."


def written(noun: str) -> str:
    """The description of the record in the payload of a write that can take it out of sight."""
    return (
        f"{noun.capitalize()} after the write; null if nothing was written, or if the"
        " viewer may no longer read it."
    )


@strawberry.type(description="Problem that the user can correct; nothing was written.")
class UserError:
    """Problem that the user can correct; nothing was written."""

    code: UserErrorCode = strawberry.field(description="Kind of the problem.")
    message: str = strawberry.field(description="Explanation of the problem, in English.")
    path: list[str] = strawberry.field(
        description='Path to the input field with the problem, such as ["input", "name"].'
    )


@strawberry.input(description="Object to delete.")
class DeleteInput:
    """Object to delete."""

    id: strawberry.ID = given("Id of the object to delete.")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="Object to delete; it has no version.")
class DeleteByIdInput:
    """Object to delete; it has no version."""

    id: strawberry.ID = given("Id of the object to delete.")


@strawberry.type(description="Result of a deletion.")
class DeletePayload:
    """Result of a deletion."""

    deleted_id: strawberry.ID | None = strawberry.field(
        description="Id of the deleted object; null if nothing was deleted."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)
