"""Sessions begin with a password and end when they are told to, with all that hangs off them."""

import datetime

import pytest
from argon2 import PasswordHasher

from orm.session import Session
from resolvers.session import open_session
from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person, Refused

PASSWORD = "correct horse battery"


async def with_password(crm: Crm, person: Person) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    await crm.have(person, password_hash=quick.hash(PASSWORD))


async def test_who_knows_the_password_gets_a_token_that_works(crm: Crm, finn: Person) -> None:
    await with_password(crm, finn)
    stranger = crm.nobody()
    payload = await stranger.write(
        "signIn", "token expiresAt user { name }", email=finn.email.upper(), password=PASSWORD
    )
    assert payload["user"] == {"name": "Finn Full"}
    assert payload["expiresAt"].endswith("Z")
    stranger.token = payload["token"]
    assert (await stranger.ask("{ viewer { name isMe } }"))["viewer"] == {
        "name": "Finn Full",
        "isMe": True,
    }


async def test_of_the_token_only_a_hash_is_kept(crm: Crm, finn: Person) -> None:
    assert finn.token is not None
    assert finn.token not in str(await crm.tables())


async def test_a_wrong_password_and_an_unknown_email_are_refused_alike(
    crm: Crm, finn: Person
) -> None:
    await with_password(crm, finn)
    refusals = []
    for email, password in (
        (finn.email, "wrong horse"),
        ("nobody@new.example", PASSWORD),
        (finn.email, ""),
    ):
        before = await crm.tables()
        with pytest.raises(Refused) as caught:
            await crm.nobody().write("signIn", email=email, password=password)
        refusals.append((caught.value.code, caught.value.path, str(caught.value)))
        assert await crm.tables() == before
    assert len(set(refusals)) == 1
    assert refusals[0][:2] == ("INVALID", ("password",))


async def test_who_has_no_password_does_not_sign_in(crm: Crm, lena: Person) -> None:
    async with crm.refuses("INVALID", "password"):
        await crm.nobody().write("signIn", email=lena.email, password="")


async def test_a_deactivated_user_does_not_sign_in(crm: Crm, gus: Person) -> None:
    await with_password(crm, gus)
    async with crm.refuses("INVALID", "password"):
        await crm.nobody().write("signIn", email=gus.email, password=PASSWORD)


async def test_signing_out_ends_the_session_and_its_streams_at_once(crm: Crm, ben: Person) -> None:
    async with watching(ben) as seen, listening(ben) as heard:
        await ben.sign_out()
        await heard.until_ended()
        await seen.until_ended()
    assert (heard, seen) == ([], [])
    async with crm.refuses("UNAUTHENTICATED"):
        await ben.deals()
    async with crm.refuses("UNAUTHENTICATED"):
        await ben.sign_out()


async def test_signing_out_leaves_ones_other_sessions_alone(
    crm: Crm, ada: Person, finn: Person
) -> None:
    deal = await crm.deal(assigned_to=finn)
    other = crm.nobody()
    other.token, _ = await open_session(crm.runtime.database, finn.id, datetime.timedelta(hours=1))
    async with listening(other) as heard:
        await finn.sign_out()
        await ada.rename(deal, "Larger one")
    assert [told.text for told in heard] == ["Ada Admin changed Larger one."]
    assert not heard.ended


async def test_an_expired_session_neither_reads_nor_writes(crm: Crm, finn: Person) -> None:
    company = await crm.company()
    assert await finn.can_read(company) is True
    async with crm.runtime.database.writing():
        await Session.filter(user_id=finn.id).update(expires_at=1)
    async with crm.refuses("UNAUTHENTICATED"):
        await finn.companies()
    async with crm.refuses("UNAUTHENTICATED"):
        await finn.rename(company, "Mine")


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5_000, "é"])
async def test_a_wrong_token_is_nobody(crm: Crm, token: str) -> None:
    nobody = crm.nobody()
    nobody.token = token
    async with crm.refuses("UNAUTHENTICATED"):
        await nobody.companies()
    async with crm.refuses("UNAUTHENTICATED"):
        await nobody.create_company("Big one")


async def test_who_has_not_signed_in_reads_nothing(crm: Crm) -> None:
    company = await crm.company()
    for document in (
        "{ viewer { name } }",
        "{ companies { totalCount } }",
        "{ users { nodes { name } } }",
        "{ unreadNotificationCount }",
    ):
        async with crm.refuses("UNAUTHENTICATED"):
            await crm.nobody().ask(document)
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().can_read(company)
