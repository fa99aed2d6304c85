"""`whose demo`: a believable account at the first start, the same one at the second."""

import asyncio
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from demo import Demo
from tests.served import FILE, Served, served

SEEN = "{ viewer { name } account { name } companies { totalCount } deals { totalCount } }"


def make(folder: Path) -> Path:
    """A fresh demo's files; nobody serves them."""
    asyncio.run(Demo(folder / FILE).prepare())
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a first start."""
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def demo(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo, running, and changed by nobody."""
    with served(tmp_path_factory.mktemp("demo"), made) as demo:
        yield demo


def rows(folder: Path, sql: str) -> list[Any]:
    """What the file answers."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return connection.execute(sql).fetchall()


def test_each_kind_of_person_sees_what_is_theirs_with_the_printed_token(demo: Served) -> None:
    seen = {}
    for name in demo.tokens:
        data = demo.ask(name, SEEN)["data"]
        counts = (data["companies"]["totalCount"], data["deals"]["totalCount"])
        seen[data["viewer"]["name"]] = (data["account"]["name"], *counts)

    everything = ("Harbour & Finch", 400, 1500)
    assert {name: seen.pop(name) for name in ("Ada Lindqvist", "Farah Nasser", "Tom Okafor")} == {
        "Ada Lindqvist": everything,
        "Farah Nasser": everything,
        "Tom Okafor": everything,
    }
    assert seen.pop("Otto Brandt") == ("Little Orchard", 1, 1)
    assert seen.pop("Milo Janssen") == ("Harbour & Finch", 0, 0)
    first, second, deals = (
        seen.pop(it) for it in ("Chiara Russo", "Sven Halvorsen", "Dana Kowalska")
    )
    assert first == second
    assert (first[1], 0 < first[2] < 1500) == (12, True)
    assert (deals[1], 0 < deals[2] < 1500) == (400, True)
    assert seen == {}


def test_a_second_start_keeps_the_data_and_the_tokens(made: Path, tmp_path: Path) -> None:
    with served(tmp_path, made) as demo:
        tokens = dict(demo.tokens)
        demo.ask(
            "Ada",
            'mutation { updateCompany(input: {id: "Company:1", name: "Renamed"})'
            " { company { name } } }",
        )
        demo.ask("Dana", "mutation { signOut { signedOut } }")
        signed_out = demo.ask("Dana", SEEN)
        demo.stop()
        demo.start()
        name = demo.ask("Farah", '{ company(id: "Company:1") { name } }')
        signed_in = demo.ask("Dana", SEEN)

    assert name == {"data": {"company": {"name": "Renamed"}}}
    assert demo.tokens == tokens
    assert signed_out["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert signed_in["data"]["viewer"] == {"name": "Dana Kowalska"}


def test_the_printed_password_signs_in(demo: Served) -> None:
    said = (demo.folder / "said").read_text(encoding="utf-8")
    credentials = '{email: "milo.janssen@harbourfinch.example", password: "demo-password"}'
    answer = demo.ask(
        None,
        f"mutation {{ signIn(input: {credentials}) {{ user {{ name }} userErrors {{ code }} }} }}",
    )

    assert "the password demo-password" in said
    assert answer["data"]["signIn"] == {"user": {"name": "Milo Janssen"}, "userErrors": []}


def test_the_page_and_the_api_are_where_it_says(demo: Served) -> None:
    said = (demo.folder / "said").read_text(encoding="utf-8").split()

    assert said[said.index("GraphiQL") + 1] == f"http://{demo.address}/graphql"
    assert said[said.index("API") + 1] == f"http://{demo.address}/graphql"


def test_notifications_are_numbered_without_gaps_and_some_are_read(made: Path) -> None:
    counted = rows(
        made,
        "SELECT u.last_notification, count(n.id), min(n.sequence), max(n.sequence)"
        ' FROM notification n JOIN "user" u ON u.id = n.recipient_id GROUP BY u.id',
    )
    read = rows(
        made, "SELECT count(*) FILTER (WHERE read_at IS NOT NULL), count(*) FROM notification"
    )
    events = rows(
        made, "SELECT count(*), min(sequence), max(sequence) FROM event WHERE account_id = 1"
    )

    assert counted == [(last, last, 1, last) for last, _, _, _ in counted]
    assert 0 < read[0][0] < read[0][1]
    assert events == [(events[0][0], 1, events[0][0])]
    assert events[0][0] > 50


HELD = """
  SELECT 'COMPANY', id, 'ACCOUNT_MANAGER', account_manager_id FROM company
  UNION ALL SELECT 'COMPANY', id, 'SECOND_ACCOUNT_MANAGER', second_account_manager_id FROM company
  UNION ALL SELECT 'DEAL', id, 'ASSIGNED_TO', assigned_to_id FROM deal
  UNION ALL SELECT 'DEAL', id, 'SECOND_ASSIGNED_TO', second_assigned_to_id FROM deal
  UNION ALL SELECT 'PROJECT', project_id, 'PROJECT_OWNER', user_id FROM project_owner
  UNION ALL SELECT 'TICKET', id, 'TICKET_ASSIGNEE', assigned_to_id FROM ticket
  UNION ALL SELECT record_kind, record_id, 'CUSTOM_FIELD', user_id FROM custom_field_value
