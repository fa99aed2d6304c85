"""What is done to people and the account: drawn with what it is about."""

from tests.model.told import TABLE
from tests.model.world import FULL, LIMITED_CRM, LIMITED_DEALS, MODULES, Key
from tests.oracle.act import UNSET
from tests.oracle.choosing.choosing import Choosing, Drawn
from tests.oracle.doing.user import PLACES


def set_access(it: Choosing, name: str) -> Drawn:
    crm = it.one(UNSET, FULL, LIMITED_CRM, LIMITED_DEALS)
    modules = it.one(UNSET, UNSET, set(MODULES), lambda: set(MODULES) - {it.one(*MODULES)})
    given = {"crm": crm, "modules": modules, "admin": it.one(UNSET, UNSET, True, False)}
    given["projects"] = it.one(UNSET, UNSET, "BY_PARTICIPATION", "ALL", "ADMIN")
    given["financials"] = it.one(UNSET, UNSET, True, False)
    said = {key: value for key, value in given.items() if value is not UNSET}
    return name, it.admin(), {"user": it.user(), **said}


def deactivate(it: Choosing, name: str) -> Drawn:
    def handover() -> tuple[str, Key | None]:
        action = it.one("TRANSFER", "TRANSFER", "LEAVE", "CLEAR")
        return action, it.user() if action == "TRANSFER" else None

    handovers = {role: handover() for role in PLACES if it.often(True, False)}
    return name, it.admin(), {"user": it.user(), "handovers": handovers}


def transfer(it: Choosing, name: str) -> Drawn:
    roles = [role for role in PLACES if it.often(True, False)]
    return name, it.admin(), {"giver": it.user(), "to": it.user(), "roles": roles}


def switch_seconds(it: Choosing, name: str) -> Drawn:
    return name, None, {"on": it.often(True, False, False, False)}


def plan(it: Choosing, name: str) -> Drawn:
    return name, None, {"plan": it.one("GO", "MOVE", "BOOST", "BOOST", "BOOST")}


def boost(it: Choosing, name: str) -> Drawn:
    booster = it.one("SHARED_INBOX", "PROJECT_MANAGEMENT")
    return name, None, {"booster": booster, "on": it.one(True, False)}


def prefer(it: Choosing, name: str) -> Drawn:
    event = it.one(*["COLLEAGUE_REPLIED"] * len(TABLE), *TABLE)
    return name, it.actor(), {"event": event, "wanted": it.one(True, False)}


def create_inbox(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"name": it.text(), "days": it.one(None, 7)}


def update_inbox(it: Choosing, name: str) -> Drawn:
    given = {"name": it.one(UNSET, it.text), "days": it.one(UNSET, None, 7)}
    said = {key: value for key, value in given.items() if value is not UNSET}
    return name, it.one(it.admin, it.actor), {"id": it.inbox(), **said}


def delete_inbox(it: Choosing, name: str) -> Drawn:
    return name, it.one(it.admin, it.actor), {"id": it.inbox()}


def create_team(it: Choosing, name: str) -> Drawn:
    given = {"name": it.text(), "lead": it.one(it.user, None), "members": _some_users(it)}
    return name, it.one(it.admin, it.actor), given


def update_team(it: Choosing, name: str) -> Drawn:
    given = {
        "name": it.one(UNSET, it.text),
        "lead": it.one(UNSET, it.user, None),
        "members": it.one(UNSET, lambda: _some_users(it)),
    }
    said = {key: value for key, value in given.items() if value is not UNSET}
    return name, it.one(it.admin, it.actor), {"id": it.team(), **said}


def delete_team(it: Choosing, name: str) -> Drawn:
    return name, it.one(it.admin, it.actor), {"id": it.team()}


def _some_users(it: Choosing) -> list[Key]:
    return sorted({it.user() for _ in range(it.one(0, 1, 2, 3))})


def mark_read(it: Choosing, name: str) -> Drawn:
    return name, it.actor(), {"up_to": it.one(1, 2, 4, 100)}


def snooze(it: Choosing, name: str) -> Drawn:
    until = it.one(None, 1, 3, 7, -1)
    return name, it.actor(), {"up_to": it.one(1, 2, 4, 100), "until": until}


def invite(it: Choosing, name: str) -> Drawn:
    actor = it.actor()
    # An address of another account would be free in theirs.
    return name, actor, {"email": it.world.emails[it.world.people[actor].account]}
