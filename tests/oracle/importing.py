"""Rows are imported into the service, as by the command; it answers what became of each."""

from typing import Any

from imports.row import Kind, Outcome, Row
from imports.write import write
from orm.company import Company
from orm.contact import Contact
from orm.deal import Deal
from orm.inbox import Inbox
from orm.project import Project
from orm.team import Team
from orm.ticket import Ticket
from orm.user import User
from tests.model.world import Key
from tests.oracle.doing import importing
from tests.world.crm import Crm

MODELS: dict[str, Any] = {
    it.__name__: it for it in (Company, Contact, Deal, Project, Ticket, Team, Inbox, User)
}
#: What the columns are called, where that is not as in the model.
COLUMNS = {
    "COMPANY": {
        "label": "name",
        "first": "account_manager",
        "second": "second_account_manager",
    },
    "CONTACT": {"label": "last_name"},
    "DEAL": {"label": "title", "first": "assigned_to", "second": "second_assigned_to"},
    "PROJECT": {"label": "title"},
    "TICKET": {"label": "subject", "assignee": "assigned_to"},
    "TEAM": {"label": "name"},
    "USER": {},
}


async def import_records(crm: Crm, rows: list[importing.Row], silent: bool) -> Key:
    """Import rows; answers the id of each record, or that its row was refused."""
    names = await _names(crm.account_id, rows)
    given = [_row(kind, key, values, names) for kind, key, values in rows]
    await write(crm.runtime.database, crm.account_id, given, silent=silent)
    ids = [await _id(crm.account_id, row) for row in given]
    return " ".join(ids)


def _row(kind: str, key: Key, values: dict[str, Any], names: dict[Key, str]) -> Row:
    said: dict[str, Any] = {}
    for name, value in values.items():
        column = COLUMNS[kind].get(name, name)
        if name == "customer":
            said |= {"company": None, "contact": None} if value is None else {_type(value): value}
        elif name == "customers":
            said["companies"] = [it for it in value if _type(it) == "company"]
            said["contacts"] = [it for it in value if _type(it) == "contact"]
        elif name == "participants":
            said["participants"] = [names[it] for it in value if _type(it) == "user"]
            said["participating_teams"] = [names[it] for it in value if _type(it) == "team"]
        elif isinstance(value, list):
            said[column] = [names.get(it, it) for it in value]
        else:
            said[column] = names.get(value, value)
    return Row(Kind(kind.lower()), key, said, "rows.csv", 1)


def _type(key: Key) -> str:
    """What a key is of; that of a new record begins with its kind as well."""
    return key.partition(":")[0].lower()


async def _names(account: int, rows: list[importing.Row]) -> dict[Key, str]:
    """What rows call things: users by their address, inboxes by their name, others by a key."""
    values = [value for _, key, row in rows for value in (key, *row.values())]
    flat = [it for value in values for it in (value if isinstance(value, list) else [value])]
    names: dict[Key, str] = {}
    for key in {it for it in flat if isinstance(it, str)}:
        type_, _, number = key.partition(":")
        if type_ not in MODELS or not number.isdigit():
            continue
        row = await MODELS[type_].get_or_none(id=int(number))
        if type_ == "User":
            names[key] = row.email
        if type_ == "Inbox":
            names[key] = row.name
        elif row is not None and row.account_id == account:
            names.setdefault(key, key)
            row.external_id = key
            await row.save(update_fields=["external_id"])
    return names


async def _id(account: int, row: Row) -> Key:
    model, id_ = MODELS[row.kind.value.capitalize()], importing.REFUSED
    if row.did is not Outcome.REFUSED:
        id_ = (await model.get(account_id=account, external_id=row.key)).id
    return f"{model.__name__}:{id_}"
