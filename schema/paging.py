"""Lists in pages, after the Relay specification."""

from typing import Generic, TypeVar

import strawberry

T = TypeVar("T")


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
