"""Lists in pages, after the Relay specification."""

from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

import strawberry

from reader.sources.columns import Column
from reader.sources.related import One
from schema.types.fields import come

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]

T = TypeVar("T")
FIRST_RESPONSIBLE = (
    "Each counts once, for its first responsible in a role that its kind has by itself: custom"
    " fields do not count, so contacts and invoices are all nobody's."
)


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool = strawberry.field(description="Whether more follows.")
    has_previous_page: bool = strawberry.field(description="Whether something comes before.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first on the page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last on the page.")


@strawberry.type(description="One of a list, with its place.")
class Edge(Generic[T]):
    """One of a list, with its place."""

    cursor: str = strawberry.field(description="Its place, to be given as after or before.")
    node: T = strawberry.field(description="The thing itself.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="What is on the page, with places.")
    nodes: list[T] = strawberry.field(description="What is on the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(
        description="How many there are on all pages; counted only when asked for."
    )


@strawberry.type(description="For how much of a list somebody is responsible.")
class ResponsibleCount:
    """For how much of a list somebody is responsible."""

    user: LazyUser | None = come("Who; null for nobody.", One("user_id"))
    count: int = come("For how many.", Column())


@strawberry.type(name="Connection", description="A page of a list of records.")
class Records(Generic[T]):
    """A page of a list of records."""

    edges: list[Edge[T]] = strawberry.field(description="What is on the page, with places.")
    nodes: list[T] = strawberry.field(description="What is on the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(
        description="How many there are on all pages; counted only when asked for."
    )
    by_responsible: list[ResponsibleCount] = strawberry.field(
        description="For how many of all pages each is responsible, and for how many nobody; they"
        f" sum to the total. {FIRST_RESPONSIBLE}"
    )
