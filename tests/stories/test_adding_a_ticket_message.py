"""What the customer writes, what is answered, and what colleagues note among themselves."""

from typing import Any

import pytest

from tests.stories.test_creating_a_ticket import WITHOUT_TICKETS
from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person

STATE = "status reopened replyCount closedAt closedBy { name }"


async def test_the_assignee_is_told_of_an_internal_note_but_not_what_it_says(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    async with crm.telling() as told, watching(ben) as seen:
        await ada.say(ticket, "INTERNAL", "They are bankrupt.")
    assert told == {"Ben": ["Ada Admin added a note to #2 Big one."]}
    assert seen == [("UPDATED", ticket, "#2 Big one")]
    assert (await ben.see(ticket, "status messages { nodes { type body sentBy { name } } }")) == {
        "status": "NEW",
        "messages": {
            "nodes": [
                {
                    "type": "INTERNAL",
                    "body": "They are bankrupt.",
                    "sentBy": {"name": "Ada Admin"},
                }
            ]
        },
    }


async def test_who_is_mentioned_in_a_note_is_told_so_once(
    crm: Crm, ada: Person, ben: Person, cleo: Person, finn: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    await crm.have(finn, modules=WITHOUT_TICKETS)
    async with crm.telling() as told:
        await ada.say(ticket, "INTERNAL", mentions=[ben, cleo, finn, ben, ada])
    words = ["Ada Admin mentioned you in a note on #2 Big one."]
    assert told == {"Ben": words, "Cleo": words}
    (message,) = (await cleo.see(ticket, "messages { nodes { mentions { name } } }"))["messages"][
        "nodes"
    ]
    names = sorted(user["name"] for user in message["mentions"])
    assert names == ["Ada Admin", "Ben Boxed", "Cleo Crm", "Finn Full"]


async def test_the_assignee_is_told_that_the_customer_replied(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben, status="WAITING_FOR_CUSTOMER")
    async with crm.telling() as told:
        await ada.say(ticket, "CUSTOMER", "Still broken")
    assert told == {"Ben": ["The customer replied to #2 Big one."]}
    assert await ben.see(ticket, f"{STATE} waitingSince") == {
        "status": "OPEN",
        "reopened": False,
        "replyCount": 0,
        "closedAt": None,
        "closedBy": None,
        "waitingSince": None,
    }


async def test_a_reply_of_the_customer_opens_a_closed_ticket_again(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    await ada.close_ticket(ticket)
    async with crm.telling() as told:
        await ada.say(ticket, "CUSTOMER")
    assert told == {"Ben": ["The customer replied to #2 Big one.", "#2 Big one is open again."]}
    assert await ben.see(ticket, f"{STATE} closedAutomatically") == {
        "status": "OPEN",
        "reopened": True,
        "replyCount": 0,
        "closedAt": None,
        "closedBy": None,
        "closedAutomatically": False,
    }


async def test_an_answer_opens_a_closed_ticket_again_unless_it_is_automatic_or_says_otherwise(
    crm: Crm, ada: Person, ben: Person
) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    await ada.close_ticket(ticket)
    await ada.say(ticket, "REPLY", auto=True)
    await ada.say(ticket, "INTERNAL")
    await ada.say(ticket, "REPLY", status="CLOSED")
    await ada.say(ticket, "CUSTOMER", status="CLOSED")
    assert await ben.see(ticket, "status reopened") == {"status": "CLOSED", "reopened": False}
    async with crm.telling() as told:
        await ada.say(ticket, "REPLY")
    assert told == {"Ben": ["#2 Big one is open again."]}
    assert await ben.see(ticket, "status reopened") == {
        "status": "WAITING_FOR_CUSTOMER",
        "reopened": True,
    }


async def test_an_answer_waits_for_the_customer_and_tells_the_assignee_only_if_they_want_it(
    crm: Crm, ada: Person, ben: Person
) -> None:
    from orm.event import EventKind
    from orm.notification import NotificationPreference

    ticket = await crm.ticket(assigned_to=ben)
    async with crm.telling() as told:
        await ada.say(ticket, "REPLY")
    assert told == {}
    async with crm.runtime.database.writing():
        await NotificationPreference.create(
            account_id=crm.account_id,
            user_id=ben.id,
            event=EventKind.COLLEAGUE_REPLIED,
            wanted=True,
        )
    first = await ben.see(ticket, "firstReplyAt")
    assert first["firstReplyAt"] is not None
    async with crm.telling() as told:
        await ada.say(ticket, "REPLY")
        await ben.say(ticket, "REPLY")
    assert told == {"Ben": ["Ada Admin answered #2 Big one."]}
    assert await ben.see(ticket, f"{STATE} firstReplyAt") == {
        "status": "WAITING_FOR_CUSTOMER",
        "reopened": False,
        "replyCount": 3,
        "closedAt": None,
        "closedBy": None,
        **first,
    }


async def test_an_automatic_answer_counts_as_none(crm: Crm, ada: Person, ben: Person) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    async with crm.telling() as told:
        await ada.say(ticket, "REPLY", "We will look at it.", auto=True)
        await ada.say(ticket, "THIRD_PARTY", "We sent the part.")
    assert told == {}
    assert await ben.see(ticket, "status replyCount firstReplyAt") == {
        "status": "NEW",
        "replyCount": 0,
        "firstReplyAt": None,
    }
    nodes = (await ben.see(ticket, "messages { nodes { type auto sentBy { id } } }"))["messages"]
    assert nodes["nodes"] == [
        {"type": "REPLY", "auto": True, "sentBy": None},
        {"type": "THIRD_PARTY", "auto": False, "sentBy": None},
    ]


async def test_a_message_can_say_whose_turn_it_is(crm: Crm, ada: Person, ben: Person) -> None:
    ticket = await crm.ticket(assigned_to=ben)
    await ada.say(ticket, "REPLY", status="ESCALATED")
    assert (await ada.see(ticket, "status"))["status"] == "ESCALATED"
    async with crm.telling() as told:
        await ada.say(ticket, "REPLY", status="CLOSED")
    assert told == {"Ben": ["Ada Admin closed #2 Big one."]}
    state = await ada.see(ticket, STATE)
    assert state.pop("closedAt") is not None
    assert state == {
        "status": "CLOSED",
        "reopened": False,
        "replyCount": 2,
        "closedBy": {"name": "Ada Admin"},
    }


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"body": "  "}, "REQUIRED", "body"),
        ({"body": "x" * 20_001}, "INVALID", "body"),
        ({"body": "\x00"}, "INVALID", "body"),
        ({"type": "INTERNAL", "auto": True}, "INVALID", "auto"),
    ],
)
async def test_a_message_is_refused_what_cannot_be(
    crm: Crm, ada: Person, given: dict[str, Any], code: str, path: str
) -> None:
    ticket = await crm.ticket()
    async with crm.refuses(code, path):
        await ada.say(**{"ticket": ticket, "type": "REPLY", "body": "Hello", **given})


async def test_only_active_colleagues_are_mentioned_and_only_in_a_note(
    crm: Crm, ada: Person, ben: Person, gus: Person, eve: Person
) -> None:
    ticket = await crm.ticket()
    for code, type_, who in (
        ("INVALID", "REPLY", ben),
        ("INVALID", "CUSTOMER", ben),
        ("USER_INACTIVE", "INTERNAL", gus),
        ("NOT_FOUND", "INTERNAL", eve),
    ):
        async with crm.refuses(code, "mentions"):
            await ada.say(ticket, type_, mentions=[who])


async def test_a_ticket_of_another_account_is_not_to_be_found(crm: Crm, eve: Person) -> None:
    ticket = await crm.ticket()
    async with crm.refuses("NOT_FOUND"):
        await eve.say(ticket, "CUSTOMER")


async def test_who_lacks_the_module_says_nothing(crm: Crm, finn: Person) -> None:
    ticket = await crm.ticket(assigned_to=finn)
    await crm.have(finn, modules=WITHOUT_TICKETS)
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.say(ticket, "REPLY")
