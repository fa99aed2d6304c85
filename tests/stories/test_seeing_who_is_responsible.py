"""Who is responsible for what, as each may see it."""

from typing import Any

from tests.world.crm import Crm
from tests.world.people import Person, Thing

OF = """responsibleFor {
  companies { nodes { name } totalCount }
  deals { nodes { title } totalCount }
}"""


async def responsible_for(person: Person, whom: Person) -> tuple[list[str], list[str]]:
    found = (await person.see(Thing("User", whom.id), OF))["responsibleFor"]
    companies = [node["name"] for node in found["companies"]["nodes"]]
    deals = [node["title"] for node in found["deals"]["nodes"]]
    counts = (found["companies"]["totalCount"], found["deals"]["totalCount"])
    assert counts == (len(companies), len(deals))
    return companies, deals


async def test_everything_of_a_user_by_kind_with_counts(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    await crm.switch_seconds(on=True)
    await crm.company("First", account_manager=lena)
    await crm.company("Second", account_manager=finn, second_account_manager=lena)
    await crm.deal("Mine", assigned_to=lena)
    await crm.deal("Ours", assigned_to=finn, second_assigned_to=lena)
    assert await responsible_for(ada, lena) == (["First", "Second"], ["Mine", "Ours"])


async def test_of_a_colleague_the_limited_see_and_count_what_they_may_read(
    crm: Crm, finn: Person, cleo: Person, ben: Person, eve: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    await crm.deal("Of Acme", company=company, assigned_to=finn)
    await crm.deal("Without customer", assigned_to=finn)
    assert await responsible_for(cleo, finn) == ([], ["Of Acme"])
    assert await responsible_for(ben, finn) == (["Stranger"], [])
    assert await eve.see(Thing("User", finn.id), OF) is None


async def test_a_record_names_its_responsibles_by_role(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    await crm.switch_seconds(on=True)
    company = await crm.company(account_manager=cleo, second_account_manager=dora)
    seen = await ada.see(company, "responsibilities { role user { name isMe } }")
    assert seen["responsibilities"] == [
        {"role": "ACCOUNT_MANAGER", "user": {"name": "Cleo Crm", "isMe": False}},
        {"role": "SECOND_ACCOUNT_MANAGER", "user": {"name": "Dora Crm", "isMe": False}},
    ]


async def test_the_payload_of_a_write_shows_the_record_as_a_read_does(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    fields = """id name version accountManager { name email }
      responsibilities { role user { name } }
      responsibilityHistory { nodes { role to { name } } totalCount }
      viewerCan { read update assign delete }"""
    payload = await ada.write(
        "createCompany", f"company {{ {fields} }}", name="Big one", accountManager=cleo
    )
    company: dict[str, Any] = payload["company"]
    assert company == await ada.see(Thing.of(company["id"]), fields)
    assert company["responsibilities"] == [
        {"role": "ACCOUNT_MANAGER", "user": {"name": "Cleo Crm"}}
    ]


async def test_a_payload_masks_what_its_reader_may_not_see(
    crm: Crm, finn: Person, lena: Person
) -> None:
    company = await crm.company()
    answered = await finn.answer(
        """mutation($input: AssignCompanyInput!) { assignCompany(input: $input) {
          company { accountManager { name email isAdmin } } userErrors { code } } }""",
        input={"id": company.gid, "accountManager": lena.gid},
    )
    manager = answered["data"]["assignCompany"]["company"]["accountManager"]
    assert manager == {"name": "Lena Lead", "email": None, "isAdmin": None}
    path = ["assignCompany", "company", "accountManager"]
    assert [(error["path"], error["extensions"]["code"]) for error in answered["errors"]] == [
        ([*path, "email"], "FORBIDDEN"),
        ([*path, "isAdmin"], "FORBIDDEN"),
    ]


async def test_lists_searches_and_counts_come_after_the_rule(
    crm: Crm, ben: Person, sam: Person, cleo: Person
) -> None:
    await crm.deal("Big one", assigned_to=ben)
    await crm.deal("Bigger one", assigned_to=sam)
    document = """{ deals(filter: { search: "big" }) { nodes { title } totalCount }
      mine: deals(filter: { assignedTo: { isMe: true } }) { totalCount }
      others: deals(filter: { assignedTo: { isMe: false } }) { totalCount } }"""
    assert await ben.ask(document) == {
        "deals": {"nodes": [{"title": "Big one"}], "totalCount": 1},
        "mine": {"totalCount": 1},
        "others": {"totalCount": 0},
    }
    assert await cleo.ask(document) == {
        "deals": {"nodes": [], "totalCount": 0},
        "mine": {"totalCount": 0},
        "others": {"totalCount": 0},
    }


async def test_deactivated_users_stay_listed_by_their_status(
    crm: Crm, ada: Person, gus: Person
) -> None:
    document = "{ users(filter: { status: [DEACTIVATED] }) { nodes { name status } totalCount } }"
    assert (await ada.ask(document))["users"] == {
        "nodes": [{"name": "Gus Gone", "status": "DEACTIVATED"}],
        "totalCount": 1,
    }
