"""Errors as GraphQL writes them."""

from typing import NotRequired, TypedDict

from graphql import GraphQLError
from graphql.language.location import FormattedSourceLocation

from orm.errors import BadInput, OperationError, RateLimited, SequenceUnknown

MOST_MESSAGE = 200


class Extensions(TypedDict):
    """What a program may want to know of an error; retryAfter: in seconds."""

    code: str
    retryAfter: NotRequired[int]
    highest: NotRequired[int]
    id: NotRequired[str]


class FormattedError(TypedDict):
    """One entry of `errors` in an answer."""

    message: str
    path: NotRequired[list[str | int]]
    locations: NotRequired[list[FormattedSourceLocation]]
    extensions: Extensions


def formatted(error: OperationError) -> FormattedError:
    """An error as GraphQL writes it."""
    extensions: Extensions = {"code": error.code}
    match error:
        case RateLimited():
            extensions["retryAfter"] = error.retry_after
        case SequenceUnknown():
            extensions["highest"] = error.highest
    entry: FormattedError = {"message": str(error), "extensions": extensions}
    return entry | {"path": list(error.path)} if error.path else entry


class Refused(Exception):
    """An operation that did not begin to run: its text or its variables are wrong."""

    def __init__(self, errors: list[FormattedError]) -> None:
        super().__init__(errors[0]["message"])
        self.errors = errors


def refused(error: OperationError) -> Refused:
    """An operation that does not begin to run, for one reason."""
    return Refused([formatted(error)])


def not_valid(error: GraphQLError) -> FormattedError:
    """What graphql-core says of a document or of a variable, cut short."""
    entry = formatted(BadInput(short(error.message)))
    if error.locations:
        entry["locations"] = [location.formatted for location in error.locations]
    if error.path:
        entry["path"] = error.path
    return entry


def short(message: str) -> str:
    """A message that repeats little of what came in, and can be written as UTF-8."""
    cut = message if len(message) <= MOST_MESSAGE else message[:MOST_MESSAGE] + "…"
    return cut.encode(errors="replace").decode()
