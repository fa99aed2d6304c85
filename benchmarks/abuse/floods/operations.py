"""Floods of people who are signed in, with what they may ask."""

import asyncio
from itertools import pairwise

from benchmarks.abuse.attack import Attack, flood
from benchmarks.abuse.victims import WRITE, companies

SOCKETS, A_SOCKET = 20, 100
ALIASES, AT_ONCE = 400, 3
TRANSFERS, WRITERS = 4, 30
WIDTH = 1_900  # fields; the most that a document may have are 2,000

MODEST = """{ deals(first: 100) { nodes { id title status amount { amount currency }
  assignedTo { name } customer { ... on Company { name city } } } } }"""
COLLEAGUES = "{ deals(first: 1) { byResponsible { user { id } } } }"
TRANSFER = """mutation ($from: ID!, $to: ID!) {
  transferResponsibilities(input: {from: $from, to: $to}) { count userErrors { code } } }"""
PICKED = ("id", "name", "city", "email", "phone", "industry", "createdAt", "updatedAt")
#: Nothing is shown of the lists themselves, and everything is below them.
NESTED = (
    "nodes { %s responsibilities { role user { name } } deals(first: 100) { nodes { title } } }"
)
UNBOUNDED = """{ companies(first: 0) { byResponsible { user { name responsibleFor { %s } } } } }"""
LISTS = " ".join(
    f"a{n}: companies(first: 100) {{ {NESTED % ' '.join(PICKED)} }}" for n in range(12)
)
COUNTED = " ".join(
    f'a{n}: deals(filter: {{search: "a{n}"}}) {{ totalCount }}' for n in range(ALIASES)
)


@flood()
async def many_operations(attack: Attack) -> None:
    """One person asks 2,000 modest questions at once, over 20 sockets."""

    async def one() -> None:
        socket = await attack.socket("full")
        if socket is not None:
            for number in range(A_SOCKET):
                socket.subscribe(number, MODEST)
            await socket.ended(A_SOCKET)
            socket.leave()

    await asyncio.gather(*(one() for _ in range(SOCKETS)))


@flood()
async def costly_lists(attack: Attack) -> None:
    """Four people ask for lists within `first: 0` and byResponsible: three kilobytes each."""
    await asyncio.gather(*(attack.ask("full", UNBOUNDED % LISTS) for _ in range(4)))


@flood()
async def costly_counts(attack: Attack) -> None:
    """Three times 400 counts of all deals by a search, in one document each."""
    await asyncio.gather(*(attack.ask("full", f"{{ {COUNTED} }}") for _ in range(AT_ONCE)))


@flood()
async def wide_documents(attack: Attack) -> None:
    """Somebody who is signed in sends new documents of 1,900 fields, four at a time."""

    async def one() -> None:
        number = next(attack.numbers)
        fields = " ".join(f"a{number}_{n}: {PICKED[n % len(PICKED)]}" for n in range(WIDTH))
        await attack.ask("full", f"{{ companies(first: 1) {{ nodes {{ {fields} }} }} }}")

    await asyncio.gather(*(one() for _ in range(4)))


@flood()
async def held_account(attack: Attack) -> None:
    """An account passes hundreds of records on, and 30 writers of it wait behind that."""
    found = await attack.found("admin", COLLEAGUES)
    people = [it["user"]["id"] for it in found["deals"]["byResponsible"] if it["user"]]
    ids = await companies(attack.port, "full")
    number = next(attack.numbers)
    first = number * TRANSFERS % (len(people) - TRANSFERS)
    passing = [
        attack.ask("admin", TRANSFER, {"from": one, "to": other})
        for one, other in pairwise(people[first : first + TRANSFERS + 1])
    ]
    writing = [
        attack.ask("full", WRITE, {"id": ids[n % len(ids)], "city": f"Town {number}"})
        for n in range(WRITERS)
    ]
    await asyncio.gather(*passing, *writing)


ALL = (many_operations, costly_lists, costly_counts, wide_documents, held_account)
