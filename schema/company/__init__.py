"""A company, as clients see it."""

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
@strawberry.type(description=f"A customer. Visible to {CompanyAccess.read.words}.")
class Company(Record):
    """A customer."""

    name: str = column("What it is called.")
    status: CompanyStatus = column("Whether one does business with it.")
    vat_number: str | None = column("Its number for value added tax.")
    email: str | None = column("Where it gets mail.")
    phone: str | None = column("Its telephone number.")
    website: str | None = column("Its address on the web.")
    city: str | None = column("The city it is in.")
    country: str | None = column("The country it is in.")
    industry: str | None = column("What it does.")
    account_manager: LazyUser | None = related("Who is responsible for it.", "account_manager")
    second_account_manager: LazyUser | None = related(
        "Who else is; counts while the account has SECOND_ACCOUNT_MANAGER.",
        "second_account_manager",
    )
    contacts: Records[LazyContact] = connection(
        "Who works for it; what they are there is in their companies.",
        Many(through=Through(CompanyLink, mine="company_id", theirs="contact_id")),
        filter=LazyContactFilter,
        order=LazyContactOrder,
    )
    deals: Records[LazyDeal] = connection(
        "What may be sold to it.",
        Many(on={"company_id": "id"}),
        filter=LazyDealFilter,
        order=LazyDealOrder,
    )
    invoices: Records[LazyInvoice] = connection(
        "What it has to pay, or paid.",
        Many(on={"company_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )
    projects: Records[LazyProject] = connection(
        "What is worked on for it.",
        Many(through=Through(ProjectCustomer, mine="company_id", theirs="project_id")),
        filter=LazyProjectFilter,
        order=LazyProjectOrder,
    )
    tickets: Records[LazyTicket] = connection(
        "What it wrote to the shared inboxes.",
        Many(on={"company_id": "id"}),
        filter=LazyTicketFilter,
        order=LazyTicketOrder,
    )


@strawberry.type
class CompanyQueries:
    """The roots that read companies."""

    company: Company | None = by_id("A company.")
    companies: Records[Company] = connection(
        "The companies that the viewer may read, by name.", filter=CompanyFilter, order=CompanyOrder
    )


__all__ = ["Company", "CompanyFilter", "CompanyOrder", "CompanyQueries"]
