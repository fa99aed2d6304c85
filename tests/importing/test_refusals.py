"""Rows that are not taken, each with the reason; the others are."""

import csv
import random
from collections import Counter

import pytest

from imports.files.columns import ESSENTIAL, FIELDS
from imports.row import Outcome
from orm.account import Account, Feature
from orm.company import Company
from orm.deal import Deal
from orm.user import Module, User, UserStatus
from tests.importing.office import Office, counted, touched

MANAGERS = ("account_manager", "second_account_manager")
DEAL = "external_id,title,company,status,amount,closed_at,assigned_to,phase,currency\n"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",X,,OPEN,,,ben,,", "external_id: It cannot be empty."),
        ("x,,,OPEN,,,ben,,", "title: It cannot be empty."),
        (f"x,{'t' * 201},,OPEN,,,ben,,", f"title '{'t' * 40}': It has more than 200 characters."),
        ("x,a\x1bb,,OPEN,,,ben,,", r"title 'a\x1bb': It has control characters."),
        ("x,a\0b,,OPEN,,,ben,,", r"title 'a\x00b': It has control characters."),
        (
            "x,a\u200bb,,OPEN,,,ben,,",
            "title 'a\\u200bb': It has a character that nobody sees, U+200B.",
        ),
        ("x,X,,OPEN,,,,,", "Somebody has to be responsible."),
        ("x,X,,OPEN,,,zoe,,", 'There is no user "zoe".'),
        ("x,X,nix,OPEN,,,ben,,", 'There is no company "nix".'),
        ("x,X,,OPEN,,,ben,Lunch,", 'There is no phase "Lunch".'),
        ("x,X,,MAYBE,,,ben,,", "status 'MAYBE': It is none of OPEN, WON, LOST."),
        (
            "x,X,,OPEN,1.005,,ben,,",
            "amount '1.005': An amount has at most two decimals and 13 digits.",
        ),
        (
            "x,X,,OPEN,10000000000000,,ben,,",
            "amount '10000000000000': An amount has at most two decimals and 13 digits.",
        ),
        ("x,X,,OPEN,1e5,,ben,,", "amount '1e5': It is no amount; write it as 1234.50."),
        ("x,X,,OPEN,NaN,,ben,,", "amount 'NaN': It is no amount; write it as 1234.50."),
        (
            "x,X,,OPEN,5,,ben,,euro",
            "currency 'euro': This is not a currency of ISO 4217, such as EUR.",
        ),
        (
            "x,X,,WON,,31/12/2025,ben,,",
            "closed_at '31/12/2025': It is no date of the form %Y-%m-%d.",
        ),
        (
            "x,X,,WON,,2025-02-30,ben,,",
            "closed_at '2025-02-30': It is no date of the form %Y-%m-%d.",
        ),
        ("x,X,,WON,,,ben,,", "It is closed, but has no day of closing."),
        ("x,X,,WON,,9999-12-31,ben,,", "closed_at: 9999-12-31 is in the future."),
        ("x,X,,OPEN,,2025-12-31,ben,,", "It has a day of closing, but is open."),
        (
            "x,,,MAYBE,,,ben,,",
            "title: It cannot be empty.; status 'MAYBE': It is none of OPEN, WON, LOST.",
        ),
    ],
)
async def test_a_deal_that_cannot_be_is_refused_alone(filled: Office, row: str, why: str) -> None:
    before = await filled.everything()
    filled.file("deals.csv", f"{DEAL}{row}\nd9,Good,,OPEN,,,ben,,\n")
    rows = await filled.run("deals.csv", silent=True)
    assert [(it.did, it.why, it.line) for it in rows] == [
        (Outcome.REFUSED, why, 2),
        (Outcome.CREATED, "", 3),
    ]
    after = await filled.everything()
    assert after["Deal"][:-1] == before["Deal"]
    assert after["Deal"][-1]["external_id"] == "d9"
    assert after["Notification"] == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("zoe,,Last,z@example.com,", "first_name: It cannot be empty."),
        ("zoe,Zoe,,nowhere,", "email 'nowhere': It is no e-mail address."),
        (
            f"zoe,Zoe,,{'İ' * 130}@example.com,",
            f"email '{'İ' * 40}': It is no e-mail address.",
        ),
        ("zoe,Zoe,,ADA@example.com,", "Another user has the e-mail ada@example.com."),
        ("zoe,Zoe,,z@example.com,east", 'There is no team "east".'),
        (
            f"zoe,{'Z' * 101},,z@example.com,",
            f"first_name '{'Z' * 40}': It has more than 100 characters.",
        ),
    ],
)
async def test_a_user_who_cannot_be_is_refused_alone(filled: Office, row: str, why: str) -> None:
    before = (await filled.everything())["User"]
    filled.file("users.csv", f"external_id,first_name,last_name,email,teams\n{row}\n")
    assert touched(await filled.run("users.csv")) == [("zoe", Outcome.REFUSED, why)]
    assert (await filled.everything())["User"] == before


