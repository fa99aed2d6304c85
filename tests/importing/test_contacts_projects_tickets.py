"""Contacts, projects and tickets of files: the same promises as for companies and deals."""

import datetime
from typing import Any

import pytest

from imports.row import Outcome
from orm.account import Account
from orm.contact import CompanyLink, Contact
from orm.deal import Deal
from orm.project import Project, ProjectCustomer, ProjectOwner, ProjectParticipant
from orm.responsibility import ResponsibilityChange
from orm.ticket import Ticket, TicketStatus
from orm.user import CrmAccess, Module, User
from tests.importing.office import BOTH, MORE_FILES, Office, counted, inboxes, touched
from tests.importing.test_telling import CHANGED, imports

pytestmark = BOTH


async def test_contacts_come_with_their_companies(full: Office) -> None:
    pia, quentin = await Contact.all().order_by("id")
    assert (pia.name, pia.company_count, pia.created_by_id) == ("Pia Abara", 2, None)
    assert (quentin.name, quentin.search, quentin.company_count) == (
        "Quentin Blanc",
        "quentin blanc",
        0,
    )
    links = await CompanyLink.all().order_by("id").select_related("company", "contact")
    assert [
        (it.contact.last_name, it.company.name, it.position, it.decision_maker) for it in links
    ] == [("Abara", "Acme", "Buyer", True), ("Abara", "Beta", None, False)]


async def test_projects_come_with_their_people_and_customers(full: Office) -> None:
    refit, move = await Project.all().order_by("id")
    owners = await ProjectOwner.all().order_by("id").select_related("user")
    assert [(it.project_id, it.user.external_id) for it in owners] == [
        (refit.id, "ada"),
        (refit.id, "ben"),
        (move.id, "cleo"),
    ]
    participants = await ProjectParticipant.all().order_by("id").select_related("user", "team")
    assert [
        (it.project_id, it.user and it.user.external_id, it.team and it.team.external_id)
        for it in participants
    ] == [(refit.id, "cleo", None), (move.id, None, "north")]
    customers = await ProjectCustomer.all().order_by("id").select_related("company", "contact")
    assert [
        (it.company and it.company.name, it.contact and it.contact.name) for it in customers
    ] == [
        ("Acme", None),
        (None, "Quentin Blanc"),
    ]


async def test_tickets_get_the_next_numbers_without_gaps(full: Office) -> None:
    late, thanks = await Ticket.all().order_by("id").select_related("inbox", "assigned_to")
    assert [(it.number, it.called, it.inbox.name) for it in (late, thanks)] == [
        (1, "#1 Late again", "Help"),
        (2, "#2 Thank you", "Help"),
    ]
    assert late.assigned_to
    assert (late.status, late.assigned_to.external_id) == (TicketStatus.OPEN, "ben")
    assert thanks.closed_at == datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC)
    assert (thanks.closed_by_id, thanks.closed_automatically, thanks.reopened) == (
        None,
        False,
        False,
    )
    full.file("tickets.csv", "external_id,subject,assigned_to\nx,Bad,zoe\nt3,Good,ada\n")
    assert touched(await full.run("tickets.csv")) == [
        ("x", Outcome.REFUSED, 'There is no user "zoe".'),
        ("t3", Outcome.CREATED, ""),
    ]
    assert (await Ticket.get(external_id="t3")).number == 3
    assert (await Account.get(id=full.account_id)).last_ticket == 3


async def test_the_same_again_changes_nothing(full: Office) -> None:
    before = await full.everything()
    assert counted(await full.run()) == {Outcome.UNCHANGED: 15}
    assert await full.everything() == before


async def test_a_dry_run_keeps_nothing(filled: Office) -> None:
    await filled.boost()
    before = await filled.everything()
    for name, text in MORE_FILES.items():
        filled.file(name, text)
    assert counted(await filled.run(dry_run=True)) == {Outcome.CREATED: 6, Outcome.UNCHANGED: 9}
    assert await filled.everything() == before


