"""What lists are ordered by: texts in one order on both databases, and the indexes that give it."""

from typing import Any, TypeVar

from pypika_tortoise import SqlContext
from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

Column = TypeVar("Column", bound=fields.Field[Any])


class CollatedType(str):
    """A type with its collation, as a column is declared; a value is cast to the type alone."""

    def get_sql(self, ctx: SqlContext) -> str:
        """The type that a value is cast to."""
        return self.partition(" COLLATE ")[0]


class ByCodePoints:
    """The type of a text in PostgreSQL: ordered as in SQLite, whatever the database's locale.

    An index gives an order only in the collation of its column.
    """

    def __init__(self, field: fields.Field[Any]) -> None:
        self._type = field.SQL_TYPE

    @property
    def SQL_TYPE(self) -> str:  # noqa: N802, by this name Tortoise finds it
        """The type, as it is declared."""
        return CollatedType(f'{self._type} COLLATE "C"')


def ordered(column: Column) -> Column:
    """A text column that lists are ordered by."""
    column._db_postgres = ByCodePoints  # type: ignore[attr-defined]  # where Tortoise looks for it
    return column


class OrderIndex(Index):
    """An index that gives an order of a list, and the opposite one: null is the smallest.

    To SQLite null is so by itself; PostgreSQL has to be told.
    """

    def written(self, model: type[Model], dialect: str) -> Index:
        """The index as a dialect has it."""
        if dialect != "postgres":
            return Index(fields=self.fields, name=self.name)
        nullable = {name for name in self.fields if model._meta.fields_map[name].null}
        names = [f'"{name}" NULLS FIRST' if name in nullable else name for name in self.fields]
        return Index(fields=names, name=self.name)

    def get_sql(self, schema_generator: Any, model: type[Model], safe: bool) -> str:
        """The statement that makes it."""
        index = self.written(model, schema_generator.DIALECT)
        return Index.get_sql(index, schema_generator, model, safe)


def responsible_index(column: str) -> Index:
    """The index of what somebody is responsible for, newest first, and of how much it is."""
    return Index(fields=("account_id", column, "created_at", "id"))


def order_indexes(*columns: str) -> list[OrderIndex]:
    """The indexes of the orders that the lists of an account offer; the id makes each total."""
    return [OrderIndex(fields=("account_id", column, "id")) for column in columns]