async def test_what_hangs_off_a_refused_row_is_refused_with_it(filled: Office) -> None:
    filled.file("users.csv", "external_id,first_name,email\nzoe,,z@example.com\n")
    filled.file("teams.csv", "external_id,name,lead\nwest,West,zoe\n")
    filled.file("companies.csv", "external_id,name,account_manager\nc9,Nine,zoe\n")
    filled.file("deals.csv", "external_id,title,company,assigned_to\nd9,Nine,c9,ben\n")
    assert touched(await filled.run()) == [
        ("zoe", Outcome.REFUSED, "first_name: It cannot be empty."),
        ("west", Outcome.REFUSED, 'There is no user "zoe".'),
        ("c9", Outcome.REFUSED, 'There is no user "zoe".'),
        ("d9", Outcome.REFUSED, 'There is no company "c9".'),
    ]


async def test_nobody_deactivated_becomes_responsible_but_may_stay_so(filled: Office) -> None:
    await User.filter(external_id="ben").update(status=UserStatus.DEACTIVATED)
    filled.edit("deals.csv", "Small one", "Smaller one")
    filled.edit("deals.csv", "cleo", "ben")
    assert touched(await filled.run("deals.csv")) == [
        ("d2", Outcome.CHANGED, "title: Small one to Smaller one"),
        ("d3", Outcome.REFUSED, "Ben Okri is deactivated."),
    ]


async def test_whoever_lacks_the_module_does_not_become_responsible(filled: Office) -> None:
    only = [Module.COMPANIES_AND_CONTACTS.value]
    await User.filter(external_id="ben").update(modules=only)
    filled.edit("deals.csv", "cleo", "ben")
    why = "Ben Okri does not have the module that this belongs to."
    assert touched(await filled.run("deals.csv")) == [("d3", Outcome.REFUSED, why)]


@pytest.mark.parametrize(
    ("feature", "first", "second", "why"),
    [
        (False, "ben", "ada", "Second responsibles are not switched on for this account."),
        (True, "ben", "ben", "The second responsible is somebody else than the first."),
        (True, "ben", "ada", None),
    ],
)
async def test_a_second_responsible_follows_the_rules(
    filled: Office, feature: bool, first: str, second: str, why: str | None
) -> None:
    features = [Feature.SECOND_ACCOUNT_MANAGER.value] if feature else []
    await Account.filter(id=filled.account_id).update(features=features)
    filled.file(
        "deals.csv", f"external_id,title,assigned_to,second_assigned_to\nd9,Nine,{first},{second}\n"
    )
    (row,) = await filled.run("deals.csv")
    assert (row.did, row.why) == ((Outcome.REFUSED, why) if why else (Outcome.CREATED, ""))
    assert await Deal.exists(external_id="d9") is (why is None)


