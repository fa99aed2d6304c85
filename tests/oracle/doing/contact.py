"""What is done to contacts."""

from tests.model import may
from tests.model.world import CRM, Company, Contact, Key
from tests.oracle.act import Act
from tests.oracle.doing.company import refuse_while_used, remove


def create(act: Act, name: str, companies: list[Key]) -> None:
    """Create a contact, who may work for companies."""
    act.with_module(CRM)
    contact = Contact(act.new, act.account, name, by=act.by)
    act.world.records[act.new] = contact
    act.event_of("CONTACT_CREATED", contact)
    for company in companies:
        _company(act, company)
        contact.links.add(company)
    if companies:
        act.event_of("CONTACT_LINKED", contact)
    act.keep_access(contact, confirmed=False)


def _company(act: Act, key: Key) -> None:
    found = act.world.records.get(key)
    if not isinstance(found, Company) or not may.reads(act.world, act.viewer, found):
        act.refuse("NOT_FOUND")


def update(act: Act, id: Key, name: str) -> None:
    """Call a contact something else."""
    contact = act.updating(Contact, id)
    if contact.label != name:
        contact.label = name
        contact.version += 1
        act.event_of("CONTACT_UPDATED", contact)


def link(act: Act, contact: Key, company: Key) -> None:
    """Say that a contact works for a company."""
    row = act.updating(Contact, contact)
    _company(act, company)
    if company not in row.links:
        row.links.add(company)
        row.version += 1
        act.event_of("CONTACT_LINKED", row, company=company)
    act.keep_access(row, confirmed=False)


def unlink(act: Act, contact: Key, company: Key, confirmed: bool = False) -> None:
    """Say that a contact no longer works for a company."""
    row = act.updating(Contact, contact)
    _company(act, company)
    if company in row.links:
        row.links.remove(company)
        row.version += 1
        act.event_of("CONTACT_UNLINKED", row, company=company)
    act.keep_access(row, confirmed=confirmed)


def delete(act: Act, id: Key) -> None:
    """Delete a contact whom nothing is for."""
    contact = act.deleting(Contact, id)
    refuse_while_used(act, id)
    act.event_of("CONTACT_DELETED", contact, many=sorted(remove(act, id)))
