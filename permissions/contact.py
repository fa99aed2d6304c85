"""Permissions on contacts, and on their links to companies."""

from tortoise.expressions import Q

from orm.contact import CompanyLink, Contact
from orm.user import Module
from permissions.company import CompanyAccess, managed_ids, unlimited
from permissions.rule import Access, Ids, Rule, admin, allow, any_of, nobody, with_its, with_module
from permissions.viewer import Viewer


def linked(viewer: Viewer) -> Q:
    """The contacts of the companies that the viewer manages."""
    links = [Ids(CompanyLink, Q(company_id__in=some), "contact_id") for some in managed_ids(viewer)]
    return any_of("id", links)


def made(viewer: Viewer) -> Q:
    """The contacts that the viewer created and that have no company."""
    return Q(created_by_id=viewer.id, company_count=0)


def of_seen_contacts(viewer: Viewer) -> Q:
    """The rows of a contact that the viewer may read with limited CRM access."""
    inside = Q(account_id=viewer.account_id)
    return any_of("contact_id", [Ids(Contact, inside & one(viewer)) for one in (linked, made)])


manager = Rule("the account managers of the contact's companies", linked)
creator = Rule("the user who created the contact as long as it has no company", made)


class ContactAccess(Access[Contact]):
    """Permissions on contacts."""

    model = Contact
    module = Module.COMPANIES_AND_CONTACTS

    read = allow(unlimited, manager, creator)
    create = allow(with_module)
    update = allow(unlimited, manager, creator)
    assign = allow(nobody)
    delete = allow(manager, creator, admin)


class CompanyLinkAccess(Access[CompanyLink]):
    """Permissions on links; who may read the company may read its contacts."""

    model = CompanyLink
    module = Module.COMPANIES_AND_CONTACTS

    read = allow(
        Rule("everyone who may read the company", with_its("company_id", CompanyAccess, "read"))
    )
