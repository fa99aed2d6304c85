"""Who has seen a number that was never given here is told so: a backup was restored meanwhile."""

import pytest

from reader.errors import Refused
from tests.world.crm import Crm
from tests.world.listening import NOTIFICATIONS, last_number, listening
from tests.world.people import Person


async def told_twice(ada: Person, ben: Person) -> int:
    """Let Ben be told of two deals; answers his highest number."""
    for title in ("One", "Two"):
        await ada.create_deal(title, assignedTo=ben)
    return await last_number(ben)


@pytest.mark.parametrize("beyond", [1, 1000])
async def test_a_number_that_was_never_given_is_refused_with_the_highest_there_is(
    crm: Crm, ada: Person, ben: Person, beyond: int
) -> None:
    highest = await told_twice(ada, ben)

    with pytest.raises(Refused) as refused:
        await anext(aiter(ben.stream(NOTIFICATIONS, after=highest + beyond)))

    (error,) = refused.value.errors
    assert error["extensions"] == {"code": "SEQUENCE_UNKNOWN", "highest": highest}
    assert error["path"] == ["notifications"]


async def test_the_highest_number_there_is_waits_for_the_next(
    crm: Crm, ada: Person, ben: Person
) -> None:
    highest = await told_twice(ada, ben)

    async with listening(ben, after=highest) as heard:
        await ada.create_deal("Three", assignedTo=ben)

    assert [told.sequence for told in heard] == [highest + 1]
