"""A notification, as clients see it."""

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
from schema.types.payload import UserError
from schema.types.record import Node, Record

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@entity(OrmNotification, NotificationAccess, order=("-sequence",))
@strawberry.type(description="That the viewer is told of something. Visible to its recipient.")
class Notification(Node):
    """That the viewer is told of something."""

    sequence: int = column("1, 2, 3 ... for each recipient, without gaps.")
    event: EventKind = come("What happened.", Column("event__kind"))
    reason: NotificationReason = column("Why the viewer is told.")
    text: str = column("What happened, in words.")
    at: datetime.datetime = come("When.", Column("event__at"))
    by: LazyUser | None = related(
        "Who did it; null for the service, an import, or a record out of sight.", "by"
    )
    record: Record | None = come(
        "To what; null where the viewer may no longer read it.",
        RecordOf("event__record_kind", "event__record_id"),
    )
    record_label: str = come("What the record was called.", Column("event__label"))
    read: bool = come("Whether the viewer has read it.", Present("read_at"))
    snoozed_until: datetime.datetime | None = column(
        "Until when it is put off; it does not count as unread before."
    )


def notifications() -> Connection[Notification]:
    """The root that lists notifications, which can leave out what was read."""
    field = connection("What the viewer was told, the latest first.")
    said = "Only what is unread, or with false what was read or is put off."
    unread = argument("unread", bool | None, said, UNREAD)
    field.arguments = [*field.arguments, unread]
    return field  # type: ignore[no-any-return]


@strawberry.type
class NotificationQueries:
    """The roots that read notifications."""

    notifications: Connection[Notification] = notifications()
    unread_notification_count: int = come(
        "How much the viewer was told and has not read, without what is put off.",
        Counted("Notification", UNREAD),
    )


@strawberry.input(description="Which notifications the viewer has read; one of the two.")
class MarkReadInput:
    """Which notifications the viewer has read."""

    up_to: int | None = given("Everything up to this sequence.")
    ids: list[strawberry.ID] | None = ref("These.", "Notification")


@strawberry.type(description="What became of marking notifications as read.")
class MarkReadPayload:
    """What became of marking notifications as read."""

    marked: int | None = strawberry.field(description="How many were not marked before.")
    unread_notification_count: int | None = strawberry.field(description="How many are left.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.input(description="Which notifications are put off; ids or upTo, and until when.")
class SnoozeInput:
    """Which notifications are put off."""

    up_to: int | None = given("Everything up to this sequence.")
    ids: list[strawberry.ID] | None = ref("These.", "Notification")
    until: datetime.datetime | None = given(
        "Until when, within a year; without it they are put off no longer."
    )


@strawberry.type(description="What became of putting notifications off.")
class SnoozePayload:
    """What became of putting notifications off."""

    snoozed: int | None = strawberry.field(description="How many it concerned; none that was read.")
    unread_notification_count: int | None = strawberry.field(description="How many are left.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class NotificationMutations:
    """The roots that write notifications."""

    mark_notifications_read: MarkReadPayload = mutation(
        "Note that the viewer has read what they were told.", mark_read, MarkReadInput
    )
    snooze_notifications: SnoozePayload = mutation(
        "Put off what the viewer was told; it keeps its number and its place.", snooze, SnoozeInput
    )
