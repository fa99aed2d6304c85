"""What an account has paid for, and which parts of the product come with it."""

from collections.abc import Collection
from enum import StrEnum

from orm.user import Module


class Plan(StrEnum):
    """What an account has taken, the smallest first."""

    GO = "GO"
    MOVE = "MOVE"
    BOOST = "BOOST"


class Booster(StrEnum):
    """What can be added to a plan."""

    PROJECT_MANAGEMENT = "PROJECT_MANAGEMENT"
    SHARED_INBOX = "SHARED_INBOX"


_ALWAYS = (Module.COMPANIES_AND_CONTACTS, Module.DEALS, Module.INVOICES)
#: What comes with each plan, and with each booster.
WITH_PLAN: dict[Plan, tuple[Module, ...]] = {
    Plan.GO: _ALWAYS,
    Plan.MOVE: (*_ALWAYS, Module.PROJECTS),
    Plan.BOOST: (*_ALWAYS, Module.PROJECTS, Module.TICKETS),
}
WITH_BOOSTER: dict[Booster, Module] = {
    Booster.PROJECT_MANAGEMENT: Module.PROJECTS,
    Booster.SHARED_INBOX: Module.TICKETS,
}


def modules_with(plan: Plan, boosters: Collection[str]) -> frozenset[Module]:
    """The modules that an account with a plan and boosters has."""
    return frozenset((*WITH_PLAN[plan], *(WITH_BOOSTER[Booster(name)] for name in boosters)))
