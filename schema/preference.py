"""What the viewer wants to be told of, as clients see it."""

import strawberry

from orm.event import EventKind
from orm.notification import NotificationPreference as OrmPreference
from reader.sources.root_fields import Chosen
from resolvers.preference import USUAL, set_preference
from schema.types.fields import column, come, given, mutation
from schema.types.payload import UserError


@strawberry.type(description="Whether the viewer is told of a kind of event that concerns them.")
class NotificationPreference:
    """Whether the viewer is told of a kind of event."""

    event: EventKind = column("What happens.")
    wanted: bool = column("Whether they are told.")
    default: bool = column("Whether one is told who has not said so.", "usual")


@strawberry.type
class PreferenceQueries:
    """The roots that read preferences."""

    notification_preferences: list[NotificationPreference] = come(
        "Every kind of event that one can be told of, and whether the viewer is.",
        Chosen(OrmPreference, "event", "wanted", tuple(USUAL.items())),
    )


@strawberry.input(description="Whether the viewer wants to be told of a kind of event.")
class PreferenceInput:
    """Whether the viewer wants to be told."""

    event: EventKind = strawberry.field(description="Of what.")
    wanted: bool | None = given("Whether they want to; without it as for who has not said so.")


@strawberry.type(description="What became of a preference.")
class PreferencePayload:
    """What became of a preference."""

    preference: NotificationPreference | None = strawberry.field(
        description="It; null when nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class PreferenceMutations:
    """The roots that write preferences."""

    set_notification_preference: PreferencePayload = mutation(
        "Say whether the viewer wants to be told of a kind of event.",
        set_preference,
        PreferenceInput,
    )
