"""What an operation is about: mostly what is there and may be, now and then what may not."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.model.world import (
    Company,
    Contact,
    Key,
    Part,
    Record,
    World,
)
from tests.oracle.act import UNSET

Draw = Callable[[Any], Any]


class Choosing:
    """Draws operations for an account of a world."""

    def __init__(self, draw: Draw, world: World, account: Key, gone: list[Key]) -> None:
        self.draw, self.world, self.account, self.gone = draw, world, account, gone

    def one(self, *items: Any) -> Any:
        """One of some things; what is drawn itself is drawn when it is its turn."""
        chosen = self.draw(st.sampled_from(items))
        return chosen() if callable(chosen) else chosen

    def often(self, usual: Any, *others: Any) -> Any:
        """The first, mostly."""
        return self.one(*[usual] * 6, *others)

    def user(self) -> Key:
        """Somebody: mostly of the account and active."""
        people = self.world.people.values()
        here = [it.id for it in people if it.account == self.account and it.active]
        others = [it.id for it in people if it.id not in here]
        return str(self.draw(st.sampled_from(here * 3 + others)))

    def actor(self, record: Key | None = None) -> Key:
        """Somebody who does something; foreigners as well."""
        return self.user()

    def admin(self) -> Key:
        """Somebody who mostly administers the account."""
        admins = [it.id for it in self.world.people.values() if it.admin and it.active]
        here = [key for key in admins if self.world.people[key].account == self.account]
        return str(self.one(*here * 4, self.user))

    def record(self, *types: type[Record]) -> Key:
        """A record, seldom one that is gone or another account's."""
        records = self.world.records.values()
        found = [it for it in records if isinstance(it, types)]
        here = [it.id for it in found if it.account == self.account]
        names = {type_.__name__ for type_ in types}
        gone = [key for key in self.gone if key.partition(":")[0] in names]
        others = [it.id for it in found if it.account != self.account]
        nothing = [] if here or gone or others else [f"{types[0].__name__}:999999"]
        return str(self.draw(st.sampled_from(here * 3 + gone + others + nothing)))

    def inbox(self) -> Key:
        """An inbox, now and then another account's."""
        inboxes = self.world.shared_inboxes.values()
        here = [it.id for it in inboxes if it.account == self.account]
        return str(self.one(*here * 4, *[it.id for it in inboxes]))

    def customer(self) -> Key:
        """For whom something may be."""
        return self.record(Company, Contact)

    def company(self) -> Key:
        """A company."""
        return self.record(Company)

    def part(self, type_: type[Part]) -> Key:
        """What is in some record."""
        found = [it.id for it in self.world.parts.values() if isinstance(it, type_)]
        return str(self.draw(st.sampled_from([*found, *found, f"{type_.__name__}:999999"])))

    def field(self) -> Key:
        """A custom field, seldom none."""
        return str(self.one(*[*self.world.fields] * 3, "CustomFieldDefinition:999999"))

    def segment(self) -> Key:
        """A segment, seldom one of the system or another account's."""
        kept = [it.id for it in self.world.segments.values() if not it.system]
        return str(self.one(*kept * 10, *self.world.segments))

    def team(self) -> Key:
        """A team, now and then one of another account or that is gone."""
        teams = self.world.teams.values()
        here = [it.id for it in teams if it.account == self.account]
        return str(self.one(*here * 4, *[it.id for it in teams], "Team:999999"))

    def participant(self) -> Key:
        """A user or a team."""
        return str(self.one(self.user, self.user, *self.world.teams))

    def mentions(self) -> list[Key]:
        """Whom somebody mentions."""
        return list({self.user() for _ in range(self.one(0, 1, 2))})

    def roles(self) -> dict[str, Any]:
        """A first and a second, where they are said."""
        first = self.one(UNSET, self.user, self.user, None)
        second = self.one(UNSET, UNSET, self.user, self.user, None)
        given = {"first": first, "second": second, "confirmed": self.one(False, True)}
        return {name: value for name, value in given.items() if value is not UNSET}

    def text(self) -> str:
        """What something is called."""
        return str(self.one("Alpha", "Beta", "Gamma", "Delta"))


#: A verb, who does it, and with what.
Drawn = tuple[str, Key | None, dict[str, Any]]


def simple(*types: type[Record]) -> Callable[[Choosing, str], Drawn]:
    """What is about one record, and nothing more."""
    return lambda it, name: (name, it.actor(), {"id": it.record(*types)})
