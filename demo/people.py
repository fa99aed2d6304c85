"""Who works in the demo account."""

import random
from dataclasses import dataclass

from orm.user import CrmAccess

PASSWORD = "demo-password"  # noqa: S105 -- it is printed, and only opens made-up data
HOME, ELSEWHERE = "harbourfinch.example", "littleorchard.example"
ZONES = (("en", "Europe/London"), ("it", "Europe/Rome"), ("nl", "Europe/Amsterdam"))


@dataclass(frozen=True)
class Person:
    """A user of the demo."""

    first: str
    last: str
    what: str = ""
    access: CrmAccess = CrmAccess.FULL
    host: str = HOME

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        """Where nobody is, since the domain does not exist."""
        return f"{self.first}.{self.last}@{self.host}".lower()


ADMIN = Person("Ada", "Lindqvist", "an administrator")
FULL = Person("Farah", "Nasser", "who has full access")
LEAD = Person("Tom", "Okafor", "who leads a team")
FIRST = Person("Chiara", "Russo", "limited to companies she manages", CrmAccess.LIMITED_CRM)
SECOND = Person("Sven", "Halvorsen", "limited, their second manager", CrmAccess.LIMITED_CRM)
DEALS = Person("Dana", "Kowalska", "limited to her deals", CrmAccess.LIMITED_DEALS)
NOBODYS = Person("Milo", "Janssen", "limited, responsible for nothing", CrmAccess.LIMITED_CRM)
KNOWN = (ADMIN, FULL, LEAD, FIRST, SECOND, DEALS, NOBODYS)
STRANGER = Person("Otto", "Brandt", "who administers another account", host=ELSEWHERE)

FIRST_NAMES = (
    "Amara", "Ben", "Celine", "Dmitri", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaori",
    "Lars", "Maya", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Samir", "Tessa", "Umar", "Vera",
    "Wim", "Ximena", "Yusuf", "Zoe", "Anton", "Bianca", "Carlos", "Daphne", "Emre", "Freya",
)  # fmt: skip
LAST_NAMES = (
    "Abara", "Bakker", "Costa", "Dubois", "Eriksen", "Fischer", "Greco", "Haddad", "Ivanova",
    "Jansen", "Keller", "Larsson", "Moretti", "Novak", "Osei", "Peeters", "Quist", "Rossi",
    "Santos", "Tanaka", "Ueda", "Visser", "Weber", "Xu", "Yilmaz", "Zhang", "Andersen", "Blanc",
    "Conti", "De Wit", "Engel", "Ferrari",
)  # fmt: skip
TEAMS = ("Key accounts", "North", "South", "West", "Inside sales", "Customer care")


def colleagues(dice: random.Random) -> list[Person]:
    """The other people of the account, a few of them limited."""
    names = zip(FIRST_NAMES, dice.sample(LAST_NAMES, len(FIRST_NAMES)), strict=True)
    limits = {7: CrmAccess.LIMITED_CRM, 15: CrmAccess.LIMITED_DEALS, 23: CrmAccess.LIMITED_CRM}
    return [
        Person(first, last.replace(" ", "-"), access=limits.get(number, CrmAccess.FULL))
        for number, (first, last) in enumerate(names)
    ]
