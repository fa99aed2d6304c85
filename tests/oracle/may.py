"""Who may do what: section 4 of the domain as plain predicates."""

from tests.oracle.world import (
    CRM,
    DEALS,
    FULL,
    INVOICES,
    LIMITED_CRM,
    PROJECTS,
    TICKETS,
    Company,
    Deal,
    Key,
    Note,
    Person,
    Record,
    World,
)

MODULE = {
    "COMPANY": CRM,
    "CONTACT": CRM,
    "DEAL": DEALS,
    "INVOICE": INVOICES,
    "PROJECT": PROJECTS,
    "TICKET": TICKETS,
}


def has(world: World, person: Person, module: str) -> bool:
    """Whether a module is on for somebody, and the plan has it."""
    account = world.accounts[person.account]
    if module == PROJECTS and account.plan == "GO":
        return module in person.modules and "PROJECT_MANAGEMENT" in account.boosters
    if module == TICKETS and account.plan != "BOOST":
        return module in person.modules and "SHARED_INBOX" in account.boosters
    return module in person.modules


def access(person: Person) -> str:
    """Their restriction; an admin is never limited."""
    return FULL if person.admin else person.crm


def manages(world: World, person: Person, company: Key | None) -> bool:
    """Whether they are first or second manager of a company."""
    found = world.records.get(company or "")
    return isinstance(found, Company) and person.id in world.counting(found)


def reads(world: World, person: Person, record: Record) -> bool:
    """Whether they may read a record."""
    if record.account != person.account or not has(world, person, MODULE[record.kind]):
        return False
    limited = access(person)
    if isinstance(record, Company):
        return limited != LIMITED_CRM or manages(world, person, record.id)
    if isinstance(record, Deal):
        manager = manages(world, person, record.customer)
        if limited == LIMITED_CRM:
            return manager
        return limited == FULL or manager or person.id in world.counting(record)
    raise NotImplementedError(record.kind)


def deletes(world: World, person: Person, record: Record) -> bool:
    """Whether they may delete a record that they read."""
    if isinstance(record, Company | Deal):
        return person.admin or person.id in world.counting(record)
    raise NotImplementedError(record.kind)


def assigns(world: World, person: Person, record: Record) -> bool:
    """Whether they may make others responsible for a record that they read."""
    return True


def updates(world: World, person: Person, record: Record) -> bool:
    """Whether they may change a record that they read."""
    return True


def reads_note(world: World, person: Person, note: Note) -> bool:
    """Whether they may read a note: with its record."""
    record = world.records.get(note.record)
    return record is not None and reads(world, person, record)


def readable(world: World, person: Person) -> set[Key]:
    """The records that they may read; none once they are deactivated."""
    if not person.active:
        return set()
    return {key for key, record in world.records.items() if reads(world, person, record)}
