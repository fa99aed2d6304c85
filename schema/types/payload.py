"""What the payloads of all writes share."""

import strawberry

from resolvers.write.errors import UserErrorCode
from schema.types.fields import given

VERSION = "The version that was seen; the write is refused if it is another by now."
CONFIRM = "Do it even if the viewer no longer sees the record by it."
WRITTEN = "It; null when nothing was written, or the viewer no longer sees it."


@strawberry.type(description="What a caller can mend; nothing was written.")
class UserError:
    """What a caller can mend."""

    code: UserErrorCode = strawberry.field(description="What is wrong.")
    message: str = strawberry.field(description="What is wrong, in words.")
    path: list[str] = strawberry.field(description="Where in the input it is.")


@strawberry.input(description="What is to be deleted.")
class DeleteInput:
    """What is to be deleted."""

    id: strawberry.ID = given("Which.")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="What is to be deleted, of what has no version.")
class DeleteByIdInput:
    """What is to be deleted, of what has no version."""

    id: strawberry.ID = given("Which.")


@strawberry.type(description="What became of a deletion.")
class DeletePayload:
    """What became of a deletion."""

    id: strawberry.ID | None = strawberry.field(description="What was deleted, if it was.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")
