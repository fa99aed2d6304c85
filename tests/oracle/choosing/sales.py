"""What is sold, to whom: drawn with what it is about."""

from tests.model.world import Company, Contact, Deal, Invoice, Quotation
from tests.oracle.act import UNSET
from tests.oracle.choosing.choosing import Choosing, Drawn


def create_company(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"name": it.text(), **it.roles()}


def update_company(it: Choosing, name: str) -> Drawn:
    given = {"id": it.record(Company), "name": it.text()}
    version = it.often(UNSET, 1)
    return name, it.actor(), given | ({} if version is UNSET else {"version": version})


def assign_company(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Company), **it.roles()}


def assign_deal(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Deal), **it.roles()}


def delete_company(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Company)}


def delete_deal(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Deal)}


def create_deal(it: Choosing, name: str) -> Drawn:
    given = {"title": it.text(), "customer": it.one(it.customer, it.customer, None), **it.roles()}
    return name, it.actor(), given


def update_deal(it: Choosing, name: str) -> Drawn:
    company = it.one(UNSET, it.customer, None)
    given = {"title": it.one(UNSET, it.text), "customer": company}
    said = {key: value for key, value in given.items() if value is not UNSET}
    return name, it.actor(), {"id": it.record(Deal), "confirmed": it.one(False, True), **said}


def move_deal(it: Choosing, name: str) -> Drawn:
    foreign = [phase for account in it.world.phases.values() for phase in account]
    phase = it.one(*it.world.phases[it.account] * 3, *foreign)
    return name, it.actor(), {"id": it.record(Deal), "phase": phase}


def close_deal(it: Choosing, name: str) -> Drawn:
    return (
        name,
        it.actor(),
        {"id": it.record(Deal), "status": it.one("WON", "WON", "LOST", "LOST", "OPEN")},
    )


def create_contact(it: Choosing, name: str) -> Drawn:
    companies = list({it.record(Company) for _ in range(it.one(0, 1, 1, 2))})
    return name, it.actor(), {"name": it.text(), "companies": companies}


def update_contact(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.record(Contact), "name": it.text()}


def link(it: Choosing, name: str) -> Drawn:
    given = {"contact": it.record(Contact), "company": it.record(Company)}
    return name, it.actor(), given | ({"confirmed": it.one(True, False)} if name != "link" else {})


def create_quotation(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"deal": it.record(Deal), "title": it.text()}


def update_quotation(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.part(Quotation), "title": it.text()}


def quotation(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"id": it.part(Quotation)}


def create_invoice(it: Choosing, name: str) -> Drawn:
    given = {"customer": it.customer(), "confirmed": it.one(False, True)}
    return name, it.actor(), given | it.one({}, lambda: {"deal": it.record(Deal)})


def update_invoice(it: Choosing, name: str) -> Drawn:
    given = {"customer": it.customer(), "confirmed": it.one(False, True)}
    return name, it.actor(), {"id": it.record(Invoice), **given}
