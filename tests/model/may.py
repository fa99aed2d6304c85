"""Who may do what: section 4 of the domain as plain predicates."""

from tests.model.world import (
    DEALS,
    FULL,
    KINDS,
    LIMITED_CRM,
    PROJECTS,
    TICKETS,
    Account,
    Company,
    Contact,
    Deal,
    Field,
    Invoice,
    Key,
    Part,
    Person,
    Project,
    Record,
    Segment,
    Ticket,
    World,
)

#: The module of each kind of record, and of each other type that needs one whatever it is about.
MODULE = {kind: type_.module for kind, type_ in KINDS.items()}
MODULE_OF_TYPE = {
    **{type_.__name__: type_.module for type_ in KINDS.values()},
    **dict.fromkeys(("Inbox", "Message"), TICKETS),
    "Quotation": DEALS,
    "Task": PROJECTS,
}


def has(world: World, person: Person, module: str) -> bool:
    """Whether a module is on for somebody, and the plan has it."""
    return module in person.modules and has_plan(world.accounts[person.account], module)


def has_plan(account: Account, module: str) -> bool:
    """Whether an account has a module."""
    if module == PROJECTS:
        return account.plan != "GO" or "PROJECT_MANAGEMENT" in account.boosters
    if module == TICKETS:
        return account.plan == "BOOST" or "SHARED_INBOX" in account.boosters
    return True


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
    if isinstance(record, Contact):
        return limited != LIMITED_CRM or knows(world, person, record)
    if isinstance(record, Deal):
        if limited == LIMITED_CRM:
            return knows(world, person, world.records.get(record.customer or ""))
        manager = manages(world, person, record.customer)
        return limited == FULL or manager or person.id in world.counting(record)
    if isinstance(record, Invoice):
        customer = world.records.get(record.customer or "")
        return limited != LIMITED_CRM or knows(world, person, customer)
    if isinstance(record, Project):
        everything = person.admin or person.projects in ("ALL", "ADMIN")
        return everything or person.id in {*record.owners, *world.taking_part(record)}
    return isinstance(record, Ticket)


def knows(world: World, person: Person, customer: Record | None) -> bool:
    """Whether a customer is one of theirs: what LIMITED_CRM leaves."""
    if isinstance(customer, Contact):
        if not customer.links:
            return customer.by == person.id
        return any(manages(world, person, company) for company in customer.links)
    return isinstance(customer, Company) and manages(world, person, customer.id)


def deletes(world: World, person: Person, record: Record) -> bool:
    """Whether they may delete a record that they read."""
    if isinstance(record, Contact):
        return person.admin or knows(world, person, record)
    if isinstance(record, Invoice):
        return person.admin or manages(world, person, record.customer)
    return person.admin or person.id in world.counting(record)


def assigns(world: World, person: Person, record: Record) -> bool:
    """Whether they may make others responsible for a record that they read."""
    return not isinstance(record, Contact | Invoice) and updates(world, person, record)


def updates(world: World, person: Person, record: Record) -> bool:
    """Whether they may change a record that they read."""
    if not isinstance(record, Project):
        return True
    if person.admin or person.projects == "ADMIN" or person.id in record.owners:
        return True
    joined = person.id in world.taking_part(record)
    return record.editors == "EVERYONE" or (joined and record.editors != "OWNERS")


def reads_financials(person: Person, project: Project) -> bool:
    """Whether they may see the money of a project that they read."""
    return person.financials and (person.admin or person.id in project.owners)


def reads_part(world: World, person: Person, part: Part) -> bool:
    """Whether they may read what is in a record: with it."""
    record = world.records.get(part.record)
    return record is not None and reads(world, person, record)


def sees_field(world: World, person: Person, field: Field) -> bool:
    """Whether they know of a custom field: with the module of its records."""
    return field.account == person.account and has(world, person, MODULE[field.kind])


def sees_segment(world: World, person: Person, segment: Segment) -> bool:
    """Whether they see a segment, with the module of its records."""
    return is_told_of(person, segment) and has(world, person, MODULE[segment.kind])


def is_told_of(person: Person, segment: Segment) -> bool:
    """Whether a segment is their own, or shared with them."""
    shared = segment.visibility == "SHARED" and segment.account == person.account
    return shared or segment.owner == person.id


def changes_segment(world: World, person: Person, segment: Segment) -> bool:
    """Whether they may change a segment that they see; what its owner left is administered."""
    if segment.owner is None or segment.owner == person.id:
        return segment.owner is not None
    left = person.admin and not world.people[segment.owner].active
    return segment.visibility == "SHARED" and (left or segment.editors == "EVERYONE")


def sees_value(world: World, person: Person, record: Key, field: Key) -> bool:
    """Whether they see what a record has in a custom field: not where it names what is hidden."""
    value, type_ = world.values[record, field], world.fields[field].type
    hidden = type_ in ("COMPANY", "CONTACT") and not sees(world, person, value)
    return not hidden and sees(world, person, record)


def sees_private(person: Person, user: Key) -> bool:
    """Whether they see somebody's e-mail, access and modules: their own, or as an admin."""
    return person.admin or person.id == user


def sees(world: World, person: Person, key: Key) -> bool:
    """Whether they see what has an id, whatever it is."""
    if (record := world.records.get(key)) is not None:
        return reads(world, person, record)
    if (part := world.parts.get(key)) is not None:
        return reads_part(world, person, part)
    if (field := world.fields.get(key)) is not None:
        return sees_field(world, person, field)
    if (segment := world.segments.get(key)) is not None:
        return sees_segment(world, person, segment)
    if (inbox := world.shared_inboxes.get(key)) is not None:
        return inbox.account == person.account and has(world, person, TICKETS)
    found = world.people.get(key) or world.teams.get(key)
    return found is not None and found.account == person.account


def lacks_the_module(world: World, person: Person, key: Key) -> bool:
    """Whether what an id names is not available to them; of what is hidden that is not said."""
    module = MODULE_OF_TYPE.get(key.partition(":")[0])
    segment, field = world.segments.get(key), world.fields.get(key)
    if segment is not None:
        module = MODULE[segment.kind] if is_told_of(person, segment) else None
    if field is not None:
        module = MODULE[field.kind] if field.account == person.account else None
    return module is not None and not has(world, person, module)


def readable(world: World, person: Person) -> set[Key]:
    """The records that they may read; none once they are deactivated."""
    if not person.active:
        return set()
    return {key for key, record in world.records.items() if reads(world, person, record)}
