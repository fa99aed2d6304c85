"""What is imported: drawn with what it is about."""

from typing import Any

from tests.model.world import Key
from tests.oracle.choosing.choosing import Choosing, Drawn
from tests.oracle.doing.importing import KINDS, Row


def import_records(it: Choosing, name: str) -> Drawn:
    kinds = sorted((it.one(*KINDS) for _ in range(it.one(1, 2, 3, 4))), key=[*KINDS].index)
    rows = list[Row]()
    for number, kind in enumerate(kinds):
        key = f"{kind.capitalize()}:new-{it.world.imports}-{number}"
        there = it.one(None, None, it.record(KINDS[kind]))
        record = it.world.records.get(there or "")
        if record and record.account == it.account and there not in [row[1] for row in rows]:
            key = record.id
        new = [key for _, key, _ in rows if "new" in key]
        rows.append((kind, key, _values(it, kind, new, first="new" in key)))
    return name, None, {"rows": rows, "silent": it.often(False, True)}


def import_people(it: Choosing, name: str) -> Drawn:
    rows = list[Row]()
    for number in range(it.one(0, 1, 1, 2)):
        team = f"Team:new-{it.world.imports}-{number}"
        here = [key for key, team in it.world.teams.items() if team.account == it.account]
        key = it.one(*[key for key in here if key not in [row[1] for row in rows]], team)
        values = {"label": it.text(), "lead": it.one(it.user, it.user, None)}
        said = {name: value for name, value in values.items() if "new" in key or it.one(1, 0)}
        rows.append(("TEAM", key, said))
    teams = [*it.world.teams, *(key for _, key, _ in rows if "new" in key)]
    for user in {it.user() for _ in range(it.one(0 if rows else 1, 1, 2))}:
        rows.append(("USER", user, {"teams": list({it.one(*teams) for _ in range(it.one(0, 1))})}))
    return name, None, {"rows": rows, "silent": it.often(False, True)}


def _values(it: Choosing, kind: str, new: list[Key], *, first: bool) -> dict[str, Any]:
    """What a row says; of what is new, that it is called something."""
    companies = [key for key in new if key.startswith("Company:")]
    contacts = [key for key in new if key.startswith("Contact:")]
    customer = it.one(it.customer, None, *companies, *contacts)
    values: dict[str, Any] = {"label": it.text()}
    if kind in ("COMPANY", "DEAL"):
        values |= {
            role: it.user()
            for role in ("first", "second")
            if it.often(role == "first", True, False)
        }
    if kind == "CONTACT":
        values["companies"] = list({it.one(it.company, *companies) for _ in range(it.one(0, 1, 2))})
    if kind in ("DEAL", "TICKET"):
        values["customer"] = customer
    if kind == "PROJECT":
        values |= {"owners": list({it.user() for _ in range(it.one(0, 1, 1, 2))})}
        values["participants"] = list({it.participant() for _ in range(it.one(0, 1, 2))})
        values["customers"] = [customer] if customer else []
    if kind == "TICKET":
        values["assignee"] = it.one(it.user, it.user, None)
        # Rows call an inbox by its name, which may be that of another account's as well.
        inboxes = it.world.shared_inboxes.values()
        here = [inbox.id for inbox in inboxes if inbox.account == it.account]
        values |= {"inbox": it.one(*here)} if first and here else {}
    if first:
        return values
    return {name: value for name, value in values.items() if it.one(True, True, False)}
