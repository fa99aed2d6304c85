"""What a caller can correct in the input of a write.

All else that refuses a write is in `orm/errors.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum


class UserErrorCode(StrEnum):
    """What a caller can correct."""

    INVALID = "INVALID"
    REQUIRED = "REQUIRED"
    NOT_FOUND = "NOT_FOUND"
    RESPONSIBLE_REQUIRED = "RESPONSIBLE_REQUIRED"
    USER_INACTIVE = "USER_INACTIVE"
    ASSIGNEE_LACKS_MODULE = "ASSIGNEE_LACKS_MODULE"
    SAME_AS_FIRST = "SAME_AS_FIRST"
    SECOND_WITHOUT_FIRST = "SECOND_WITHOUT_FIRST"
    FEATURE_NOT_ENABLED = "FEATURE_NOT_ENABLED"
    LOSS_OF_OWN_ACCESS = "LOSS_OF_OWN_ACCESS"
    LAST_OWNER = "LAST_OWNER"
    LAST_ADMIN = "LAST_ADMIN"
    RESTRICTION_NOT_ALLOWED = "RESTRICTION_NOT_ALLOWED"
    VERSION_CONFLICT = "VERSION_CONFLICT"
    VIEW_IMMUTABLE = "VIEW_IMMUTABLE"
    DUPLICATE = "DUPLICATE"


@dataclass(frozen=True)
class UserError:
    """One thing that a caller can correct, and where in the input it is."""

    code: UserErrorCode
    message: str
    path: tuple[str, ...]


class Invalid(Exception):
    """The input cannot be taken as it is; nothing was written."""

    def __init__(self, *errors: UserError) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors


class Conflict(Invalid):
    """Somebody changed the record meanwhile; nothing was written."""


def invalid(code: UserErrorCode, message: str, *path: str) -> Invalid:
    """One thing to correct, by its place below the input."""
    return Invalid(UserError(code, message, ("input", *path)))


@contextmanager
def below(*path: str) -> Iterator[None]:
    """What is found wrong inside is at a place further down in the input."""
    try:
        yield
    except Invalid as wrong:
        errors = [replace(it, path=("input", *path, *it.path[1:])) for it in wrong.errors]
        raise Invalid(*errors) from None
