"""A rule: words and a row condition. The database is its only interpreter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from pypika_tortoise import SqlContext
from tortoise.expressions import Q, Subquery
from tortoise.models import Model

from orm.record import Columns
from orm.user import Module
from permissions.viewer import Viewer

M = TypeVar("M", bound=Model)
M_co = TypeVar("M_co", bound=Model, covariant=True)
Row = TypeVar("Row", bound=Model)
Condition = Q | bool


@dataclass(frozen=True)
class Rule:
    """A group of people who are granted something: in words, and as a condition on the row.

    True grants it to everyone, False to nobody. An empty Q is wrong, because an OR drops it.
    """

    words: str
    condition: Callable[[Viewer], Condition]


class Permission(Generic[M_co]):
    """One verb on one kind of row; each of its rules grants it."""

    name: str
    access: "type[Access[M_co]]"

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules

    @overload
    def __get__(self, instance: None, owner: "type[Access[Row]]") -> "Permission[Row]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> "Permission[M_co]": ...
    def __get__(self, instance: object, owner: type) -> "Permission[Model]":
        # So the type of DealAccess.read says that it is a permission on deals.
        return self

    def __set_name__(self, owner: type, name: str) -> None:
        if issubclass(owner, Access):
            self.name, self.access = name, owner

    def grant(self, viewer: Viewer) -> Condition:
        """The rows of the viewer's account that the permission covers: all, some or none."""
        if not viewer.has(self.access.module):
            return False
        some = []
        for rule in self.rules:
            condition = rule.condition(viewer)
            if condition is True:
                return True
            if isinstance(condition, Q):
                some.append(condition)
        return Q(*some, join_type=Q.OR) if some else False

    def where(self, viewer: Viewer) -> Q | None:
        """The rows that the permission covers, in any account; None if it covers none."""
        granted = self.grant(viewer)
        if isinstance(granted, Q):
            return self.access.inside(viewer) & granted
        return self.access.inside(viewer) if granted else None

    @property
    def words(self) -> str:
        """The people who have the permission, in words."""
        said = [rule.words for rule in self.rules]
        # Words that contain a comma or an "or" need a stronger sign between them.
        if any("," in it or " or " in it for it in said):
            return "; or ".join(said)
        *others, last = said
        return f"{', '.join(others)}, or {last}" if others else last

    def __str__(self) -> str:
        return f"{self.access.__name__}.{self.name}"


class Access(Generic[M_co]):
    """The permissions on one kind of row, as class attributes."""

    model: type[M_co]
    module: Module | None = None

    @classmethod
    def inside(cls, viewer: Viewer) -> Q:
        """The rows of the viewer's account."""
        return Q(account_id=viewer.account_id)

    @classmethod
    def permissions(cls) -> dict[str, Permission[M_co]]:
        """The permissions, by the name of the verb."""
        return {name: it for name, it in vars(cls).items() if isinstance(it, Permission)}


def allow(*rules: Rule) -> Permission[Any]:
    """The permission that any of these rules grants."""
    return Permission(*rules)


class Ids(Subquery):
    """The ids of the rows for which a condition holds, or the ids in another column of these rows.

    A caller that has one of the rows may test the condition on it instead.
    """

    def __init__(self, model: type[Model], condition: Q, key: str = "id") -> None:
        super().__init__(model.filter(condition).values(key))
        self.model, self.condition, self.key = model, condition, key


class Readable(Ids):
    """The ids of the rows that the viewer may read."""

    def __init__(self, access: "type[Access[Model]]", viewer: Viewer) -> None:
        granted = access.permissions()["read"].grant(viewer)
        assert isinstance(granted, Q)
        super().__init__(access.model, access.inside(viewer) & granted)
        self.access = access
        self._alternatives = [
            Ids(access.model, access.inside(viewer) & one) for one in alternatives(granted)
        ]

    def get_sql(self, ctx: SqlContext) -> str:
        """The subquery, with each alternative apart, so that each one uses an index."""
        apart = ctx.copy(subquery=False)
        union = " UNION ".join(ids.get_sql(apart) for ids in self._alternatives)
        return f"({union})" if ctx.subquery else union


class Present(Ids):
    """The ids of all rows of the account, for a viewer who may read all of them."""

    def __init__(self, access: "type[Access[Model]]", viewer: Viewer) -> None:
        super().__init__(access.model, access.inside(viewer))
        self.access = access


def any_of(column: str, some: list[Ids]) -> Q:
    """The condition that a column contains one of some ids.

    There is one subquery for each alternative, so that each one uses an index.
    """
    found: list[Columns] = [{f"{column}__in": ids} for ids in some]
    return Q(*(Q(**one) for one in found), join_type=Q.OR)


def alternatives(condition: Q) -> list[Q]:
    """The parts of an OR; for any other condition, the condition itself."""
    filters: Columns = condition.filters
    parts = [*condition.children, *(Q(**{key: value}) for key, value in filters.items())]
    if len(parts) > 1 and condition.join_type != Q.OR:
        return [condition]
    if not condition.children and len(parts) == 1:
        return parts
    return [one for part in parts for one in alternatives(part)]


def with_its(column: str, access: type[Access[Model]], verb: str) -> Callable[[Viewer], Condition]:
    """The condition that the viewer has a permission on the row that a column names."""

    def condition(viewer: Viewer) -> Condition:
        granted = access.permissions()[verb].grant(viewer)
        if not isinstance(granted, Q):
            return granted
        if verb == "read":
            readable: Columns = {f"{column}__in": Readable(access, viewer)}
            return Q(**readable)
        inside = access.inside(viewer)
        return any_of(column, [Ids(access.model, inside & one) for one in alternatives(granted)])

    return condition


everyone = Rule("everyone of the account", lambda viewer: True)
admin = Rule("administrators", lambda viewer: viewer.is_admin)
with_module = Rule("everyone with the module", lambda viewer: True)
nobody = Rule(
    "nobody, because this kind of record has no responsible user of its own", lambda viewer: False
)
