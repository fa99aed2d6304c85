"""What a user wants to be told of."""

from dataclasses import dataclass

from notifications.audience import AUDIENCE
from orm.event import EventKind
from orm.notification import NotificationPreference
from permissions.viewer import Viewer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.payload import Payload
from resolvers.write.transaction import viewer_transaction

#: Whether one is told of a kind of event without having said so, for each that anybody is told of.
USUAL: dict[EventKind, bool] = {
    kind: any(line.by_default for line in AUDIENCE if line.event.kind is kind)
    for kind in EventKind
    if any(line.event.kind is kind for line in AUDIENCE)
}


@dataclass(frozen=True)
class Preference:
    """Whether a user is told of a kind of event, and whether that is so without their word."""

    event: EventKind
    wanted: bool
    default: bool


@dataclass(frozen=True)
class PreferenceSet(Payload):
    """A preference as it is now."""

    preference: Preference


async def set_preference(
    viewer: Viewer, *, event: EventKind, wanted: bool | None = None
) -> PreferenceSet:
    """Say whether the viewer wants to be told of a kind of event; without a word, as is usual."""
    if event not in USUAL:
        raise invalid(UserErrorCode.INVALID, "Nobody is ever told of this.", "event")
    async with viewer_transaction(viewer):
        said = NotificationPreference.filter(user_id=viewer.id, event=event)
        if wanted is None:
            await said.delete()
        elif not await said.update(wanted=wanted):
            await NotificationPreference.create(user_id=viewer.id, event=event, wanted=wanted)
    usual = USUAL[event]
    return PreferenceSet(Preference(event, usual if wanted is None else wanted, usual))
