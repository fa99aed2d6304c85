"""The same answers by SQL written by hand: the best that somebody who knows SQLite would write.

It is told who asks, and does not check it: no token, no session, no live facts.
"""

from typing import Any

from benchmarks.questions import Question
from benchmarks.world import Person
from orm.database.database import Readers

ACCOUNT, VIEWER = "?1", "?2"


def a_user(column: str) -> str:
    """Whoever a foreign key names, or null."""
    return (
        "(SELECT json_object('id', 'User:' || u.id, 'name', u.first_name || ' ' || u.last_name)"
        f' FROM "user" u WHERE u.id = {column})'
    )


def companies(columns: str, *, limited: bool) -> str:
    """The first companies by name that the viewer may read.

    Those that somebody manages are two walks along an index, merged; an OR would be a walk over
    the whole account, or a sort.
    """
    order = "ORDER BY name, id LIMIT ?3"
    if not limited:
        return f"SELECT {columns} FROM company WHERE account_id = {ACCOUNT} {order}"
    return (
        f"SELECT {columns} FROM company"
        f" WHERE account_id = {ACCOUNT} AND account_manager_id = {VIEWER}"
        f" UNION ALL SELECT {columns} FROM company"
        f" WHERE account_id = {ACCOUNT} AND second_account_manager_id = {VIEWER}"
        f" AND account_manager_id IS NOT {VIEWER} {order}"
    )


def connection(of: str, rows: str) -> str:
    """A list of objects in the shape of a connection."""
    return f"(SELECT json_object('nodes', json_group_array({of})) FROM ({rows}) c)"


def answered(name: str, value: str) -> str:
    """A statement with the whole answer."""
    return f"SELECT json_object('data', json_object('{name}', {value}))"


def q1(*, limited: bool) -> str:
    """Companies with their scalars and manager."""
    scalars = ("name", "status", "email", "phone", "city", "country", "version")
    pairs = ", ".join(f"'{name}', c.{name}" for name in scalars)
    company = (
        f"json_object('id', 'Company:' || c.id, {pairs},"
        f" 'accountManager', {a_user('c.account_manager_id')})"
    )
    rows = companies(f"id, {', '.join(scalars)}, account_manager_id", limited=limited)
    return answered("companies", connection(company, rows))


def q2(*, limited: bool) -> str:
    """Companies with both managers and deals; who may read a company may read its deals."""
    deal = (
        "json_object('id', 'Deal:' || d.id, 'title', d.title, 'status', d.status, 'amount',"
        " CASE WHEN d.amount_cents IS NOT NULL THEN json_object("
        "'amount', printf('%.2f', d.amount_cents / 100.0), 'currency', d.currency) END,"
        " 'assignedTo', json_object('id', 'User:' || u.id,"
        " 'name', u.first_name || ' ' || u.last_name))"
    )
    deals = (
        f"(SELECT json_object('nodes', json_group_array({deal}))"
        " FROM (SELECT id, title, status, amount_cents, currency, assigned_to_id FROM deal"
        " WHERE company_id = c.id ORDER BY title, id LIMIT ?4) d"
        ' CROSS JOIN "user" u ON u.id = d.assigned_to_id)'
    )
    company = (
        "json_object('id', 'Company:' || c.id, 'name', c.name, 'status', c.status,"
        f" 'accountManager', {a_user('c.account_manager_id')},"
        f" 'secondAccountManager', {a_user('c.second_account_manager_id')}, 'deals', {deals})"
    )
    columns = "id, name, status, account_manager_id, second_account_manager_id"
    return answered("companies", connection(company, companies(columns, limited=limited)))


def q3(*, limited: bool) -> str:
    """One company with its manager."""
    rule = f" AND {VIEWER} IN (c.account_manager_id, c.second_account_manager_id)"
    scalars = ("name", "status", "email", "city", "country")
    pairs = ", ".join(f"'{name}', c.{name}" for name in scalars)
    return answered(
        "company",
        f"(SELECT json_object('id', 'Company:' || c.id, {pairs},"
        f" 'accountManager', {a_user('c.account_manager_id')})"
        f" FROM company c WHERE c.id = ?3 AND c.account_id = {ACCOUNT}{rule if limited else ''})",
    )


STATEMENTS = {
    (name, limited): write(limited=limited)
    for name, write in (("Q1", q1), ("Q2", q2), ("Q3", q3))
    for limited in (False, True)
}


def values(question: Question, person: Person) -> list[Any]:
    """What the statement of a question is run with."""
    asked = question.variables.values()
    numbers = [int(str(value).removeprefix("Company:")) for value in asked]
    return [person.account_id, person.id, *numbers]


class ByHand:
    """Runs the statements on the connections that Whose reads on."""

    name = "by hand"

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    async def answer(self, question: Question, person: Person) -> bytes:
        """The whole answer."""
        sql = STATEMENTS[question.name, person.limited]
        text: str = await self._readers.value(sql, values(question, person))
        return text.encode()
