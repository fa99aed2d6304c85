"""Makes the filter of a kind of record: what all of these have comes by itself."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import strawberry

from orm.record import RecordKind
from reader.filters.comparisons import InSegment
from reader.filters.custom_field import CustomField
from schema.types.fields import compare
from schema.types.filters import CustomFieldFilter

T = TypeVar("T")


def record_filter(kind: RecordKind) -> Callable[[type[T]], type[T]]:
    """Decorates the filter for records of a kind, to which it adds what all kinds have."""

    def make(cls: type[T]) -> type[T]:
        # What is searched stands among these, since the order in the schema is kept.
        search = cls.__annotations__.pop("search")
        _add(cls, "custom_field", CustomFieldFilter | None, _custom_field(kind))
        cls.__annotations__["search"] = search
        _add(cls, "segment", strawberry.ID | None, _segment(kind))
        same: Any = Annotated[cls.__name__, strawberry.lazy(cls.__module__)]
        every, any_of = "Filters that must all hold.", "Filters of which at least one must hold."
        _add(cls, "and_", list[same] | None, _combined("and", every))
        _add(cls, "or_", list[same] | None, _combined("or", any_of))
        _add(cls, "not_", same | None, _combined("not", "Filter that must not hold."))
        description = f"Filter for {kind.many}; all conditions that are given must hold."
        return strawberry.input(cls, description=description)

    return make


def _add(cls: type, name: str, annotation: Any, field: Any) -> None:
    cls.__annotations__[name] = annotation
    setattr(cls, name, field)


def _custom_field(kind: RecordKind) -> Any:
    description = f"Condition on the value of a custom field of the {kind.one}."
    return compare(description, CustomField())


def _segment(kind: RecordKind) -> Any:
    return compare(f"Id of a segment; the {kind.one} must be in it.", InSegment())


def _combined(name: str, description: str) -> Any:
    return strawberry.field(name=name, description=description, default=strawberry.UNSET)
