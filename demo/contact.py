"""The contacts of the demo account, and where they work."""

import itertools
import random

from demo.people import FIRST_NAMES, LAST_NAMES
from demo.stage import Stage, save
from demo.work import POSITIONS
from orm.contact import CompanyLink, Contact
from orm.user import CrmAccess, Module

#: How many work for nobody, and are customers by themselves.
ALONE = 20


async def contacts(stage: Stage) -> None:
    """One or two people at each company, and some who are on their own."""
    dice = stage.dice("contacts")
    names = iter(dice.sample(list(itertools.product(FIRST_NAMES, LAST_NAMES)), 650))
    places = [number for number in range(len(stage.companies)) for _ in range(1 + number % 2)]
    seers = [it for it in stage.staff(Module.DEALS) if it.crm_access is CrmAccess.FULL]
    made = [
        _contact(stage, dice, next(names), dice.choice(seers).id, linked=number < len(places))
        for number in range(len(places) + ALONE)
    ]
    stage.contacts = await save(made)
    await CompanyLink.bulk_create(
        CompanyLink(
            account_id=stage.account.id,
            contact_id=contact.id,
            company_id=stage.companies[place].id,
            position=dice.choice(POSITIONS),
            decision_maker=dice.random() < 0.4,
        )
        for contact, place in zip(stage.contacts, places, strict=False)
    )


def _contact(
    stage: Stage, dice: random.Random, name: tuple[str, str], creator: int, *, linked: bool
) -> Contact:
    first, last = name
    return Contact(
        account_id=stage.account.id,
        first_name=first,
        last_name=last,
        email=f"{first}.{last}@mail.example".lower().replace(" ", "-"),
        phone=f"+{dice.randrange(30, 50)} {dice.randrange(10**8, 10**9)}",
        created_by_id=creator,
        company_count=int(linked),
        created_at=stage.past(dice, 5, 500),
    )
