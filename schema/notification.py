"""The notification in the schema."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.event import EventKind
from orm.notification import Notification as OrmNotification
from orm.notification import NotificationReason
from permissions.notification import NotificationAccess
from reader.sources.columns import Column, Present
from reader.sources.related import RecordOf
from reader.sources.root_fields import Counted
from resolvers.notification import UNREAD, mark_read, snooze
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
)
from schema.types.paging import Connection
from schema.types.payload import USER_ERRORS, UserError
from schema.types.record import Node, Record

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@entity(OrmNotification, NotificationAccess, order=("-sequence",))
@strawberry.type(description="Notification to the viewer about an event. Visible to its recipient.")
class Notification(Node):
    """Notification to the viewer about an event. Visible to its recipient."""

    sequence: int = column(
        "Number of the notification: 1, 2, 3 and so on for each recipient, without gaps."
    )
    event: EventKind = come("Kind of the event.", Column("event__kind"))
    reason: NotificationReason = column("Reason why the viewer gets the notification.")
    text: str = column("Sentence about the event, for people.")
    at: datetime.datetime = come("Time of the event.", Column("event__at"))
    by: LazyUser | None = related(
        "User who caused the event; null if the service or an import did, or if the viewer"
        " may not know.",
        "by",
    )
    record: Record | None = come(
        "Record that the event is about; null if there is none that the viewer may read now.",
        RecordOf("event__record_kind", "event__record_id"),
    )
    record_label: str = come("Name of the record at the time of the event.", Column("event__label"))
    read: bool = come("Whether the viewer has read the notification.", Present("read_at"))
    snoozed_until: datetime.datetime | None = column(
        "Time until which the notification is snoozed; null if it is not snoozed. Until then"
        " it does not count as unread."
    )


def notifications() -> Connection[Notification]:
    """The root that lists notifications, which can leave out what was read."""
    field = connection("Notifications of the viewer, the latest first.")
    said = "True: only unread notifications. False: only read and snoozed notifications."
    unread = argument("unread", bool | None, said, UNREAD)
    field.arguments = [*field.arguments, unread]
    return field  # type: ignore[no-any-return]


@strawberry.type
class NotificationQueries:
    """Queries for notifications."""

    notifications: Connection[Notification] = notifications()
    unread_notification_count: int = come(
        "Number of notifications that the viewer has not read, without snoozed ones.",
        Counted("Notification", UNREAD),
    )


@strawberry.input(description="Notifications to mark as read. Give either upTo or ids.")
class MarkReadInput:
    """Notifications to mark as read. Give either upTo or ids."""

    up_to: int | None = given("Highest sequence: all notifications up to it, including it.")
    ids: list[strawberry.ID] | None = ref("Ids of the notifications.", "Notification")


@strawberry.type(description="Result of marking notifications as read.")
class MarkReadPayload:
    """Result of marking notifications as read."""

    marked: int | None = strawberry.field(
        description="Number of notifications that were unread before; null if nothing was written."
    )
    unread_notification_count: int | None = strawberry.field(
        description="Number of notifications that are still unread; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.input(
    description="Notifications to snooze, or to snooze no longer. Give either upTo or ids."
)
class SnoozeInput:
    """Notifications to snooze, or to snooze no longer. Give either upTo or ids."""

    up_to: int | None = given("Highest sequence: all notifications up to it, including it.")
    ids: list[strawberry.ID] | None = ref("Ids of the notifications.", "Notification")
    until: datetime.datetime | None = given(
        "Time until which to snooze, at most 366 days from now; null or left out ends the snooze."
    )


@strawberry.type(description="Result of snoozing notifications.")
class SnoozePayload:
    """Result of snoozing notifications."""

    snoozed: int | None = strawberry.field(
        description="Number of notifications that were changed; null if nothing was written. Read"
        " notifications are not changed."
    )
    unread_notification_count: int | None = strawberry.field(
        description="Number of notifications that are still unread; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class NotificationMutations:
    """Mutations of notifications."""

    mark_notifications_read: MarkReadPayload = mutation(
        "Mark notifications of the viewer as read.", mark_read, MarkReadInput
    )
    snooze_notifications: SnoozePayload = mutation(
        "Snooze notifications of the viewer until a later time. They keep their sequence and"
        " their place in the list.",
        snooze,
        SnoozeInput,
    )
