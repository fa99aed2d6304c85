"""Contacts that an import brings, with the companies that they work for."""

from imports.change_set import PlannedRecord
from imports.import_index import ImportIndex
from imports.links import Link
from imports.record_importer import RecordImporter
from imports.row import RowRefused
from orm.contact import CompanyLink, Contact
from orm.record import Columns

COMPANIES = Link(CompanyLink, "contact_id", "company_id", "companies")
#: What rows say of each link.
DETAILS = ("positions", "decision_maker_at")


def fill(known: ImportIndex, planned: PlannedRecord) -> None:
    """Link a contact to the companies that a row names. Raises RowRefused."""
    values, links = planned.row.values, planned.ties["companies"]
    if "companies" in values:
        names = values["companies"]
        details = [_details(values, name, place) for place, name in enumerate(names)]
        links.want([(known.company(it), more) for it, more in zip(names, details, strict=True)])
    _check(values)
    planned.record.company_count = links.count


def _details(values: Columns, name: str, place: int) -> Columns:
    details: Columns = {}
    if "positions" in values:
        positions = values["positions"]
        details["position"] = (positions[place] or None) if place < len(positions) else None
    if "decision_maker_at" in values:
        details["decision_maker"] = name in values["decision_maker_at"]
    return details


def _check(values: Columns) -> None:
    """What is said of links is said of those that the row names. Raises RowRefused."""
    names = values.get("companies", [])
    if len(values.get("positions", ())) > len(names):
        raise RowRefused("It has more positions than companies.")
    for name in values.get("decision_maker_at", ()):
        if name not in names:
            raise RowRefused(f'It is said to decide at "{name}", which is none of its companies.')


CONTACT = RecordImporter(Contact, "last_name", fill, (COMPANIES,))
