"""Who can be sold to beside companies, and what is sold: given at the start of a story."""

from collections.abc import Sequence
from typing import Any

from orm.contact import CompanyLink, Contact
from orm.invoice import Invoice
from orm.quotation import Quotation
from resolvers.runtime.runtime import Runtime
from tests.world.people import Person, Thing


class Selling:
    """The part of an account that is about contacts, quotations and invoices."""

    runtime: Runtime
    account_id: int

    async def contact(
        self,
        last_name: str = "Contact",
        companies: Sequence[Thing] = (),
        created_by: Person | None = None,
        **columns: Any,
    ) -> Thing:
        """A contact who is there already, of some companies."""
        async with self.runtime.database.writing():
            row = await Contact.create(
                account_id=self.account_id,
                last_name=last_name,
                company_count=len(companies),
                created_by_id=created_by.id if created_by else None,
                **columns,
            )
            for company in companies:
                await CompanyLink.create(
                    account_id=self.account_id, contact=row, company_id=company.id
                )
        return Thing("Contact", row.id)

    async def quotation(self, deal: Thing, title: str = "Offer", **columns: Any) -> Thing:
        """A quotation that is in a deal already."""
        async with self.runtime.database.writing():
            row = await Quotation.create(
                account_id=self.account_id, deal_id=deal.id, title=title, **columns
            )
        return Thing("Quotation", row.id)

    async def invoice(self, customer: Thing, **columns: Any) -> Thing:
        """An invoice that is there already."""
        columns[f"{customer.type.lower()}_id"] = customer.id
        async with self.runtime.database.writing():
            row = await Invoice.create(account_id=self.account_id, **columns)
        return Thing("Invoice", row.id)
