"""How each permission of contacts, quotations and invoices is tried through the API."""

from collections.abc import Awaitable, Callable
from typing import Any

from orm.contact import CompanyLink
from tests.permissions.selling.cast import SellingCast
from tests.permissions.trying import all_alike, answered, by_node, can, inside
from tests.world.people import Person, Thing

Make = Callable[[SellingCast], Awaitable[Thing]]
Try = Callable[[SellingCast, Person], Awaitable[str]]


def linked(cast: SellingCast) -> Awaitable[Thing]:
    """A contact of the company."""
    return cast.contact(linked=True)


def unlinked(cast: SellingCast) -> Awaitable[Thing]:
    """A contact of no company."""
    return cast.contact(linked=False)


def quotation(of: str) -> Make:
    """A quotation for a customer."""
    return lambda cast: cast.quotation(of)


def invoice(of: str, **columns: Any) -> Make:
    """An invoice for a customer."""
    return lambda cast: cast.invoice(of, **columns)


def read(make: Make) -> Try:
    """Reading by the roots of a type, where it has some, and by its id alone."""

    async def attempt(cast: SellingCast, person: Person) -> str:
        thing = await make(cast)
        by_id = await by_node(person, thing)
        if thing.type == "Quotation":
            return by_id
        one, many = thing.type.lower(), f"{thing.type.lower()}s"

        async def single() -> bool:
            asked = await person.ask(f"query($id: ID!) {{ {one}(id: $id) {{ id }} }}", id=thing.gid)
            return bool(asked[one] is not None)

        async def listed() -> bool:
            found = (await person.ask(f"{{ {many} {{ nodes {{ id }} totalCount }} }}"))[many]
            assert found["totalCount"] == len(found["nodes"])
            return {"id": thing.gid} in found["nodes"]

        return all_alike(by_id, await answered(single()), await answered(listed()))

    return attempt


async def read_link(cast: SellingCast, person: Person) -> str:
    """Reading that a contact works for the company."""
    contact = await linked(cast)

    async def below() -> bool:
        seen = await person.see(contact, "companies { company { name } }")
        return bool(seen) and {"company": {"name": "Acme"}} in seen["companies"]

    return await inside(below())


def write(make: Make, do: Callable[[Person, Thing], Awaitable[Any]], verb: str = "") -> Try:
    """Writing; what is refused changes nothing, and viewerCan agrees."""

    async def attempt(cast: SellingCast, person: Person) -> str:
        thing = await make(cast)
        claims = None if thing.type == "Quotation" else await can(person, thing)
        before = await cast.crm.tables()
        became = await answered(do(person, thing))
        assert (await cast.crm.tables() != before) is (became == "yes")
        assert claims is None or claims.get(verb, became == "yes") is (became == "yes")
        return became

    return attempt


def assign(make: Make) -> Try:
    """Making somebody responsible, for which there is no mutation: what viewerCan says of it."""

    async def attempt(cast: SellingCast, person: Person) -> str:
        thing = await make(cast)
        root = await read(make)(cast, person)
        if root != "yes":
            return root
        claims = await can(person, thing)
        return "yes" if claims and claims["assign"] else "forbidden"

    return attempt


async def create_contact(cast: SellingCast, person: Person) -> str:
    """Creating a contact."""
    return await answered(person.create("Contact", lastName="New"))


async def create_invoice(cast: SellingCast, person: Person) -> str:
    """Drafting an invoice for a contact that one has created oneself."""
    here = person.account_id == cast.crm.account_id
    customer = (
        await cast.crm.contact(created_by=person) if here else await cast.crm.foreign("Contact")
    )
    return await answered(person.create("Invoice", customer=customer))


async def create_quotation(cast: SellingCast, person: Person) -> str:
    """Adding a quotation to the deal, which is an update of it."""
    deal = await cast.crm.deal(company=await cast.company(), assigned_to=cast.people["responsible"])
    return await answered(person.create("Quotation", deal=deal, title="New"))


async def link(person: Person, contact: Thing) -> None:
    """Say what a contact is at the company that they work for."""
    await person.link(contact, await company_of(person, contact), position="CEO")


async def unlink(person: Person, contact: Thing) -> None:
    """Take a contact from the company that they work for."""
    await person.unlink(contact, await company_of(person, contact), confirmLossOfAccess=True)


async def company_of(person: Person, contact: Thing) -> Thing:
    """The company that a contact works for, whoever asks."""
    row = await CompanyLink.filter(contact_id=contact.id).order_by("id").first()
    assert row
    return Thing("Company", row.company_id)


def does(verb: str) -> Callable[[Person, Thing], Awaitable[Any]]:
    """Something that needs no more to be said."""
    return lambda person, thing: person.do(verb, thing)


def delete(person: Person, thing: Thing) -> Awaitable[Any]:
    """Deleting it."""
    return person.delete(thing)


def note(person: Person, thing: Thing) -> Awaitable[Any]:
    """Adding a note to it."""
    return person.note(thing, "Secret")


def rename(person: Person, thing: Thing) -> Awaitable[Any]:
    """Changing it."""
    given = {"Contact": {"phone": "1"}, "Quotation": {"title": "Else"}}
    return person.update(thing, **given.get(thing.type, {"dueOn": "2026-12-24"}))


BOOKED = {"status": "OUTSTANDING"}
TRIES: dict[str, Try] = {
    "contact.read of the company": read(linked),
    "contact.read of no company": read(unlinked),
    "contact.create": create_contact,
    "contact.update of the company": write(linked, rename, "update"),
    "contact.update of no company": write(unlinked, rename, "update"),
    "contact.link to the company": write(linked, link, "update"),
    "contact.unlink from the company": write(linked, unlink, "update"),
    "contact.assign of the company": assign(linked),
    "contact.delete of the company": write(linked, delete, "delete"),
    "contact.delete of no company": write(unlinked, delete, "delete"),
    "company_link.read": read_link,
    "note.add to the contact of the company": write(linked, note, "read"),
    "quotation.read for the company": read(quotation("company")),
    "quotation.read for the contact": read(quotation("contact")),
    "quotation.create for the company": create_quotation,
    "quotation.update for the company": write(quotation("company"), rename),
    "quotation.accept for the company": write(quotation("company"), does("accept")),
    "quotation.refuse for the company": write(quotation("company"), does("refuse")),
    "quotation.delete for the company": write(quotation("company"), does("delete")),
    "invoice.read for the company": read(invoice("company")),
    "invoice.read for the contact": read(invoice("contact")),
    "invoice.create": create_invoice,
    "invoice.update for the company": write(invoice("company"), rename, "update"),
    "invoice.update for the contact": write(invoice("contact"), rename, "update"),
    "invoice.book for the company": write(invoice("company"), does("book")),
    "invoice.send for the company": write(invoice("company", **BOOKED), does("send")),
    "invoice.pay for the company": write(invoice("company", **BOOKED), does("pay")),
    "invoice.assign for the company": assign(invoice("company")),
    "invoice.delete for the company": write(invoice("company"), delete, "delete"),
    "invoice.delete for the contact": write(invoice("contact"), delete, "delete"),
    "note.add to the invoice for the company": write(invoice("company"), note, "read"),
}
