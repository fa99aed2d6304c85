"""Floods of subscriptions; what the victims write makes the service look at each of them."""

import asyncio

from benchmarks.abuse.attack import Attack, flood

A_SOCKET = 99  # and one operation that says when those before it have been taken
EQUAL, DIFFERENT = 10_000, 3_000
SAME = "subscription { recordChanges(kinds: [COMPANY]) { change recordId record { label } } }"
OTHER = (
    "subscription S%d { recordChanges(kinds: [COMPANY]) { change a%d: recordId record { label } } }"
)


@flood(lasting=True)
async def equal_subscriptions(attack: Attack) -> None:
    """One limited person opens 10,000 equal subscriptions, while others write."""
    await _opened(attack, [SAME] * EQUAL)


@flood(lasting=True)
async def different_subscriptions(attack: Attack) -> None:
    """One limited person opens 3,000 subscriptions, each of another text."""
    await _opened(attack, [OTHER % (n, n) for n in range(DIFFERENT)])


async def _opened(attack: Attack, texts: list[str]) -> None:
    async def one(some: list[str]) -> None:
        socket = await attack.socket("limited", result="event")
        if socket is not None:
            for number, text in enumerate(some):
                socket.subscribe(number, text)
            socket.subscribe(len(some), "{ __typename }")
            await socket.ended(1)

    parts = [texts[at : at + A_SOCKET] for at in range(0, len(texts), A_SOCKET)]
    await asyncio.gather(*map(one, parts))


ALL = (equal_subscriptions, different_subscriptions)
