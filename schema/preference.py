"""The notification preferences of the viewer in the schema."""

import strawberry

from orm.event import EventKind
from orm.notification import NotificationPreference as OrmPreference
from reader.sources.root_fields import Chosen
from resolvers.preference import USUAL, set_preference
from schema.types.fields import column, come, given, mutation
from schema.types.payload import USER_ERRORS, UserError


@strawberry.type(description="Whether the viewer is notified of one kind of event.")
class NotificationPreference:
    """Whether the viewer is notified of one kind of event."""

    event: EventKind = column("Kind of the event.")
    wanted: bool = column("Whether the viewer is notified of it.")
    default: bool = column("Whether a user without a preference is notified of it.", "usual")


@strawberry.type
class PreferenceQueries:
    """Queries for preferences."""

    notification_preferences: list[NotificationPreference] = come(
        "Every kind of event that users can be notified of, with the preference of the viewer.",
        Chosen(OrmPreference, "event", "wanted", tuple(USUAL.items())),
    )


@strawberry.input(description="Preference to set for one kind of event.")
class PreferenceInput:
    """Preference to set for one kind of event."""

    event: EventKind = strawberry.field(description="Kind of the event.")
    wanted: bool | None = given(
        "Whether the viewer wants to be notified of it; null or left out restores the default."
    )


@strawberry.type(description="Result of setting a preference.")
class PreferencePayload:
    """Result of setting a preference."""

    preference: NotificationPreference | None = strawberry.field(
        description="Preference after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class PreferenceMutations:
    """Mutations of preferences."""

    set_notification_preference: PreferencePayload = mutation(
        "Set whether the viewer is notified of a kind of event.",
        set_preference,
        PreferenceInput,
    )
