"""What happens to contacts, quotations and invoices, and who is found to hear of it."""

from collections.abc import Awaitable, Callable
from typing import Any

from orm.notification import Notification
from tests.permissions.selling.cast import SellingCast
from tests.permissions.selling.trying import (
    BOOKED,
    Make,
    create_quotation,
    delete,
    does,
    invoice,
    linked,
    note,
    quotation,
    rename,
    unlink,
)
from tests.world.people import Person, Thing

Event = Callable[[Person, SellingCast], Awaitable[Any]]


def to(make: Make, do: Callable[[Person, Thing], Awaitable[Any]]) -> Event:
    """Something that is done."""

    async def happen(by: Person, cast: SellingCast) -> None:
        await do(by, await make(cast))

    return happen


async def _contact_created(by: Person, cast: SellingCast) -> None:
    await by.create("Contact", lastName="New", companies=[{"company": await cast.company()}])


async def _linked_to_another(by: Person, cast: SellingCast) -> None:
    contact = await cast.crm.contact("Carl", [await cast._other_company()])
    await by.link(contact, await cast.company())


async def _quotation_created(by: Person, cast: SellingCast) -> None:
    await create_quotation(cast, by)


async def _invoice_created(by: Person, cast: SellingCast) -> None:
    await by.create("Invoice", customer=await cast.company())


EVENTS: dict[str, Event] = {
    "a contact is created for the company": _contact_created,
    "the contact is updated": to(linked, rename),
    "the contact is linked to the company": _linked_to_another,
    "the contact is unlinked from the company": to(linked, unlink),
    "the contact is deleted": to(linked, delete),
    "a note on the contact": to(linked, note),
    "a quotation is created": _quotation_created,
    "the quotation is updated": to(quotation("company"), rename),
    "the quotation is accepted": to(quotation("company"), does("accept")),
    "the quotation is refused": to(quotation("company"), does("refuse")),
    "the quotation is deleted": to(quotation("company"), does("delete")),
    "an invoice is created": _invoice_created,
    "the invoice is updated": to(invoice("company"), rename),
    "the invoice is booked": to(invoice("company"), does("book")),
    "the invoice is sent": to(invoice("company", **BOOKED), does("send")),
    "the invoice is paid": to(invoice("company", **BOOKED), does("pay")),
    "the invoice of a contact is booked": to(invoice("contact"), does("book")),
    "the invoice is deleted": to(invoice("company"), delete),
    "a note on the invoice": to(invoice("company"), note),
}


async def told(cast: SellingCast, event: str) -> dict[str, str]:
    """Who is told, of everyone in the table; nobody else is."""
    ada = await cast.crm.person("ada")
    before = await Notification.all().count()
    await EVENTS[event](ada, cast)
    rows = await Notification.all().order_by("id").offset(before)
    heard = [row.recipient_id for row in rows]
    assert len(set(heard)) == len(heard)
    assert set(heard) <= {person.id for person in cast.people.values()}
    assert not [row.text for row in rows if "Secret" in row.text]
    return {
        column: "told" if person.id in heard else "silent" for column, person in cast.people.items()
    }
