"""The people around an event, from whom the audience is chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from notifications.domain_event import DomainEvent


@dataclass(frozen=True)
class Circle:
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


Recipients = Callable[[Circle], tuple[int, ...]]


def responsible(circle: Circle) -> tuple[int, ...]:
    """Those responsible for the record."""
    return circle.after


def the_new(circle: Circle) -> tuple[int, ...]:
    """Those who became responsible."""
    return tuple(user for user in circle.after if user not in circle.before)


def the_old(circle: Circle) -> tuple[int, ...]:
    """Those who no longer are."""
    return tuple(user for user in circle.before if user not in circle.after)


def the_others(circle: Circle) -> tuple[int, ...]:
    """Those who are and were."""
    return tuple(user for user in circle.after if user in circle.before)


def participants(circle: Circle) -> tuple[int, ...]:
    """Those who take part in it."""
    return circle.participants


def customer_managers(circle: Circle) -> tuple[int, ...]:
    """The account managers of the customer."""
    return circle.managers


def named_managers(circle: Circle) -> tuple[int, ...]:
    """The account managers of the companies that the event names."""
    return circle.named


def concerned(circle: Circle) -> tuple[int, ...]:
    """Those whom the event names itself: mentioned, or whose access it is."""
    return circle.event.concerns


def admins(circle: Circle) -> tuple[int, ...]:
    """The administrators."""
    return circle.admins