async def test_only_what_differs_is_changed(full: Office) -> None:
    before = await full.everything()
    full.edit("contacts.csv", "c1;c2,Buyer;,c1", "c2,Director,c2")
    full.edit("projects.csv", "c1,p2,ada;ben,cleo,", "c2,,ada,cleo;ben,north")
    full.edit("tickets.csv", "OPEN,c1,,ben", "WAITING_FOR_CUSTOMER,c2,,cleo")
    assert touched(await full.run()) == [
        ("p1", Outcome.CHANGED, "companies"),
        ("r1", Outcome.CHANGED, "owners; participants; participating_teams; companies; contacts"),
        (
            "t1",
            Outcome.CHANGED,
            "status: OPEN to WAITING_FOR_CUSTOMER; assigned_to: Ben Okri to Cleo; company",
        ),
    ]
    pia = await Contact.get(external_id="p1")
    assert (pia.company_count, pia.version) == (1, 2)
    (link,) = await CompanyLink.all().select_related("company")
    assert (link.company.external_id, link.position, link.decision_maker) == (
        "c2",
        "Director",
        True,
    )
    late = await Ticket.get(external_id="t1")
    assert (late.version, late.waiting_since is None) == (2, False)
    after = await full.everything()
    for model, key in (("Contact", "p2"), ("Project", "r2"), ("Ticket", "t2")):
        assert _row(after, model, key) == _row(before, model, key)


def _row(tables: dict[str, list[dict[str, Any]]], model: str, key: str) -> dict[str, Any]:
    return next(row for row in tables[model] if row["external_id"] == key)


async def test_what_a_file_does_not_say_stays(full: Office) -> None:
    before = await full.everything()
    full.file("contacts.csv", "external_id,phone\np1,1\n")
    full.file("projects.csv", "external_id,status\nr1,ON_HOLD\n")
    full.file("tickets.csv", "external_id,status\nt2,OPEN\n")
    rows = await full.run("contacts.csv", "projects.csv", "tickets.csv")
    assert touched(rows) == [
        ("p1", Outcome.CHANGED, "phone: nothing to 1"),
        ("r1", Outcome.CHANGED, "status: ACTIVE to ON_HOLD"),
        (
            "t2",
            Outcome.CHANGED,
            "status: CLOSED to OPEN; closed_at: 2026-02-03 00:00:00+00:00 to nothing",
        ),
    ]
    after = await full.everything()
    for tied in ("CompanyLink", "ProjectOwner", "ProjectParticipant", "ProjectCustomer"):
        assert after[tied] == before[tied]
    assert (await Ticket.get(external_id="t2")).reopened


async def test_owners_are_history_and_are_told_once_with_the_rest(full: Office) -> None:
    full.edit("projects.csv", "ada;ben", "ada")
    full.edit("projects.csv", ",cleo,,north", ",cleo;ada,,north")
    full.edit("tickets.csv", ",ben,", ",ada,")
    await full.run()
    assert await inboxes() == {
        "ada": [f"{CHANGED} 1 project and 1 ticket now yours, 1 project of yours changed."],
        "ben": [f"{CHANGED} 1 project and 1 ticket no longer yours."],
        "cleo": [f"{CHANGED} 1 project of yours changed."],
    }
    history = await ResponsibilityChange.filter(batch=(await imports())[-1]["batch"]).order_by("id")
    ben, ada = [(await User.get(external_id=name)).id for name in ("ben", "ada")]
    assert [(it.role, it.from_user_id, it.to_user_id, it.reason) for it in history] == [
        ("PROJECT_OWNER", ben, None, "Import"),
        ("PROJECT_OWNER", None, ada, "Import"),
        ("TICKET_ASSIGNEE", ben, ada, "Import"),
    ]


async def test_owners_and_assignees_are_told_what_changed(full: Office) -> None:
    full.file("projects.csv", "external_id,status,closed_at\nr1,CLOSED,2026-02-03\n")
    today = datetime.datetime.now(datetime.UTC).date()
    full.file("tickets.csv", f"external_id,status,closed_at\nt1,CLOSED,{today}\nt2,OPEN,\n")
    full.edit("contacts.csv", "Pia", "Pina")
    await full.run()
    assert await inboxes() == {
        "ada": [f"{CHANGED} 1 project of yours changed."],
        "ben": [f"{CHANGED} 1 project and 1 ticket of yours changed."],
    }


async def test_the_event_says_who_gained_and_lost_contacts_with_what_is_for_them(
    full: Office,
) -> None:
    cleo = await User.get(external_id="cleo")
    await User.filter(id=cleo.id).update(crm_access=CrmAccess.LIMITED_CRM)
    full.edit("companies.csv", "c2,Beta,,", "c2,Beta,,cleo")
    full.edit("deals.csv", "external_id,title,company", "external_id,title,contact")
    full.edit("deals.csv", "Big one,c1", "Big one,p2")
    full.edit("deals.csv", "Late one,c2", "Late one,p1")
    await full.run(silent=True)
    pia, late = await Contact.get(external_id="p1"), await Deal.get(external_id="d3")
    gained = [["COMPANY", 2], ["CONTACT", pia.id], ["DEAL", late.id]]
    assert (await imports())[-1]["gained"] == {str(cleo.id): gained}
    full.edit("contacts.csv", "c1;c2,Buyer;,c1", "c1,Buyer,c1")
    await full.run(silent=True)
    assert (await imports())[-1]["lost"] == {str(cleo.id): gained[1:]}


