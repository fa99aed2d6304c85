"""The segment in the schema."""

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
    texts,
    with_arguments,
)
from schema.types.paging import FIRST_RESPONSIBLE, Records, ResponsibleCount
from schema.types.payload import USER_ERRORS, VERSION, DeleteInput, DeletePayload, UserError
from schema.types.record import Node, Record

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]

FIELD = "Field of the filter for this kind of record, such as accountManager."
VALUES = "Values to compare with, as texts: global ids, names, dates or numbers."


@strawberry.type(description="Condition on the records of a segment.")
class SegmentRule:
    """Condition on the records of a segment."""

    field: str = column(FIELD)
    operator: SegmentOperator = column("Operator that compares the field with the values.")
    values: list[str] = column(VALUES, "operands")
    outdated: bool = column(
        "Whether the rule names a deactivated user, or a field or team that no longer exists."
    )


@entity(OrmSegment, SegmentAccess, order=("name",))
@strawberry.type(
    description=f"Saved list of records, defined by rules. Visible to {SegmentAccess.read.words}."
)
class Segment(Node):
    """Saved list of records, defined by rules."""

    kind: RecordKind = column("Kind of the records in the segment.")
    name: str = column("Name of the segment.")
    visibility: SegmentVisibility = column("Users who may see the segment.")
    editors: SegmentEditors = column(
        "Users who may change the segment, among those who may see it."
    )
    owner: LazyUser | None = related(
        "User who owns the segment; null for a segment of the system.", "owner"
    )
    match: SegmentMatch = column("Whether a record must meet all rules or at least one.")
    rules: list[SegmentRule] = come("Rules that define the segment.", OfSegment("rules"))
    system: bool = column(
        "Whether the segment is the built-in list of all records of its kind, which nobody"
        " can change."
    )
    version: int = column(
        "Version of the segment; it grows with each change. Send it with a write to notice"
        " that somebody else has changed the segment."
    )
    viewer_can_update: bool = come("Whether the viewer may change the segment.", Allowed("update"))
    records: Records[Record] = connection(
        "Records in the segment that the viewer may read.", OfSegment("records")
    )
    count: int = come(
        "Number of records in the segment that the viewer may read.", OfSegment("count")
    )
    by_responsible: list[ResponsibleCount] = come(
        "Number of these records for each responsible user, and for nobody. The numbers add"
        f" up to count. {FIRST_RESPONSIBLE}",
        OfSegment("by_responsible"),
    )


@strawberry.type
class SegmentQueries:
    """Queries for segments."""

    segments: list[Segment] = with_arguments(
        come("Segments that the viewer may see, by name.", Many()),
        argument(
            "kind", RecordKind | None, "Kind of record: only segments of this kind.", Among("kind")
        ),
    )


@strawberry.input(description="Condition on the records of a segment.")
class SegmentRuleInput:
    """Condition on the records of a segment."""

    field: str = text(FIELD)
    operator: SegmentOperator = given("Operator that compares the field with the values.")
    values: list[str] | None = texts(VALUES, 1000, null="is left out")


@strawberry.input(description="Segment to create.")
class SegmentInput:
    """Segment to create."""

    kind: RecordKind = given("Kind of the records in the segment.")
    name: str = text("Name of the segment.")
    visibility: SegmentVisibility | None = given(
        "Users who may see the segment; PRIVATE if left out.", null="is left out"
    )
    editors: SegmentEditors | None = given(
        "Users who may change the segment, among those who may see it; OWNER if left out.",
        null="is left out",
    )
    match: SegmentMatch | None = given(
        "Whether a record must meet all rules or at least one; ALL if left out.", null="is left out"
    )
    rules: list[SegmentRuleInput] | None = given(
        "Rules that define the segment. Without rules it contains all records of its kind.",
        null="is left out",
    )


@strawberry.input(description="Changes to a segment. Fields that are left out keep their value.")
class UpdateSegmentInput:
    """Changes to a segment."""

    id: strawberry.ID = ref("Id of the segment.", "Segment")
    version: int | None = given(VERSION, null="is left out")
    name: str | None = text("Name of the segment.", null="is refused")
    visibility: SegmentVisibility | None = given(
        "Users who may see the segment.", null="is refused"
    )
    editors: SegmentEditors | None = given(
        "Users who may change the segment, among those who may see it.", null="is refused"
    )
    match: SegmentMatch | None = given(
        "Whether a record must meet all rules or at least one.", null="is refused"
    )
    rules: list[SegmentRuleInput] | None = given(
        "Rules that replace all rules of the segment.", null="is refused"
    )


@strawberry.type(description="Result of a write to a segment.")
class SegmentPayload:
    """Result of a write to a segment."""

    segment: Segment | None = strawberry.field(
        description="Segment after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class SegmentMutations:
    """Mutations of segments."""

    create_segment: SegmentPayload = mutation("Create a segment.", resolvers.create, SegmentInput)
    update_segment: SegmentPayload = mutation(
        "Change a segment.", resolvers.update, UpdateSegmentInput
    )
    delete_segment: DeletePayload = mutation(
        "Delete a segment; the records in it stay.", resolvers.delete, DeleteInput, "Segment"
    )
