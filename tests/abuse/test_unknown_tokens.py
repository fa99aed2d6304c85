"""To look up a token is the work of its address, until it is known whose it is."""

from collections.abc import Sequence
from typing import Any

import pytest

from orm.database.fair_turns import SERVICE, Origin
from permissions.caller import Caller
from reader.errors import Refused
from schema.execution.graph import Graph
from tests.world.crm import Crm
from tests.world.people import Person

HERE = "192.0.2.1"
ASKED = "{ viewer { name } }"


@pytest.fixture
def origins(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> list[Origin]:
    """For whom each statement ran."""
    found: list[Origin] = []
    rows = crm.runtime.database.readers.rows

    async def noted(sql: str, values: Sequence[Any], origin: Origin = SERVICE) -> Any:
        found.append(origin)
        return await rows(sql, values, origin)

    monkeypatch.setattr(crm.runtime.database.readers, "rows", noted)
    return found


async def test_tokens_that_nobody_knows_take_the_turns_of_their_address(
    crm: Crm, origins: list[Origin]
) -> None:
    caller = Caller("nobody's", HERE)
    prepared = await crm.graph.prepare(ASKED, None, caller)

    answered = await crm.graph.run(prepared, None, caller)
    assert not await crm.graph.knows(caller)
    await crm.graph.until_over(caller)
    subscribed = await crm.graph.prepare("subscription{recordChanges{recordId}}", None, caller)
    with pytest.raises(Refused, match="session is over"):
        await anext(crm.graph.stream(subscribed, None, caller))

    assert b"UNAUTHENTICATED" in answered
    assert len(origins) == 2 * 6
    assert set(origins) == {Origin(None, HERE)}


async def test_whoever_is_known_takes_turns_of_their_own(
    crm: Crm, ada: Person, origins: list[Origin]
) -> None:
    crm.graph = Graph(crm.runtime)  # one that has not seen her yet
    caller = Caller(ada.token, HERE)

    for _ in range(3):
        prepared = await crm.graph.prepare(ASKED, None, caller)
        await crm.graph.run(prepared, None, caller)

    mine = Origin(ada.account_id, ada.id)
    assert [it for it in origins if it != mine] == [Origin(None, HERE)], "she is looked up once"
