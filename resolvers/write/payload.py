"""What resolvers answer to a mutation."""

from dataclasses import dataclass

from orm.record import RecordKind


@dataclass(frozen=True)
class Payload:
    """What a mutation answers besides what went wrong, by the names of its payload's fields.

    A row is there by its id.
    """


#: The id of the one row that a payload is about, or all that is in the payload.
Result = int | tuple[RecordKind, int] | Payload
