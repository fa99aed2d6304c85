"""What is done to companies."""

from tests.model.may import access
from tests.model.world import (
    CRM,
    LIMITED_CRM,
    Company,
    Contact,
    Deal,
    Invoice,
    Key,
    Project,
    Ticket,
)
from tests.oracle.act import UNSET, Act
from tests.oracle.doing.roles import set_roles


def create(
    act: Act,
    name: str,
    first: Key | None = UNSET,
    second: Key | None = UNSET,
    confirmed: bool = False,
) -> None:
    """Create a company; whoever sees only their own manages it, if nobody is named."""
    act.with_module(CRM)
    company = Company(act.new, act.account, name)
    if access(act.viewer) == LIMITED_CRM and not isinstance(first, str):
        first = act.viewer.id
    set_roles(act, company, first, second)
    act.world.records[act.new] = company
    act.keep_access(company, confirmed=confirmed)
    act.event_of("COMPANY_CREATED", company)


def update(act: Act, id: Key, name: str, version: int | None = None) -> None:
    """Call a company something else."""
    company = act.updating(Company, id, version)
    if company.label != name:
        company.label = name
        company.version += 1
        act.event_of("COMPANY_UPDATED", company)


def assign(
    act: Act,
    id: Key,
    first: Key | None = UNSET,
    second: Key | None = UNSET,
    confirmed: bool = False,
) -> None:
    """Make others responsible for a company."""
    company = act.updating(Company, id)
    if set_roles(act, company, first, second):
        company.version += 1
        act.event_of("COMPANY_REASSIGNED", company)
    act.keep_access(company, confirmed=confirmed)


def delete(act: Act, id: Key) -> None:
    """Delete a company that nothing is left of."""
    company = act.deleting(Company, id)
    refuse_while_used(act, id)
    contacts = [
        it for it in act.world.records.values() if isinstance(it, Contact) and id in it.links
    ]
    for contact in contacts:
        contact.links.remove(id)
        contact.version += 1
    named = remove(act, company.id)
    act.event_of("COMPANY_DELETED", company, many=sorted({it.id for it in contacts} | named))


def refuse_while_used(act: Act, customer: Key) -> None:
    """What something is for stays."""
    for record in act.world.records.values():
        if isinstance(record, Deal | Invoice | Ticket) and record.customer == customer:
            act.refuse("INVALID")
        if isinstance(record, Project) and customer in record.customers:
            act.refuse("INVALID")


def remove(act: Act, key: Key) -> set[Key]:
    """Take a record and all that is in it out of the world; answers which others named it."""
    del act.world.records[key]
    act.world.parts = {it.id: it for it in act.world.parts.values() if it.record != key}
    values = act.world.values.items()
    named = {record for (record, _), value in values if value == key and record != key}
    for record in named:
        act.world.records[record].version += 1
    act.world.values = {at: value for at, value in values if key not in (at[0], value)}
    return named
