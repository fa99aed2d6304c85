"""Companies come to be, with somebody responsible or nobody."""

import pytest

from tests.world.crm import Crm
from tests.world.people import Person, Thing

MANAGERS = "name accountManager { name } secondAccountManager { name }"


async def test_a_company_needs_no_account_manager(crm: Crm, finn: Person) -> None:
    async with crm.telling() as told:
        company = await finn.create_company("Big one")
    assert await finn.see(company, MANAGERS) == {
        "name": "Big one",
        "accountManager": None,
        "secondAccountManager": None,
    }
    assert told == {}


async def test_whoever_becomes_account_manager_by_it_is_told(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    async with crm.telling() as told:
        company = await ada.create_company("Big one", accountManager=cleo)
    assert told == {"Cleo": ["Ada Admin created Big one and assigned it to you."]}
    assert (await cleo.see(company, MANAGERS))["accountManager"] == {"name": "Cleo Crm"}


async def test_nobody_is_told_of_the_company_they_created_for_themselves(
    crm: Crm, finn: Person
) -> None:
    async with crm.telling() as told:
        await finn.create_company("Big one", accountManager=finn)
    assert told == {}


async def test_the_history_begins_with_the_first_account_manager(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    company = await ada.create_company("Big one", accountManager=cleo)
    history = "responsibilityHistory { nodes { role from { name } to { name } by { name } } }"
    assert (await ada.see(company, history))["responsibilityHistory"]["nodes"] == [
        {
            "role": "ACCOUNT_MANAGER",
            "from": None,
            "to": {"name": "Cleo Crm"},
            "by": {"name": "Ada Admin"},
        }
    ]


@pytest.mark.parametrize("given", [{}, {"accountManager": None}], ids=["left out", "null"])
async def test_who_has_limited_crm_access_manages_the_company_they_create(
    crm: Crm, cleo: Person, given: dict[str, None]
) -> None:
    async with crm.telling() as told:
        company = await cleo.create_company("Big one", **given)
    assert (await cleo.see(company, MANAGERS))["accountManager"] == {"name": "Cleo Crm"}
    assert told == {}


async def test_who_was_just_limited_manages_the_company_they_create(
    crm: Crm, ada: Person, finn: Person
) -> None:
    assert await finn.companies() == ["Stranger"]
    await ada.set_access(finn, crmAccess="LIMITED_CRM")
    company = await finn.create_company("Big one")
    assert (await finn.see(company, MANAGERS))["accountManager"] == {"name": "Finn Full"}


async def test_who_has_limited_crm_access_does_not_lose_a_new_company_unawares(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await cleo.create_company("Big one", accountManager=dora)


async def test_who_has_limited_crm_access_may_create_a_company_for_somebody_else(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    async with crm.telling() as told:
        payload = await cleo.write(
            "createCompany",
            "company { id }",
            name="Big one",
            accountManager=dora,
            confirmLossOfAccess=True,
        )
    assert payload["company"] is None
    assert await cleo.companies() == []
    assert await dora.companies() == ["Big one"]
    assert told == {"Dora": ["Cleo Crm created Big one and assigned it to you."]}


async def test_a_company_is_refused_a_deactivated_manager(
    crm: Crm, ada: Person, gus: Person
) -> None:
    async with crm.refuses("USER_INACTIVE", "accountManager"):
        await ada.create_company("Big one", accountManager=gus)


async def test_a_company_is_refused_a_manager_of_another_account(
    crm: Crm, ada: Person, eve: Person
) -> None:
    async with crm.refuses("NOT_FOUND", "accountManager"):
        await ada.create_company("Big one", accountManager=eve)


async def test_a_company_is_refused_a_manager_who_does_not_exist(crm: Crm, ada: Person) -> None:
    async with crm.refuses("NOT_FOUND", "accountManager"):
        await ada.create_company("Big one", accountManager="User:999999999")


async def test_a_company_is_refused_a_manager_without_the_module(
    crm: Crm, ada: Person, lena: Person
) -> None:
    await crm.have(lena, modules=["DEALS"])
    async with crm.refuses("ASSIGNEE_LACKS_MODULE", "accountManager"):
        await ada.create_company("Big one", accountManager=lena)


@pytest.mark.parametrize("id_", ["", "User", "User:", "User:x", "Company:1", "User:1e3", "42"])
async def test_a_company_is_refused_what_is_no_id_of_a_user(
    crm: Crm, ada: Person, id_: str
) -> None:
    async with crm.refuses("INVALID", "accountManager"):
        await ada.create_company("Big one", accountManager=id_)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", " ", "REQUIRED"),
        ("name", "x" * 201, "INVALID"),
        ("name", "signal \x07", "INVALID"),
        ("vatNumber", "x" * 41, "INVALID"),
        ("city", "two\nlines", "INVALID"),
    ],
)
async def test_a_company_is_refused_text_that_cannot_be(
    crm: Crm, ada: Person, field: str, value: str, code: str
) -> None:
    async with crm.refuses(code, field):
        await ada.create_company(**{"name": "Big one", field: value})


async def test_who_lacks_the_module_creates_no_company(crm: Crm, finn: Person) -> None:
    await crm.have(finn, modules=["DEALS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.create_company("Big one")


async def test_who_has_not_signed_in_creates_no_company(crm: Crm) -> None:
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().create_company("Big one")


async def test_two_accounts_may_have_companies_of_one_name(
    crm: Crm, ada: Person, eve: Person
) -> None:
    await ada.create_company("Big one")
    await eve.create_company("Big one")
    assert await ada.companies() == ["Big one", "Stranger"]
    assert await eve.companies() == ["Big one", "Foreign"]


async def test_a_new_company_begins_at_version_one(crm: Crm, ada: Person) -> None:
    company: Thing = await ada.create_company("Big one")
    assert await ada.see(company, "version kind label") == {
        "version": 1,
        "kind": "COMPANY",
        "label": "Big one",
    }