@pytest.mark.parametrize(
    ("counts", "status", "given", "then"),
    [
        (True, UserStatus.ACTIVE, "", ["ben", None]),
        (True, UserStatus.DEACTIVATED, "", [None, None]),
        (False, UserStatus.ACTIVE, "", [None, None]),
        (False, UserStatus.ACTIVE, "ben", ["ben", None]),
        (False, UserStatus.ACTIVE, "cleo", ["cleo", "ben"]),
    ],
)
async def test_a_second_moves_up_or_goes_as_by_a_single_write(
    filled: Office, counts: bool, status: UserStatus, given: str, then: list[str | None]
) -> None:
    features = [Feature.SECOND_ACCOUNT_MANAGER.value] if counts else []
    await Account.filter(id=filled.account_id).update(features=features)
    ben = await User.get(external_id="ben")
    await User.filter(id=ben.id).update(status=status)
    await Company.filter(external_id="c1").update(second_account_manager_id=ben.id)
    filled.file("companies.csv", f"external_id,account_manager\nc1,{given}\n")
    (row,) = await filled.run("companies.csv")
    assert row.did is Outcome.CHANGED
    company = await Company.get(external_id="c1").select_related(*MANAGERS)
    managers = [getattr(company, it) for it in MANAGERS]
    assert [it and it.external_id for it in managers] == then


async def test_a_deal_whose_first_is_cleared_is_refused_even_with_a_second(filled: Office) -> None:
    features = [Feature.SECOND_ACCOUNT_MANAGER.value]
    await Account.filter(id=filled.account_id).update(features=features)
    ada = await User.get(external_id="ada")
    await Deal.filter(external_id="d1").update(second_assigned_to_id=ada.id)
    filled.file("deals.csv", "external_id,assigned_to\nd1,\n")
    why = "Somebody has to be responsible."
    assert touched(await filled.run("deals.csv")) == [("d1", Outcome.REFUSED, why)]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("users.csv", "A new user needs first_name and email."),
        ("teams.csv", "A new team needs a name."),
        ("companies.csv", "It needs a name."),
        ("deals.csv", "Somebody has to be responsible."),
    ],
)
async def test_what_is_new_needs_more_than_an_id(filled: Office, file: str, why: str) -> None:
    filled.file(file, "external_id\nx\n")
    assert touched(await filled.run(file)) == [("x", Outcome.REFUSED, why)]


async def test_whatever_is_in_the_cells_is_taken_or_refused(filled: Office) -> None:
    before = await filled.everything()
    chance = random.Random(20261123)
    odd = ["", "ada", "ben", "c1", "d1", "New", "WON", "-0.00", "2026-02-28", "9" * 300, "é\u202e"]
    odd += ["north;north", "0001-01-01", "1.5", "EUR", "\x7f", '"', "{}", "%s", "' OR 1=1", "\r"]
    fates: Counter[Outcome] = Counter()
    for _ in range(60):
        for kind, fields in FIELDS.items():
            columns = [*ESSENTIAL[kind], *fields]
            names = list(dict.fromkeys(chance.sample(columns, chance.randint(2, len(columns)))))
            names += [it for it in ESSENTIAL[kind] if it not in names]
            with (filled.folder / kind.many).with_suffix(".csv").open("w", newline="") as file:
                csv.writer(file).writerows(
                    [names, *([chance.choice(odd) for _ in names] for _ in range(5))]
                )
        fates.update(counted(await filled.run(dry_run=True)))
    assert fates.keys() >= {Outcome.CREATED, Outcome.CHANGED, Outcome.REFUSED}
    assert await filled.everything() == before


async def test_a_row_that_stands_twice_is_skipped_and_one_that_contradicts_is_refused(
    filled: Office,
) -> None:
    filled.file("deals.csv", "external_id,title,assigned_to\nx,X,ben\nx,X,ben\nx,Y,ben\n")
    assert touched(await filled.run("deals.csv")) == [
        ("x", Outcome.CREATED, ""),
        ("x", Outcome.SKIPPED, "The same as line 2."),
        ("x", Outcome.REFUSED, "There is another deal of this id: line 2."),
    ]
    assert (await Deal.get(external_id="x")).title == "X"
