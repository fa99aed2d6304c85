"""The company in the schema."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.company import Company as OrmCompany
from orm.company import CompanyStatus
from orm.contact import CompanyLink
from orm.project import ProjectCustomer
from orm.record import Through
from permissions.company import CompanyAccess
from reader.sources.many import Many
from schema.company.listing import CompanyFilter, CompanyOrder
from schema.types.fields import by_id, column, connection, entity, related
from schema.types.paging import Records
from schema.types.record import Record

if TYPE_CHECKING:
    from schema.contact import Contact, ContactFilter, ContactOrder
    from schema.deal import Deal, DealFilter, DealOrder
    from schema.invoice import Invoice, InvoiceFilter, InvoiceOrder
    from schema.project import Project, ProjectFilter, ProjectOrder
    from schema.ticket import Ticket, TicketFilter, TicketOrder
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
LazyContact = Annotated["Contact", strawberry.lazy("schema.contact")]
LazyContactFilter = Annotated["ContactFilter", strawberry.lazy("schema.contact")]
LazyContactOrder = Annotated["ContactOrder", strawberry.lazy("schema.contact")]
LazyDeal = Annotated["Deal", strawberry.lazy("schema.deal")]
LazyDealFilter = Annotated["DealFilter", strawberry.lazy("schema.deal")]
LazyDealOrder = Annotated["DealOrder", strawberry.lazy("schema.deal")]
LazyInvoice = Annotated["Invoice", strawberry.lazy("schema.invoice")]
LazyInvoiceFilter = Annotated["InvoiceFilter", strawberry.lazy("schema.invoice")]
LazyInvoiceOrder = Annotated["InvoiceOrder", strawberry.lazy("schema.invoice")]
LazyProject = Annotated["Project", strawberry.lazy("schema.project")]
LazyProjectFilter = Annotated["ProjectFilter", strawberry.lazy("schema.project")]
LazyProjectOrder = Annotated["ProjectOrder", strawberry.lazy("schema.project")]
LazyTicket = Annotated["Ticket", strawberry.lazy("schema.ticket")]
LazyTicketFilter = Annotated["TicketFilter", strawberry.lazy("schema.ticket")]
LazyTicketOrder = Annotated["TicketOrder", strawberry.lazy("schema.ticket")]


@entity(OrmCompany, CompanyAccess, order=("name",), label="name")
@strawberry.type(
    description="Company that is a customer, or may become one. Visible to"
    f" {CompanyAccess.read.words}."
)
class Company(Record):
    """Company that is a customer, or may become one."""

    name: str = column("Name of the company.")
    status: CompanyStatus = column("Whether the account still does business with the company.")
    vat_number: str | None = column("VAT number of the company.")
    email: str | None = column("E-mail address of the company.")
    phone: str | None = column("Phone number of the company.")
    website: str | None = column("Web address of the company.")
    city: str | None = column("City of the company.")
    country: str | None = column("Country of the company.")
    industry: str | None = column("Industry of the company.")
    account_manager: LazyUser | None = related(
        "User who is responsible for the company; null if nobody is.", "account_manager"
    )
    second_account_manager: LazyUser | None = related(
        "Second user who is responsible for the company; null if there is none. Has an effect"
        " only while the account has the feature SECOND_ACCOUNT_MANAGER.",
        "second_account_manager",
    )
    contacts: Records[LazyContact] = connection(
        "Contacts who work for the company. Contact.companies has the position of each.",
        Many(through=Through(CompanyLink, mine="company_id", theirs="contact_id")),
        filter=LazyContactFilter,
        order=LazyContactOrder,
    )
    deals: Records[LazyDeal] = connection(
        "Deals with the company.",
        Many(on={"company_id": "id"}),
        filter=LazyDealFilter,
        order=LazyDealOrder,
    )
    invoices: Records[LazyInvoice] = connection(
        "Invoices to the company.",
        Many(on={"company_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )
    projects: Records[LazyProject] = connection(
        "Projects for the company.",
        Many(through=Through(ProjectCustomer, mine="company_id", theirs="project_id")),
        filter=LazyProjectFilter,
        order=LazyProjectOrder,
    )
    tickets: Records[LazyTicket] = connection(
        "Tickets of the company in the shared inboxes.",
        Many(on={"company_id": "id"}),
        filter=LazyTicketFilter,
        order=LazyTicketOrder,
    )


@strawberry.type
class CompanyQueries:
    """Queries for companies."""

    company: Company | None = by_id("company")
    companies: Records[Company] = connection(
        "Companies that the viewer may read, by name.", filter=CompanyFilter, order=CompanyOrder
    )


__all__ = ["Company", "CompanyFilter", "CompanyOrder", "CompanyQueries"]
