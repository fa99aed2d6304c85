"""Whatever an e-mail is, the same is computed and asked before it is answered."""

import pytest

from orm.session import Session
from orm.user import User
from resolvers.sign_in.passwords import HASHER, Passwords
from tests.abuse.signing_in import (
    HOME,
    OTHER,
    PASSWORD,
    Clock,
    have_password,
    join,
    name_of,
    outcome,
    sign_in,
    working,
)
from tests.world.crm import Crm
from tests.world.people import Person


async def test_one_hash_is_computed_and_the_same_is_asked_whoever_it_is(
    crm: Crm, finn: Person, gus: Person, lena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (finn, gus):
        await crm.have(person, password_hash=HASHER.hash(PASSWORD))
    twice = await join(crm, "twice@new.example", None)
    again = await join(crm, twice.email, None, account_id=crm.account_id)
    for user, password in ((twice, PASSWORD), (again, PASSWORD + "!")):
        async with crm.runtime.database.writing():
            hash_ = HASHER.hash(password, salt=b"the same for all")
            await User.filter(id=user.id).update(password_hash=hash_)
    done = {}
    for who, email in {
        "known": finn.email,
        "deactivated": gus.email,
        "without a password": lena.email,
        "of nobody": "nobody@new.example",
        "known in two accounts": twice.email,
    }.items():
        with working(crm, monkeypatch) as work:
            assert await outcome(crm, email) == "INVALID"
        done[who] = (work.hashes, work.read, work.written)
    assert done == dict.fromkeys(done, done["known"])
    hashes, read, written = done["known"]
    assert (hashes, len(read)) == (["m=65536,t=3,p=4"], 3)
    # What is written is one tiny insert, however many accounts there are.
    small = ("BEGIN IMMEDIATE", 'INSERT INTO "sign_in_failure"', "COMMIT")
    assert [sql for sql in written if not sql.startswith(small)] == []
    assert len(written) <= len(small)


async def test_what_no_password_fits_is_a_hash_as_every_other(crm: Crm) -> None:
    nobodys, real = Passwords(crm.runtime.database)._nobodys, HASHER.hash(PASSWORD)
    assert [len(part) for part in nobodys.split("$")] == [len(part) for part in real.split("$")]
    assert nobodys.split("$")[:4] == real.split("$")[:4]


async def test_each_of_several_accounts_has_its_password_by_one_computation(
    crm: Crm, ada: Person, eve: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = "nina@new.example"
    await ada.invite(email, password=PASSWORD)
    await eve.invite(email, password=OTHER)
    signed_in = []
    with working(crm, monkeypatch) as work:
        for password in (PASSWORD, OTHER):
            signed_in.append((await sign_in(crm, email, password, address=HOME))["user"])
    assert (len(work.hashes), len({it["id"] for it in signed_in})) == (2, 2)


async def test_passwords_from_before_emails_had_one_salt_are_found_as_well(
    crm: Crm, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await have_password(crm, finn)
    other = await join(crm, finn.email, None)
    async with crm.runtime.database.writing():
        await User.filter(id=other.id).update(password_hash=HASHER.hash(OTHER))
    assert await outcome(crm, finn.email, OTHER) == "IN"
    assert await outcome(crm, finn.email, PASSWORD) == "IN"


async def test_who_is_in_several_accounts_chooses_after_the_password_was_right(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    there = await join(crm, finn.email, PASSWORD)
    before = await Session.all().count()
    payload = await sign_in(crm, finn.email, PASSWORD)
    choice = [
        {"id": f"Account:{id_}", "name": await name_of(id_)}
        for id_ in (crm.account_id, crm.foreign_account_id)
    ]
    assert payload == {
        "token": None,
        "user": None,
        "accounts": sorted(choice, key=lambda it: it["name"]),
        "userErrors": [],
    }
    assert await Session.all().count() == before
    chosen = await sign_in(crm, finn.email, PASSWORD, account=f"Account:{crm.foreign_account_id}")
    assert (chosen["user"], chosen["accounts"]) == ({"id": f"User:{there.id}"}, None)
    assert chosen["token"]


async def test_no_account_is_named_to_who_does_not_know_the_password(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    await join(crm, finn.email, PASSWORD)
    payload = await sign_in(crm, finn.email, OTHER)
    assert (payload["accounts"], payload["userErrors"]) == (
        None,
        [{"code": "INVALID", "path": ["input", "password"]}],
    )


@pytest.mark.parametrize("account", ["Account:999999", "foreign"])
async def test_an_account_that_one_is_not_in_is_refused_like_a_wrong_password(
    crm: Crm, finn: Person, account: str
) -> None:
    await have_password(crm, finn)
    named = account.replace("foreign", f"Account:{crm.foreign_account_id}")
    assert await sign_in(crm, finn.email, PASSWORD, account=named) == await sign_in(
        crm, finn.email, OTHER
    )


async def test_a_password_that_is_replaced_while_it_is_tried_opens_nothing(
    crm: Crm, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await have_password(crm, finn)
    fitting = Passwords.fitting

    async def replaced_meanwhile(*given: object) -> set[str]:
        found = await fitting(*given)  # type: ignore[arg-type]
        await have_password(crm, finn, "set by the operator")
        return found

    monkeypatch.setattr(Passwords, "fitting", replaced_meanwhile)
    before = await Session.all().count()
    assert await outcome(crm, finn.email, PASSWORD) == "INVALID"
    assert await Session.all().count() == before


@pytest.mark.parametrize("named", ["own", "foreign", "none"])
async def test_naming_an_account_tells_neither_whether_an_address_is_known_nor_where(
    crm: Crm, finn: Person, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resolvers.sign_in.attempt.time", Clock())
    await have_password(crm, finn)
    accounts = {"own": crm.account_id, "foreign": crm.foreign_account_id, "none": 10**6}
    account = f"Account:{accounts[named]}"
    said = []
    for email in (finn.email, "nobody@nowhere.example"):
        tries = [await outcome(crm, email) for _ in range(5)]
        said.append([*tries, await outcome(crm, email, account=account)])
    assert said[0] == said[1]
