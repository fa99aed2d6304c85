"""Companies and deals are deleted by those responsible and by administrators."""

import pytest

from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person, Refused, Thing


async def test_both_account_managers_hear_that_their_company_was_deleted(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    async with crm.telling() as told:
        await ada.delete(company)
    assert told == {"Cleo": ["Big one was deleted."], "Dora": ["Big one was deleted."]}


async def test_those_responsible_and_the_managers_hear_that_a_deal_was_deleted(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    async with crm.telling() as told:
        await ada.delete(deal)
    words = ["Big one was deleted."]
    assert told == {"Ben": words, "Sam": words, "Cleo": words, "Dora": words}


async def test_of_what_was_deleted_they_learn_the_title_only(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with listening(ben) as heard:
        await ada.delete(deal)
    assert [(told.by, told.record, told.label) for told in heard] == [(None, None, "Big one")]


async def test_who_has_no_companies_is_told_of_a_title_as_it_is_written(
    crm: Crm, ada: Person, finn: Person
) -> None:
    await crm.have(finn, modules=["DEALS"])
    deal = await crm.deal("iPhone rollout", assigned_to=finn)
    await ada.do("delete", deal)
    assert await finn.texts() == ["iPhone rollout was deleted."]


async def test_a_limited_crm_user_does_not_hear_that_a_deal_hidden_from_them_was_deleted(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    company = await crm.company("Acme", account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=cleo)
    async with crm.telling() as told, watching(cleo) as seen:
        await ada.delete(deal)
    assert told == {"Dora": ["Big one was deleted."]}
    assert seen == []


async def test_who_watches_sees_it_go_if_they_could_read_it(
    crm: Crm, ada: Person, finn: Person, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with (
        watching(finn) as finns,
        watching(ben) as bens,
        watching(sam) as sams,
        watching(cleo) as cleos,
        watching(eve) as eves,
    ):
        await ada.delete(deal)
    assert (finns, bens) == ([("DELETED", deal, None)], [("DELETED", deal, None)])
    assert (sams, cleos, eves) == ([], [], [])


async def test_those_responsible_may_delete(
    crm: Crm, ben: Person, sam: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    one = await crm.company(account_manager=cleo, second_account_manager=dora)
    other = await crm.company(account_manager=dora, second_account_manager=cleo)
    first = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    second = await crm.deal(assigned_to=ben, second_assigned_to=sam)
    await cleo.delete(one)
    await cleo.delete(other)
    await ben.delete(first)
    await sam.delete(second)
    assert (await cleo.companies(), await ben.deals()) == ([], [])


async def test_a_limited_crm_user_may_delete_their_deal_of_their_company(
    crm: Crm, cleo: Person
) -> None:
    company = await crm.company(account_manager=cleo)
    deal = await crm.deal(company=company, assigned_to=cleo)
    await cleo.delete(deal)
    assert await cleo.deals() == []


async def test_who_reads_but_is_not_responsible_may_not_delete(
    crm: Crm, ada: Person, finn: Person, lena: Person, ben: Person, cleo: Person
) -> None:
    company = await crm.company(account_manager=cleo)
    deal = await crm.deal(company=company, assigned_to=ada)
    for reader, thing in ((finn, company), (lena, deal), (ben, company), (cleo, deal)):
        async with crm.refuses("FORBIDDEN"):
            await reader.delete(thing)


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, ben: Person, sam: Person, cleo: Person, dora: Person, eve: Person
) -> None:
    company = await crm.company(account_manager=dora)
    deal = await crm.deal(assigned_to=ben)
    for stranger, thing in ((cleo, company), (eve, company), (sam, deal), (eve, deal)):
        async with crm.refuses("NOT_FOUND"):
            await stranger.delete(thing)


async def test_a_company_with_deals_stays(crm: Crm, ada: Person, cleo: Person) -> None:
    company = await crm.company(account_manager=cleo)
    await crm.deal(company=company)
    async with crm.refuses("INVALID", "id"):
        await ada.delete(company)


async def why_it_stays(person: Person, thing: Thing) -> str:
    """What somebody is told who cannot delete what something is for."""
    with pytest.raises(Refused) as caught:
        await person.delete(thing)
    return str(caught.value)


async def test_who_deletes_a_company_learns_of_what_they_see_only(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    await crm.have(cleo, project_access="BY_PARTICIPATION")
    company = await crm.company(account_manager=cleo)
    project = await crm.project(customers=[company])
    unseen = "INVALID id: Something that you do not see is for it, so it stays."
    assert await why_it_stays(cleo, company) == unseen
    assert (
        await why_it_stays(ada, company)
        == "INVALID id: It has projects; delete or move them first."
    )
    await crm.deal(company=company)
    assert (
        await why_it_stays(cleo, company) == "INVALID id: It has deals; delete or move them first."
    )
    await ada.delete(project)
    await crm.have(ada, modules=["COMPANIES_AND_CONTACTS", "INVOICES"])
    assert await why_it_stays(ada, company) == unseen


async def test_a_plan_that_hides_what_a_contact_has_does_not_name_it(crm: Crm, ada: Person) -> None:
    contact = await crm.contact()
    await crm.project(customers=[contact])
    await crm.ticket(contact=contact)
    both = "INVALID id: It has projects and tickets; delete or move them first."
    assert await why_it_stays(ada, contact) == both
    await crm.plan("GO")
    unseen = "INVALID id: Something that you do not see is for it, so it stays."
    assert await why_it_stays(ada, contact) == unseen


@pytest.mark.parametrize("type_", ["COMPANY", "CONTACT"])
async def test_whom_a_required_field_names_stays_until_it_names_another(
    crm: Crm, ada: Person, type_: str
) -> None:
    make = crm.company if type_ == "COMPANY" else crm.contact
    named, other = await make("Named"), await make("Other")
    deal, ticket = await crm.deal(), await crm.ticket()
    of_deals = await crm.custom_field(type_, "DEAL", required=True)
    of_tickets = await crm.custom_field(type_, "TICKET", required=True)
    optional = await crm.custom_field(type_, "DEAL", label="Also")
    for record, field in ((deal, optional), (ticket, of_tickets), (deal, of_deals)):
        await ada.set_field(record, field, **{type_.lower(): named})
    both = (
        "INVALID id: It is named in required fields of deals and tickets; name another there first."
    )
    assert await why_it_stays(ada, named) == both
    await ada.set_field(deal, of_deals, **{type_.lower(): other})
    async with crm.refuses("INVALID", "id"):
        await ada.delete(named)
    await ada.delete(ticket)
    await ada.delete(named)
    seen = await ada.see(deal, "customFields { field { label } }")
    assert seen == {"customFields": [{"field": {"label": type_}}]}


async def test_whom_a_hidden_record_has_to_name_stays_without_its_being_told(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    mine = await crm.company("Mine", account_manager=cleo)
    theirs = await crm.company("Theirs", account_manager=dora)
    field = await crm.custom_field("COMPANY", required=True)
    await ada.set_field(theirs, field, company=mine)
    unseen = "INVALID id: Something that you do not see is for it, so it stays."
    assert await why_it_stays(cleo, mine) == unseen
    seen = "INVALID id: It is named in required fields of companies; name another there first."
    assert await why_it_stays(ada, mine) == seen
    await ada.set_field(mine, field, company=mine)
    await ada.delete(theirs)
    await cleo.delete(mine)
    assert await cleo.companies() == []


async def test_an_old_version_is_a_conflict(crm: Crm, ada: Person) -> None:
    company = await crm.company(version=2)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await ada.delete(company, version=1)


async def test_its_notes_go_with_it_and_others_stay(crm: Crm, ada: Person) -> None:
    deal, other = await crm.deal(), await crm.deal("Other")
    note, kept = await ada.note(deal, "Gone"), await ada.note(other, "Kept")
    await ada.delete(deal)
    assert (await ada.can_read(note), await ada.can_read(kept)) == (False, True)
