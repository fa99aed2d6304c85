"""Guesses are counted for each user and each place; nobody's success takes back another's."""

import datetime

import pytest

from orm.sign_in import SignInFailure, SignInPlace
from resolvers.operator import set_password
from resolvers.runtime.runtime import open_runtime
from resolvers.sign_in.attempt import FORGOTTEN_AFTER, PLACE_FORGOTTEN_AFTER
from resolvers.sign_in.rate_limit import (
    FREE_FOR_USER,
    FREE_FOR_USER_FROM_SOURCE,
    FREE_FROM_SOURCE,
    LONGEST_WAIT,
    source_of,
)
from tests.abuse.signing_in import (
    CAFE,
    HOME,
    OTHER,
    PASSWORD,
    Clock,
    have_password,
    join,
    outcome,
    sign_in,
    strangers,
)
from tests.world.crm import Crm
from tests.world.people import Person

pytestmark = pytest.mark.usefixtures("clock")


async def guesses(crm: Crm, email: str, number: int, address: str = CAFE) -> list[str]:
    """What becomes of some wrong passwords, one after the other."""
    return [await outcome(crm, email, address=address) for _ in range(number)]


async def test_after_some_guesses_each_next_one_waits_twice_as_long(
    crm: Crm, sam: Person, clock: Clock
) -> None:
    await have_password(crm, sam)
    assert await guesses(crm, sam.email, FREE_FOR_USER_FROM_SOURCE) == ["INVALID"] * 5
    waits = []
    for _ in range(12):
        refused = await sign_in(crm, sam.email, PASSWORD)
        assert refused["code"] == "RATE_LIMITED"
        waits.append(refused["retryAfter"])
        clock.now += refused["retryAfter"]
        assert await outcome(crm, sam.email) == "INVALID"
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, *[LONGEST_WAIT] * 3]


@pytest.mark.slow
async def test_an_administrator_elsewhere_who_knows_a_password_there_guesses_no_more_here(
    crm: Crm, finn: Person, eve: Person
) -> None:
    await have_password(crm, finn)
    await eve.invite(finn.email, password="chosen by Eve herself")
    here, there = f"Account:{crm.account_id}", f"Account:{crm.foreign_account_id}"
    tried = 0
    for _ in range(45):
        tried += await outcome(crm, finn.email, account=here) == "INVALID"
        signed_in = await outcome(crm, finn.email, "chosen by Eve herself", account=there)
        assert signed_in == "IN"
    assert tried == FREE_FOR_USER_FROM_SOURCE
    assert await outcome(crm, finn.email, PASSWORD, account=here) == "RATE_LIMITED"
    # Where no account is named, what has to wait is not tried.
    assert await outcome(crm, finn.email, PASSWORD) == "INVALID"


