"""How a type says where its fields come from, and an input what its fields may hold."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Optional

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from tortoise.models import Model

from permissions.classes import can
from permissions.rule import Access, Permission
from reader.entity import ENTITIES, Entity
from reader.filter import FILTER, Comparison
from reader.source import SOURCE, ById, Column, Many, One, Source

INPUT = "whose.input"
WRITE = "whose.write"


def come(description: str, source: Source, only: Permission | None = None) -> Any:
    """A field that comes from somewhere; with only, shown to whom the permission allows."""
    if only:
        description = f"{description} Visible to {only.words}."
    return strawberry.field(
        description=description,
        metadata={SOURCE: source},
        permission_classes=[can(only)] if only else [],
    )


def column(description: str, name: str = "", only: Permission | None = None) -> Any:
    """A column of the row; without a name the one that is called as the field."""
    return come(description, Column(name), only)


def related(description: str, key: str) -> Any:
    """The row that a foreign key names."""
    return come(description, One(f"{key}_id"))


def argument(name: str, annotation: Any, description: str) -> StrawberryArgument:
    """An argument of a field."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
    )


def with_arguments(field: Any, *arguments: StrawberryArgument) -> Any:
    """A field that takes arguments."""
    field.arguments = list(arguments)
    return field


def connection(
    description: str, source: Many | None = None, filter: Any = None, order: Any = None  # noqa: A002
) -> Any:
    """A list in pages, forward and backward; at the root without a source, of everything."""
    arguments = [
        argument("first", Optional[int], "How many, from the beginning; 25 when not said, at most 100."),
        argument("after", Optional[str], "Only what comes after this cursor."),
        argument("last", Optional[int], "How many, from the end; at most 100."),
        argument("before", Optional[str], "Only what comes before this cursor."),
    ]
    if filter:
        arguments.append(argument("filter", Optional[filter], "Only what this holds for."))
    if order:
        keys = "The keys of the order; the first counts most."
        arguments.append(argument("order_by", Optional[list[order]], keys))
    return with_arguments(come(description, source or Many()), *arguments)


def by_id(description: str) -> Any:
    """The row of a global id, or null where there is none that the viewer may read."""
    return with_arguments(
        come(description, ById()), argument("id", strawberry.ID, "Its global id.")
    )


def compare(description: str, comparison: Comparison) -> Any:
    """A field of a filter."""
    return strawberry.field(
        description=description, metadata={FILTER: comparison}, default=strawberry.UNSET
    )


@dataclass(frozen=True)
class Text:
    """Text without control characters, of a length in characters."""

    most: int = 200
    least: int = 1
    lines: bool = False


@dataclass(frozen=True)
class Ref:
    """The global id of a row of one of some types, or a list of such."""

    types: tuple[str, ...]


Check = Text | Ref | None


def given(description: str, check: Check = None) -> Any:
    """A field of an input, with what its value is checked for."""
    return strawberry.field(
        description=description, metadata={INPUT: check}, default=strawberry.UNSET
    )


def text(description: str, most: int = 200, *, lines: bool = False) -> Any:
    """A field of an input that holds text."""
    return given(description, Text(most, lines=lines))


def ref(description: str, *types: str) -> Any:
    """A field of an input that holds a global id, or several."""
    return given(description, Ref(types))


def mutation(
    description: str, write: Callable[..., Awaitable[Any]], takes: Any = None, *, public: bool = False
) -> Any:
    """A root field that writes: the resolver is called with the viewer and the input's fields."""
    field = strawberry.field(description=description, metadata={WRITE: write, "public": public})
    return with_arguments(field, *([argument("input", takes, "What to do.")] if takes else []))


def entity(
    model: type[Model],
    access: type[Access[Any]],
    *,
    order: tuple[str, ...] = ("id",),
    orders: dict[str, str] | None = None,
    kind: str | None = None,
    label: str | None = None,
    roles: dict[str, str] | None = None,
) -> Callable[[type], type]:
    """Say which rows the objects of a type are."""

    def made_known(cls: type) -> type:
        name = cls.__name__
        ENTITIES.add(Entity(name, model, access, order, orders or {}, kind, label, roles or {}))
        return cls

    return made_known

