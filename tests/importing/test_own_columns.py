"""Files whose columns are called as ours are."""

import datetime
from typing import Any

import pytest

from imports.row import Outcome
from orm.company import Company
from orm.deal import Deal, DealStatus
from orm.responsibility import ResponsibilityChange
from orm.team import Membership, Team
from orm.user import CrmAccess, User, every_module
from tests.importing.office import BOTH, FILES, Office, counted, touched

pytestmark = BOTH


async def test_files_become_users_teams_companies_and_deals(office: Office) -> None:
    for name, text in FILES.items():
        office.file(name, text)
    rows = await office.run()
    assert counted(rows) == {Outcome.CREATED: 9}
    ada = await User.get(external_id="ada")
    assert (ada.name, ada.email, ada.password_hash) == ("Ada Lovelace", "ada@example.com", None)
    assert (ada.modules, ada.crm_access, ada.is_admin) == (every_module(), CrmAccess.FULL, False)
    north = await Team.get(external_id="north")
    assert (north.name, north.lead_id) == ("North", ada.id)
    members = await Membership.filter(team_id=north.id).select_related("user")
    assert {it.user.external_id for it in members} == {"ada", "ben"}
    acme = await Company.get(external_id="c1")
    assert (acme.name, acme.country, acme.account_manager_id) == ("Acme", "Italy", ada.id)
    assert (await Company.get(external_id="c2")).account_manager_id is None


async def test_a_deal_has_what_its_row_says(filled: Office) -> None:
    small = await Deal.get(external_id="d2").select_related("phase", "assigned_to")
    assert (small.title, small.search) == ("Small one", "small one")
    assert (small.status, small.amount_cents) == (DealStatus.WON, 8000)
    assert (small.company_id, small.currency, small.phase.name) == (None, "EUR", "New")
    assert small.assigned_to.external_id == "ben"
    assert small.closed_at == datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC)
    big = await Deal.get(external_id="d1").select_related("company")
    assert big.company
    assert (big.company.external_id, big.amount_cents, big.closed_at) == ("c1", 120050, None)


async def test_history_says_that_it_was_an_import(filled: Office) -> None:
    history = await ResponsibilityChange.all().order_by("id").select_related("to_user")
    assert [(it.record_kind, it.to_user and it.to_user.external_id) for it in history] == [
        ("COMPANY", "ada"),
        ("DEAL", "ben"),
        ("DEAL", "ben"),
        ("DEAL", "cleo"),
    ]
    assert {(it.from_user_id, it.by_id, it.reason) for it in history} == {(None, None, "Import")}
    (batch,) = {it.batch for it in history}
    assert batch is not None


async def test_the_same_again_changes_nothing(filled: Office) -> None:
    before = await filled.everything()
    rows = await filled.run()
    assert counted(rows) == {Outcome.UNCHANGED: 9}
    assert await filled.everything() == before


async def test_only_what_differs_is_changed(filled: Office) -> None:
    before = await filled.everything()
    filled.edit("deals.csv", "Big one,c1,OPEN,1200.50", "Bigger one,c2,OPEN,99.99")
    filled.edit("companies.csv", "c2,Beta,,", "c2,Beta,France,")
    filled.edit("users.csv", "Ben,Okri", "Ben,O'Kri")
    rows = await filled.run()
    assert touched(rows) == [
        ("ben", Outcome.CHANGED, "last_name"),
        ("c2", Outcome.CHANGED, "country: nothing to France"),
        ("d1", Outcome.CHANGED, "title: Big one to Bigger one; amount: 1200.50 to 99.99; company"),
    ]
    big = await Deal.get(external_id="d1").select_related("company")
    assert (big.title, big.search, big.version) == ("Bigger one", "bigger one", 2)
    assert big.company
    assert (big.company.external_id, big.amount_cents) == ("c2", 9999)
    assert big.updated_at > big.created_at
    assert (await User.get(external_id="ben")).search == "ben o'kri"
    after = await filled.everything()
    for model, key in (("Company", "c1"), ("Deal", "d2"), ("Deal", "d3"), ("User", "ada")):
        assert _row(after, model, key) == _row(before, model, key)


def _row(tables: dict[str, list[dict[str, Any]]], model: str, key: str) -> dict[str, Any]:
    return next(row for row in tables[model] if row["external_id"] == key)


async def test_an_empty_cell_empties_and_a_missing_column_leaves(filled: Office) -> None:
    filled.file("companies.csv", "external_id,country\nc1,\n")
    await filled.run("companies.csv")
    acme = await Company.get(external_id="c1").select_related("account_manager")
    assert acme.account_manager
    assert (acme.name, acme.country, acme.account_manager.external_id) == ("Acme", None, "ada")


