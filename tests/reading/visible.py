"""Who may read what, written from the domain's section 4 and from nothing else."""

# ruff: noqa: N802, N815

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.deal import Deal
from orm.project import Project, ProjectOwner, ProjectParticipant
from orm.record import RecordKind
from orm.team import Membership
from orm.user import User
from tests.reading.kinds import MODELS
from tests.reading.world import World

CRM, DEALS, INVOICES = "COMPANIES_AND_CONTACTS", "DEALS", "INVOICES"
PROJECTS, TICKETS = "PROJECTS", "TICKETS"
MODULES = {
    "COMPANY": CRM,
    "CONTACT": CRM,
    "DEAL": DEALS,
    "INVOICE": INVOICES,
    "PROJECT": PROJECTS,
    "TICKET": TICKETS,
}
#: What is said where a kind is in no table of these.
WANTED = "write the rule of this kind here, from the sentences in docs/permissions.md"


MODULE_OF = {
    **dict.fromkeys(("Company", "Contact", "CompanyLink"), CRM),
    **dict.fromkeys(("Deal", "Quotation"), DEALS),
    "Invoice": INVOICES,
    **dict.fromkeys(("Project", "Task"), PROJECTS),
    **dict.fromkeys(("Inbox", "Message", "Ticket"), TICKETS),
}


def module_of(kind: RecordKind) -> str:
    """The module that a kind of record belongs to."""
    assert kind.value in MODULES, f"{kind}: {WANTED}"
    return MODULES[kind.value]


