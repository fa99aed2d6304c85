"""The contacts of the demo account, its quotations and its invoices."""

import datetime
import itertools
import random

from orm.account import Account
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.deal import Deal, DealStatus
from orm.invoice import Invoice, InvoiceStatus
from orm.quotation import Quotation, QuotationStatus
from orm.user import User
from server.demo import trade
from server.demo.people import FIRST_NAMES, LAST_NAMES

OFFERS = {
    DealStatus.OPEN: QuotationStatus.OPEN,
    DealStatus.WON: QuotationStatus.ACCEPTED,
    DealStatus.LOST: QuotationStatus.REFUSED,
}
DUE = datetime.timedelta(days=30)


class Selling:
    """Makes what hangs off companies and deals that are there; dice of its own, so that adding to
    it changes nothing else.
    """

    def __init__(self, account: Account, companies: list[Company], deals: list[Deal]) -> None:
        self._account, self._companies, self._deals = account, companies, deals
        self._dice = random.Random(account.name)

    async def fill(self, by: User) -> None:
        """Save all of it; the account's next invoice has the next number."""
        contacts = self._contacts(by)
        await Contact.bulk_create(contacts, batch_size=500)
        saved = await Contact.filter(account_id=self._account.id).order_by("id")
        await CompanyLink.bulk_create(self._links(saved), batch_size=500)
        await Quotation.bulk_create(self._quotations(), batch_size=500)
        invoices = self._invoices()
        await Invoice.bulk_create(invoices, batch_size=500)
        last = sum(invoice.number is not None for invoice in invoices)
        await Account.filter(id=self._account.id).update(last_invoice=last)

    def _contacts(self, by: User) -> list[Contact]:
        names = self._dice.sample(list(itertools.product(FIRST_NAMES, LAST_NAMES)), 600)
        return [
            Contact(
                account_id=self._account.id,
                first_name=first,
                last_name=last,
                email=f"{first}.{last}@mail.example".lower().replace(" ", "-"),
                phone=f"+{self._dice.randrange(30, 50)} {self._dice.randrange(10**8, 10**9)}",
                created_by_id=by.id,
                # Some are customers by themselves.
                company_count=0 if number % 15 == 14 else 1,
            )
            for number, (first, last) in enumerate(names)
        ]

    def _links(self, contacts: list[Contact]) -> list[CompanyLink]:
        linked = [contact for contact in contacts if contact.company_count]
        return [
            CompanyLink(
                account_id=self._account.id,
                contact_id=contact.id,
                company_id=self._companies[number % len(self._companies)].id,
                position=self._dice.choice(trade.POSITIONS),
                decision_maker=number % 3 == 0,
            )
            for number, contact in enumerate(linked)
        ]

    def _quotations(self) -> list[Quotation]:
        return [
            Quotation(
                account_id=self._account.id,
                deal_id=deal.id,
                title=f"Offer {number + 1}",
                status=OFFERS[deal.status],
                amount_cents=deal.amount_cents,
                currency=deal.currency,
                accepted_at=deal.closed_at if deal.status is DealStatus.WON else None,
            )
            for number, deal in enumerate(self._deals[::2])
        ]

    def _invoices(self) -> list[Invoice]:
        won = [
            (deal.closed_at, deal.id, deal)
            for deal in self._deals
            if deal.status is DealStatus.WON and deal.closed_at and deal.company_id
        ]
        return [
            self._invoice(number, booked, deal)
            for number, (booked, _, deal) in enumerate(sorted(won), 1)
        ]

    def _invoice(self, number: int, booked: datetime.datetime, deal: Deal) -> Invoice:
        paid = booked + DUE * self._dice.uniform(0.2, 1.5)
        is_paid = paid < datetime.datetime.now(datetime.UTC)
        return Invoice(
            account_id=self._account.id,
            number=str(number),
            status=InvoiceStatus.PAID if is_paid else InvoiceStatus.OUTSTANDING,
            company_id=deal.company_id,
            deal_id=deal.id,
            total_cents=deal.amount_cents,
            currency=deal.currency,
            due_on=(booked + DUE).date(),
            booked_at=booked,
            sent_at=booked,
            paid_at=paid if is_paid else None,
        )
