"""A rule: words and a row condition. The database is its only interpreter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from pypika_tortoise import SqlContext
from tortoise.expressions import Q, Subquery
from tortoise.models import Model

from orm.user import Module
from permissions.viewer import Viewer

M = TypeVar("M", bound=Model)
Row = TypeVar("Row", bound=Model)
Condition = Q | bool


@dataclass(frozen=True)
class Rule:
    """To whom something is granted: in words, and as a condition on the row.

    True is everyone and False is nobody; an empty Q is neither, since an OR drops it.
    """

    words: str
    condition: Callable[[Viewer], Condition]


class Permission(Generic[M]):
    """One verb on one kind of row, granted to whom any of its rules grants it."""

    name: str
    access: "type[Access[M]]"

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules

    @overload
    def __get__(self, instance: None, owner: "type[Access[Row]]") -> "Permission[Row]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> "Permission[M]": ...
    def __get__(self, instance: object, owner: type) -> "Permission[Any]":
        # So its type says what it is a permission on, where it is named: DealAccess.read.
        return self

    def __set_name__(self, owner: type, name: str) -> None:
        if issubclass(owner, Access):
            self.name, self.access = name, owner

    def grant(self, viewer: Viewer) -> Condition:
        """The rows of the viewer's account for which they have it: all, some or none."""
        if not viewer.has(self.access.module):
            return False
        granted = [rule.condition(viewer) for rule in self.rules]
        if any(condition is True for condition in granted):
            return True
        some = [condition for condition in granted if isinstance(condition, Q)]
        return Q(*some, join_type=Q.OR) if some else False

    def where(self, viewer: Viewer) -> Q | None:
        """The rows for which the viewer has it, wherever they are; None for none at all."""
        granted = self.grant(viewer)
        if isinstance(granted, Q):
            return self.access.inside(viewer) & granted
        return self.access.inside(viewer) if granted else None

    @property
    def words(self) -> str:
        """To whom, as a person would say it."""
        said = [rule.words for rule in self.rules]
        # Words that have a comma or an "or" of their own cannot be told apart by another one.
        apart = "; or " if any("," in it or " or " in it for it in said) else " or "
        return apart.join(said)

    def __str__(self) -> str:
        return f"{self.access.__name__}.{self.name}"


class Access(Generic[M]):
    """Who may do what to one kind of row; its permissions are class attributes."""

    model: type[M]
    module: Module | None = None

    @classmethod
    def inside(cls, viewer: Viewer) -> Q:
        """The rows of the viewer's account."""
        return Q(account_id=viewer.account_id)

    @classmethod
    def permissions(cls) -> dict[str, Permission[M]]:
        """Every verb, by its name."""
        return {name: it for name, it in vars(cls).items() if isinstance(it, Permission)}


def allow(*rules: Rule) -> Permission[Any]:
    """Grant a verb to whom any of the rules grants it."""
    return Permission(*rules)


class Ids(Subquery):
    """The ids of the rows for which a condition holds, or the ids that a key of these names.

    Whoever has one of those rows at hand may ask the condition of it instead.
    """

    def __init__(self, model: type[Model], condition: Q, key: str = "id") -> None:
        super().__init__(model.filter(condition).values(key))
        self.model, self.condition, self.key = model, condition, key


class Readable(Ids):
    """The ids of the rows that the viewer may read, by the permission of their access."""

    def __init__(self, access: "type[Access[Any]]", viewer: Viewer) -> None:
        granted = access.permissions()["read"].grant(viewer)
        assert isinstance(granted, Q)
        super().__init__(access.model, access.inside(viewer) & granted)
        self.access = access
        self._alternatives = [
            Ids(access.model, access.inside(viewer) & one) for one in alternatives(granted)
        ]

    def get_sql(self, ctx: SqlContext) -> str:
        """The subquery, each alternative by itself, so that each is a walk over an index."""
        apart = ctx.copy(subquery=False)
        union = " UNION ".join(ids.get_sql(apart) for ids in self._alternatives)
        return f"({union})" if ctx.subquery else union


class Present(Ids):
    """The ids of the rows of the account, where the viewer may read them all."""

    def __init__(self, access: "type[Access[Any]]", viewer: Viewer) -> None:
        super().__init__(access.model, access.inside(viewer))
        self.access = access


def any_of(column: str, some: list[Ids]) -> Q:
    """That a column names one of some ids.

    One subquery an alternative: each is a walk over an index, their OR in one would be none.
    """
    found: list[dict[str, Any]] = [{f"{column}__in": ids} for ids in some]
    return Q(*(Q(**one) for one in found), join_type=Q.OR)


def alternatives(condition: Q) -> list[Q]:
    """The conditions of which a condition is the OR; itself if it is none."""
    filters: dict[str, Any] = condition.filters
    parts = [*condition.children, *(Q(**{key: value}) for key, value in filters.items())]
    if len(parts) > 1 and condition.join_type != Q.OR:
        return [condition]
    if not condition.children and len(parts) == 1:
        return parts
    return [one for part in parts for one in alternatives(part)]


def with_its(column: str, access: type[Access[Any]], verb: str) -> Callable[[Viewer], Condition]:
    """The condition that one may do something to the row that a column names."""

    def condition(viewer: Viewer) -> Condition:
        granted = access.permissions()[verb].grant(viewer)
        if not isinstance(granted, Q):
            return granted
        if verb == "read":
            readable: dict[str, Any] = {f"{column}__in": Readable(access, viewer)}
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
