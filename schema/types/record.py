"""What every kind of record has in common, as clients see it."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.record import RecordKind, ResponsibilityRole
from orm.responsibility import ResponsibilityChange as OrmResponsibilityChange
from permissions.record import HistoryAccess
from reader.sources.assignments import Responsibilities
from reader.sources.columns import Allowed, Embedded, KindOf, LabelOf
from reader.sources.many import Many
from reader.sources.related import RecordOf
from schema.types.fields import column, come, connection, entity, related
from schema.types.paging import Connection

if TYPE_CHECKING:
    from schema.custom_field import CustomFieldDefinition, CustomFieldValue
    from schema.note import Note
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
LazyDefinition = Annotated["CustomFieldDefinition", strawberry.lazy("schema.custom_field")]
LazyValue = Annotated["CustomFieldValue", strawberry.lazy("schema.custom_field")]
LazyNote = Annotated["Note", strawberry.lazy("schema.note")]


@strawberry.interface(description="Whatever has a global id.")
class Node:
    """Whatever has a global id."""

    id: strawberry.ID = column("Its global id, opaque.")


@strawberry.type(description="That somebody is responsible for a record.")
class Responsibility:
    """That somebody is responsible for a record."""

    role: ResponsibilityRole = column("In which role.")
    user: LazyUser = related("Who.", "user")
    since: datetime.datetime = column("Since when.")
    field: LazyDefinition | None = related(
        "In which custom field, where it is the role CUSTOM_FIELD.", "definition"
    )


@strawberry.type(description="What the viewer may do to a record.")
class ViewerCan:
    """What the viewer may do to a record."""

    read: bool = come("Whether they may read it.", Allowed("read"))
    update: bool = come("Whether they may change it.", Allowed("update"))
    assign: bool = come("Whether they may make others responsible.", Allowed("assign"))
    delete: bool = come("Whether they may delete it.", Allowed("delete"))


@strawberry.interface(description="What people are responsible for.")
class Record(Node):
    """What people are responsible for."""

    kind: RecordKind = come("What it is.", KindOf())
    label: str = come("What people call it: its name, title or number.", LabelOf())
    version: int = column("Counts its changes; an update may name the version it has seen.")
    created_at: datetime.datetime = column("When it was created.")
    updated_at: datetime.datetime = column("When it was last changed.")
    responsibilities: list[Responsibility] = come(
        "Who is responsible, in which role; those whom custom fields name included.",
        Responsibilities(),
    )
    responsibility_history: Connection[
        Annotated["ResponsibilityChange", strawberry.lazy("schema.types.record")]
    ] = connection(
        "Who became responsible, or no longer is, the latest first; not as PROJECT_PARTICIPANT or"
        " TASK_ASSIGNEE.",
        Many(on={"record_id": "id"}, of_kind="record_kind"),
    )
    custom_fields: list[LazyValue] = come(
        "What it has in custom fields, in the order in which these were defined.",
        Many(on={"record_id": "id"}, of_kind="record_kind"),
    )
    notes: Connection[LazyNote] = connection(
        "What was noted, the latest first.", Many(on={"record_id": "id"}, of_kind="record_kind")
    )
    viewer_can: ViewerCan = come("What the viewer may do to it.", Embedded())


@entity(OrmResponsibilityChange, HistoryAccess, order=("-id",))
@strawberry.type(
    description="That a responsibility passed from one to another."
    f" Visible to {HistoryAccess.read.words}."
)
class ResponsibilityChange:
    """That a responsibility passed from one to another."""

    record: Record | None = come(
        "For what; null where the viewer may not read it.", RecordOf("record_kind", "record_id")
    )
    role: ResponsibilityRole = column("In which role.")
    from_: LazyUser | None = strawberry.field(
        name="from",
        description="Who was responsible; null where nobody was.",
        metadata=related("", "from_user").metadata,
    )
    to: LazyUser | None = related("Who is; null where nobody is.", "to_user")
    by: LazyUser | None = related("Who did it; null where the service did, or an import.", "by")
    at: datetime.datetime = column("When.")
    reason: str | None = column("Why, if it was said.")
