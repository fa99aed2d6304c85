"""Who becomes responsible for a deal, who no longer is, and what each of them hears."""

from tests.world.crm import Crm
from tests.world.listening import listening, watching
from tests.world.people import Person


async def test_a_limited_user_does_not_hear_of_a_deal_they_lost(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with listening(ben) as heard:
        await ada.assign(deal, to=ada)
        await ada.rename(deal, "Larger than ever")
    assert [n.text for n in heard] == ["You are no longer responsible for Big one."]


async def test_who_lost_a_deal_learns_no_more_of_it_than_its_title(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with listening(ben) as heard:
        await ada.assign(deal, to=ada)
    (told,) = heard
    assert (told.event, told.reason) == ("DEAL_REASSIGNED", "NO_LONGER_RESPONSIBLE")
    assert (told.by, told.record, told.label) == (None, None, "Big one")


async def test_each_is_told_in_their_own_words(
    crm: Crm, ada: Person, ben: Person, sam: Person, finn: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo, second_account_manager=dora)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=finn)
    async with crm.telling() as told:
        await ada.assign(deal, to=sam)
    others = ["Ada Admin assigned Big one to Sam Second and Finn Full."]
    assert told == {
        "Sam": ["Ada Admin assigned Big one to you."],
        "Ben": ["You are no longer responsible for Big one."],
        "Finn": ["Ada Admin assigned Big one to Sam Second and you."],
        "Cleo": others,
        "Dora": others,
    }


async def test_who_stays_is_told_that_the_deal_is_theirs_alone(
    crm: Crm, ada: Person, ben: Person, sam: Person, cleo: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company("Acme", account_manager=cleo)
    deal = await crm.deal(company=company, assigned_to=ben, second_assigned_to=sam)
    async with crm.telling() as told:
        await ada.assign(deal, second=None)
    assert told == {
        "Ben": ["Ada Admin assigned Big one to you alone."],
        "Sam": ["You are no longer responsible for Big one."],
        "Cleo": ["Ada Admin assigned Big one to Ben Boxed alone."],
    }


async def test_who_takes_a_deal_is_not_told(crm: Crm, finn: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with crm.telling() as told:
        await finn.assign(deal, to=finn)
    assert told == {"Ben": ["You are no longer responsible for Big one."]}


async def test_the_customers_manager_gets_a_deal_and_is_told_once(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    company = await crm.company("Acme", account_manager=finn)
    deal = await crm.deal(company=company, assigned_to=ben)
    async with crm.telling() as told:
        await ada.assign(deal, to=finn)
    assert told == {
        "Ben": ["You are no longer responsible for Big one."],
        "Finn": ["Ada Admin assigned Big one to you."],
    }


async def test_a_limited_crm_user_never_hears_of_a_deal_of_somebody_elses_company(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    deal = await crm.deal(company=await crm.company("Acme", account_manager=dora))
    async with crm.telling() as told:
        await ada.assign(deal, to=cleo)
        await ada.assign(deal, to=ada)
    assert told == {
        "Dora": [
            "Ada Admin assigned Big one to Cleo Crm.",
            "Ada Admin assigned Big one to Ada Admin.",
        ]
    }
    assert await cleo.deals() == []


async def test_a_deal_is_never_without_a_responsible(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with crm.refuses("RESPONSIBLE_REQUIRED", "assignedTo"):
        await ada.assign(deal, to=None)


async def test_a_deactivated_or_foreign_user_becomes_responsible_for_nothing(
    crm: Crm, ada: Person, gus: Person, eve: Person
) -> None:
    deal = await crm.deal()
    async with crm.refuses("USER_INACTIVE", "assignedTo"):
        await ada.assign(deal, to=gus)
    async with crm.refuses("NOT_FOUND", "assignedTo"):
        await ada.assign(deal, to=eve)


async def test_who_lacks_the_module_becomes_responsible_for_no_deal(
    crm: Crm, ada: Person, finn: Person
) -> None:
    deal = await crm.deal()
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("ASSIGNEE_LACKS_MODULE", "assignedTo"):
        await ada.assign(deal, to=finn)


async def test_a_deactivated_second_does_not_become_the_first(
    crm: Crm, ada: Person, gus: Person
) -> None:
    await crm.switch_seconds(on=True)
    deal = await crm.deal(second_assigned_to=gus)
    async with crm.refuses("USER_INACTIVE", "assignedTo"):
        await ada.assign(deal, to=gus, second=None)


async def test_who_has_limited_deals_does_not_give_a_deal_away_unawares(
    crm: Crm, ben: Person, sam: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    async with crm.refuses("LOSS_OF_OWN_ACCESS", "confirmLossOfAccess"):
        await ben.assign(deal, to=sam)
    async with watching(ben) as seen:
        await ben.assign(deal, to=sam, confirmLossOfAccess=True)
    assert seen == [("LOST", deal, None)]
    assert (await ben.deals(), await sam.deals()) == ([], ["Big one"])


async def test_who_still_reads_a_deal_needs_not_confirm(
    crm: Crm, finn: Person, sam: Person
) -> None:
    deal = await crm.deal(assigned_to=finn)
    await finn.assign(deal, to=sam)
    assert await finn.can_read(deal) is True


async def test_assigning_to_who_is_responsible_already_is_nothing(
    crm: Crm, ada: Person, ben: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    before = await crm.tables()
    await ada.assign(deal, to=ben)
    assert await crm.tables() == before


async def test_the_history_says_who_when_and_why(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    await ada.assign(deal, to=ada, reason="Ben is away")
    history = "responsibilityHistory { nodes { role from { name } to { name } reason } }"
    assert (await ada.see(deal, history))["responsibilityHistory"]["nodes"] == [
        {
            "role": "ASSIGNED_TO",
            "from": {"name": "Ben Boxed"},
            "to": {"name": "Ada Admin"},
            "reason": "Ben is away",
        }
    ]


async def test_what_one_may_not_read_is_not_to_be_found(
    crm: Crm, ben: Person, sam: Person, cleo: Person, eve: Person
) -> None:
    deal = await crm.deal(assigned_to=ben)
    for stranger in (sam, cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.assign(deal, to=stranger)


async def test_who_assigns_what_has_changed_meanwhile_is_refused_if_they_say_what_they_saw(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    company, ticket = await crm.company("Acme"), await crm.ticket("Leak")
    for thing in (company, await crm.deal(), ticket):
        await ada.assign(thing, to=finn, version=1)
        async with crm.refuses("VERSION_CONFLICT", "version"):
            await ada.assign(thing, to=ben, version=1)
        await ada.assign(thing, to=ben)
