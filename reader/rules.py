"""The row rules of entities as conditions of a statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pypika_tortoise import SqlContext, Table
from tortoise.expressions import Q, ResolveContext
from tortoise.models import Model

from permissions.rule import Ids, Permission, alternatives
from permissions.viewer import Viewer
from reader.entity import Entity


@dataclass(frozen=True)
class Parent:
    """A row at hand: its table, and its alias in the statement."""

    model: type[Model]
    row: str


#: The rows at hand, by the column of another row that holds their id.
Parents = Mapping[str, Parent]


class RuleWriter:
    """Writes rules for a viewer whose ids are bound values of the statement."""

    viewer: Viewer
    context: SqlContext
    #: Whether what is nested is to be hoisted out of the statement.
    hoists: int

    def count(self, number: int = 1) -> None:
        """Count what is written, usually one thing more. Raises TooCostly."""
        raise NotImplementedError

    def scope(self, entity: Entity, row: str, parents: Parents | None = None) -> str:
        """The row rule of an entity."""
        self.count()
        condition = entity.read.where(self.viewer)
        if condition is None:
            return "1 = 0"
        return self.where(condition, entity.model, row, parents)

    def arms(self, entity: Entity, row: str) -> list[str]:
        """The row rule of an entity as alternatives that exclude each other.

        Each can walk an index in the order of a list; of their OR the database makes a walk over
        the whole account, or a sort.
        """
        granted = entity.read.grant(self.viewer)
        if not isinstance(granted, Q):
            return [self.scope(entity, row)]
        self.count()
        inside = self.where(entity.access.inside(self.viewer), entity.model, row)
        found = [self.where(one, entity.model, row) for one in alternatives(granted)]
        return [
            " AND ".join([inside, arm, *(f"{earlier} IS NOT TRUE" for earlier in found[:number])])
            for number, arm in enumerate(found)
        ]

    def allowed(self, permission: Permission[Any], model: type[Model], row: str) -> str | None:
        """The condition of a permission on a row that may be read; None where it always holds."""
        self.count()
        granted = permission.grant(self.viewer)
        if isinstance(granted, Q):
            return self.where(granted, model, row)
        return None if granted else "1 = 0"

    def where(
        self, condition: Q, model: type[Model], row: str, parents: Parents | None = None
    ) -> str:
        """A condition of Tortoise's on an aliased row, as SQL.

        Where a row that it asks for by id is at hand, it is asked of that row itself.
        """
        parts = [self.where(child, model, row, parents) for child in condition.children]
        filters: dict[str, Any] = condition.filters
        for key, value in filters.items():
            parent = (parents or {}).get(key.removesuffix("__in"))
            at_hand = parent is not None and isinstance(value, Ids) and value.key == "id"
            if parent and at_hand and value.model is parent.model:
                parts.append(self.where(value.condition, value.model, parent.row))
            elif self.hoists and isinstance(value, Ids):
                parts.append(self._among(key.removesuffix("__in"), value, model, row))
            else:
                parts.append(self._filter(Q(**{key: value}), model, row))
        return parts[0] if len(parts) == 1 else f"({f' {condition.join_type} '.join(parts)})"

    def table_apart(self, name: str, select: str) -> str:
        """A table of one column that is written apart; gives what it is called."""
        raise NotImplementedError

    def new_row(self) -> str:
        """An alias for one more row."""
        raise NotImplementedError

    def _among(self, column: str, ids: Ids, model: type[Model], row: str) -> str:
        """That a column names one of some ids, which are found apart."""
        inner, of = self.new_row(), ids.model._meta
        select = (
            f'SELECT {inner}."{of.fields_db_projection[ids.key]}" FROM "{of.db_table}" {inner}'
            f" WHERE {self.where(ids.condition, ids.model, inner)}"
        )
        name = self.table_apart("id", select)
        return (
            f'{row}."{model._meta.fields_db_projection[column]}" IN (SELECT {name}.id FROM {name})'
        )

    def _filter(self, condition: Q, model: type[Model], row: str) -> str:
        self.count()
        table = Table(model._meta.db_table, alias=row)
        context = ResolveContext(model=model, table=table, annotations={}, custom_filters={})
        modifier = condition.resolve(context)
        if modifier.joins:
            raise TypeError("A rule uses subqueries for relations, so that it joins nothing.")
        return modifier.where_criterion.get_sql(self.context)