@pytest.mark.parametrize(
    ("file", "row", "why"),
    [
        ("contacts.csv", "x,Xe,,c9,,", "last_name: It cannot be empty."),
        ("contacts.csv", "x,Xe,Xu,c9,,", 'There is no company "c9".'),
        ("contacts.csv", "x,Xe,Xu,c1,A;B,", "It has more positions than companies."),
        (
            "contacts.csv",
            "x,Xe,Xu,c1,,c2",
            'It is said to decide at "c2", which is none of its companies.',
        ),
        ("projects.csv", "x,X,,,,,", "Somebody has to own it."),
        ("projects.csv", "x,X,,,zoe,,", 'There is no user "zoe".'),
        ("projects.csv", "x,X,,,ada,,west", 'There is no team "west".'),
        ("projects.csv", "x,X,,p9,ada,,", 'There is no contact "p9".'),
        (
            "projects.csv",
            "x,X,,,ben,,",
            "Ben Okri does not have the module that this belongs to.",
        ),
        ("tickets.csv", "x,,OPEN,,,,,", "subject: It cannot be empty."),
        ("tickets.csv", "x,X,OPEN,c1,p1,,,", "It has two customers, a company and a contact."),
        ("tickets.csv", "x,X,CLOSED,,,,,", "It is closed, but has no day of closing."),
        ("tickets.csv", "x,X,OPEN,,,,,2026-01-01", "It has a day of closing, but is open."),
        ("tickets.csv", "x,X,OPEN,,,,9999-01-01,", "created_at: 9999-01-01 is in the future."),
        (
            "tickets.csv",
            "x,X,CLOSED,,,,2026-01-01,9999-01-01",
            "closed_at: 9999-01-01 is in the future.",
        ),
        (
            "tickets.csv",
            "x,X,CLOSED,,,,2026-01-02,2026-01-01",
            "closed_at: It was created only on 2026-01-02.",
        ),
        (
            "tickets.csv",
            "x,X,OPEN,,,ben,,",
            "Ben Okri does not have the module that this belongs to.",
        ),
    ],
)
async def test_a_row_that_cannot_be_is_refused_alone(
    full: Office, file: str, row: str, why: str
) -> None:
    await User.filter(external_id="ben").update(modules=[Module.DEALS.value])
    before = await full.everything()
    full.file(file, MORE_FILES[file].partition("\n")[0] + f"\n{row}\n")
    assert touched(await full.run(file)) == [("x", Outcome.REFUSED, why)]
    assert await full.everything() == before


async def test_a_deal_passes_from_a_company_to_a_contact(full: Office) -> None:
    full.file("deals.csv", "external_id,contact\nd1,p1\n")
    assert touched(await full.run("deals.csv")) == [("d1", Outcome.CHANGED, "company; contact")]
    deal = await Deal.get(external_id="d1").select_related("contact")
    assert deal.contact
    assert (deal.company_id, deal.contact.external_id) == (None, "p1")
    full.file("deals.csv", "external_id,contact\nd1,\nd3,\n")
    assert touched(await full.run("deals.csv")) == [("d1", Outcome.CHANGED, "contact")]
    late = await Deal.get(external_id="d3").select_related("company")
    assert late.company
    assert late.company.external_id == "c2"


async def test_what_the_plan_lacks_is_refused_and_the_rest_is_taken(filled: Office) -> None:
    for name, text in MORE_FILES.items():
        filled.file(name, text)
    lacking = "This is not in the plan of the account."
    assert touched(await filled.run()) == [
        ("p1", Outcome.CREATED, ""),
        ("p2", Outcome.CREATED, ""),
        ("r1", Outcome.REFUSED, lacking),
        ("r2", Outcome.REFUSED, lacking),
        ("t1", Outcome.REFUSED, lacking),
        ("t2", Outcome.REFUSED, lacking),
    ]
    assert (await Project.all().count(), await Ticket.all().count()) == (0, 0)
