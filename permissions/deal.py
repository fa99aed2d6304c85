"""Permissions on deals."""

from tortoise.expressions import Q

from orm.deal import Deal
from orm.user import Module
from permissions.company import managed_ids
from permissions.contact import of_seen_contacts
from permissions.rule import Access, Condition, Rule, admin, allow, any_of, with_module
from permissions.viewer import Viewer


def responsible(viewer: Viewer) -> Q:
    """The deals that the viewer is responsible for; a second one counts while the feature is on."""
    first = Q(assigned_to_id=viewer.id)
    return first | Q(second_assigned_to_id=viewer.id) if viewer.second_responsibles else first


def of_managed_companies(viewer: Viewer) -> Q:
    """The rows of the companies that the viewer manages."""
    return any_of("company_id", managed_ids(viewer))


def unless_limited(viewer: Viewer) -> Condition:
    """Every deal, unless the viewer has limited access."""
    return not (viewer.limited_crm or viewer.limited_deals)


def unless_limited_crm(viewer: Viewer) -> Condition:
    """The viewer's own deals; with limited CRM access, a deal is only seen with its customer."""
    return not viewer.limited_crm and responsible(viewer)


def with_its_contact(viewer: Viewer) -> Condition:
    """The rows of contacts that the viewer may read with limited CRM access."""
    return viewer.limited_crm and of_seen_contacts(viewer)


unlimited = Rule("everyone with full access", unless_limited)
assignee = Rule("users without limited CRM access who are responsible for it", unless_limited_crm)
those_responsible = Rule("the users responsible for it", responsible)
manager = Rule("the account managers of its customer", of_managed_companies)
with_contact = Rule("everyone with limited CRM access who may read its contact", with_its_contact)


class DealAccess(Access[Deal]):
    """Permissions on deals."""

    model = Deal
    module = Module.DEALS

    read = allow(unlimited, assignee, manager, with_contact)
    create = allow(with_module)
    update = allow(unlimited, assignee, manager, with_contact)
    assign = allow(unlimited, assignee, manager, with_contact)
    delete = allow(those_responsible, admin)
