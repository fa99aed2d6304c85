"""Lists in pages, by the Relay specification."""

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
    "A record counts once, for its first responsible user. Users in custom fields do not count, so"
    " contacts and invoices count for nobody."
)


@strawberry.type(description="Position of a page in its list.")
class PageInfo:
    """Position of a page in its list."""

    has_next_page: bool = strawberry.field(
        description="Whether the list has more items after this page."
    )
    has_previous_page: bool = strawberry.field(
        description="Whether the list has items before this page."
    )
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first item on the page; null if the page is empty."
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last item on the page; null if the page is empty."
    )


@strawberry.type(description="Item of a list, with its cursor.")
class Edge(Generic[T]):
    """Item of a list, with its cursor."""

    cursor: str = strawberry.field(
        description="Cursor of the item, for the arguments after and before."
    )
    node: T = strawberry.field(description="The item itself.")


@strawberry.type(description="Page of a list.")
class Connection(Generic[T]):
    """Page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="Items of the page, each with its cursor.")
    nodes: list[T] = strawberry.field(description="Items of the page.")
    page_info: PageInfo = strawberry.field(description="Position of the page in the list.")
    total_count: int = strawberry.field(description="Number of items on all pages.")


@strawberry.type(description="Number of records that one user is responsible for.")
class ResponsibleCount:
    """Number of records that one user is responsible for."""

    user: LazyUser | None = come(
        "User who is responsible; null for the records that nobody is responsible for.",
        One("user_id"),
    )
    count: int = come("Number of records.", Column())


@strawberry.type(name="Connection", description="Page of a list of records.")
class Records(Generic[T]):
    """Page of a list of records."""

    edges: list[Edge[T]] = strawberry.field(
        description="Records of the page, each with its cursor."
    )
    nodes: list[T] = strawberry.field(description="Records of the page.")
    page_info: PageInfo = strawberry.field(description="Position of the page in the list.")
    total_count: int = strawberry.field(description="Number of records on all pages.")
    by_responsible: list[ResponsibleCount] = strawberry.field(
        description="Number of records on all pages for each responsible user, and for nobody. The"
        f" numbers add up to totalCount. {FIRST_RESPONSIBLE}"
    )
