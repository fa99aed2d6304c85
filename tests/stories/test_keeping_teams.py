"""Administrators keep teams: who leads them, who is in them, and what that lets them see."""

from typing import Any

import pytest

from orm.project import ProjectParticipant
from orm.team import Membership
from tests.stories.test_following_a_segment import following
from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Thing
from tests.world.segments import keep

FIELDS = "name lead { name } members { name }"


async def test_a_team_is_created_changed_and_deleted(
    crm: Crm, ada: Person, finn: Person, ben: Person, lena: Person
) -> None:
    team = await ada.create("Team", name="South", lead=lena, members=[finn, ben, finn])
    assert await finn.see(team, FIELDS) == {
        "name": "South",
        "lead": {"name": "Lena Lead"},
        "members": [{"name": "Ben Boxed"}, {"name": "Finn Full"}],
    }
    await ada.update(team, name="West", lead=None, members=[ben])
    changed = {"name": "West", "lead": None, "members": [{"name": "Ben Boxed"}]}
    assert await finn.see(team, FIELDS) == changed
    await ada.update(team, name="West")
    assert await finn.see(team, FIELDS) == changed
    await ada.delete(team)
    assert await finn.see(team, FIELDS) is None
    assert {"name": "North"} in (await finn.ask("{ teams { name } }"))["teams"]
    assert await ben.see(Thing("User", ben.id), "teams { name }") == {"teams": [{"name": "North"}]}


async def test_a_team_may_have_nobody(crm: Crm, ada: Person) -> None:
    team = await ada.create("Team", name="South", members=None)
    assert await ada.see(team, FIELDS) == {"name": "South", "lead": None, "members": []}


async def test_a_change_of_a_team_that_changes_nothing_is_none(
    crm: Crm, ada: Person, ben: Person, lena: Person
) -> None:
    team = await ada.create("Team", name="South", lead=lena, members=[ben])
    before = await crm.tables()
    await ada.update(team, name="South", lead=lena, members=[ben])
    assert await crm.tables() == before


async def test_who_becomes_a_lead_is_no_longer_limited_and_is_told(
    crm: Crm, ada: Person, cleo: Person, dora: Person, ben: Person
) -> None:
    company = await crm.company("Elsewhere")
    async with crm.telling() as told, watching(cleo) as seen:
        team = await ada.create("Team", name="South", lead=cleo)
        await seen.until(lambda: ("GAINED", company, "Elsewhere") in seen)
        await ada.update(team, lead=dora)
        await ada.update(team, lead=ben)
    assert told == {
        "Cleo": ["Ada Admin changed what you may do."],
        "Dora": ["Ada Admin changed what you may do."],
    }
    for person, access in ((cleo, "FULL"), (dora, "FULL"), (ben, "LIMITED_DEALS")):
        assert await person.ask("{ viewer { crmAccess } }") == {"viewer": {"crmAccess": access}}
    assert await dora.can_read(company)


async def test_who_comes_gains_what_the_team_takes_part_in_and_who_goes_loses_it(
    crm: Crm, ada: Person, ben: Person, sam: Person, finn: Person
) -> None:
    for person in (ben, sam):
        await crm.have(person, project_access="BY_PARTICIPATION")
    team = await crm.team("South", ben)
    project = await crm.project("Theirs", participants=[team])
    both = await crm.project("Both", participants=[team, sam])
    await crm.project("Nobody's")
    async with (
        crm.telling() as told,
        watching(ben) as bens,
        watching(sam) as sams,
        watching(finn) as finns,
    ):
        await ada.update(team, members=[sam])
        await sams.have(1)
        assert (await ben.projects(), await sam.projects()) == ([], ["Both", "Theirs"])
        await ada.update(team, members=[])
    assert bens == [("LOST", project, None), ("LOST", both, None)]
    assert sams == [("GAINED", project, "Theirs"), ("LOST", project, None)]
    assert (finns, told) == ([], {})
    assert await sam.projects() == ["Both"]


