"""A contact, as clients see it."""

import strawberry

from orm.contact import CompanyLink as OrmCompanyLink
from orm.contact import Contact as OrmContact
from orm.project import ProjectCustomer
from orm.record import Through
from permissions.contact import CompanyLinkAccess, ContactAccess
from reader.sources.many import Many
from schema.company import (
    Company,
    LazyDeal,
    LazyDealFilter,
    LazyDealOrder,
    LazyInvoice,
    LazyInvoiceFilter,
    LazyInvoiceOrder,
    LazyProject,
    LazyProjectFilter,
    LazyProjectOrder,
    LazyTicket,
    LazyTicketFilter,
    LazyTicketOrder,
    LazyUser,
)
from schema.contact.listing import ContactFilter, ContactOrder
from schema.types.fields import by_id, column, come, connection, entity, related
from schema.types.paging import Records
from schema.types.record import Record


@entity(OrmCompanyLink, CompanyLinkAccess)
@strawberry.type(
    description=f"That a contact works for a company. Visible to {CompanyLinkAccess.read.words}."
)
class CompanyLink:
    """That a contact works for a company."""

    company: Company = related("For which.", "company")
    position: str | None = column("What they are there.")
    decision_maker: bool = column("Whether they decide.")


@entity(OrmContact, ContactAccess, order=("last_name",), label="name")
@strawberry.type(description=f"A person. Visible to {ContactAccess.read.words}.")
class Contact(Record):
    """A person."""

    name: str = column("First and last name.")
    first_name: str | None = column("First name.")
    last_name: str = column("Last name.")
    email: str | None = column("Where they get mail.")
    phone: str | None = column("Their telephone number.")
    created_by: LazyUser | None = related("Who created them; null for an import.", "created_by")
    companies: list[CompanyLink] = come(
        "The companies that they work for.", Many(on={"contact_id": "id"})
    )
    deals: Records[LazyDeal] = connection(
        "What may be sold to them.",
        Many(on={"contact_id": "id"}),
        filter=LazyDealFilter,
        order=LazyDealOrder,
    )
    invoices: Records[LazyInvoice] = connection(
        "What they have to pay, or paid.",
        Many(on={"contact_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )
    projects: Records[LazyProject] = connection(
        "What is worked on for them.",
        Many(through=Through(ProjectCustomer, mine="contact_id", theirs="project_id")),
        filter=LazyProjectFilter,
        order=LazyProjectOrder,
    )
    tickets: Records[LazyTicket] = connection(
        "What they wrote to the shared inboxes.",
        Many(on={"contact_id": "id"}),
        filter=LazyTicketFilter,
        order=LazyTicketOrder,
    )


@strawberry.type
class ContactQueries:
    """The roots that read contacts."""

    contact: Contact | None = by_id("A contact.")
    contacts: Records[Contact] = connection(
        "The contacts that the viewer may read, by last name.",
        filter=ContactFilter,
        order=ContactOrder,
    )


__all__ = ["CompanyLink", "Contact", "ContactFilter", "ContactOrder", "ContactQueries"]
