"""A subscription to what happens to the records of an account."""

from dataclasses import dataclass

from subscriptions.hub import Hubs
from subscriptions.request import SubscriptionRequest


@dataclass(frozen=True)
class LiveRequest(SubscriptionRequest):
    """A subscription as it was asked for, with the hubs of which it may join one."""

    hubs: Hubs
