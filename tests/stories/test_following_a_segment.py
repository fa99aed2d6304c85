"""A stream that follows a segment: who enters it, changes in it, and leaves it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from orm.user import CrmAccess
from resolvers.house import house
from schema.graph import Refused as RefusedByGraph
from tests.stories.test_keeping_a_segment import keep
from tests.world.crm import Crm
from tests.world.listening import Sight, _seen, followed
from tests.world.people import Person, Thing

FOLLOW = """subscription($id: ID!) {
  recordChanges(segment: $id) { change id kind record { id label } }
}"""


@asynccontextmanager
async def following(person: Person, segment: Thing, last: Thing) -> AsyncIterator[Sight]:
    """What changes in a segment meanwhile, up to the deletion of something that is in it."""
    sight = Sight()
    async with followed(sight, person.stream(FOLLOW, id=segment.gid), _seen):
        while not any(it.watch for hub in house().hubs.values() for it in hub.listeners):
            await asyncio.sleep(0.01)
        yield sight
        await sight.until(lambda: ("DELETED", last, None) in sight)


async def test_a_follower_hears_what_enters_changes_and_leaves(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    deal, last = await crm.deal("Big one"), await crm.deal("Last", assigned_to=ben)
    elsewhere = await crm.deal("Elsewhere", assigned_to=finn)
    segment = await keep(ada, "DEAL", ("assignedTo", "IS", ben.gid))
    async with following(ada, segment, last) as heard:
        await ada.rename(deal, "Not yet")
        # A record is shown as it is when it is heard of, so each is waited for.
        await ada.assign(deal, to=ben)
        await heard.have(1)
        await ada.rename(deal, "Larger")
        await heard.have(2)
        await ada.rename(elsewhere, "Unheard")
        await ada.assign(deal, to=finn)
        await heard.have(3)
        new = await ada.create_deal("New", assignedTo=ben)
        await heard.have(4)
        await ada.delete(last)
    assert heard == [
        ("GAINED", deal, "Not yet"),
        ("UPDATED", deal, "Larger"),
        ("LOST", deal, None),
        ("CREATED", new, "New"),
        ("DELETED", last, None),
    ]


async def test_a_follower_hears_of_nothing_that_they_may_not_read(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    theirs = await crm.company("Cleos", account_manager=cleo)
    others = await crm.company("Doras", account_manager=dora)
    last = await crm.company("Last", account_manager=cleo)
    segment = await keep(ada, "COMPANY", visibility="SHARED")
    async with following(cleo, segment, last) as heard:
        await ada.update(others, city="Rome")
        await ada.assign(others, to=cleo)
        await heard.have(1)
        await ada.assign(theirs, to=dora)
        await heard.have(2)
        await ada.delete(others)
        await heard.have(3)
        await ada.delete(last)
    assert heard == [
        ("GAINED", others, "Doras"),
        ("LOST", theirs, None),
        ("DELETED", others, None),
        ("DELETED", last, None),
    ]


async def test_other_rules_and_other_rights_let_records_enter_and_leave(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    bens, last = await crm.deal("Bens", assigned_to=ben), await crm.deal("Last", assigned_to=finn)
    finns = await crm.deal("Finns", assigned_to=finn)
    segment = await keep(finn, "DEAL", ("assignedTo", "IN", ben.gid), name="Followed")
    async with following(finn, segment, last) as heard:
        rules = [{"field": "assignedTo", "operator": "IN", "values": [ben.gid, finn.gid]}]
        await finn.write("updateSegment", "", id=segment, rules=rules)
        await heard.have(3)
        await ada.set_access(finn, crmAccess=CrmAccess.LIMITED_DEALS)
        await heard.have(4)
        await ada.delete(last)
    strange = next(thing for kind, thing, label in heard if label == "Strange deal")
    assert heard == [
        ("GAINED", strange, "Strange deal"),
        ("GAINED", last, "Last"),
        ("GAINED", finns, "Finns"),
        ("LOST", bens, None),
        ("DELETED", last, None),
    ]


async def test_nobody_follows_a_segment_that_they_do_not_see(
    crm: Crm, ada: Person, finn: Person
) -> None:
    segment = await keep(ada, "DEAL")
    for wrong in (segment.gid, "Segment:999999", "Deal:1"):
        with pytest.raises(RefusedByGraph) as caught:
            await anext(finn.stream(FOLLOW, id=wrong))
        assert caught.value.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