"""


def test_every_responsibility_has_its_beginning_in_history(made: Path) -> None:
    history = rows(
        made,
        "SELECT record_kind, record_id, role, from_user_id, to_user_id"
        " FROM responsibility_change ORDER BY id",
    )

    held: set[tuple[str, int, str, int]] = set()
    for kind, number, role, before, after in history:
        held.discard((kind, number, role, before))
        held.add((kind, number, role, after))
    assert {it for it in held if it[3]} == {it for it in rows(made, HELD) if it[3]}


def test_every_module_has_something_to_show(demo: Served) -> None:
    kinds = ("contacts", "invoices", "tickets")
    counts = " ".join(f"{kind} {{totalCount}}" for kind in kinds)
    seen = {
        name: [demo.ask(name, f"{{{counts}}}")["data"][kind]["totalCount"] for kind in kinds]
        for name in ("Ada", "Dana", "Chiara", "Milo", "Otto")
    }

    assert seen["Ada"] == seen["Dana"] == [620, 319, 180]
    assert [0 < seen["Chiara"][place] < seen["Ada"][place] for place in (0, 1)] == [True, True]
    assert (seen["Chiara"][2], seen["Milo"], seen["Otto"]) == (180, [0, 0, 180], [0, 0, 0])


def test_tickets_and_invoices_are_numbered_without_gaps(made: Path) -> None:
    tickets = rows(made, "SELECT number FROM ticket ORDER BY number")
    invoices = rows(made, "SELECT CAST(number AS INTEGER) FROM invoice WHERE number IS NOT NULL")
    last = rows(made, "SELECT last_ticket, last_invoice FROM account WHERE id = 1")

    assert [number for (number,) in tickets] == list(range(1, 181))
    assert sorted(number for (number,) in invoices) == list(range(1, len(invoices) + 1))
    assert last == [(180, len(invoices))]


#: Those of which nothing was done this morning, with the days from creation to answer and end.
TALKS = """
  SELECT t.id, i.name, closed_automatically, status, reply_count, assigned_to_id IS NOT NULL,
    julianday(first_reply_at) - julianday(t.created_at),
    julianday(closed_at) - julianday(t.created_at)
  FROM ticket t JOIN inbox i ON i.id = t.inbox_id WHERE number <= 168
