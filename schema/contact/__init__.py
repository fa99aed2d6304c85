"""The contact in the schema."""

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
    description="Link between a contact and a company that the contact works for. Visible to"
    f" {CompanyLinkAccess.read.words}."
)
class CompanyLink:
    """Link between a contact and a company that the contact works for."""

    company: Company = related("Company that the contact works for.", "company")
    position: str | None = column("Position of the contact at this company.")
    decision_maker: bool = column("Whether the contact makes decisions at this company.")


@entity(OrmContact, ContactAccess, order=("last_name",), label="name")
@strawberry.type(
    description="Person who is a customer, or works for one. Visible to"
    f" {ContactAccess.read.words}."
)
class Contact(Record):
    """Person who is a customer, or works for one."""

    name: str = column("First and last name of the contact.")
    first_name: str | None = column("First name of the contact.")
    last_name: str = column("Last name of the contact.")
    email: str | None = column("E-mail address of the contact.")
    phone: str | None = column("Phone number of the contact.")
    created_by: LazyUser | None = related(
        "User who created the contact; null if an import created it.", "created_by"
    )
    companies: list[CompanyLink] = come(
        "Companies that the contact works for, with the position at each.",
        Many(on={"contact_id": "id"}),
    )
    deals: Records[LazyDeal] = connection(
        "Deals with the contact.",
        Many(on={"contact_id": "id"}),
        filter=LazyDealFilter,
        order=LazyDealOrder,
    )
    invoices: Records[LazyInvoice] = connection(
        "Invoices to the contact.",
        Many(on={"contact_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )
    projects: Records[LazyProject] = connection(
        "Projects for the contact.",
        Many(through=Through(ProjectCustomer, mine="contact_id", theirs="project_id")),
        filter=LazyProjectFilter,
        order=LazyProjectOrder,
    )
    tickets: Records[LazyTicket] = connection(
        "Tickets of the contact in the shared inboxes.",
        Many(on={"contact_id": "id"}),
        filter=LazyTicketFilter,
        order=LazyTicketOrder,
    )


@strawberry.type
class ContactQueries:
    """Queries for contacts."""

    contact: Contact | None = by_id("contact")
    contacts: Records[Contact] = connection(
        "Contacts that the viewer may read, by last name.",
        filter=ContactFilter,
        order=ContactOrder,
    )


__all__ = ["CompanyLink", "Contact", "ContactFilter", "ContactOrder", "ContactQueries"]
