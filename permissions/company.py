"""Permissions on companies."""

from tortoise.expressions import Q

from orm.company import Company
from orm.user import Module
from permissions.rule import Access, Condition, Ids, Rule, admin, allow, alternatives, with_module
from permissions.viewer import Viewer


def managed(viewer: Viewer) -> Q:
    """The companies that the viewer manages; a second manager counts while the feature is on."""
    first = Q(account_manager_id=viewer.id)
    return first | Q(second_account_manager_id=viewer.id) if viewer.second_responsibles else first


def managed_ids(viewer: Viewer) -> list[Ids]:
    """The ids of the companies that the viewer manages, one subquery for each alternative."""
    inside = Q(account_id=viewer.account_id)
    return [Ids(Company, inside & one) for one in alternatives(managed(viewer))]


def unless_limited(viewer: Viewer) -> Condition:
    """Every company, unless the viewer has limited CRM access."""
    return not viewer.limited_crm


unlimited = Rule("everyone without limited CRM access", unless_limited)
manager = Rule("its account managers", managed)


class CompanyAccess(Access[Company]):
    """Permissions on companies."""

    model = Company
    module = Module.COMPANIES_AND_CONTACTS

    read = allow(unlimited, manager)
    create = allow(with_module)
    update = allow(unlimited, manager)
    assign = allow(unlimited, manager)
    delete = allow(manager, admin)
