"""Contacts come to be, by themselves or as somebody at a company."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person

COMPANIES = "companies { company { name } position decisionMaker }"


async def test_nobody_is_told_of_a_contact_without_a_company(crm: Crm, finn: Person) -> None:
    async with crm.telling() as told:
        contact = await finn.create(
            "Contact", firstName="Carl", lastName="Contact", email="c@c.example", phone="1"
        )
    seen = await finn.see(
        contact,
        f"name label email phone createdBy {{ name }} {COMPANIES} responsibilities {{ role }}",
    )
    assert seen == {
        "name": "Carl Contact",
        "label": "Carl Contact",
        "email": "c@c.example",
        "phone": "1",
        "createdBy": {"name": "Finn Full"},
        "companies": [],
        "responsibilities": [],
    }
    assert told == {}


async def test_the_managers_of_their_company_are_told(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        contact = await ada.create(
            "Contact",
            lastName="Carl",
            companies=[{"company": company, "position": "CEO", "decisionMaker": True}],
        )
    words = ["Ada Admin linked Carl to Acme."]
    assert told == {"Cleo": words, "Dora": words}
    assert await cleo.see(contact, COMPANIES) == {
        "companies": [{"company": {"name": "Acme"}, "position": "CEO", "decisionMaker": True}]
    }


async def test_who_has_limited_crm_access_sees_the_contact_that_they_create(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    async with watching(cleo) as cleos, watching(dora) as doras:
        contact = await cleo.create("Contact", lastName="Carl")
    assert await cleo.contacts() == ["Carl"]
    assert await dora.contacts() == []
    assert (cleos, doras) == ([("CREATED", contact, "Carl")], [])


async def test_of_several_companies_a_limited_user_sees_their_own_only(
    crm: Crm, ada: Person, cleo: Person, finn: Person
) -> None:
    mine = await crm.company("Acme", account_manager=cleo)
    theirs = await crm.company("Secret", account_manager=finn)
    also = await crm.company("Open", account_manager=finn)
    async with crm.telling() as told:
        companies = [{"company": it} for it in (mine, theirs, also)]
        contact = await ada.create("Contact", lastName="Carl", companies=companies)
    assert told == {
        "Cleo": ["Ada Admin linked Carl to Acme."],
        "Finn": ["Ada Admin linked Carl to Open and Secret."],
    }
    of_mine = {"company": {"name": "Acme"}, "position": None, "decisionMaker": False}
    assert await cleo.see(contact, COMPANIES) == {"companies": [of_mine]}
    search = "query($id: ID!) { contacts(filter: { company: [$id] }) { totalCount } }"
    assert await cleo.ask(search, id=mine.gid) == {"contacts": {"totalCount": 1}}
    assert await cleo.ask(search, id=theirs.gid) == {"contacts": {"totalCount": 0}}


async def test_a_company_that_one_may_not_read_is_not_to_be_found(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    theirs = await crm.company("Acme", account_manager=dora)
    for by, company in ((cleo, theirs), (ada, await crm.foreign("Company"))):
        async with crm.refuses("NOT_FOUND", "companies", "0", "company"):
            await by.create("Contact", lastName="Carl", companies=[{"company": company}])


async def test_bad_input_is_refused_by_its_place(crm: Crm, ada: Person) -> None:
    company, deal = await crm.company(), await crm.deal()
    async with crm.refuses("REQUIRED", "lastName"):
        await ada.create("Contact", lastName=" ")
    async with crm.refuses("INVALID", "firstName"):
        await ada.create("Contact", firstName="x" * 101, lastName="Carl")
    async with crm.refuses("INVALID", "companies", "0", "company"):
        await ada.create("Contact", lastName="Carl", companies=[{"company": deal}])
    async with crm.refuses("DUPLICATE", "companies", "1", "company"):
        await ada.create(
            "Contact", lastName="Carl", companies=[{"company": company}, {"company": company}]
        )


async def test_it_is_not_available_without_the_module(crm: Crm, finn: Person) -> None:
    await crm.have(finn, modules=["DEALS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.create("Contact", lastName="Carl")
