"""Invoices get numbers without gaps, are sent and paid, and the customer's managers are told."""

import asyncio

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person


async def test_the_managers_of_the_customer_hear_of_it_booked_sent_and_paid(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    invoice = await crm.invoice(company)
    async with crm.telling() as told:
        for verb in ("book", "send", "pay"):
            await ada.do(verb, invoice)
    words = [
        "Ada Admin booked Invoice 1 for Acme.",
        "Ada Admin sent Invoice 1 to Acme.",
        "Acme paid Invoice 1.",
    ]
    assert told == {"Cleo": words, "Dora": words}
    seen = {"number": "1", "label": "Invoice 1", "status": "PAID", "version": 4}
    assert await dora.see(invoice, "number label status version") == seen
    assert None not in (await cleo.see(invoice, "bookedAt sentAt paidAt")).values()


async def test_a_manager_who_has_no_companies_is_told_of_a_customer_without_a_name(
    crm: Crm, ada: Person, finn: Person
) -> None:
    await crm.have(finn, modules=["INVOICES"])
    invoice = await crm.invoice(await crm.company("Acme", account_manager=finn))
    async with crm.telling() as told:
        for verb in ("book", "send", "pay"):
            await ada.write(f"{verb}Invoice", "", id=invoice)
    assert told["Finn"] == [
        "Ada Admin booked Invoice 1 for a customer.",
        "Ada Admin sent Invoice 1 to a customer.",
        "A customer paid Invoice 1.",
    ]


async def test_who_does_it_seconds_who_do_not_count_and_strangers_are_not_told(
    crm: Crm, cleo: Person, dora: Person, olga: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    invoice = await crm.invoice(company)
    async with crm.telling() as told, watching(dora) as doras, watching(olga) as olgas:
        await cleo.do("book", invoice)
    assert (told, doras, olgas) == ({}, [], [])


async def test_of_a_contacts_invoice_nobody_is_told_and_who_sees_it_sees_it_change(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    invoice = await crm.invoice(await crm.contact("Carl", [company], created_by=dora))
    async with crm.telling() as told, watching(cleo) as cleos, watching(dora) as doras:
        await ada.do("book", invoice)
    assert told == {}
    assert (cleos, doras) == ([("UPDATED", invoice, "Invoice 1")], [])


async def test_numbers_have_no_gaps_also_when_many_book_at_once(
    crm: Crm, ada: Person, finn: Person, eve: Person
) -> None:
    company = await crm.company()
    drafts = [await crm.invoice(company) for _ in range(12)]
    await crm.invoice(company, status="PAID", number="4")
    async with crm.refuses("INVALID", "id"):
        await ada.do("pay", drafts[0])
    twice = [*drafts, *drafts]
    done = await asyncio.gather(
        *((ada, finn)[n % 2].do("book", it) for n, it in enumerate(twice)), return_exceptions=True
    )
    assert sum(one is None for one in done) == 12
    numbers = [(await ada.see(draft, "number"))["number"] for draft in drafts]
    assert sorted(map(int, numbers)) == [1, 2, 3, *range(5, 14)]
    theirs = await eve.create("Invoice", customer=await crm.foreign("Company"))
    await eve.do("book", theirs)
    assert await eve.see(theirs, "number") == {"number": "1"}


async def test_each_step_is_taken_once_and_after_the_one_before(crm: Crm, ada: Person) -> None:
    company = await crm.company()
    draft = await crm.invoice(company)
    for verb in ("send", "pay"):
        async with crm.refuses("INVALID", "id"):
            await ada.do(verb, draft)
    await ada.do("book", draft)
    async with crm.refuses("INVALID", "id"):
        await ada.do("book", draft)
    await ada.do("pay", draft)
    async with crm.refuses("INVALID", "id"):
        await ada.do("pay", draft)
    await ada.do("send", draft)


async def test_who_may_not_read_it_does_not_find_it_and_an_old_version_is_a_conflict(
    crm: Crm, ada: Person, cleo: Person, dora: Person, eve: Person
) -> None:
    invoice = await crm.invoice(await crm.company(account_manager=cleo), version=2)
    for verb in ("book", "send", "pay"):
        for stranger in (dora, eve):
            async with crm.refuses("NOT_FOUND"):
                await stranger.do(verb, invoice)
        async with crm.refuses("VERSION_CONFLICT", "version"):
            await ada.do(verb, invoice, version=1)


async def test_a_note_on_it_tells_the_managers_of_the_customer(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    invoice = await crm.invoice(await crm.company("Acme", account_manager=cleo))
    async with crm.telling() as told:
        await ada.note(invoice, "Late", dora)
    assert told == {"Cleo": ["Ada Admin added a note to Draft invoice."]}


async def test_it_is_found_by_its_number_and_by_who_manages_the_customer(
    crm: Crm, ada: Person, finn: Person, cleo: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    await crm.invoice(company, number="17", status="PAID", total_cents=100)
    await crm.invoice(await crm.company("Bolt"), number="170", status="OUTSTANDING")
    manager = f'accountManager: {{ is: "{cleo.gid}" }}'
    found = {
        'search: "invoice 17"': 2,
        'number: ["17"]': 1,
        "status: [PAID]": 1,
        'total: { min: "1" }': 1,
        manager: 1,
        "accountManager: { isEmpty: true }": 1,
    }
    for filter_, count in found.items():
        asked = f"{{ invoices(filter: {{ {filter_} }}) {{ totalCount }} }}"
        assert await finn.ask(asked) == {"invoices": {"totalCount": count}}
    await crm.have(finn, modules=["INVOICES"])
    for filter_, count in ((manager, 0), ("accountManager: { isEmpty: true }", 2)):
        asked = f"{{ invoices(filter: {{ {filter_} }}) {{ totalCount }} }}"
        assert await finn.ask(asked) == {"invoices": {"totalCount": count}}
