"""The row rules of entities as conditions of a statement."""

from collections.abc import Mapping
from typing import Any

from pypika_tortoise import SqlContext, Table
from pypika_tortoise.terms import Term
from tortoise.expressions import Q, ResolveContext
from tortoise.models import Model

from permissions.rule import Access, Ids, Permission, Present, Readable
from permissions.viewer import Viewer

ACCOUNT = "account_id"


def is_narrow(condition: Q | None) -> bool:
    """Whether a condition names the viewer, or rows: an index finds the few that it is of."""
    if condition is None:
        return False
    filters: Mapping[str, object] = condition.filters
    parts = [_is_narrow(key, value) for key, value in filters.items()]
    parts += [is_narrow(child) for child in condition.children]
    return all(parts) if condition.join_type == Q.OR else any(parts)


def _is_narrow(key: str, value: object) -> bool:
    return isinstance(value, Term) and key != ACCOUNT and not isinstance(value, Present)


class RuleWriter:
    """Writes rules for a viewer whose ids are bound values of the statement."""

    viewer: Viewer
    context: SqlContext

    def count(self, number: int = 1) -> None:
        """Count what is written, usually one thing more. Raises TooCostly."""
        raise NotImplementedError

    def new_row(self) -> str:
        """An alias for one more row."""
        raise NotImplementedError

    def readable_ids(self, access: type[Access[Model]]) -> str:
        """The ids of the rows that the viewer may read, as a SELECT."""
        raise NotImplementedError

    def allowed(self, permission: Permission[Model], model: type[Model], row: str) -> str | None:
        """The condition of a permission on a row that may be read; None where it always holds."""
        self.count()
        granted = permission.grant(self.viewer)
        if isinstance(granted, Q):
            return self.where(granted, model, row)
        return None if granted else "1 = 0"

    def inside(self, access: type[Access[Model]], row: str) -> str:
        """That a row is of the viewer's account."""
        return self._filter(access.inside(self.viewer), access.model, row)

    def where(self, condition: Q, model: type[Model], row: str) -> str:
        """A condition of Tortoise's on an aliased row, as SQL."""
        return self._where(condition, model, row, narrow=is_narrow(condition))

    def _where(self, condition: Q, model: type[Model], row: str, *, narrow: bool) -> str:
        parts = [self._where(child, model, row, narrow=narrow) for child in condition.children]
        filters: dict[str, Any] = condition.filters
        for key, value in filters.items():
            if isinstance(value, Ids):
                parts.append(self._among(key.removesuffix("__in"), value, model, row))
            else:
                part = self._filter(Q(**{key: value}), model, row)
                parts.append(without_index(part) if narrow and key == ACCOUNT else part)
        return parts[0] if len(parts) == 1 else f"({f' {condition.join_type} '.join(parts)})"

    def _among(self, column: str, ids: Ids, model: type[Model], row: str) -> str:
        """That a column names one of some ids."""
        named = f'{row}."{model._meta.fields_db_projection[column]}"'
        if isinstance(ids, Present):
            other, table = self.new_row(), ids.model._meta.db_table
            there = f"{other}.id = {named} AND {self.inside(ids.access, other)}"
            return f'EXISTS (SELECT 1 FROM "{table}" {other} WHERE {there})'
        if isinstance(ids, Readable):
            select = self.readable_ids(ids.access)
        else:
            inner, of = self.new_row(), ids.model._meta
            select = (
                f'SELECT {inner}."{of.fields_db_projection[ids.key]}" FROM "{of.db_table}" {inner}'
                f" WHERE {self.where(ids.condition, ids.model, inner)}"
            )
        return f"{named} IN ({select})"

    def _filter(self, condition: Q, model: type[Model], row: str) -> str:
        self.count()
        table = Table(model._meta.db_table, alias=row)
        context = ResolveContext(model=model, table=table, annotations={}, custom_filters={})
        modifier = condition.resolve(context)
        if modifier.joins:
            raise TypeError("A rule uses subqueries for relations, so that it joins nothing.")
        return modifier.where_criterion.get_sql(self.context)


def one_by_one(select: str) -> str:
    """That a SELECT finds something for the row at hand, which is looked at first."""
    # No planner takes an EXISTS with an OFFSET for a join, which may begin with what is hidden.
    return f"EXISTS ({select} LIMIT 1 OFFSET 0)"


def without_index(condition: str) -> str:
    """A condition that no database looks rows up by: it is asked of those that others find."""
    return f"({condition}) IS TRUE"
