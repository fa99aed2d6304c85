"""The people of the tables on contacts, quotations and invoices, and what there is for them."""

from dataclasses import dataclass, field
from typing import Any

from orm.user import UserStatus
from tests.permissions.people import person_of
from tests.world.crm import Crm
from tests.world.people import Person, Thing

CRM, DEALS = {"crm_access": "LIMITED_CRM"}, {"crm_access": "LIMITED_DEALS"}
RIGHTS: dict[str, dict[str, Any]] = {
    "admin": {"is_admin": True},
    "manager": CRM,
    "other manager": CRM,
    "creator": CRM,
    "stranger": CRM,
    "responsible": DEALS,
    "limited deals": DEALS,
    "no module": {"modules": []},
}


@dataclass
class SellingCast:
    """Everyone who is named in a table, and what there is as the tables mean it."""

    crm: Crm
    people: dict[str, Person] = field(default_factory=dict)

    @classmethod
    async def of(cls, crm: Crm, columns: list[str]) -> "SellingCast":
        """Those of some columns, and those without whom nothing is as the tables mean it."""
        await crm.switch_seconds(on=True)
        cast = cls(crm)
        for column in dict.fromkeys(["manager", "creator", "responsible", *columns]):
            cast.people[column] = await person_of(crm, column, RIGHTS)
        if "stranger" in columns:
            await crm.company("Elsewhere", account_manager=cast.people["stranger"])
        if "deactivated" in columns:
            await crm.have(cast.people["deactivated"], status=UserStatus.DEACTIVATED)
        return cast

    async def company(self) -> Thing:
        """A company of the manager, and of a second one in the tables of who is told."""
        return await self.crm.company(
            "Acme",
            account_manager=self.people["manager"],
            second_account_manager=self.people.get("full manager"),
        )

    async def contact(self, *, linked: bool) -> Thing:
        """A contact whom the creator made, of the company or of none."""
        companies = [await self.company()] if linked else []
        if linked and "other manager" in self.people:
            companies.append(await self._other_company())
        return await self.crm.contact("Carl", companies, created_by=self.people["creator"])

    async def _other_company(self) -> Thing:
        return await self.crm.company("Bolt", account_manager=self.people["other manager"])

    async def customer(self, of: str) -> dict[str, Thing]:
        """The company, or the contact who is linked to none."""
        if of == "company":
            return {of: await self.company()}
        return {of: await self.contact(linked=False)}

    async def quotation(self, of: str) -> Thing:
        """A quotation in a deal for a customer."""
        columns: dict[str, Any] = await self.customer(of)
        deal = await self.crm.deal(assigned_to=self.people["responsible"], **columns)
        return await self.crm.quotation(deal)

    async def invoice(self, of: str, **columns: Any) -> Thing:
        """An invoice for a customer."""
        (customer,) = (await self.customer(of)).values()
        return await self.crm.invoice(customer, **columns)
