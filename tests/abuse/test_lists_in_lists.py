"""Lists without pages are weighed as usual ones; in each other they are not much longer."""

import pytest

from orm.team import Membership, Team
from orm.user import User
from reader.cost import UNPAGED
from reader.unpaged import TIMES, longest
from tests.world.crm import Crm
from tests.world.people import Person

COSTLY = {"code": "OPERATION_TOO_COSTLY"}
#: Three lists in each other, which are as many as are ever begun.
DEEPEST = "{teams{members{teams{name}}}}"


async def large_team(crm: Crm, members: int) -> str:
    """A team of so many members; gives its id."""
    async with crm.runtime.database.writing():
        team = await Team.create(account_id=crm.account_id, name="Large")
        named = {"account_id": crm.account_id, "first_name": "Some", "last_name": "Body"}
        people = [User(email=f"{n}@large.example", **named) for n in range(members)]
        await User.bulk_create(people)
        people = await User.filter(email__endswith="@large.example")
        await Membership.bulk_create([Membership(team=team, user=user) for user in people])
    return f"Team:{team.id}"


@pytest.mark.parametrize("more", [0, 1])
async def test_a_list_in_a_list_is_answered_whole_or_refused(
    crm: Crm, ada: Person, more: int
) -> None:
    members = longest(2) + more
    team = await large_team(crm, members)

    by_itself = await ada.ask(f'{{node(id:"{team}"){{...on Team{{members{{name}}}}}}}}')
    of_all = await ada.answer("{teams{members{name}}}")

    assert len(by_itself["node"]["members"]) == members
    if more:
        (error,) = of_all["errors"]
        assert of_all["data"] is None
        assert (error["extensions"], error["path"]) == (COSTLY, ["teams", 0, "members"])
    else:
        assert [len(it["members"]) for it in of_all["data"]["teams"]] == [members, 2]


@pytest.fixture
def at_most_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists may be of two, however they are nested."""
    monkeypatch.setattr("reader.unpaged.longest", lambda lists: 2)


@pytest.mark.usefixtures("at_most_two")
@pytest.mark.parametrize(
    "document",
    [
        "{teams{members{name}}}",
        "{companies{nodes{responsibilities{user{teams{members{name}}}}}}}",
        "{companies{byResponsible{count}}}",
        "{segments{records{nodes{...on Company{name}}} byResponsible{count}}}",
        '{ticketStatistics(from:"2020-01-01" to:"2099-12-31"){byAssignee{unresolved}}}',
    ],
)
async def test_whatever_is_listed_has_an_end(crm: Crm, ada: Person, document: str) -> None:
    await large_team(crm, 3)
    people = await User.filter(email__endswith="@large.example")
    for person in people:
        await crm.company("One", account_manager=person)
        await crm.ticket("One", assigned_to=person)

    answered = await ada.answer(document)

    assert answered["data"] is None
    assert [error["extensions"] for error in answered["errors"]] == [COSTLY]


async def test_lists_in_each_other_answer_at_most_a_hundred_times_what_they_are_weighed(
    ada: Person, costs: list[int]
) -> None:
    await ada.ask("{teams{name}}")
    await ada.ask("{teams{members{name}}}")
    await ada.ask(DEEPEST)
    deeper = await ada.answer(DEEPEST.replace("name", "members{name}"))

    assert deeper["errors"][0]["extensions"] == COSTLY
    assert costs[:3] == [sum(UNPAGED**n for n in range(1, lists + 1)) for lists in (1, 2, 3)]
    for lists, weight in enumerate(costs[:3], 1):
        assert sum(longest(lists) ** n for n in range(1, lists + 1)) <= TIMES * weight
