"""What goes on, as clients see it."""

import datetime

import strawberry

from orm.record import RecordKind
from schema.notification import Notification
from schema.types.fields import argument, subscription
from schema.types.record import Record
from subscriptions.notifications import notifications, unread_count
from subscriptions.record_changes import record_changes
from subscriptions.stored_event import ChangeKind


@strawberry.type(description="That a record which the viewer may read has changed.")
class RecordChange:
    """That a record has changed."""

    change: ChangeKind = strawberry.field(description="What happened.")
    id: strawberry.ID = strawberry.field(description="The global id of the record.")
    kind: RecordKind = strawberry.field(description="What it is.")
    record: Record | None = strawberry.field(description="It; null on DELETED and on LOST.")
    at: datetime.datetime = strawberry.field(description="When.")


@strawberry.type(description="What goes on.")
class Subscription:
    """What goes on."""

    notifications: Notification = subscription(
        "The viewer's notifications: first everything after a sequence, then live; in order,"
        " each once, none lost.",
        notifications,
        argument(
            "after", int | None, "The last sequence that was seen; from now on when not said."
        ),
    )
    record_changes: RecordChange = subscription(
        "The records that the viewer may read, as they change.",
        record_changes,
        argument("kinds", list[RecordKind] | None, "Only records of these kinds."),
        argument("ids", list[strawberry.ID] | None, "Only these records."),
        argument(
            "segment",
            strawberry.ID | None,
            "Only records of this segment; GAINED is what enters it, LOST what leaves it.",
        ),
    )
    unread_notification_count: int = subscription(
        "How much the viewer was told and has not read: at once, and whenever it changes.",
        unread_count,
    )
