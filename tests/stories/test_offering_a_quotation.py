"""Quotations are offered within a deal, by and for whoever the deal is for."""

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Thing

QUOTATIONS = "version quotations { title status amount { amount currency } acceptedAt }"


async def test_a_quotation_shows_in_its_deal_and_as_a_change_of_it(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    deal = await crm.deal(assigned_to=ben, currency="CHF")
    async with crm.telling() as told, watching(ben) as bens, watching(sam) as sams:
        quotation = await ada.create(
            "Quotation", deal=deal, title="Offer", amount={"amount": "99.50"}
        )
        await ada.update(quotation, title="Better offer")
        await ada.delete(quotation)
    assert (bens, sams, told) == ([("UPDATED", deal, "Big one")] * 3, [], {})
    assert await ben.see(deal, QUOTATIONS) == {"version": 1, "quotations": []}


async def test_it_is_seen_with_its_deal_and_not_without(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    deal = await crm.deal(company=company, assigned_to=ben)
    quotation = await ada.create(
        "Quotation", deal=deal, title="Offer", amount={"amount": "99.50", "currency": "CHF"}
    )
    amount = {"amount": "99.50", "currency": "CHF"}
    seen = {"title": "Offer", "status": "OPEN", "amount": amount, "acceptedAt": None}
    for reader in (finn, ben, cleo):
        assert await reader.see(deal, QUOTATIONS) == {"version": 1, "quotations": [seen]}
        assert await reader.see(quotation, "deal { title }") == {"deal": {"title": "Big one"}}
    for stranger in (sam, eve):
        assert await stranger.can_read(quotation) is False


async def test_who_may_not_see_the_deal_finds_neither(
    crm: Crm, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    quotation = await crm.quotation(deal)
    for stranger in (sam, cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.create("Quotation", deal=deal, title="Offer")
        for verb in ("accept", "refuse", "delete"):
            async with crm.refuses("NOT_FOUND"):
                await stranger.do(verb, quotation)
        async with crm.refuses("NOT_FOUND"):
            await stranger.update(quotation, title="Other")


async def test_what_is_accepted_or_refused_stays_as_it_is(crm: Crm, ada: Person) -> None:
    deal = await crm.deal()
    for status in ("ACCEPTED", "REFUSED"):
        quotation = await crm.quotation(deal, status=status)
        for verb in ("accept", "refuse"):
            async with crm.refuses("INVALID", "id"):
                await ada.do(verb, quotation)
        async with crm.refuses("INVALID", "id"):
            await ada.update(quotation, amount={"amount": "1"})


async def test_nothing_happens_by_a_change_that_is_none(
    crm: Crm, ada: Person, finn: Person
) -> None:
    quotation = await crm.quotation(await crm.deal())
    async with watching(finn) as seen:
        await ada.update(quotation, title="Offer")
    assert seen == []


async def test_a_quotation_goes_with_its_deal(crm: Crm, ada: Person) -> None:
    deal = await crm.deal()
    quotation = await crm.quotation(deal)
    await ada.delete(deal)
    assert await ada.can_read(quotation) is False


async def test_bad_input_is_refused_by_its_place(crm: Crm, ada: Person, finn: Person) -> None:
    deal, company = await crm.deal(), await crm.company()
    quotation = await crm.quotation(deal)
    async with crm.refuses("INVALID", "deal"):
        await ada.create("Quotation", deal=company, title="Offer")
    async with crm.refuses("REQUIRED", "title"):
        await ada.create("Quotation", deal=deal, title="")
    async with crm.refuses("INVALID", "amount", "amount"):
        await ada.create("Quotation", deal=deal, title="Offer", amount={"amount": "0.001"})
    async with crm.refuses("INVALID", "amount", "currency"):
        await ada.update(quotation, amount={"amount": "1", "currency": "XXX"})
    async with crm.refuses("INVALID", "id"):
        await ada.do("accept", Thing("Quotation", 0))
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.do("accept", quotation)
