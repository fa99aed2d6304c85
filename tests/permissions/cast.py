"""The people of docs/permissions.md, and what they are responsible for."""

from dataclasses import dataclass, field
from typing import Any

from orm.note import Note
from orm.record import ResponsibilityRole
from orm.responsibility import ResponsibilityChange
from orm.session import Session
from orm.user import User, UserStatus
from tests.world.crm import Crm
from tests.world.people import Person, Thing

CRM, DEALS = {"crm_access": "LIMITED_CRM"}, {"crm_access": "LIMITED_DEALS"}
RIGHTS: dict[str, dict[str, Any]] = {
    "admin": {"is_admin": True},
    "full": {},
    "crm 1st": CRM,
    "crm 2nd": CRM,
    "crm stranger": CRM,
    "crm assigned": CRM,
    "deals 1st": DEALS,
    "deals 2nd": DEALS,
    "deals manager": DEALS,
    "deals stranger": DEALS,
    "deactivated": {},
    "no companies": {"modules": ["DEALS"]},
    "no deals": {"modules": ["COMPANIES_AND_CONTACTS"]},
    "neither": {"modules": []},
}


@dataclass
class Cast:
    """Everyone who is named in the tables."""

    crm: Crm
    people: dict[str, Person] = field(default_factory=dict)
    _things: int = 0

    @classmethod
    async def of(cls, crm: Crm, columns: list[str], *, seconds: bool = True) -> "Cast":
        """Those of some columns, and an administrator who is none of them and does things."""
        await crm.switch_seconds(on=seconds)
        cast = cls(crm)
        for column in dict.fromkeys([*columns, *RESPONSIBLE]):
            cast.people[column] = await cast._person(column)
        await crm.person("finn")
        await cast._begin()
        if "deactivated" in columns:
            await crm.have(cast.people["deactivated"], status=UserStatus.DEACTIVATED)
        return cast

    async def _person(self, column: str) -> Person:
        if column in RIGHTS:
            return await self.crm.another(column.title().replace(" ", ""), **RIGHTS[column])
        if column == "anonymous":
            return self.crm.nobody()
        return await self.crm.person({"lead": "lena", "foreign": "eve"}[column])

    async def _begin(self) -> None:
        await self.crm.company("Elsewhere", account_manager=self.people["crm stranger"])
        await self.crm.deal("Elsewhere", assigned_to=self.people["deals stranger"])

    async def company(self, column: str) -> Thing:
        """A company as the column means it."""
        self._things += 1
        return await self.crm.company(f"Company {self._things}", **self._managers(column))

    def _managers(self, column: str) -> dict[str, Person]:
        if column == "deals manager":
            return {"account_manager": self.people["deals manager"]}
        return {
            "account_manager": self.people["crm 1st"],
            "second_account_manager": self.people["crm 2nd"],
        }

    async def deal(self, column: str) -> Thing:
        """A deal as the column means it, with its company."""
        company = await self.company(column)
        return await self.crm.deal(
            f"Deal {self._things}", company=company, **self._responsibles(column)
        )

    def _responsibles(self, column: str) -> dict[str, Person]:
        if column == "crm assigned":
            return {"assigned_to": self.people["crm assigned"]}
        return {
            "assigned_to": self.people["deals 1st"],
            "second_assigned_to": self.people["deals 2nd"],
        }

    async def record(self, type_: str, column: str) -> Thing:
        """A company or a deal as the column means it."""
        return await (self.company(column) if type_ == "Company" else self.deal(column))

    async def note(self, thing: Thing) -> Thing:
        """A note that is on a record already."""
        async with self.crm.runtime.database.writing():
            row = await Note.create(
                account_id=self.crm.account_id,
                record_kind=thing.kind,
                record_id=thing.id,
                body="Secret",
            )
        return Thing("Note", row.id)

    async def history(self, thing: Thing) -> None:
        """It is in the history already that somebody became responsible for a record."""
        async with self.crm.runtime.database.writing():
            await ResponsibilityChange.create(
                account_id=self.crm.account_id,
                record_kind=thing.kind,
                record_id=thing.id,
                role=ResponsibilityRole.ACCOUNT_MANAGER,
                reason="Secret",
                at="2026-01-01T00:00:00Z",
            )

    async def without_session(self, person: Person) -> bool:
        """Whether somebody is not signed in, or has a token that is good for nothing."""
        async with self.crm.runtime.database.writing():
            user = await User.get(id=person.id)
            sessions = await Session.filter(user_id=person.id).count()
        return person.token is None or not sessions or user.status is not UserStatus.ACTIVE


#: Who has to be there, so that there are records as the tables mean them.
RESPONSIBLE = (
    "crm 1st",
    "crm 2nd",
    "crm stranger",
    "crm assigned",
    "deals 1st",
    "deals 2nd",
    "deals manager",
    "deals stranger",
)
