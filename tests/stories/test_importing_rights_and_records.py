"""An import that changes what somebody may do and what they are responsible for, at once."""

from imports.row import Kind, Outcome, Row
from imports.write import write
from orm.event import Event, EventKind
from orm.user import CrmAccess
from tests.world.crm import Crm
from tests.world.listening import Sight, watching
from tests.world.people import Person, Thing


async def imported(crm: Crm, user: str, access: CrmAccess, companies: dict[str, str]) -> None:
    """One import: the access of a user, and whose each company is from now on."""
    rows = [Row(Kind.USER, user, {"crm_access": access}, "users.csv", 2)]
    for key, manager in companies.items():
        rows.append(Row(Kind.COMPANY, key, {"account_manager": manager}, "companies.csv", 2))
    await write(crm.runtime.database, crm.account_id, rows)
    assert {row.did for row in rows} == {Outcome.CHANGED}


def of(seen: Sight, *things: Thing) -> list[tuple[str, Thing]]:
    """What was heard of some records, in order; others come into sight and go with rights."""
    return [(change, thing) for change, thing, _ in seen if thing in things]


async def test_who_is_limited_loses_each_record_once(crm: Crm, finn: Person) -> None:
    zed = await crm.another("Zed", external_id="zed")
    passed = await crm.company("RoleChange", account_manager=zed, external_id="passed")
    kept = await crm.company("Kept", account_manager=zed, external_id="kept")
    other = await crm.company("Other", account_manager=finn, external_id="other")
    async with watching(zed) as seen, watching(finn) as finns:
        await imported(crm, "zed", CrmAccess.LIMITED_CRM, {"passed": finn.email})
        await seen.until(lambda: ("LOST", passed, None) in seen)
    assert of(seen, passed, kept, other) == [("LOST", other), ("LOST", passed)]
    assert of(finns, passed, kept, other) == [("UPDATED", passed)]


async def test_who_is_limited_no_longer_gains_only_what_they_did_not_see(
    crm: Crm, finn: Person
) -> None:
    lim = await crm.another("Lim", external_id="lim", crm_access=CrmAccess.LIMITED_CRM)
    passed = await crm.company("RoleChange", account_manager=lim, external_id="passed")
    got = await crm.company("Got", account_manager=finn, external_id="got")
    other = await crm.company("Other", account_manager=finn, external_id="other")
    async with watching(lim) as seen:
        await imported(crm, "lim", CrmAccess.FULL, {"passed": finn.email, "got": lim.email})
        await seen.until(lambda: ("UPDATED", got, "Got") in seen)
    assert of(seen, passed, got, other) == [
        ("GAINED", got),
        ("GAINED", other),
        ("UPDATED", passed),
        ("UPDATED", got),
    ]


async def test_what_was_lost_by_rights_and_by_records_are_two_things(
    crm: Crm, finn: Person
) -> None:
    zed = await crm.another("Zed", external_id="zed")
    passed = await crm.company("RoleChange", account_manager=zed, external_id="passed")
    await imported(crm, "zed", CrmAccess.LIMITED_CRM, {"passed": finn.email})
    events = await Event.filter(account_id=crm.account_id).order_by("-sequence").limit(2)
    records, rights = events
    assert (rights.kind, records.kind) == (EventKind.ACCESS_CHANGED, EventKind.RECORDS_IMPORTED)
    lost = ["COMPANY", passed.id]
    assert lost not in rights.data["lost"][str(zed.id)]
    assert records.data["lost"] == {str(zed.id): [lost]}
