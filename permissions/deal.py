"""Who may do what to a deal."""

from tortoise.expressions import Q

from orm.company import Company
from orm.deal import Deal
from orm.user import Module
from permissions.company import managed
from permissions.rule import Access, Condition, Ids, Rule, admin, allow, alternatives
from permissions.viewer import Viewer


def responsible(viewer: Viewer) -> Q:
    """The deals that the viewer is responsible for; seconds count while the feature is on."""
    first = Q(assigned_to_id=viewer.id)
    return first | Q(second_assigned_to_id=viewer.id) if viewer.seconds else first


def of_managed_companies(viewer: Viewer) -> Q:
    """The deals of the companies that the viewer manages."""
    inside = Q(account_id=viewer.account_id)
    # One subquery an alternative: each is a walk over an index, their OR in one would be none.
    kinds = [Ids(Company, inside & one) for one in alternatives(managed(viewer))]
    return Q(*(Q(company_id__in=some) for some in kinds), join_type=Q.OR)


def unless_limited(viewer: Viewer) -> Condition:
    """Every deal, to whom is under neither restriction."""
    return not (viewer.limited_crm or viewer.limited_deals)


def unless_limited_crm(viewer: Viewer) -> Condition:
    """One's own deals; under limited CRM access a deal is only seen with its customer."""
    return not viewer.limited_crm and responsible(viewer)


unlimited = Rule("whoever has full access", unless_limited)
assignee = Rule("those responsible for it, without limited CRM access", unless_limited_crm)
those_responsible = Rule("those responsible for it", responsible)
manager = Rule("the account managers of its customer", of_managed_companies)


class DealAccess(Access[Deal]):
    """Who may do what to a deal."""

    model = Deal
    module = Module.DEALS

    read = allow(unlimited, assignee, manager)
    create = allow(Rule("everyone with the module", lambda viewer: True))
    update = allow(unlimited, assignee, manager)
    assign = allow(unlimited, assignee, manager)
    delete = allow(those_responsible, admin)