async def test_a_new_company_can_be_the_customer_of_an_old_deal(filled: Office) -> None:
    filled.edit("companies.csv", "c2,", "c3,Gamma,,\nc2,")
    filled.edit("deals.csv", "Big one,c1", "Big one,c3")
    assert [it[:2] for it in touched(await filled.run())] == [
        ("c3", Outcome.CREATED),
        ("d1", Outcome.CHANGED),
    ]
    deal = await Deal.get(external_id="d1").select_related("company")
    assert deal.company
    assert deal.company.name == "Gamma"


async def test_a_user_who_is_there_is_recognised_by_their_e_mail(office: Office) -> None:
    before = await User.create(
        account_id=office.account_id,
        first_name="Ada",
        last_name="Lovelace",
        email="ada@example.com",
    )
    office.file("users.csv", FILES["users.csv"].replace(",teams", "").replace(",north", ""))
    office.edit("users.csv", "cleo@example.com,", "cleo@example.com")
    rows = await office.run()
    assert touched(rows)[0] == ("ada", Outcome.CHANGED, "external_id")
    assert (await User.get(external_id="ada")).id == before.id


async def test_an_e_mail_that_somebody_gave_up_is_free(filled: Office) -> None:
    filled.file("users.csv", "external_id,email\nben,okri@example.com\ncleo,ben@example.com\n")
    assert counted(await filled.run("users.csv")) == {Outcome.CHANGED: 2}
    assert (await User.get(external_id="cleo")).email == "ben@example.com"


async def test_people_leave_and_join_teams(filled: Office) -> None:
    filled.edit("teams.csv", "north,North,ada", "north,North,cleo\nsouth,South,")
    filled.edit("users.csv", "ben@example.com,north", "ben@example.com,south;north")
    filled.edit("users.csv", "ada@example.com,north", "ada@example.com,")
    rows = await filled.run()
    assert touched(rows) == [
        ("ada", Outcome.CHANGED, "teams: none"),
        ("ben", Outcome.CHANGED, "teams: South, North"),
        ("north", Outcome.CHANGED, "lead"),
        ("south", Outcome.CREATED, ""),
    ]
    found = await Membership.all().select_related("team", "user")
    members = sorted((it.team.name, it.user.external_id) for it in found)
    assert members == [("North", "ben"), ("South", "ben")]


async def test_phases_can_be_imported_and_named(filled: Office) -> None:
    filled.file("phases.csv", "pipeline,name,probability\nSales,Offer,70\nRenewals,Due,90\n")
    filled.file("deals.csv", "external_id,pipeline,phase\nd1,Renewals,Due\nd3,,Offer\n")
    rows = await filled.run("phases.csv", "deals.csv")
    assert touched(rows) == [
        ("Sales / Offer", Outcome.CHANGED, "probability"),
        ("Renewals / Due", Outcome.CREATED, ""),
        ("d1", Outcome.CHANGED, "phase"),
        ("d3", Outcome.CHANGED, "phase"),
    ]
    deals = await Deal.all().order_by("external_id").select_related("phase")
    assert [it.phase.name for it in deals] == ["Due", "New", "Offer"]


async def test_a_deal_that_is_opened_again_has_no_closing(filled: Office) -> None:
    filled.edit("deals.csv", "WON,80,2026-01-31", "OPEN,80,")
    await filled.run()
    small = await Deal.get(external_id="d2")
    assert (small.status, small.closed_at) == (DealStatus.OPEN, None)


@pytest.mark.parametrize("access", [CrmAccess.LIMITED_CRM, CrmAccess.LIMITED_DEALS])
async def test_a_user_can_be_limited_from_the_start(office: Office, access: CrmAccess) -> None:
    office.file("users.csv", f"external_id,first_name,email,crm_access\nada,Ada,a@b.c,{access}\n")
    await office.run()
    assert (await User.get(external_id="ada")).crm_access is access


async def test_whoever_leads_a_team_is_not_limited_to_their_companies(office: Office) -> None:
    office.file("users.csv", "external_id,first_name,email,crm_access\nada,Ada,a@b.c,limited_crm\n")
    office.file("teams.csv", "external_id,name,lead\nnorth,North,ada\n")
    first = await office.run()
    assert first[0].notes == ["full access: an administrator or team lead is not limited so"]
    assert (await User.get(external_id="ada")).crm_access is CrmAccess.FULL
    assert counted(await office.run()) == {Outcome.UNCHANGED: 2}
