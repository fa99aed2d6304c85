"""Declares the fields of the schema: the source of an output, and the checks of an input."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import strawberry
from graphql import GraphQLField
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from tortoise.models import Model

from orm.record import Record, RecordKind, ResponsibilityRole
from permissions.classes import can
from permissions.rule import Access, Permission
from reader.compile.entity import ENTITIES, Entity
from reader.compile.source import SOURCE, Source
from reader.filters.comparison import FILTER, AnyComparison
from reader.sources.assigned_rows import AssignedRows
from reader.sources.columns import Column
from reader.sources.many import Many
from reader.sources.related import One
from reader.sources.root_fields import ById
from reader.sources.segment import OfSegment
from resolvers.write.payload import Result

INPUT = "whose.input"
WRITE = "whose.write"
STREAM = "whose.stream"


def come(description: str, source: Source, only: Permission[Model] | None = None) -> Any:
    """A field with a source; only: the permission that a viewer needs to see it."""
    if only:
        description = f"{description} Visible to {only.words}."
    return strawberry.field(
        description=description,
        metadata={SOURCE: source},
        permission_classes=[can(only)] if only else [],
    )


def column(description: str, name: str = "", only: Permission[Model] | None = None) -> Any:
    """A column of the row; without a name, the column with the name of the field."""
    return come(description, Column(name), only)


def related(description: str, key: str) -> Any:
    """The row that a foreign key names."""
    return come(description, One(f"{key}_id"))


def argument(
    name: str, annotation: Any, description: str, comparison: AnyComparison | None = None
) -> StrawberryArgument:
    """An argument of a field; comparison: how it filters the rows of a list.

    A name that is a keyword of Python ends with "_".
    """
    return StrawberryArgument(
        python_name=name,
        graphql_name=name.removesuffix("_") if name.endswith("_") else None,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        metadata={FILTER: comparison} if comparison else {},
    )


def with_arguments(field: Any, *arguments: StrawberryArgument) -> Any:
    """A field with arguments."""
    field.arguments = list(arguments)
    return field


def connection(
    description: str,
    source: Many | AssignedRows | OfSegment | None = None,
    filter: Any = None,
    order: Any = None,
    only: Permission[Model] | None = None,
) -> Any:
    """A list in pages, forward and backward; without a source, a list of all rows."""
    arguments = [
        argument(
            "first",
            int | None,
            "Number of items from the start of the list; at most 100, 25 by default.",
        ),
        argument("after", str | None, "Cursor of an item; only items after it."),
        argument("last", int | None, "Number of items from the end of the list; at most 100."),
        argument("before", str | None, "Cursor of an item; only items before it."),
    ]
    if filter:
        arguments.append(
            argument("filter", filter | None, "Conditions; only items that meet all of them.")
        )
    if order:
        keys = "Sort keys; each one sorts the items that are equal by the keys before it."
        arguments.append(argument("order_by", list[order] | None, keys))
    return with_arguments(come(description, source or Many(), only), *arguments)


def by_id(noun: str) -> Any:
    """A root field that finds one row by its global id."""
    description = (
        f"{noun.capitalize()} with this id; null if there is none that the viewer may read."
    )
    return with_arguments(
        come(description, ById()), argument("id", strawberry.ID, f"Global id of the {noun}.")
    )


def compare(description: str, comparison: AnyComparison) -> Any:
    """A field of a filter."""
    return strawberry.field(
        description=description, metadata={FILTER: comparison}, default=strawberry.UNSET
    )


@dataclass(frozen=True)
class Text:
    """Text with a maximum length, checked by resolvers/write/text_validation.py."""

    most: int = 200
    lines: bool = False


@dataclass(frozen=True)
class Ref:
    """The global id of a row of one of these types, or a list of such ids."""

    types: tuple[str, ...]


#: The meaning of null in a field that may be left out.
Null = Literal["empties", "is left out", "is refused"]


@dataclass(frozen=True)
class Checked:
    """The checks of one field of an input."""

    check: Text | Ref | None
    null: Null


def given(description: str, check: Text | Ref | None = None, *, null: Null = "empties") -> Any:
    """A field of an input."""
    if null == "is refused":
        description = f"{description} Cannot be null."
    metadata = {INPUT: Checked(check, null)}
    return strawberry.field(description=description, metadata=metadata, default=strawberry.UNSET)


def text(description: str, most: int = 200, *, lines: bool = False, null: Null = "empties") -> Any:
    """A field of an input that holds text."""
    return given(f"{description} At most {most:,} characters.", Text(most, lines), null=null)


def texts(description: str, most: int, *, null: Null = "empties") -> Any:
    """A field of an input that holds a list of texts."""
    return given(f"{description} At most {most:,} characters each.", Text(most), null=null)


def ref(description: str, *types: str, null: Null = "empties") -> Any:
    """A field of an input that holds a global id, or a list of them."""
    return given(description, Ref(types), null=null)


@dataclass(frozen=True)
class MutationRoot:
    """What a root field of the mutation does, and what that needs."""

    resolver: Callable[..., Awaitable[Result]]
    #: The type that the id in the input must have; empty where the input says it by itself.
    of: str = ""
    #: Whether it needs no session: the resolver gets the caller and the database, not a viewer.
    opens_session: bool = False
    #: Whether the resolver also gets what makes and tries hashes of passwords.
    takes_passwords: bool = False


def mutation(
    description: str,
    write: Callable[..., Awaitable[Result]],
    takes: Any = None,
    of: str = "",
    only: Permission[Model] | None = None,
    *,
    opens_session: bool = False,
    takes_passwords: bool = False,
) -> Any:
    """A mutation: the resolver gets the viewer and the fields of the input.

    of: the type that the id must have, for an input that several mutations share. only: the
    permission that every write of this kind needs.
    """
    if only:
        description = f"{description} Open to {only.words}."
    field = strawberry.field(
        description=description,
        metadata={WRITE: MutationRoot(write, of, opens_session, takes_passwords)},
        permission_classes=[can(only)] if only else [],
    )
    if takes is None:
        return field
    said = takes.__strawberry_definition__.description
    return with_arguments(field, argument("input", takes, said))


def mutation_root(field: GraphQLField) -> MutationRoot:
    """What a root field of the mutation does."""
    root: MutationRoot = field.extensions["strawberry-definition"].metadata[WRITE]
    return root


def subscription(
    description: str, stream: Callable[..., Any], *arguments: StrawberryArgument
) -> Any:
    """A subscription: the stream gets the request and the arguments."""
    field = strawberry.field(description=description, metadata={STREAM: stream})
    return with_arguments(field, *arguments)


def entity(
    model: type[Model],
    access: type[Access[Model]],
    *,
    order: tuple[str, ...] = ("id",),
    label: str | None = None,
    part_of: RecordKind | None = None,
    roles: dict[ResponsibilityRole, str] | None = None,
) -> Callable[[type], type]:
    """Connect a type of the schema with its model, its permissions and its order."""
    of = Entity("", model, access, order, label=label, part_of=part_of, roles=roles or {})
    if issubclass(model, Record):
        of = replace(of, kind=model.kind, roles=model.roles)
        of = replace(of, holders=model.holders, joined=model.joined)

    def made_known(cls: type) -> type:
        ENTITIES.add(replace(of, name=cls.__name__))
        return cls

    return made_known
