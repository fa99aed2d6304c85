"""The subscriptions in the schema."""

import datetime

import strawberry

from orm.record import RecordKind
from schema.notification import Notification
from schema.types.fields import argument, subscription
from schema.types.record import Record
from subscriptions.notifications import notifications, unread_count
from subscriptions.record_changes import record_changes
from subscriptions.stored_event import ChangeKind


@strawberry.type(description="Change of a record that the viewer may read.")
class RecordChange:
    """Change of a record that the viewer may read."""

    change: ChangeKind = strawberry.field(description="Kind of the change.")
    record_id: strawberry.ID = strawberry.field(description="Global id of the record.")
    kind: RecordKind = strawberry.field(description="Kind of the record.")
    record: Record | None = strawberry.field(
        description="Record after the change; null for DELETED and LOST."
    )
    at: datetime.datetime = strawberry.field(description="Time of the change.")


@strawberry.type(description="Root of all subscriptions.")
class Subscription:
    """Root of all subscriptions."""

    notifications: Notification = subscription(
        "Notifications of the viewer, in order and each exactly once: first those after a"
        " sequence, then new ones when they come.",
        notifications,
        argument(
            "after",
            int | None,
            "Sequence of the last notification that the client has; 0 for all. Without it, only"
            " new notifications come.",
        ),
    )
    record_changes: RecordChange = subscription(
        "Changes of the records that the viewer may read, from now on.",
        record_changes,
        argument("kinds", list[RecordKind] | None, "Kinds of record: only records of these kinds."),
        argument("ids", list[strawberry.ID] | None, "Global ids: only these records."),
        argument(
            "segment",
            strawberry.ID | None,
            "Id of a segment: only records in it. GAINED then also means that a record enters the"
            " segment, and LOST that it leaves.",
        ),
    )
    unread_notification_count: int = subscription(
        "Number of notifications that the viewer has not read, without snoozed ones: once at"
        " the start, then after each change.",
        unread_count,
    )