@dataclass
class Eyes:
    """What one user sees of a world."""

    world: World
    me: Any
    account: Any
    #: What was found before; a world does not change.
    looked_up: dict[tuple[str, int], bool] = field(default_factory=dict)

    def has(self, module: str | None) -> bool:
        """Whether a module is on for the user, and the account has it."""
        plan, boosters = self.account.plan.value, self.account.boosters
        if module == PROJECTS and plan == "GO" and "PROJECT_MANAGEMENT" not in boosters:
            return False
        if module == TICKETS and plan != "BOOST" and "SHARED_INBOX" not in boosters:
            return False
        return module is None or module in self.me.modules

    @property
    def access(self) -> str:
        """FULL, LIMITED_CRM or LIMITED_DEALS; an admin is never limited."""
        return "FULL" if self.me.is_admin else str(self.me.crm_access.value)

    @property
    def seconds(self) -> bool:
        """Whether seconds count in the account."""
        return "SECOND_ACCOUNT_MANAGER" in self.account.features

    def one_of(self, first: int | None, second: int | None) -> bool:
        """Whether the user is the first, or the second where seconds count."""
        return first == self.me.id or (self.seconds and second == self.me.id)

    def manages(self, company: Any) -> bool:
        """Whether the user is the company's first or second manager."""
        return self.one_of(company.account_manager_id, company.second_account_manager_id)

    def has_deal(self, deal: Any) -> bool:
        """Whether the user is the deal's first or second responsible."""
        return self.one_of(deal.assigned_to_id, deal.second_assigned_to_id)

    def knows(self, contact: Any) -> bool:
        """Whether a contact is of the user's companies, or of no company and created by them."""
        links = [it for it in self.world.all(CompanyLink) if it.contact_id == contact.id]
        if not links:
            return bool(contact.created_by_id == self.me.id)
        return any(self.manages(self.world.get(Company, link.company_id)) for link in links)

    def reads_customer_of(self, deal: Any) -> bool:
        """Whether a limited user sees who a deal is for, the module aside."""
        contact = self.world.get(Contact, deal.contact_id)
        return self.manages_customer_of(deal) or (contact is not None and self.knows(contact))

    def manages_customer_of(self, deal: Any) -> bool:
        """Whether the user manages the deal's company."""
        company = self.world.get(Company, deal.company_id)
        return company is not None and self.manages(company)

    def reads(self, kind: str, row: Any) -> bool:
        """Whether the user may read a row, of a type of the schema."""
        if kind == "Account":
            return bool(row.id == self.me.account_id)
        if row.account_id != self.me.account_id:
            return False
        if (kind, row.id) not in self.looked_up:
            self.looked_up[kind, row.id] = self._reads(kind, row)
        return self.looked_up[kind, row.id]

    def _reads(self, kind: str, row: Any) -> bool:
        module = MODULE_OF.get(kind)
        sees: Callable[[Any], bool] = getattr(self, f"sees_{kind}", lambda row: True)
        return self.has(module) and sees(row)

    def sees_Company(self, row: Any) -> bool:
        return self.access != "LIMITED_CRM" or self.manages(row)

    def sees_Contact(self, row: Any) -> bool:
        return self.access != "LIMITED_CRM" or self.knows(row)

    def sees_CompanyLink(self, row: Any) -> bool:
        return self.reads("Company", self.world.get(Company, row.company_id))

    def sees_Deal(self, row: Any) -> bool:
        return self.reads_deal(row)

    def sees_Quotation(self, row: Any) -> bool:
        return self.reads("Deal", self.world.get(Deal, row.deal_id))

    def sees_Invoice(self, row: Any) -> bool:
        return self.access != "LIMITED_CRM" or self.reads_customer_of(row)

    def sees_Project(self, row: Any) -> bool:
        return self.reads_project(row)

    def sees_Task(self, row: Any) -> bool:
        return self.reads("Project", self.world.get(Project, row.project_id))

    def sees_Note(self, row: Any) -> bool:
        return self.record(row.record_kind, row.record_id) is not None

    sees_ResponsibilityChange = sees_Note

    def sees_CustomFieldValue(self, row: Any) -> bool:
        return self.sees_Note(row) and self.sees_what_is_named(row)

    def sees_what_is_named(self, value: Any) -> bool:
        """Whether a value names nothing, or what the user may read."""
        named: list[tuple[Any, int | None]] = [
            (Company, value.company_id),
            (Contact, value.contact_id),
        ]
        return all(
            self.reads(model.__name__, self.world.get(model, id_)) for model, id_ in named if id_
        )

    def sees_CustomFieldDefinition(self, row: Any) -> bool:
        return self.has(module_of(row.level))

    def sees_Segment(self, row: Any) -> bool:
        return self.has(module_of(row.kind)) and self.sees_segment(row)

    def lacks_the_module(self, kind: str, row: Any) -> bool:
        """Whether what an id names is not available; row: what there is of that id, or None."""
        if kind in MODULE_OF:
            return not self.has(MODULE_OF[kind])
        of_kinds = kind in ("Segment", "CustomFieldDefinition")
        if not of_kinds or row is None or row.account_id != self.me.account_id:
            return False
        if kind == "Segment":
            return self.sees_segment(row) and not self.has(module_of(row.kind))
        return not self.has(module_of(row.level))

    def sees_Notification(self, row: Any) -> bool:
        return bool(row.recipient_id == self.me.id)

    def reads_deal(self, deal: Any) -> bool:
        """Whether the user may read a deal, the module aside."""
        if self.access == "LIMITED_CRM":
            return self.reads_customer_of(deal)
        if self.access == "LIMITED_DEALS":
            return self.has_deal(deal) or self.manages_customer_of(deal)
        return True

    def owns(self, project: Any) -> bool:
        """Whether the user is an owner of a project."""
        owners = self.world.all(ProjectOwner)
        return any(it.project_id == project.id and it.user_id == self.me.id for it in owners)

    def takes_part_in(self, project: Any) -> bool:
        """Whether the user takes part in a project, directly or through a team."""
        teams = {it.team_id for it in self.world.all(Membership) if it.user_id == self.me.id}
        return any(
            it.user_id == self.me.id or it.team_id in teams
            for it in self.world.all(ProjectParticipant)
            if it.project_id == project.id
        )

    def reads_project(self, project: Any) -> bool:
        """Whether the user may read a project, the module aside."""
        if self.me.is_admin or self.me.project_access.value in ("ALL", "ADMIN"):
            return True
        return self.owns(project) or self.takes_part_in(project)

    def edits(self, kind: str, row: Any) -> bool:
        """Whether the user may change a record that they may read."""
        if kind != "Project" or self.me.is_admin or self.me.project_access.value == "ADMIN":
            return True
        if row.editors.value == "EVERYONE" or self.owns(row):
            return True
        return bool(row.editors.value != "OWNERS" and self.takes_part_in(row))

    def sees_financials_of(self, project: Any) -> bool:
        """Whether the user sees the budget and the margin of a project."""
        return bool(self.me.sees_financials and (self.me.is_admin or self.owns(project)))

    def record(self, kind: Any, id_: int | None) -> tuple[str, Any] | None:
        """The type and the row of a record that the user may read."""
        if kind is None:
            return None
        name = RecordKind(kind).type_name
        row = self.world.get(MODELS[name], id_)
        return (name, row) if row is not None and self.reads(name, row) else None

    def sees_segment(self, segment: Any) -> bool:
        """Whether a segment is the user's own or shared, its kind aside."""
        return bool(segment.owner_id == self.me.id or segment.visibility.value == "SHARED")

    def may_change_segment(self, segment: Any) -> bool:
        """Whether the user may change a segment that they see."""
        if segment.owner_id == self.me.id:
            return True
        owner = self.world.get(User, segment.owner_id)
        left = owner is not None and owner.status.value == "DEACTIVATED"
        shared, editors = segment.visibility.value == "SHARED", segment.editors.value
        return shared and (editors == "EVERYONE" or (self.me.is_admin and left))

    def sees_private_of(self, user: Any) -> bool:
        """Whether the user sees another one's e-mail, access and modules."""
        return bool(self.me.is_admin or user.id == self.me.id)

    def may_delete(self, kind: str, row: Any) -> bool:
        """Whether the user may delete a record that they may read."""
        if kind == "Ticket":
            return bool(row.assigned_to_id == self.me.id or self.me.is_admin)
        by_kind = {
            "Company": self.manages,
            "Contact": self.knows,
            "Deal": self.has_deal,
            "Invoice": self.manages_customer_of,
            "Project": self.owns,
        }
        assert kind in by_kind, f"{kind}: {WANTED}"
        return by_kind[kind](row) or bool(self.me.is_admin)