async def test_a_password_that_is_right_elsewhere_only_is_a_guess_here(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    await join(crm, finn.email, "chosen by Eve herself")
    for _ in range(FREE_FOR_USER_FROM_SOURCE):
        assert await outcome(crm, finn.email, "chosen by Eve herself") == "IN"
    here = f"Account:{crm.account_id}"
    assert await outcome(crm, finn.email, PASSWORD, account=here) == "RATE_LIMITED"


async def test_strangers_keep_nobody_out_of_where_they_have_signed_in_before(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    assert await outcome(crm, finn.email, PASSWORD, address=HOME) == "IN"
    for address in strangers(2 * FREE_FOR_USER):
        await outcome(crm, finn.email, address=address)
    assert await outcome(crm, finn.email, PASSWORD, address=CAFE) == "RATE_LIMITED"
    assert await outcome(crm, finn.email, OTHER, address=HOME) == "INVALID"
    assert await outcome(crm, finn.email, PASSWORD, address=HOME) == "IN"
    # From there as well nobody guesses on and on.
    assert await guesses(crm, finn.email, 7, HOME) == [*["INVALID"] * 5, *["RATE_LIMITED"] * 2]


async def test_many_places_together_guess_no_more_than_one_that_is_new(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    tried = [await outcome(crm, finn.email, address=address) for address in strangers(30)]
    assert tried == [*["INVALID"] * FREE_FOR_USER, *["RATE_LIMITED"] * 20]


async def test_one_place_tries_a_password_on_few_people_only(
    crm: Crm, finn: Person, clock: Clock
) -> None:
    await have_password(crm, finn)
    emails = [f"somebody-{number}@new.example" for number in range(FREE_FROM_SOURCE)]
    assert await outcome(crm, finn.email, PASSWORD, address=CAFE) == "IN"
    async with crm.runtime.database.writing():
        await SignInFailure.bulk_create(
            SignInFailure(attempt=number, subject="", source=CAFE, at=int(clock.now))
            for number, _ in enumerate(emails)
        )
    assert await outcome(crm, "one-more@new.example", address=CAFE) == "RATE_LIMITED"
    # Who has signed in from there before is not kept out by who else is there.
    assert await outcome(crm, finn.email, PASSWORD, address=CAFE) == "IN"


async def test_all_of_a_network_of_ipv6_is_one_place(crm: Crm, finn: Person) -> None:
    await have_password(crm, finn)
    tried = [await outcome(crm, finn.email, address=f"2001:db8::{host}") for host in range(7)]
    assert tried == [*["INVALID"] * 5, *["RATE_LIMITED"] * 2]
    assert await outcome(crm, finn.email, address="2001:db8:0:1::1") == "INVALID"


async def test_who_signs_in_takes_back_their_own_failures_from_there(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    for address in (HOME, CAFE):
        await guesses(crm, finn.email, 4, address)
    assert await outcome(crm, finn.email, PASSWORD, address=HOME) == "IN"
    assert await guesses(crm, finn.email, 4, HOME) == ["INVALID"] * 4
    assert await guesses(crm, finn.email, 2, CAFE) == ["INVALID", "RATE_LIMITED"]


async def test_an_email_that_nobody_can_sign_in_with_is_answered_like_any_other(
    crm: Crm, finn: Person, gus: Person, lena: Person
) -> None:
    await have_password(crm, finn)
    await have_password(crm, gus)
    twice = await join(crm, "twice@new.example", PASSWORD)
    await join(crm, twice.email, OTHER + "!", account_id=crm.account_id)
    emails = {
        "known": finn.email,
        "deactivated": gus.email,
        "without a password": lena.email,
        "of nobody": "nobody@new.example",
        "known in two accounts": twice.email,
    }
    answers = [
        await guesses(crm, email, 8, f"192.0.2.{number}")
        for number, email in enumerate(emails.values())
    ]
    assert answers == [[*["INVALID"] * 5, *["RATE_LIMITED"] * 3] for _ in emails]


async def test_a_restart_forgets_nothing(
    crm: Crm, finn: Person, database_url: str, clock: Clock
) -> None:
    await guesses(crm, "somebody@new.example", FREE_FOR_USER_FROM_SOURCE)
    await crm.runtime.close()
    again = await open_runtime(database_url)
    try:
        assert await outcome(Crm(again), "somebody@new.example") == "RATE_LIMITED"
    finally:
        await again.close()


async def test_time_takes_failures_and_places_back(crm: Crm, finn: Person, clock: Clock) -> None:
    await have_password(crm, finn)
    await guesses(crm, finn.email, 5)
    await outcome(crm, finn.email, PASSWORD, address=HOME)
    now = datetime.datetime.fromtimestamp(clock.now, datetime.UTC)
    await crm.tick(now)
    assert (await SignInFailure.all().count(), await SignInPlace.all().count()) == (10, 1)
    await crm.tick(now + datetime.timedelta(seconds=FORGOTTEN_AFTER))
    assert (await SignInFailure.all().count(), await SignInPlace.all().count()) == (0, 1)
    await crm.tick(now + datetime.timedelta(seconds=PLACE_FORGOTTEN_AFTER))
    assert await SignInPlace.all().count() == 0


async def test_a_new_password_by_the_operator_lets_somebody_in_again(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    await guesses(crm, finn.email, 6)
    user = crm.users["finn"]
    await set_password(crm.runtime.database, crm.runtime.passwords, user, "another long password")
    assert await outcome(crm, finn.email, "another long password") == "IN"


async def test_neither_password_nor_email_is_kept_of_a_failure(crm: Crm) -> None:
    await outcome(crm, "somebody@new.example", "a secret of theirs")
    kept = str(await crm.rows("sign_in_failure"))
    assert CAFE in kept
    assert [it for it in ("somebody", "secret") if it in kept] == []


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("x" * 100, "x" * 64),
    ],
)
def test_a_place_is_the_network_that_one_host_has(address: str, source: str) -> None:
    assert source_of(address) == source
