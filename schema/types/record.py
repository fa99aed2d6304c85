"""The interface Record, and the types that it needs."""

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


@strawberry.interface(description="Object with a global id.")
class Node:
    """Object with a global id."""

    id: strawberry.ID = column("Global id of the object. Clients must not take it apart.")


@strawberry.type(description="Role of a user on a record.")
class Responsibility:
    """Role of a user on a record."""

    role: ResponsibilityRole = column("Role that the user has.")
    user: LazyUser = related("User who has the role.", "user")
    since: datetime.datetime = column("Time when the user got the role.")
    field: LazyDefinition | None = related(
        "Custom field that names the user; null for every role except CUSTOM_FIELD.", "definition"
    )


@strawberry.type(description="Rights of the viewer on a record.")
class ViewerCan:
    """Rights of the viewer on a record."""

    read: bool = come("Whether the viewer may read the record.", Allowed("read"))
    update: bool = come("Whether the viewer may change the record.", Allowed("update"))
    assign: bool = come(
        "Whether the viewer may change who is responsible for the record.", Allowed("assign")
    )
    delete: bool = come("Whether the viewer may delete the record.", Allowed("delete"))


@strawberry.interface(description="Record that users can be responsible for.")
class Record(Node):
    """Record that users can be responsible for."""

    kind: RecordKind = come("Kind of the record.", KindOf())
    label: str = come("Name of the record for people: its name, title or number.", LabelOf())
    version: int = column(
        "Version of the record; it grows with each change. Send it with a write to notice"
        " that somebody else has changed the record."
    )
    created_at: datetime.datetime = column("Time when the record was created.")
    updated_at: datetime.datetime = column("Time when the record was last changed.")
    responsibilities: list[Responsibility] = come(
        "Users who are responsible for the record, each with a role. Users in custom fields"
        " are included.",
        Responsibilities(),
    )
    responsibility_history: Connection[
        Annotated["ResponsibilityChange", strawberry.lazy("schema.types.record")]
    ] = connection(
        "Changes of who is responsible for the record, the latest first. The roles"
        " PROJECT_PARTICIPANT and TASK_ASSIGNEE are not included.",
        Many(on={"record_id": "id"}, of_kind="record_kind"),
    )
    custom_fields: list[LazyValue] = come(
        "Values of the record in custom fields, in the order in which the fields were"
        " defined. Fields without a value are not included.",
        Many(on={"record_id": "id"}, of_kind="record_kind"),
    )
    notes: Connection[LazyNote] = connection(
        "Notes about the record, the latest first.",
        Many(on={"record_id": "id"}, of_kind="record_kind"),
    )
    viewer_can: ViewerCan = come("Rights of the viewer on the record.", Embedded())


@entity(OrmResponsibilityChange, HistoryAccess, order=("-id",))
@strawberry.type(
    description="Change of the user who has a role on a record. Visible to"
    f" {HistoryAccess.read.words}."
)
class ResponsibilityChange:
    """Change of the user who has a role on a record."""

    record: Record | None = come(
        "Record that was reassigned; null if the viewer may not read it.",
        RecordOf("record_kind", "record_id"),
    )
    role: ResponsibilityRole = column("Role that passed from one user to another.")
    from_: LazyUser | None = strawberry.field(
        name="from",
        description="User who had the role before; null if nobody had it.",
        metadata=related("", "from_user").metadata,
    )
    to: LazyUser | None = related(
        "User who has had the role since; null if nobody has it.", "to_user"
    )
    by: LazyUser | None = related(
        "User who made the change; null if the service or an import made it.", "by"
    )
    at: datetime.datetime = column("Time of the change.")
    reason: str | None = column("Reason for the change; null if none was given.")
