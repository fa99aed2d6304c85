"""A contact, as clients see it."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.contact import CompanyLink as OrmCompanyLink
from orm.contact import Contact as OrmContact
from permissions.contact import CompanyLinkAccess, ContactAccess
from reader.filter import Between, Contains, InSegment, Linked, Responsible
from reader.source import Many
from schema.company import Company, LazyUser
from schema.fields import by_id, column, come, compare, connection, entity, related
from schema.filters import DateTimeRange, OrderDirection, ResponsibleFilter
from schema.paging import Records
from schema.record import Record


@strawberry.enum(description="What contacts can be ordered by.")
class ContactOrderField(Enum):
    """What contacts can be ordered by; the value is the column."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


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
    companies: list[CompanyLink] = come(
        "The companies that they work for.", Many(on={"contact_id": "id"})
    )
    created_by: LazyUser | None = related("Who created them; null for an import.", "created_by")


@strawberry.input(description="Which contacts; all that is said must hold.")
class ContactFilter:
    """Which contacts."""

    company: list[strawberry.ID] | None = compare(
        "Who work for one of these companies.",
        Linked("CompanyLink", mine="contact_id", theirs="company_id", to="Company"),
    )
    created_by: ResponsibleFilter | None = compare(
        "Who created them.", Responsible("created_by_id")
    )
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    search: str | None = compare("Text in the name, whatever the case.", Contains("search"))
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["ContactFilter", strawberry.lazy("schema.contact")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["ContactFilter", strawberry.lazy("schema.contact")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["ContactFilter", strawberry.lazy("schema.contact")] | None = strawberry.field(
        name="not", description="Not this.", default=strawberry.UNSET
    )


@strawberry.input(description="A key of an order of contacts.")
class ContactOrder:
    """A key of an order of contacts."""

    field: ContactOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )


@strawberry.type
class ContactQueries:
    """The roots that read contacts."""

    contact: Contact | None = by_id("A contact.")
    contacts: Records[Contact] = connection(
        "The contacts that the viewer may read.", filter=ContactFilter, order=ContactOrder
    )
