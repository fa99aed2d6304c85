"""What every row, and every kind of record, has in common."""

import datetime
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, ClassVar, TypeVar

from tortoise import fields
from tortoise.expressions import F
from tortoise.models import Model

E = TypeVar("E", bound=Enum)
#: Values by the names of their columns, each of the type that its column holds.
Columns = dict[str, Any]


class Noun(StrEnum):
    """Something that people speak of, by one and by many: a deal, the deals."""

    one: str
    many: str

    def __new__(cls, value: str, many: str = "") -> "Noun":
        """A member; many is said where it is not one with an s."""
        member = str.__new__(cls, value)
        member._value_, member.one = value, value.lower().replace("_", " ")
        member.many = many or f"{member.one}s"
        return member


class RecordKind(Noun):
    """The kinds of record that somebody can be responsible for."""

    COMPANY = "COMPANY", "companies"
    CONTACT = "CONTACT"
    DEAL = "DEAL"
    INVOICE = "INVOICE"
    PROJECT = "PROJECT"
    TICKET = "TICKET"

    @property
    def type_name(self) -> str:
        """What its records are called in the schema and in their global ids."""
        return self.title().replace("_", "")

    @classmethod
    def of_type(cls, name: str) -> "RecordKind":
        """The kind whose type has a name."""
        return next(kind for kind in cls if kind.type_name == name)


#: What the id of a record may begin with.
RECORD_TYPES = tuple(kind.type_name for kind in RecordKind)


class ResponsibilityRole(StrEnum):
    """In which role a user is responsible for a record."""

    ACCOUNT_MANAGER = "ACCOUNT_MANAGER"
    SECOND_ACCOUNT_MANAGER = "SECOND_ACCOUNT_MANAGER"
    ASSIGNED_TO = "ASSIGNED_TO"
    SECOND_ASSIGNED_TO = "SECOND_ASSIGNED_TO"
    PROJECT_OWNER = "PROJECT_OWNER"
    PROJECT_PARTICIPANT = "PROJECT_PARTICIPANT"
    TASK_ASSIGNEE = "TASK_ASSIGNEE"
    TICKET_ASSIGNEE = "TICKET_ASSIGNEE"
    CUSTOM_FIELD = "CUSTOM_FIELD"


def fold(text: str) -> str:
    """Text as it is compared when letter case and width do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


class DerivedField(fields.TextField):
    """A text that follows from other fields of the row, kept for the database to see."""

    def __init__(self, of: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.of = of

    @staticmethod
    def made_of(source: str) -> str:
        """What is kept of the source."""
        return source

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        """What follows, on writing; on filtering, where there is no row, the value itself."""
        if isinstance(instance, Model):
            value = self.made_of(getattr(instance, self.of))
            setattr(instance, self.model_field_name, value)
        return value

    def describe(self, serializable: bool) -> dict[str, Any]:
        """The description that migrations compare."""
        return {**super().describe(serializable), "of": self.of}


class FoldedField(DerivedField):
    """The folded text of another field, kept for searching; both databases then compare alike."""

    @staticmethod
    def made_of(source: str | None) -> str:
        """The source, as it is compared when letter case and width do not matter."""
        return fold(source or "")


def a_row(
    of: str,
    *,
    null: bool = False,
    on_delete: fields.OnDelete = fields.CASCADE,
    db_index: bool | None = None,
) -> Any:
    """A row of another model, by a column that is called as this is with _id.

    The row is there once it was fetched. on_delete: what becomes of mine when theirs goes.
    """
    # Any, for Tortoise's own type is of a field and of a row at once, which no annotation is.
    column: Any = fields.ForeignKeyField
    options = {} if db_index is None else {"db_index": db_index}
    return column(f"whose.{of}", related_name=False, null=null, on_delete=on_delete, **options)


def of_account() -> Any:
    """The account that a row belongs to; nothing ever crosses accounts."""
    return a_row("Account")


def a_user(*, null: bool = False, db_index: bool | None = None) -> Any:
    """A user of the same account; users are deactivated, never deleted."""
    return a_row("User", null=null, on_delete=fields.RESTRICT, db_index=db_index)


def a_customer(of: str) -> Any:
    """The company or the contact that something is for; at most one of the two is set."""
    return a_row(of, null=True, on_delete=fields.RESTRICT)


def an_enum(members: type[E], max_length: int, **options: Any) -> fields.Field[E]:
    """A member of an enum. One that has more members by now is the same column."""
    # Undescribed, since Tortoise would list the members, and migrate for each new one.
    return fields.CharEnumField(members, description="", max_length=max_length, **options)


@dataclass(frozen=True)
class Through:
    """A table between two kinds of row: its columns that name mine, and theirs."""

    model: type[Model]
    mine: str
    theirs: str


class Record(Model):
    """What every kind of record has."""

    kind: ClassVar[RecordKind]
    #: The columns of those responsible, the first one first.
    roles: ClassVar[dict[ResponsibilityRole, str]] = {}
    #: The roles that several can have, to the tables that say who.
    holders: ClassVar[dict[ResponsibilityRole, Through]] = {}
    #: The roles in which users take part without being responsible, to such tables.
    joined: ClassVar[dict[ResponsibilityRole, Through]] = {}
    #: The table of its customers, to the column of companies, where it has none of its own.
    customers: ClassVar[Through | None] = None
    #: Whether more people may see it than are around it, as through a team.
    seen_by_many: ClassVar[bool] = False

    id = fields.BigIntField(primary_key=True)
    account_id: int
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)
    external_id = fields.CharField(200, null=True)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """What people call it: its name, title or number."""
        raise NotImplementedError

    @classmethod
    async def change_all(cls, ids: Collection[int], **columns: Any) -> None:
        """Change some that another one's change goes with."""
        now = datetime.datetime.now(datetime.UTC)
        rows = cls.filter(id__in=ids)
        await rows.update(version=F("version") + 1, updated_at=now, **columns)

    @classmethod
    def counting(cls, *, second_responsibles: bool) -> list[str]:
        """The columns of those responsible who count: the first, and where seconds do all."""
        return list(cls.roles.values())[: None if second_responsibles else 1]

    def responsibles(self, *, second_responsibles: bool) -> list[int]:
        """Who is responsible now, the first one first; seconds only where they count."""
        users: list[int | None] = [
            getattr(self, it) for it in self.counting(second_responsibles=second_responsibles)
        ]
        return [user for user in users if user is not None]
