"""Floods of whoever reaches the service, without a token."""

import asyncio
from contextlib import suppress

from benchmarks.abuse.attack import FROM, Attack, flood
from benchmarks.abuse.people import email_of
from benchmarks.abuse.tally import CUT, OPEN, REFUSED
from benchmarks.abuse.victims import SIGN_IN
from benchmarks.abuse.wire import HOST, Connection, post

SIGN_INS, ALIASES = 200, 500
LEAVES_AFTER = 0.5  # seconds
CONNECTIONS, BYTES = 30, 8_000
HALF = b"POST /graphql HTTP/1.1\r\nHost: whose\r\nX-Half: "
SLOW = 1_100  # connections; the service may open 1,024 files


@flood()
async def wrong_passwords(attack: Attack) -> None:
    """200 people at once sign in with wrong passwords, each with another address."""
    await _sign_in(attack, [f"nobody{next(attack.numbers)}@abuse.example" for _ in range(SIGN_INS)])


@flood()
async def wrong_passwords_for_one(attack: Attack) -> None:
    """200 wrong passwords at once for the address of somebody who is measured."""
    await _sign_in(attack, [email_of("neighbour")] * SIGN_INS)


async def _sign_in(attack: Attack, addresses: list[str]) -> None:
    values = [{"email": it, "password": "not this one, surely"} for it in addresses]
    await asyncio.gather(*(attack.ask(None, SIGN_IN, one) for one in values))


@flood()
async def abandoned_sign_ins(attack: Attack) -> None:
    """A request with 500 aliases of signIn, whose client leaves before the answer."""
    roots = " ".join(
        f'a{n}: signIn(input: {{email: "nobody{n}@abuse.example", password: "wrong again"}})'
        " { userErrors { code } }"
        for n in range(ALIASES)
    )
    connection = Connection(attack.port, FROM)
    try:
        async with asyncio.timeout(LEAVES_AFTER):
            answer = await connection.ask(post(None, f"mutation {{ {roots} }}"))
        attack.tally.answered(answer.status, answer.text)
    except TimeoutError:
        attack.tally["left before the answer"] += 1
    except (OSError, EOFError):
        attack.tally[CUT] += 1
    finally:
        connection.close()


@flood()
async def new_documents(attack: Attack) -> None:
    """30 connections send valid documents of 8 KB, each new."""
    await _documents(attack, "title")


@flood()
async def invalid_documents(attack: Attack) -> None:
    """30 connections send documents of 8 KB that are not valid, each new."""
    await _documents(attack, "thing")


async def _documents(attack: Attack, last: str) -> None:
    def text() -> str:
        number = next(attack.numbers)
        fields = [f"a{number}_{n}: title" for n in range(BYTES // 18)]
        return f"{{ deals {{ nodes {{ {' '.join(fields)} {last} }} }} }}"

    await asyncio.gather(*(attack.ask(None, text()) for _ in range(CONNECTIONS)))


@flood(lasting=True)
async def slow_headers(attack: Attack) -> None:
    """1,100 connections send half a header and then nothing; the service may open 1,024 files."""

    async def one() -> None:
        try:
            reader, writer = await asyncio.open_connection(HOST, attack.port, local_addr=FROM)
            writer.write(HALF)
            attack.tally[OPEN] += 1
            attack.kept += [writer, asyncio.create_task(_until_cut(attack, reader))]
        except OSError:
            attack.tally[REFUSED] += 1

    await asyncio.gather(*(one() for _ in range(SLOW)))


async def _until_cut(attack: Attack, reader: asyncio.StreamReader) -> None:
    said = b""
    with suppress(OSError):
        said = await reader.read()
    attack.tally[said[9:12].decode() or CUT] += 1
    attack.tally[OPEN] -= 1


ALL = (
    wrong_passwords,
    wrong_passwords_for_one,
    abandoned_sign_ins,
    new_documents,
    invalid_documents,
    slow_headers,
)
