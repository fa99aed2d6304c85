"""A segment: a list that is kept, as rules on its records."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.database.ordering import ordered
from orm.record import RecordKind, a_user, an_enum, of_account
from orm.user import User


class SegmentVisibility(StrEnum):
    """Who sees a segment."""

    PRIVATE = "PRIVATE"
    SHARED = "SHARED"


class SegmentEditors(StrEnum):
    """Who may change a segment, of those who see it."""

    OWNER = "OWNER"
    EVERYONE = "EVERYONE"


class SegmentMatch(StrEnum):
    """Whether all rules have to hold, or any."""

    ALL = "ALL"
    ANY = "ANY"


class SegmentOperator(StrEnum):
    """What a rule asks of a field of a record."""

    IS = "IS"
    IS_NOT = "IS_NOT"
    IS_ME = "IS_ME"
    IN = "IN"
    IN_TEAM = "IN_TEAM"
    IS_EMPTY = "IS_EMPTY"
    IS_NOT_EMPTY = "IS_NOT_EMPTY"
    CONTAINS = "CONTAINS"
    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    IN_LAST_DAYS = "IN_LAST_DAYS"
    IN_NEXT_DAYS = "IN_NEXT_DAYS"


class Segment(Model):
    """A list that is kept. One of each kind holds everything, and nobody can change it."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    kind = an_enum(RecordKind, 20)
    name = ordered(fields.CharField(200))
    owner_id: int | None
    owner: User | None = a_user(null=True)
    visibility = an_enum(SegmentVisibility, 10, default=SegmentVisibility.PRIVATE)
    editors = an_enum(SegmentEditors, 10, default=SegmentEditors.OWNER)
    match = an_enum(SegmentMatch, 5, default=SegmentMatch.ALL)
    #: Field, operator and value of each rule.
    rules = fields.JSONField[list[dict[str, Any]]](default=list)
    system = fields.BooleanField(default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "segment"
        unique_together = (("account", "kind", "name", "owner", "visibility"),)
        indexes = [Index(fields=("account_id", "visibility")), Index(fields=("owner_id",))]


def system_segments(account_id: int) -> list[Segment]:
    """The lists of everything that a new account has."""
    return [
        Segment(
            account_id=account_id,
            kind=kind,
            name=f"All {kind.many}",
            visibility=SegmentVisibility.SHARED,
            system=True,
        )
        for kind in RecordKind
    ]