"""


def test_tickets_take_as_long_as_they_take(made: Path) -> None:
    *_, answered, closed = zip(*rows(made, TALKS), strict=True)
    ends = sorted(days for days in closed if days)
    assert all(0 < days < 5 for days in answered)
    assert 110 < len(ends) < 160
    assert ends[0] > 0
    assert ends[len(ends) // 10] < 1 < ends[len(ends) // 2] < 3 < ends[len(ends) * 9 // 10]
    assert len({round(days, 3) for days in ends}) > len(ends) * 0.9


def test_only_support_closes_automatically_a_fortnight_after_an_answer(made: Path) -> None:
    last = {
        ticket: (type_, auto, days)
        for ticket, type_, auto, days in rows(
            made,
            "SELECT ticket_id, type, auto, julianday(closed_at) - julianday(m.created_at)"
            " FROM message m JOIN ticket t ON t.id = m.ticket_id ORDER BY m.created_at",
        )
    }
    closed = [(it[0], it[1]) for it in rows(made, TALKS) if it[2]]
    assert len(closed) > 5
    assert {(inbox, *last[ticket][:2]) for ticket, inbox in closed} == {("Support", "REPLY", 0)}
    assert {round(last[ticket][2], 3) for ticket, _ in closed} == {14}


def test_what_was_said_in_tickets_is_of_every_kind_and_adds_up(made: Path) -> None:
    said = rows(made, "SELECT ticket_id, type, auto, sent_by_id FROM message ORDER BY id")
    kinds = {(type_, bool(auto), sender is not None) for _, type_, auto, sender in said}
    assert kinds == {
        ("CUSTOMER", False, False),
        ("REPLY", False, True),
        ("REPLY", True, False),
        ("INTERNAL", False, True),
        ("THIRD_PARTY", False, False),
    }
    for ticket, _, _, status, replies, taken, *_ in rows(made, TALKS):
        here = [(type_, auto) for number, type_, auto, _ in said if number == ticket]
        assert (here.count(("REPLY", 0)), taken) == (replies, 1)
        turns = [it for it in here if it in (("REPLY", 0), ("CUSTOMER", 0))]
        assert (turns[-1] == ("REPLY", 0)) or status != "WAITING_FOR_CUSTOMER"
    unordered = (
        "SELECT count(*) FROM message a JOIN message b ON a.ticket_id = b.ticket_id AND a.id < b.id"
        " WHERE a.created_at > b.created_at AND a.ticket_id <= 168"
    )
    assert rows(made, unordered) == [(0,)]
    (mentions,), (of_teams,), (open_,) = (
        rows(made, sql)[0]
        for sql in (
            "SELECT count(*) FROM message_mention",
            "SELECT count(*) FROM task WHERE team_id IS NOT NULL",
            "SELECT count(*) FROM task WHERE team_id IS NULL AND user_id IS NULL",
        )
    )
    assert min(mentions, of_teams, open_) > 5


def test_people_work_in_teams_whose_leads_are_not_limited(made: Path) -> None:
    teams = rows(made, 'SELECT u.crm_access FROM team t JOIN "user" u ON u.id = t.lead_id')
    people = rows(made, 'SELECT crm_access, count(*) FROM "user" WHERE account_id = 1 GROUP BY 1')

    assert teams == [("FULL",)] * 6
    assert people == [("FULL", 32), ("LIMITED_CRM", 5), ("LIMITED_DEALS", 2)]


@pytest.mark.slow
def test_two_machines_make_the_same_account(made: Path, tmp_path: Path) -> None:
    other = make(tmp_path)
    what = (
        "SELECT name, city, account_manager_id, second_account_manager_id FROM company",
        "SELECT title, status, amount_cents, phase_id, assigned_to_id FROM deal",
        "SELECT last_name, email, created_by_id FROM contact",
        "SELECT number, status, total_cents FROM invoice",
        "SELECT title, status, budget_cents FROM project",
        "SELECT number, subject, status, assigned_to_id FROM ticket",
        "SELECT ticket_id, type, auto, body, sent_by_id FROM message",
        "SELECT message_id, user_id FROM message_mention",
        "SELECT title, user_id, team_id FROM task",
        "SELECT record_kind, record_id, user_id FROM custom_field_value",
        "SELECT recipient_id, sequence, text FROM notification",
    )

    assert [rows(other, sql) for sql in what] == [rows(made, sql) for sql in what]
    assert rows(other, "SELECT token_hash FROM session") != rows(
        made, "SELECT token_hash FROM session"
    )


def test_only_the_owner_of_the_file_can_read_the_secret_of_the_tokens(made: Path) -> None:
    secret = made / f"{FILE}-secret"

    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_bytes()) == 32


@pytest.mark.slow
def test_a_start_that_was_interrupted_leaves_nothing_half(made: Path, tmp_path: Path) -> None:
    (tmp_path / f"{FILE}-unfinished").write_bytes((made / FILE).read_bytes()[:5000])

    make(tmp_path)

    assert rows(tmp_path, "SELECT count(*) FROM company WHERE account_id = 1") == [(400,)]
    assert sorted(it.name for it in tmp_path.iterdir()) == [FILE, f"{FILE}-secret"]


@pytest.mark.slow
def test_a_fresh_account_is_written_many_rows_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection: Any = aiosqlite.Connection
    asked, ask = list[Any](), connection._execute

    async def noted(self: Any, *given: Any, **more: Any) -> Any:
        asked.append(given)
        return await ask(self, *given, **more)

    monkeypatch.setattr(connection, "_execute", noted)

    make(tmp_path)

    tables = rows(tmp_path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    counts = [rows(tmp_path, f'SELECT count(*) FROM "{it}"')[0][0] for (it,) in tables]
    assert 0 < len(asked) < sum(counts) / 3


def test_contacts_and_invoices_are_seen_with_their_companies(demo: Served) -> None:
    asked = '{ contacts { totalCount } invoices { totalCount } company(id: "Company:1") {'
    asked += " contacts { nodes { name companies { position company { id } } } } } }"
    ada, chiara, milo = (demo.ask(name, asked)["data"] for name in ("Ada", "Chiara", "Milo"))

    assert (ada["contacts"]["totalCount"], ada["invoices"]["totalCount"]) == (620, 319)
    assert 12 <= chiara["contacts"]["totalCount"] < 30
    assert 0 < chiara["invoices"]["totalCount"] < 60
    assert chiara["company"] == ada["company"] != {"contacts": {"nodes": []}}
    assert milo == {"contacts": {"totalCount": 0}, "invoices": {"totalCount": 0}, "company": None}
