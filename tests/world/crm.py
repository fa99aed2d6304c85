"""A small account, and another one beside it; what is given at the start of a story."""

import datetime
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tortoise import Tortoise

from orm.account import Account, Feature
from orm.company import Company
from orm.contact import Contact
from orm.custom_field import CustomFieldDefinition
from orm.deal import Deal
from orm.entitlements import Booster, Plan
from orm.inbox import Inbox
from orm.notification import Notification
from orm.pipeline import Phase, Pipeline
from orm.segment import Segment, system_segments
from orm.team import Membership, Team
from orm.ticket import Ticket
from orm.user import CrmAccess, User, UserStatus
from permissions.viewer import Viewer, operator_on
from resolvers.entitlements import set_booster, set_feature, set_plan
from resolvers.runtime.runtime import Runtime
from schema.execution.graph import Graph
from server.process.scheduler import tick
from tests.world.people import Person, Refused, Thing
from tests.world.projects import Projects
from tests.world.selling import Selling

_numbers = itertools.count(1)


class Crm(Selling, Projects):
    """An account with its people, and what is given in it; nobody was told of that."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime, self.graph = runtime, Graph(runtime)
        self.account_id, self.foreign_account_id = 0, 0
        self.new, self.next = Thing("Phase", 0), Thing("Phase", 0)
        self.users: dict[str, User] = {}
        self._people: dict[str, Person] = {}

    @classmethod
    def as_begun(cls, runtime: Runtime, other: "Crm") -> "Crm":
        """What another one made when it began, in a copy of its database."""
        crm = cls(runtime)
        crm.account_id, crm.foreign_account_id = other.account_id, other.foreign_account_id
        crm.new, crm.next = other.new, other.next
        crm.users = dict(other.users)
        return crm

    # -- who there is --------------------------------------------------------------------------

    async def begin(self) -> None:
        """Make two accounts, with records of strangers that nobody should hear of by chance."""
        async with self.runtime.database.writing():
            number = next(_numbers)
            here = await Account.create(name=f"Analytical Engines {number}", plan=Plan.BOOST)
            there = await Account.create(name=f"Difference Engines {number}", plan=Plan.BOOST)
            for account in (here, there):
                await Segment.bulk_create(system_segments(account.id))
            self.account_id, self.foreign_account_id = here.id, there.id
            for first_name, last_name, rights in PEOPLE:
                await self._user(here, first_name, last_name, rights)
            await self._user(there, "Eve", "Elsewhere", {"is_admin": True})
            team = await Team.create(account=here, name="North", lead=self.users["lena"])
            for name in ("ben", "finn"):
                await Membership.create(team=team, user=self.users[name])
            self.new, self.next = await self._phases(here)
            foreign_phase, _ = await self._phases(there)
        finn, eve = self.users["finn"], self.users["eve"]
        stranger = await self.company("Stranger", account_manager=finn)
        await self.deal("Strange deal", company=stranger, assigned_to=finn)
        foreign = await self._company(self.foreign_account_id, "Foreign", account_manager=eve)
        async with self.runtime.database.writing():
            await Contact.create(account_id=self.foreign_account_id, last_name="Foreign")
        await self._deal(
            self.foreign_account_id, "Foreign deal", foreign_phase, company=foreign, assigned_to=eve
        )
        await self.ticket("Strange ticket", assigned_to=finn)
        await self._ticket(self.foreign_account_id, "Foreign ticket", assigned_to=eve)

    async def _user(
        self, account: Account, first_name: str, last_name: str, rights: dict[str, Any]
    ) -> None:
        name = first_name.lower()
        email = f"{name}@{account.id}.example"
        self.users[name] = await User.create(
            account=account, first_name=first_name, last_name=last_name, email=email, **rights
        )

    @staticmethod
    async def _phases(account: Account) -> tuple[Thing, Thing]:
        pipeline = await Pipeline.create(account=account, name="Sales")
        made = [
            await Phase.create(account=account, pipeline=pipeline, name=name, position=position)
            for position, name in enumerate(("New", "Next"), 1)
        ]
        one, other = (Thing("Phase", phase.id) for phase in made)
        return one, other

    async def person(self, name: str) -> Person:
        """Somebody, signed in."""
        if name not in self._people:
            self._people[name] = await Person.signed_in(self.graph, self.users[name])
        return self._people[name]

    async def another(self, first_name: str, **rights: Any) -> Person:
        """One more user of the account, signed in."""
        async with self.runtime.database.writing():
            account = await Account.get(id=self.account_id)
            await self._user(account, first_name, "More", rights)
        return await self.person(first_name.lower())

    def nobody(self) -> Person:
        """Somebody who has not signed in."""
        return Person(self.graph, self.users["finn"], None)

    # -- what there is -------------------------------------------------------------------------

    async def company(self, name: str = "Big one", **columns: Any) -> Thing:
        """A company that is there already."""
        return await self._company(self.account_id, name, **columns)

    async def deal(self, title: str = "Big one", **columns: Any) -> Thing:
        """A deal that is there already; Ada's unless somebody else is named."""
        given = {"assigned_to": self.users["ada"], **columns}
        return await self._deal(self.account_id, title, self.new, **given)

    async def custom_field(self, type_: str, kind: str = "COMPANY", **columns: Any) -> Thing:
        """A custom field that is defined already, called after its type when not said."""
        options = ["Gold", "Silver", "Tin"] if "SELECT" in type_ else []
        given = {"account_id": self.account_id, "label": type_, "options": options, **columns}
        async with self.runtime.database.writing():
            row = await CustomFieldDefinition.create(level=kind, type=type_, **given)
        return Thing("CustomFieldDefinition", row.id)

    async def ticket(self, subject: str = "Big one", **columns: Any) -> Thing:
        """A ticket that is there already; nobody's unless somebody is named."""
        return await self._ticket(self.account_id, subject, **columns)

    async def inbox(self, name: str = "Support", **columns: Any) -> Thing:
        """An inbox that is there already."""
        async with self.runtime.database.writing():
            row = await self._inbox(self.account_id, name, **columns)
        return Thing("Inbox", row.id)

    @staticmethod
    async def _inbox(account_id: int, name: str, **columns: Any) -> Inbox:
        there = await Inbox.filter(account_id=account_id, name=name).first()
        return there or await Inbox.create(account_id=account_id, name=name, **columns)

    async def _company(self, account_id: int, name: str, **columns: Any) -> Thing:
        async with self.runtime.database.writing():
            row = await Company.create(account_id=account_id, name=name, **_ids(columns))
        return Thing("Company", row.id)

    async def _deal(self, account_id: int, title: str, phase: Thing, **columns: Any) -> Thing:
        async with self.runtime.database.writing():
            row = await Deal.create(
                account_id=account_id, title=title, phase_id=phase.id, **_ids(columns)
            )
        return Thing("Deal", row.id)

    async def _ticket(self, account_id: int, subject: str, **columns: Any) -> Thing:
        async with self.runtime.database.writing():
            given = _ids(columns)
            if "inbox_id" not in given:
                given["inbox_id"] = (await self._inbox(account_id, "Support")).id
            account = await Account.get(id=account_id)
            account.last_ticket += 1
            await account.save(update_fields=["last_ticket"])
            row = await Ticket.create(
                account_id=account_id, subject=subject, number=account.last_ticket, **given
            )
        return Thing("Ticket", row.id)

    async def foreign(self, type_: str) -> Thing:
        """A record of the other account."""
        models: list[Any] = [Company, Contact, Deal, Inbox, Phase, Ticket, User]
        (model,) = [model for model in models if model.__name__ == type_]
        row = await model.filter(account_id=self.foreign_account_id).order_by("id").first()
        return Thing(type_, row.id)

    # -- what the operator does, and time -------------------------------------------------------

    @property
    def operator(self) -> Viewer:
        """The operator of the service."""
        return operator_on(self.runtime.database)

    async def tick(self, now: datetime.datetime) -> None:
        """Look at what is overdue at a moment, as the service does once a minute."""
        await tick(self.runtime.database, self.graph.hubs, now)

    async def switch_seconds(self, *, on: bool) -> None:
        """Switch second responsibles on or off, as only the operator can."""
        feature = Feature.SECOND_ACCOUNT_MANAGER
        await set_feature(self.operator, account=self.account_id, feature=feature, enabled=on)

    async def plan(self, plan: str) -> None:
        """Give the account another plan."""
        await set_plan(self.operator, account=self.account_id, plan=Plan(plan))

    async def boost(self, booster: str, *, on: bool) -> None:
        """Add a booster to the plan, or take it away."""
        await set_booster(
            self.operator, account=self.account_id, booster=Booster(booster), enabled=on
        )

    async def have(self, person: Person, **columns: Any) -> None:
        """Somebody is otherwise than told in the list of people."""
        async with self.runtime.database.writing():
            await User.filter(id=person.id).update(**columns)

    # -- who is told, and what must not happen -------------------------------------------------

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """Every row of a table, by its columns."""
        (model,) = [it for it in Tortoise.apps["whose"].values() if it._meta.db_table == table]
        rows: list[dict[str, Any]] = await model.all().order_by("id").values()
        return rows

    async def tables(self) -> dict[str, list[Sequence[Any]]]:
        """Every row of every table but the failures to sign in, to be compared."""
        rows = self.runtime.database.readers.rows
        names = [model._meta.db_table for model in Tortoise.apps["whose"].values()]
        names.remove("sign_in_failure")
        return {name: await rows(f'SELECT * FROM "{name}" ORDER BY id', []) for name in names}

    @asynccontextmanager
    async def telling(self) -> AsyncIterator[dict[str, list[str]]]:
        """Who is told what meanwhile, by first name: everyone of both accounts, nobody left out."""
        told: dict[str, list[str]] = {}
        here = Notification.filter(account_id__in=[self.account_id, self.foreign_account_id])
        before = await here.count()
        yield told
        rows = here.order_by("id").offset(before).select_related("recipient")
        for row in await rows:
            told.setdefault(row.recipient.first_name, []).append(row.text)

    @asynccontextmanager
    async def refuses(self, code: str, *path: str) -> AsyncIterator[None]:
        """What is inside is refused so; nothing changes by it, and nobody is told."""
        before = await self.tables()
        with pytest.raises(Refused) as caught:
            yield
        assert (caught.value.code, caught.value.path) == (code, path)
        assert await self.tables() == before


PEOPLE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Ada", "Admin", {"is_admin": True}),
    ("Finn", "Full", {}),
    ("Lena", "Lead", {}),
    ("Ben", "Boxed", {"crm_access": CrmAccess.LIMITED_DEALS}),
    ("Sam", "Second", {"crm_access": CrmAccess.LIMITED_DEALS}),
    ("Cleo", "Crm", {"crm_access": CrmAccess.LIMITED_CRM}),
    ("Dora", "Crm", {"crm_access": CrmAccess.LIMITED_CRM}),
    ("Olga", "Crm", {"crm_access": CrmAccess.LIMITED_CRM}),
    ("Gus", "Gone", {"status": UserStatus.DEACTIVATED}),
)


def _ids(columns: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{name}_id" if isinstance(value, Person | Thing | User) else name: (
            value.id if isinstance(value, Person | Thing | User) else value
        )
        for name, value in columns.items()
    }
