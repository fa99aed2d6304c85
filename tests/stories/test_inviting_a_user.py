"""Administrators add users."""

from typing import Any

import pytest

from tests.world.crm import Crm
from tests.world.people import Person

FIELDS = "name email status isAdmin crmAccess modules"


async def test_a_new_user_has_everything_on_and_full_access(crm: Crm, ada: Person) -> None:
    async with crm.telling() as told:
        user = await ada.invite(" Nina@New.example ")
    assert await ada.see(user, FIELDS) == {
        "name": "Nina New",
        "email": "nina@new.example",
        "status": "ACTIVE",
        "isAdmin": False,
        "crmAccess": "FULL",
        "modules": ["COMPANIES_AND_CONTACTS", "DEALS", "INVOICES", "PROJECTS", "TICKETS"],
    }
    assert told == {}


async def test_a_new_user_may_be_limited_from_the_beginning(crm: Crm, ada: Person) -> None:
    user = await ada.invite("nina@new.example", crmAccess="LIMITED_CRM", modules=["DEALS"])
    assert await ada.see(user, "crmAccess modules") == {
        "crmAccess": "LIMITED_CRM",
        "modules": ["DEALS"],
    }


async def test_with_a_password_they_sign_in_at_once(crm: Crm, ada: Person) -> None:
    await ada.invite("nina@new.example", password="a long password")
    payload = await crm.nobody().write(
        "signIn", "user { name }", email="nina@new.example", password="a long password"
    )
    assert payload["user"] == {"name": "Nina New"}


async def test_two_users_of_an_account_have_two_emails(crm: Crm, ada: Person, finn: Person) -> None:
    async with crm.refuses("DUPLICATE", "email"):
        await ada.invite(finn.email.upper())


async def test_the_same_person_may_be_a_user_of_two_accounts(
    crm: Crm, ada: Person, eve: Person
) -> None:
    user = await ada.invite(eve.email)
    assert (await ada.see(user, "email"))["email"] == eve.email


async def test_an_administrator_is_not_invited_as_limited(crm: Crm, ada: Person) -> None:
    async with crm.refuses("RESTRICTION_NOT_ALLOWED", "crmAccess"):
        await ada.invite("nina@new.example", isAdmin=True, crmAccess="LIMITED_DEALS")


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"firstName": " "}, "firstName", "REQUIRED"),
        ({"lastName": "x" * 101}, "lastName", "INVALID"),
        ({"password": "short"}, "password", "INVALID"),
        ({"email": "nobody"}, "email", "INVALID"),
        ({"email": "no body@new.example"}, "email", "INVALID"),
        ({"email": "@new.example"}, "email", "INVALID"),
        ({"email": "nina@old@new.example"}, "email", "INVALID"),
        ({"email": "ni\u00a0na@new.example"}, "email", "INVALID"),
        ({"email": f"{'İ' * 130}@new.example"}, "email", "INVALID"),
    ],
)
async def test_an_invitation_is_refused_what_cannot_be(
    crm: Crm, ada: Person, given: dict[str, Any], path: str, code: str
) -> None:
    async with crm.refuses(code, path):
        await ada.invite(**{"email": "nina@new.example", **given})


async def test_nobody_but_an_administrator_invites(
    crm: Crm, finn: Person, lena: Person, cleo: Person
) -> None:
    for somebody in (finn, lena, cleo):
        async with crm.refuses("FORBIDDEN"):
            await somebody.invite("nina@new.example")
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().invite("nina@new.example")


@pytest.mark.parametrize("given", [{}, {"password": "a long password"}])
async def test_who_has_just_become_or_ceased_to_be_an_administrator_is_known_as_that(
    crm: Crm, ada: Person, lena: Person, given: dict[str, str]
) -> None:
    async with crm.refuses("FORBIDDEN"):
        await lena.invite("nina@new.example", **given)
    await ada.set_access(lena, isAdmin=True)
    await lena.invite("nina@new.example", **given)
    await ada.set_access(lena, isAdmin=False)
    async with crm.refuses("FORBIDDEN"):
        await lena.invite("nora@new.example", **given)
    await ada.deactivate(lena)
    async with crm.refuses("UNAUTHENTICATED"):
        await lena.invite("nora@new.example", **given)
