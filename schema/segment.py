"""A segment, as clients see it."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.record import RecordKind
from orm.segment import Segment as OrmSegment
from orm.segment import SegmentEditors, SegmentMatch, SegmentOperator, SegmentVisibility
from permissions.segment import SegmentAccess
from reader.filters.comparisons import Among
from reader.sources.columns import Allowed
from reader.sources.many import Many
from reader.sources.segment import OfSegment
from resolvers import segment as resolvers
from schema.types.fields import (
    argument,
    column,
    come,
    connection,
    entity,
    given,
    mutation,
    ref,
    related,
    text,
    with_arguments,
)
from schema.types.paging import FIRST_RESPONSIBLE, Records, ResponsibleCount
from schema.types.payload import VERSION, DeleteInput, DeletePayload, UserError
from schema.types.record import Node, Record

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]

FIELD = "The name of a field of the filter of its kind, such as accountManager."
VALUES = "What it is compared with: global ids, names, dates, numbers, as texts."


@strawberry.type(description="One thing that is asked of the records of a segment.")
class SegmentRule:
    """One thing that is asked of the records of a segment."""

    field: str = column(FIELD)
    operator: SegmentOperator = column("What is asked of it.")
    values: list[str] = column(VALUES, "operands")
    outdated: bool = column(
        "Whether it names a deactivated user, or a field or a team that is no more."
    )


@entity(OrmSegment, SegmentAccess, order=("name",))
@strawberry.type(
    description=f"A list of records that is kept as rules. Visible to {SegmentAccess.read.words}."
)
class Segment(Node):
    """A list of records that is kept as rules."""

    kind: RecordKind = column("What it is a list of.")
    name: str = column("What it is called.")
    visibility: SegmentVisibility = column("Who sees it.")
    editors: SegmentEditors = column("Who may change it, of those who see it.")
    owner: LazyUser | None = related("Whose it is; null for one of the system.", "owner")
    match: SegmentMatch = column("Whether all rules have to hold, or any.")
    rules: list[SegmentRule] = come("What is asked of its records.", OfSegment("rules"))
    system: bool = column("Whether it holds everything of its kind, and nobody can change it.")
    version: int = column("Counts its changes; an update may name the version it has seen.")
    viewer_can_update: bool = come("Whether the viewer may change it.", Allowed("update"))
    records: Records[Record] = connection(
        "Its records that the viewer may read.", OfSegment("records")
    )
    count: int = come("How many these are.", OfSegment("count"))
    by_responsible: list[ResponsibleCount] = come(
        f"How many of these each is responsible for; they sum to the count. {FIRST_RESPONSIBLE}",
        OfSegment("by_responsible"),
    )


@strawberry.type
class SegmentQueries:
    """The roots that read segments."""

    segments: list[Segment] = with_arguments(
        come("The segments that the viewer sees.", Many()),
        argument("kind", RecordKind | None, "Only those of this kind.", Among("kind")),
    )


@strawberry.input(description="One thing that is asked of the records of a segment.")
class SegmentRuleInput:
    """One thing that is asked of the records of a segment."""

    field: str = text(FIELD)
    operator: SegmentOperator = given("What is asked of it.")
    values: list[str] | None = text(VALUES, 1000, null="is left out")


@strawberry.input(description="A segment to be created.")
class SegmentInput:
    """A segment to be created."""

    kind: RecordKind = given("What it is a list of.")
    name: str = text("What it is called.")
    visibility: SegmentVisibility | None = given(
        "Who sees it; PRIVATE when not said.", null="is left out"
    )
    editors: SegmentEditors | None = given(
        "Who may change it; OWNER when not said.", null="is left out"
    )
    match: SegmentMatch | None = given("ALL when not said.", null="is left out")
    rules: list[SegmentRuleInput] | None = given(
        "Everything when there are none.", null="is left out"
    )


@strawberry.input(description="What is to be changed of a segment; what is left out stays.")
class UpdateSegmentInput:
    """What is to be changed of a segment."""

    id: strawberry.ID = ref("Which.", "Segment")
    version: int | None = given(VERSION, null="is left out")
    name: str | None = text("What it is called.", null="is refused")
    visibility: SegmentVisibility | None = given("Who sees it.", null="is refused")
    editors: SegmentEditors | None = given("Who may change it.", null="is refused")
    match: SegmentMatch | None = given("Whether all rules have to hold, or any.", null="is refused")
    rules: list[SegmentRuleInput] | None = given("All its rules.", null="is refused")


@strawberry.type(description="What became of a write to a segment.")
class SegmentPayload:
    """What became of a write to a segment."""

    segment: Segment | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class SegmentMutations:
    """The roots that write segments."""

    create_segment: SegmentPayload = mutation(
        "Keep a list of records.", resolvers.create, SegmentInput
    )
    update_segment: SegmentPayload = mutation(
        "Change a segment.", resolvers.update, UpdateSegmentInput
    )
    delete_segment: DeletePayload = mutation(
        "Delete a segment; its records stay.", resolvers.delete, DeleteInput, "Segment"
    )
