"""The fields of projects and tasks in plain Python."""

# ruff: noqa: N802

from types import SimpleNamespace
from typing import Any

from orm.project import ProjectCustomer, ProjectOwner, ProjectParticipant
from orm.responsibility import ResponsibilityChange
from tests.reading.visible import Eyes


class ProjectFields:
    """The fields of projects and tasks, and those that lead to them."""

    eyes: Eyes

    def rows(self, kind: str, given: dict[str, Any], tied: Any) -> Any:
        """The rows that the user may read, for which something holds."""
        raise NotImplementedError

    def one(self, kind: str, id_: int | None) -> Any:
        """A row that the user may read, or None."""
        raise NotImplementedError

    def listed(self, kind: str, tied: Any = None) -> list[Any]:
        """A plain list."""
        raise NotImplementedError

    def beside(self, model: Any, row: Any) -> list[Any]:
        """The rows of a table beside a project's, in their order."""
        rows = [it for it in self.eyes.world.all(model) if it.project_id == row.id]
        return sorted(rows, key=lambda it: it.id)

    def Query_projects(self, row: Any, given: Any) -> Any:
        return self.rows("Project", given, lambda row: True)

    def Company_projects(self, row: Any, given: Any) -> Any:
        customers = self.eyes.world.all(ProjectCustomer)
        of = {it.project_id for it in customers if it.company_id == row.id}
        return self.rows("Project", given, lambda project: project.id in of)

    def Contact_projects(self, row: Any, given: Any) -> Any:
        customers = self.eyes.world.all(ProjectCustomer)
        of = {it.project_id for it in customers if it.contact_id == row.id}
        return self.rows("Project", given, lambda project: project.id in of)

    def ResponsibleFor_tasks(self, row: Any, given: Any) -> Any:
        return self.rows("Task", given, lambda task: task.user_id == row.id)

    def Project_customers(self, row: Any, given: Any) -> Any:
        found = [
            self.one("Company", it.company_id) or self.one("Contact", it.contact_id)
            for it in self.beside(ProjectCustomer, row)
        ]
        return [it for it in found if it]

    def Project_owners(self, row: Any, given: Any) -> Any:
        of = {it.user_id for it in self.beside(ProjectOwner, row)}
        return self.listed("User", lambda user: user.id in of)

    def Project_participants(self, row: Any, given: Any) -> Any:
        return [
            self.one("User", it.user_id) or self.one("Team", it.team_id)
            for it in self.beside(ProjectParticipant, row)
        ]

    def Project_budget(self, row: Any, given: Any) -> Any:
        return self.amount(row.budget_cents, row.currency)

    def Project_margin(self, row: Any, given: Any) -> Any:
        return self.amount(row.margin_cents, row.currency)

    @staticmethod
    def amount(cents: int | None, currency: str) -> Any:
        """An amount of money."""
        money = SimpleNamespace(amount_cents=cents, currency=currency)
        return None if cents is None else ("Money", money)

    def Project_invoices(self, row: Any, given: Any) -> Any:
        return self.rows("Invoice", given, lambda invoice: invoice.project_id == row.id)

    def Project_tasks(self, row: Any, given: Any) -> Any:
        return self.rows("Task", given, lambda task: task.project_id == row.id)

    def Task_assignee(self, row: Any, given: Any) -> Any:
        return self.one("User", row.user_id) or self.one("Team", row.team_id)

    def Task_done(self, row: Any, given: Any) -> Any:
        return row.done_at is not None


def passed(change: ResponsibilityChange, role: str, user: int) -> bool:
    """Whether a role passed, among owners to one of them."""
    return bool(change.role == role and (role != "PROJECT_OWNER" or change.to_user_id == user))
