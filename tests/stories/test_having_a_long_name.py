"""Names as long as they may be, and what is made of them."""

from tests.world.crm import Crm
from tests.world.people import Person, handover

LONG = {"firstName": "F" * 100, "lastName": "L" * 100}
NAME = f"{'F' * 100} {'L' * 100}"


async def test_who_manages_a_company_is_told_of_a_contact_of_the_longest_name(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await ada.create("Contact", **LONG, companies=[{"company": company}])
    await ada.update(contact, phone="1")
    assert [(told.text, told.label) for told in await cleo.inbox()] == [
        (f"Ada Admin linked {NAME} to Acme.", NAME),
        (f"Ada Admin changed {NAME}.", NAME),
    ]


async def test_whoever_has_the_longest_name_is_restricted_passes_on_and_leaves(
    crm: Crm, ada: Person, finn: Person
) -> None:
    nina = await crm.another("Nina", is_admin=True)
    await crm.have(nina, first_name="F" * 100, last_name="L" * 100)
    await crm.company("Acme", account_manager=nina)
    await ada.set_access(nina, isAdmin=False)
    assert await ada.transfer(nina, finn) == 1
    await crm.deal(assigned_to=nina)
    await ada.deactivate(nina, handover("ASSIGNED_TO", "TRANSFER", finn))
    assert await finn.texts() == [
        "Ada Admin transferred responsibilities: 1 company now yours.",
        f"Ada Admin deactivated {NAME}; now yours: 1 deal.",
    ]
