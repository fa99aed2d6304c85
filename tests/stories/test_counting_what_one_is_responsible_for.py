"""For any user: how much they are responsible for, by kind and role, of what one may read."""

from typing import Any

from tests.world.crm import Crm
from tests.world.people import Person, Thing
from tests.world.places import Everywhere

FIELDS = "responsibleFor { counts { kind role count } tickets { totalCount } }"


async def counts(person: Person, of: Person) -> list[tuple[str, str, int]]:
    """The overview of somebody, as somebody sees it."""
    seen: Any = await person.see(Thing("User", of.id), FIELDS)
    found = seen["responsibleFor"]["counts"]
    return [(it["kind"], it["role"], it["count"]) for it in found]


async def test_each_kind_and_role_is_counted_and_what_is_none_is_left_out(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    nina = await crm.another("Nina")
    await Everywhere.of(crm, nina, lena)
    await crm.deal("Another", assigned_to=nina)
    expected = [
        ("COMPANY", "ACCOUNT_MANAGER", 1),
        ("COMPANY", "SECOND_ACCOUNT_MANAGER", 1),
        ("COMPANY", "CUSTOM_FIELD", 1),
        ("DEAL", "ASSIGNED_TO", 2),
        ("DEAL", "SECOND_ASSIGNED_TO", 1),
        ("PROJECT", "PROJECT_OWNER", 1),
        ("TICKET", "TICKET_ASSIGNEE", 1),
        ("TICKET", "CUSTOM_FIELD", 1),
    ]
    for person in (ada, finn, nina):
        assert await counts(person, nina) == expected
    assert await counts(ada, await crm.another("Nobody")) == []


async def test_only_what_one_may_read_is_counted(
    crm: Crm, finn: Person, ben: Person, olga: Person, eve: Person
) -> None:
    nina = await crm.another("Nina")
    await crm.company("One", account_manager=nina)
    await crm.company("Other", account_manager=nina, second_account_manager=olga)
    await crm.switch_seconds(on=True)
    await crm.deal("Hers", assigned_to=nina)
    await crm.deal("Both", assigned_to=nina, second_assigned_to=ben)
    assert await counts(finn, nina) == [
        ("COMPANY", "ACCOUNT_MANAGER", 2),
        ("DEAL", "ASSIGNED_TO", 2),
    ]
    assert await counts(ben, nina) == [
        ("COMPANY", "ACCOUNT_MANAGER", 2),
        ("DEAL", "ASSIGNED_TO", 1),
    ]
    assert await counts(olga, nina) == [("COMPANY", "ACCOUNT_MANAGER", 1)]
    assert await eve.see(Thing("User", nina.id), FIELDS) is None


async def test_what_the_plan_or_the_user_lacks_is_not_counted(
    crm: Crm, ada: Person, finn: Person
) -> None:
    nina = await crm.another("Nina")
    await crm.ticket("Leak", assigned_to=nina)
    await crm.deal("Deal", assigned_to=nina)
    deal, ticket = ("DEAL", "ASSIGNED_TO", 1), ("TICKET", "TICKET_ASSIGNEE", 1)
    assert await counts(finn, nina) == [deal, ticket]
    await ada.set_access(finn, modules=["TICKETS"])
    assert await counts(finn, nina) == [ticket]
    await crm.plan("GO")
    assert (await counts(finn, nina), await counts(ada, nina)) == ([], [deal])
