"""Real data, made by others: the CRM Sales Opportunities of Maven Analytics."""

import datetime
import re
import shutil
import time
from decimal import Decimal
from pathlib import Path

from orm.company import Company
from orm.deal import Deal, DealStatus
from orm.team import Membership, Team
from orm.user import User
from tests.importing.maven import Opportunities, import_all

CORRECTED = {"GTXPro": "GTX Pro", "technolgy": "technology", "Philipines": "Philippines"}
STATUS = {"Won": DealStatus.WON, "Lost": DealStatus.LOST}


def test_the_report_says_what_was_made_and_what_was_put_right(imported: tuple[Path, str]) -> None:
    lines = [re.sub(" +", " ", line).strip() for line in imported[1].splitlines()]
    assert lines == [
        "created changed unchanged skipped refused",
        "phases 2 0 0 0 0",
        "users 41 0 0 0 0",
        "teams 6 0 0 0 0",
        "companies 85 0 0 0 0",
        "deals 8,800 0 0 0 0",
        "",
        "Worth knowing",
        '12 companies: sector "technolgy" read as "technology"',
        '1 company: office_location "Philipines" read as "Philippines"',
        '1,480 deals: product "GTXPro" read as "GTX Pro"',
        "1,425 deals: no company is named; the deal has none",
        "accounts.csv: not taken: year_established, revenue, employees, subsidiary_of",
        "sales_pipeline.csv: not taken: engage_date",
        "data_dictionary.csv: not read",
        "products.csv: not read",
    ]


async def test_everybody_is_in_a_team_and_managers_lead(crm: str, data: Opportunities) -> None:
    users = {it.external_id: it for it in await User.filter(external_id__isnull=False)}
    assert users.keys() == data.people
    assert len(users) == 41
    assert {name: it.name for name, it in users.items()} == {name: name for name in data.people}
    assert {it.password_hash for it in users.values()} == {None}
    leads = {it.id: it.lead and it.lead.name for it in await Team.all().select_related("lead")}
    members = {
        (leads[it.team_id], it.user.name) for it in await Membership.all().select_related("user")
    }
    expected = {(line["manager"], line["sales_agent"]) for line in data.teams}
    assert members == expected | {(manager, manager) for manager, _ in expected}


async def test_companies_are_what_the_file_says(crm: str, data: Opportunities) -> None:
    companies = {it.external_id: it for it in await Company.all()}
    assert len(companies) == 85
    assert {
        (name, it.name, it.industry, it.country, it.account_manager_id)
        for name, it in companies.items()
    } == {
        (
            line["account"],
            line["account"],
            CORRECTED.get(line["sector"], line["sector"]),
            CORRECTED.get(line["office_location"], line["office_location"]),
            None,
        )
        for line in data.lines("accounts.csv")
    }


async def test_deals_are_what_the_file_says(crm: str, data: Opportunities) -> None:
    deals = await Deal.all().select_related("company", "assigned_to", "phase")
    assert len(deals) == 8800
    assert len([it for it in deals if it.company is None]) == 1425
    for deal in deals:
        line = data.deals[str(deal.external_id)]
        product = CORRECTED.get(line["product"], line["product"])
        assert deal.title.startswith(product)
        assert deal.assigned_to.name == line["sales_agent"]
        assert (deal.company.name if deal.company else "") == line["account"]
        assert deal.status is STATUS.get(line["deal_stage"], DealStatus.OPEN)
        assert deal.phase.name == (
            line["deal_stage"] if deal.status is DealStatus.OPEN else "Engaging"
        )
        value = line["close_value"]
        assert deal.amount_cents == (int(Decimal(value) * 100) if value else None)
        month, day, year = (int(it) for it in (line["close_date"] or "0/0/0").split("/"))
        closed = datetime.datetime(year, month, day, tzinfo=datetime.UTC) if year else None
        assert deal.closed_at == closed


def test_the_same_again_changes_nothing(
    imported: tuple[Path, str], data: Opportunities, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(imported[0], tmp_path / "whose.sqlite3"))
    began = time.monotonic()
    lines = import_all(f"sqlite://{copy}", data).splitlines()[1:6]
    print(f"\nagain, the process included: {time.monotonic() - began:.1f} s")
    counts = [line.split() for line in lines]
    assert [(it[0], it[1], it[2], it[3]) for it in counts] == [
        ("phases", "0", "0", "2"),
        ("users", "0", "0", "41"),
        ("teams", "0", "0", "6"),
        ("companies", "0", "0", "85"),
        ("deals", "0", "0", "8,800"),
    ]
