"""What the demo account offers within its deals, and what it charges for those it won."""

import datetime
import random

from demo.stage import DAY, Stage
from orm.deal import Deal, DealStatus
from orm.invoice import Invoice, InvoiceStatus
from orm.quotation import Quotation, QuotationStatus

#: What became of the last offer of a deal.
ENDS = {
    DealStatus.OPEN: QuotationStatus.OPEN,
    DealStatus.WON: QuotationStatus.ACCEPTED,
    DealStatus.LOST: QuotationStatus.REFUSED,
}


async def quotations(stage: Stage) -> None:
    """One or two offers in every fourth deal."""
    dice = stage.dice("quotations")
    offers = [
        (deal, last)
        for number, deal in enumerate(stage.deals[::4])
        for last in ([False, True] if number % 2 else [True])
    ]
    await Quotation.bulk_create(_quotation(dice, *offer) for offer in offers)


def _quotation(dice: random.Random, deal: Deal, last: bool) -> Quotation:
    status = ENDS[deal.status] if last else QuotationStatus.REFUSED
    what = deal.title.partition(",")[0].partition(" (")[0]
    return Quotation(
        account_id=deal.account_id,
        deal_id=deal.id,
        title=f"{what}, {'last' if last else 'first'} offer",
        status=status,
        amount_cents=(deal.amount_cents or 0) * (100 if last else dice.randrange(102, 118)) // 100,
        currency=deal.currency,
        created_at=deal.created_at + DAY * (2 if last else 1),
        accepted_at=deal.closed_at if status is QuotationStatus.ACCEPTED else None,
    )


async def invoices(stage: Stage) -> None:
    """An invoice for most deals that were won, numbered as they were booked; some are drafts."""
    dice = stage.dice("invoices")
    won = [deal for deal in stage.deals if deal.status is DealStatus.WON and deal.closed_at]
    won.sort(key=lambda deal: deal.closed_at or stage.now)
    drafts, booked = won[-12:], [deal for deal in won[:-12] if dice.random() < 0.6]
    made = [_booked(stage, dice, number, deal) for number, deal in enumerate(booked, 1)]
    made += [_of(deal, deal.closed_at) for deal in drafts]
    await Invoice.bulk_create(made, batch_size=500)
    stage.account.last_invoice = len(booked)
    await stage.account.save(update_fields=["last_invoice"])


def _booked(stage: Stage, dice: random.Random, number: int, deal: Deal) -> Invoice:
    at = deal.closed_at or stage.now
    invoice = _of(deal, at)
    invoice.number, invoice.booked_at, invoice.sent_at = str(number), at, at
    invoice.due_on = (at + 30 * DAY).date()
    paid = at + DAY * dice.randrange(4, 50)
    is_paid = paid < stage.now and dice.random() < 0.9
    invoice.status = InvoiceStatus.PAID if is_paid else InvoiceStatus.OUTSTANDING
    invoice.paid_at = paid if is_paid else None
    return invoice


def _of(deal: Deal, at: datetime.datetime | None) -> Invoice:
    return Invoice(
        account_id=deal.account_id,
        company_id=deal.company_id,
        contact_id=deal.contact_id,
        deal_id=deal.id,
        total_cents=deal.amount_cents or 0,
        currency=deal.currency,
        created_at=at,
    )
