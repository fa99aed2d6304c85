"""The people around an event, from whom the audience is chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from notifications.domain_event import DomainEvent


@dataclass(frozen=True)
class Stakeholders:
    """Who has to do with an event; seconds are in it only where they count."""

    event: DomainEvent
    #: Those responsible for the record before and after.
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    #: Those who take part in the record without being responsible for it.
    participants: tuple[int, ...] = ()
    #: The account managers of the record's customers.
    managers: tuple[int, ...] = ()
    #: Those among them who manage the companies that the event names.
    named: tuple[int, ...] = ()
    admins: tuple[int, ...] = ()


Recipients = Callable[[Stakeholders], tuple[int, ...]]


def responsible(stakeholders: Stakeholders) -> tuple[int, ...]:
    """Those responsible for the record."""
    return stakeholders.after


def the_new(stakeholders: Stakeholders) -> tuple[int, ...]:
    """Those who became responsible."""
    return tuple(user for user in stakeholders.after if user not in stakeholders.before)


def the_old(stakeholders: Stakeholders) -> tuple[int, ...]:
    """Those who no longer are."""
    return tuple(user for user in stakeholders.before if user not in stakeholders.after)


def the_others(stakeholders: Stakeholders) -> tuple[int, ...]:
    """Those who are and were."""
    return tuple(user for user in stakeholders.after if user in stakeholders.before)


def participants(stakeholders: Stakeholders) -> tuple[int, ...]:
    """Those who take part in it."""
    return stakeholders.participants


def customer_managers(stakeholders: Stakeholders) -> tuple[int, ...]:
    """The account managers of the customer."""
    return stakeholders.managers


def named_managers(stakeholders: Stakeholders) -> tuple[int, ...]:
    """The account managers of the companies that the event names."""
    return stakeholders.named


def concerned(stakeholders: Stakeholders) -> tuple[int, ...]:
    """Those whom the event names itself: mentioned, or whose access it is."""
    return stakeholders.event.concerns


def admins(stakeholders: Stakeholders) -> tuple[int, ...]:
    """The administrators."""
    return stakeholders.admins
