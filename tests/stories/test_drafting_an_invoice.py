"""Invoices are drafted, changed and thrown away before they have a number."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Thing

DRAFT = """number label status total { amount currency } dueOn bookedAt deal { title }
  customer { ... on Company { name } ... on Contact { name } } viewerCan { update assign delete }"""


async def test_a_draft_has_no_number_and_nobody_is_told(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    deal = await crm.deal("Big one", company=company)
    async with crm.telling() as told, watching(cleo) as cleos, watching(dora) as doras:
        invoice = await ada.create(
            "Invoice",
            customer=company,
            deal=deal,
            total={"amount": "120.50", "currency": "CHF"},
            dueOn="2026-12-24",
        )
    assert told == {}
    assert (cleos, doras) == ([("CREATED", invoice, "Draft invoice")], [])
    assert await cleo.see(invoice, DRAFT) == {
        "number": None,
        "label": "Draft invoice",
        "status": "DRAFT",
        "total": {"amount": "120.50", "currency": "CHF"},
        "dueOn": "2026-12-24",
        "bookedAt": None,
        "deal": {"title": "Big one"},
        "customer": {"name": "Acme"},
        "viewerCan": {"update": True, "assign": False, "delete": True},
    }


async def test_an_invoice_is_seen_as_its_customer_is(
    crm: Crm, ada: Person, finn: Person, ben: Person, cleo: Person, dora: Person, eve: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await crm.contact("Carl", created_by=dora)
    of_company = await ada.create("Invoice", customer=company)
    of_contact = await ada.create("Invoice", customer=contact)
    for reader in (finn, ben):
        assert await invoices_of(reader) == [of_company, of_contact]
    assert await invoices_of(cleo) == [of_company]
    assert await invoices_of(dora) == [of_contact]
    assert await invoices_of(eve) == []


async def invoices_of(person: Person) -> list[Thing]:
    """The invoices that somebody sees, by themselves and below their customers."""
    page = "invoices { nodes { id } totalCount }"
    owners = f"companies {{ nodes {{ {page} }} }} contacts {{ nodes {{ {page} }} }}"
    found = await person.ask(f"{{ {page} {owners} }}")
    pages = [
        owner["invoices"] for kind in ("companies", "contacts") for owner in found[kind]["nodes"]
    ]
    listed = sorted(Thing.of(node["id"]) for node in found["invoices"]["nodes"])
    assert sorted(Thing.of(node["id"]) for page in pages for node in page["nodes"]) == listed
    assert found["invoices"]["totalCount"] == sum(page["totalCount"] for page in pages)
    return listed


async def test_a_deal_that_one_may_not_read_is_null_and_not_to_be_filtered_by(
    crm: Crm, ada: Person, ben: Person
) -> None:
    company, deal = await crm.company("Acme"), await crm.deal("Secret")
    invoice = await crm.invoice(company, deal_id=deal.id)
    assert await ben.see(invoice, "deal { title }") == {"deal": None}
    search = f'{{ invoices(filter: {{ deal: ["{deal.gid}"] }}) {{ totalCount }} }}'
    assert await ben.ask(search) == {"invoices": {"totalCount": 0}}
    assert await ada.ask(search) == {"invoices": {"totalCount": 1}}


async def test_moving_a_draft_to_another_customer_moves_who_sees_it(
    crm: Crm, ada: Person, cleo: Person, dora: Person, olga: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    contact = await crm.contact("Carl", created_by=dora)
    invoice = await crm.invoice(company)
    async with watching(cleo) as cleos, watching(dora) as doras, watching(olga) as olgas:
        await ada.update(invoice, customer=contact, total={"amount": "5"})
    assert cleos == [("LOST", invoice, None)]
    assert doras == [("GAINED", invoice, "Draft invoice")]
    assert olgas == []


async def test_a_customer_or_deal_that_one_may_not_read_is_not_to_be_found(
    crm: Crm, cleo: Person, dora: Person
) -> None:
    mine = await crm.company("Acme", account_manager=cleo)
    theirs = await crm.company("Secret", account_manager=dora)
    deal = await crm.deal(company=theirs)
    invoice = await cleo.create("Invoice", customer=mine)
    for stranger in (theirs, await crm.foreign("Company")):
        async with crm.refuses("NOT_FOUND", "customer"):
            await cleo.create("Invoice", customer=stranger)
        async with crm.refuses("NOT_FOUND", "customer"):
            await cleo.update(invoice, customer=stranger)
    async with crm.refuses("NOT_FOUND", "deal"):
        await cleo.update(invoice, deal=deal)


async def test_what_is_booked_keeps_its_customer_and_total(crm: Crm, ada: Person) -> None:
    company, other = await crm.company("Acme"), await crm.company("Bolt")
    invoice = await crm.invoice(company, status="OUTSTANDING", number="7", total_cents=500)
    async with crm.refuses("INVALID", "customer"):
        await ada.update(invoice, customer=other)
    async with crm.refuses("INVALID", "total"):
        await ada.update(invoice, total={"amount": "6"})
    async with crm.refuses("INVALID", "total"):
        await ada.update(invoice, total={"amount": "5", "currency": "CHF"})
    await ada.update(invoice, customer=company, total={"amount": "5"}, dueOn="2026-12-24")
    assert await ada.see(invoice, "dueOn version") == {"dueOn": "2026-12-24", "version": 2}


async def test_only_drafts_are_deleted_and_by_managers_and_administrators(
    crm: Crm, ada: Person, finn: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    draft = await crm.invoice(company)
    booked = await crm.invoice(company, status="OUTSTANDING", number="7")
    async with crm.refuses("INVALID", "id"):
        await ada.delete(booked)
    async with crm.refuses("FORBIDDEN"):
        await finn.delete(draft)
    async with crm.refuses("NOT_FOUND"):
        await dora.delete(draft)
    async with watching(finn) as finns, watching(dora) as doras:
        await cleo.delete(draft)
    assert (finns, doras) == ([("DELETED", draft, None)], [])


async def test_who_has_invoices_stays_and_a_deal_leaves_its_invoices(
    crm: Crm, ada: Person, finn: Person, cleo: Person, dora: Person
) -> None:
    company, deal = await crm.company("Acme", account_manager=cleo), await crm.deal("Secret")
    invoice = await crm.invoice(company, deal_id=deal.id)
    async with crm.refuses("INVALID", "id"):
        await ada.delete(company)
    async with watching(finn) as finns, watching(cleo) as cleos, watching(dora) as doras:
        await ada.delete(deal)
    changed = ("UPDATED", invoice, "Draft invoice")
    assert (finns, cleos, doras) == ([("DELETED", deal, None), changed], [changed], [])
    assert await cleo.see(invoice, "version deal { title }") == {"version": 2, "deal": None}


async def test_bad_input_is_refused_by_its_place(crm: Crm, ada: Person, finn: Person) -> None:
    company, deal = await crm.company(), await crm.deal()
    invoice = await crm.invoice(company, version=2)
    async with crm.refuses("INVALID", "customer"):
        await ada.create("Invoice", customer=deal)
    async with crm.refuses("REQUIRED", "customer"):
        await ada.update(invoice, customer=None)
    async with crm.refuses("INVALID", "total", "amount"):
        await ada.create("Invoice", customer=company, total={"amount": "0.001"})
    async with crm.refuses("NOT_FOUND", "project"):
        await ada.create("Invoice", customer=company, project="Project:99")
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.update(invoice, dueOn="2026-12-24", version=1)
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.update(invoice, dueOn="2026-12-24")
    assert await finn.see(company, "invoices { totalCount }") == {"invoices": {"totalCount": 0}}