async def test_a_segment_by_a_team_is_followed_while_people_come_and_go(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    team = await crm.team("South", finn)
    deal = await crm.deal("Big one", assigned_to=ben)
    last = await crm.deal("Last", assigned_to=finn)
    segment = await keep(ada, "DEAL", ("assignedTo", "IN_TEAM", team.gid))
    async with following(ada, segment, last) as heard:
        await ada.update(team, members=[finn, ben])
        await heard.have(1)
        await ada.update(team, members=[finn])
        await heard.have(2)
        await ada.delete(last)
    assert heard == [
        ("GAINED", deal, "Big one"),
        ("LOST", deal, None),
        ("DELETED", last, None),
    ]


async def test_a_rule_that_names_a_team_stays_flagged_when_the_team_is_deleted(
    crm: Crm, ada: Person, ben: Person
) -> None:
    team = await crm.team("South", ben)
    await crm.deal(assigned_to=ben)
    segment = await keep(ada, "DEAL", ("assignedTo", "IN_TEAM", team.gid))
    fields = "count rules { values outdated }"
    named = {"values": [team.gid]}
    assert await ada.see(segment, fields) == {"count": 1, "rules": [named | {"outdated": False}]}
    await ada.delete(team)
    assert await ada.see(segment, fields) == {"count": 0, "rules": [named | {"outdated": True}]}


async def test_a_team_that_takes_part_or_has_tasks_stays(
    crm: Crm, ada: Person, lena: Person
) -> None:
    joined, busy = await crm.team("Joined"), await crm.team("Busy")
    await crm.task(await crm.project(participants=[joined]), team_id=busy.id)
    for team in (joined, busy):
        async with crm.refuses("INVALID", "id"):
            await ada.delete(team)
    await crm.plan("GO")
    async with crm.refuses("INVALID", "id"):
        await ada.delete(busy)
    assert await ProjectParticipant.filter(team_id=joined.id).count() == 1


async def test_only_active_users_of_the_account_lead_a_team_or_are_in_it(
    crm: Crm, ada: Person, gus: Person, eve: Person
) -> None:
    team = await crm.team("South")
    for person, code in ((gus, "USER_INACTIVE"), (eve, "NOT_FOUND")):
        for given, path in (({"lead": person}, "lead"), ({"members": [person]}, "members")):
            async with crm.refuses(code, path):
                await ada.create("Team", name="West", **given)
            async with crm.refuses(code, path):
                await ada.update(team, **given)


async def test_who_was_deactivated_in_a_team_may_stay_in_it(
    crm: Crm, ada: Person, ben: Person, gus: Person
) -> None:
    team = await crm.team("South", gus)
    await ada.update(team, members=[gus, ben])
    members = await Membership.filter(team_id=team.id).order_by("user_id")
    assert [it.user_id for it in members] == sorted([gus.id, ben.id])


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"name": "North"}, "DUPLICATE", "name"),
        ({"name": " "}, "REQUIRED", "name"),
        ({"lead": "Team:1"}, "INVALID", "lead"),
    ],
)
async def test_a_team_is_refused_what_cannot_be(
    crm: Crm, ada: Person, given: dict[str, Any], code: str, path: str
) -> None:
    team = await crm.team("South")
    async with crm.refuses(code, path):
        await ada.create("Team", **{"name": "New", **given})
    async with crm.refuses(code, path):
        await ada.update(team, **given)


async def test_nobody_but_an_administrator_keeps_teams(crm: Crm, lena: Person, eve: Person) -> None:
    team = await crm.team("South")
    async with crm.refuses("FORBIDDEN"):
        await lena.create("Team", name="Mine")
    for who, code in ((lena, "FORBIDDEN"), (eve, "NOT_FOUND")):
        async with crm.refuses(code):
            await who.update(team, members=[])
        async with crm.refuses(code):
            await who.delete(team)


async def test_language_and_time_zone_are_for_administrators_and_oneself(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    await crm.have(ben, language="it", time_zone="Europe/Rome")
    own = {"language": "it", "timeZone": "Europe/Rome"}
    for person in (ada, ben):
        assert await person.see(Thing("User", ben.id), "language timeZone") == own
    document = "query($id: ID!) { node(id: $id) { ... on User { language timeZone } } }"
    answer = await finn.answer(document, id=ben.gid)
    assert answer["data"] == {"node": {"language": None, "timeZone": None}}
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
