"""What cannot be meant is refused, and what could be misread is not done."""

import asyncio
import re
import uuid

import pytest

from tests.world.crm import Crm
from tests.world.people import Person, handover

MANAGERS = "accountManager { name } secondAccountManager { name }"


async def test_a_deactivated_second_does_not_move_up(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    await ada.deactivate(dora, handover("SECOND_ACCOUNT_MANAGER", "LEAVE"))
    await ada.write("assignCompany", id=company.gid, accountManager=None)
    seen = await ada.see(company, MANAGERS)
    assert seen == {"accountManager": None, "secondAccountManager": None}


async def test_a_second_who_does_not_count_goes_with_the_first(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    await crm.switch_seconds(on=False)
    await ada.write("assignCompany", id=company.gid, accountManager=None)
    await crm.switch_seconds(on=True)
    seen = await ada.see(company, MANAGERS)
    assert seen == {"accountManager": None, "secondAccountManager": None}
    assert await dora.companies() == []


async def test_a_second_who_does_not_count_can_become_the_first(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    await crm.switch_seconds(on=False)
    await ada.assign(company, to=dora)
    seen = await ada.see(company, MANAGERS)
    assert seen == {"accountManager": {"name": "Dora Crm"}, "secondAccountManager": None}


async def test_an_empty_list_of_roles_or_statuses_transfers_nothing(
    crm: Crm, ada: Person, ben: Person, sam: Person
) -> None:
    await crm.deal(assigned_to=ben)
    assert await ada.transfer(ben, sam, roles=[]) == 0
    assert await ada.transfer(ben, sam, filter={"dealStatus": []}) == 0


async def test_contradicting_handovers_are_refused(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.company(account_manager=cleo)
    twice = handover("ACCOUNT_MANAGER", "LEAVE"), handover("ACCOUNT_MANAGER", "CLEAR")
    async with crm.refuses("INVALID", "responsibilities"):
        await ada.deactivate(cleo, *twice)
    async with crm.refuses("INVALID", "responsibilities"):
        await ada.deactivate(cleo, handover("ACCOUNT_MANAGER", "LEAVE", dora))


@pytest.mark.parametrize(
    "amount", ["1E+400", "-1E+999999", "9" * 14, "0.001", "1." + "0" * 40 + "1"]
)
async def test_an_amount_that_cannot_be_kept_is_refused(crm: Crm, ada: Person, amount: str) -> None:
    async with crm.refuses("INVALID", "amount", "amount"):
        await ada.create_deal("Absurd", amount={"amount": amount})


@pytest.mark.parametrize(
    "name",
    [
        *("Ac\u200bme", "\ufeffAcme", "Ac\u00adme", "Acme\u202e", "Ac\u2028me", "Acme \u2066x"),
        *("Ac\u200dme", "Ac\u200c\u200dme", "\U0001f3f4\U000e0067", "Ac\U000e0067\U000e007fme"),
    ],
    ids=ascii,
)
async def test_a_name_that_looks_like_another_is_refused(crm: Crm, ada: Person, name: str) -> None:
    async with crm.refuses("INVALID", "name"):
        await ada.create_company(name)


@pytest.mark.parametrize(
    "name",
    [
        *("نامه\u200cها", "PDF\u200cها", "ക്\u200d", "র\u200d্য", "\u0601١٢"),
        *("👩\u200d🚀 Labs", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
    ],
    ids=ascii,
)
async def test_what_a_script_or_an_emoji_needs_may_be_in_a_name(
    crm: Crm, ada: Person, name: str
) -> None:
    company = await ada.create_company(name)
    assert await ada.see(company, "name") == {"name": name}


async def test_an_id_of_another_kind_is_refused_with_those_that_there_may_be(
    crm: Crm, ada: Person
) -> None:
    document = (
        "mutation($input: AddNoteInput!) { addNote(input: $input) { userErrors { message } } }"
    )
    answer = await ada.answer(document, input={"record": ada.gid, "body": "Who?"})
    ((error,),) = [payload["userErrors"] for payload in answer["data"].values()]
    kinds = re.fullmatch(r"This is not the id of a ((\w+, )*\w+ or \w+)\.", error["message"])
    assert kinds
    assert {"Company", "Deal"} <= set(re.findall(r"\w+", kinds[1]))


async def test_null_is_as_if_left_out_where_there_is_nothing_to_empty(
    crm: Crm, ada: Person, ben: Person
) -> None:
    company = await ada.create_company("Acme", status=None, confirmLossOfAccess=None)
    await ada.rename(company, "Bolt", version=None)
    await ada.assign(company, to=ben, confirmLossOfAccess=None)
    contact = await ada.create("Contact", lastName="Carl", companies=None)
    deal = await ada.create_deal("Big one", customer=contact, phase=None)
    ticket = await crm.ticket(assigned_to=ben)
    await ada.say(ticket, "REPLY", "Hello", status=None, auto=None)
    await ada.write("closeTicket", id=ticket, version=None)
    assert await ada.see(company, "name status") == {"name": "Bolt", "status": "ACTIVE"}
    assert await ada.see(deal, "phase { id }") == {"phase": {"id": crm.new.gid}}
    assert await ada.see(ticket, "status") == {"status": "CLOSED"}
    async with crm.refuses("REQUIRED", "status"):
        await ada.update(company, status=None)


UNREADABLE = {
    "company { deals(first: 101) { totalCount } }": "BAD_USER_INPUT",
    "company { deals(first: 1, last: 1) { totalCount } }": "BAD_USER_INPUT",
    'company { deals(after: "here") { nodes { id } } }': "BAD_USER_INPUT",
    "company { deals(first: 100) { nodes { notes(first: 100) { nodes { mentions { id } } } } } }": (
        "OPERATION_TOO_COSTLY"
    ),
}


@pytest.mark.parametrize("selection", UNREADABLE)
async def test_nothing_is_written_whose_payload_cannot_be_read(
    crm: Crm, ada: Person, selection: str
) -> None:
    async with crm.refuses(UNREADABLE[selection]):
        await ada.write("createCompany", selection, name="Acme")
    both = "a: createCompany(input: $input) { __typename } b: createCompany(input: $input)"
    async with crm.refuses(UNREADABLE[selection]):
        await ada.ask(
            f"mutation($input: CreateCompanyInput!) {{ {both} {{ {selection} }} }}",
            input={"name": "Acme"},
        )


async def test_nothing_is_written_where_a_variable_of_the_payload_is_null(
    crm: Crm, ada: Person
) -> None:
    declared = "$input: CreateCompanyInput!, $skip: Boolean = false"
    payload = "company { name @skip(if: $skip) }"
    async with crm.refuses("BAD_USER_INPUT"):
        await ada.ask(
            f"mutation({declared}) {{ createCompany(input: $input) {{ {payload} }} }}",
            input={"name": "Acme"},
            skip=None,
        )


async def test_guessing_many_passwords_at_once_is_refused_as_one_by_one(ada: Person) -> None:
    guess = (
        "mutation($email: String!) { signIn(input: {email: $email, password: $email}) { token } }"
    )
    email = f"{uuid.uuid4()}@example.com"
    answers = await asyncio.gather(*(ada.answer(guess, email=email) for _ in range(14)))
    codes = [it["errors"][0]["extensions"]["code"] for it in answers if "errors" in it]
    assert (set(codes), len(codes) >= 9) == ({"RATE_LIMITED"}, True)


async def test_what_is_done_but_cannot_be_shown_any_more_is_said_so(crm: Crm, ada: Person) -> None:
    company, field = await crm.company(), await crm.custom_field("TEXT", "DEAL")
    document = """mutation($company: ID!, $field: ID!) {
      deleteCustomFieldDefinition(input: { id: $field }) { deletedId }
      updateCompany(input: { id: $company, city: "Rome" }) {
        company { deals(filter: { customField: { field: $field, text: "x" } }) { totalCount } }
        userErrors { code }
      }
    }"""
    answer = await ada.answer(document, company=company.gid, field=field.gid)
    assert answer["data"] == {
        "deleteCustomFieldDefinition": {"deletedId": field.gid},
        "updateCompany": {"company": None, "userErrors": []},
    }
    (error,) = answer["errors"]
    assert error["path"] == ["updateCompany"]
    assert error["message"].startswith("This is done, but it cannot be shown: updateCompany.")
    assert await ada.see(company, "city") == {"city": "Rome"}
