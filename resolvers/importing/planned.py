"""A company or deal as it will be after an import, with what it was."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from orm.company import Company
from orm.deal import Deal, DealStatus
from resolvers.importing.known import Known
from resolvers.importing.responsible import set_responsibles
from resolvers.importing.row import Did, Refused, Row
from resolvers.roles import COMPANY, DEAL
from resolvers.settling import Settlement

PEOPLE = {*Company.roles.values(), *Deal.roles.values()}
#: What a row names otherwise than by the name of the column.
NAMED = {
    "account_manager",
    "second_account_manager",
    "assigned_to",
    "second_assigned_to",
    "company",
    "phase",
    "pipeline",
}


@dataclass(eq=False)
class Planned:
    """A record to create or change, and the row that says so."""

    row: Row
    record: Any
    before: dict[str, Any]
    #: The columns of those responsible, as far as they count.
    roles: list[str]
    changed: list[str] = field(default_factory=list)
    #: The customer of a deal, which may have no id before it is written itself.
    customer: Company | None = None
    new: bool = False

    def link(self) -> None:
        """Give a deal its customer, which is written now."""
        if self.customer is not None:
            self.record.company_id = self.customer.id

    @property
    def were(self) -> set[int]:
        """Who was responsible."""
        return {self.before[column] for column in self.roles} - {None}

    @property
    def are(self) -> set[int]:
        """Who is responsible."""
        return {getattr(self.record, column) for column in self.roles} - {None}


def plan_company(
    known: Known, settlement: Settlement, row: Row, company: Company | None
) -> Planned | None:
    """What a row does to a company, or None for nothing. Raises Refused."""
    planned = _begin(settlement, row, company or Company())
    set_responsibles(known, COMPANY, planned.record, row.values, seconds=settlement.seconds)
    planned.record.update_from_dict(_columns(row))
    _need(planned, "name")
    known.companies[row.key] = planned.record
    return _end(known, planned)


def plan_deal(known: Known, settlement: Settlement, row: Row, deal: Deal | None) -> Planned | None:
    """What a row does to a deal, or None for nothing. Raises Refused."""
    planned = _begin(settlement, row, deal or Deal())
    record: Deal = planned.record
    set_responsibles(known, DEAL, record, row.values, seconds=settlement.seconds)
    record.update_from_dict(_columns(row))
    _need(planned, "title")
    if "phase" in row.values or planned.new:
        record.phase_id = known.phase(row.values.get("phase"), row.values.get("pipeline")).id
    if "company" in row.values:
        name = row.values["company"]
        planned.customer = known.company(name) if name else None
        record.company_id = planned.customer.id if planned.customer else None
    _check_closing(record, row)
    return _end(known, planned)


def _begin(settlement: Settlement, row: Row, record: Any) -> Planned:
    new = record.id is None
    if new:
        record.account_id, record.external_id = settlement.account.id, row.key
    before = {name: getattr(record, name) for name in record._meta.fields_db_projection}
    roles = list(record.roles.values())[: None if settlement.seconds else 1]
    return Planned(row, record, before, roles, new=new)


def _columns(row: Row) -> dict[str, Any]:
    columns = {name: value for name, value in row.values.items() if name not in NAMED}
    if "amount" in columns:
        columns["amount_cents"] = columns.pop("amount")
    return columns


def _need(planned: Planned, column: str) -> None:
    if not getattr(planned.record, column):
        raise Refused(f"It needs a {column}.")


def _check_closing(deal: Deal, row: Row) -> None:
    """A deal has a moment of closing if and only if it is closed. Raises Refused."""
    if deal.status is DealStatus.OPEN:
        if row.values.get("closed_at"):
            raise Refused("It has a day of closing, but is open.")
        deal.closed_at = deal.closing_reason = None
    elif deal.closed_at is None:
        raise Refused("It is closed, but has no day of closing.")


def _end(known: Known, planned: Planned) -> Planned | None:
    """Say on the row what is to be done, if anything is."""
    if planned.new:
        return planned
    record, before = planned.record, planned.before
    planned.changed = [name for name, value in before.items() if getattr(record, name) != value]
    if planned.customer is not None and planned.customer.id is None:
        planned.changed.append("company_id")
    if not planned.changed:
        return None
    planned.row.say(Did.CHANGED, "; ".join(_in_words(known, planned, it) for it in planned.changed))
    return planned


def _in_words(known: Known, planned: Planned, column: str) -> str:
    was, now = planned.before[column], getattr(planned.record, column)
    if column in PEOPLE:
        was, now = known.name_of(was), known.name_of(now)
    if column in ("phase_id", "company_id"):
        return column.removesuffix("_id")
    if column == "amount_cents":
        return f"amount: {_money(was)} to {_money(now)}"
    return f"{column.removesuffix('_id')}: {_short(was)} to {_short(now)}"


def _short(value: object) -> str:
    return "nothing" if value is None else str(value)[:40]


def _money(cents: int | None) -> str:
    return "nothing" if cents is None else str(Decimal(cents).scaleb(-2))
