"""What there is when an example begins, so that little is enough to matter to many."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.model.world import DEALS, MODULES, Key, Rule, World

#: Does something in the service and the model; answers the id of what was created.
Do = Callable[[str, Key | None, dict[str, Any]], Awaitable[Key]]


async def furnish(do: Do, world: World, account: Key) -> None:
    """Records of every kind, whose responsibles see only theirs."""
    by = {it.name.split()[0]: it.id for it in world.people.values() if it.account == account}
    ada, lena, olga, sam = by["Ada"], by["Lena"], by["Olga"], by["Sam"]
    await do("switch_seconds", None, {"on": True})
    managers = {"first": by["Cleo"], "second": by["Dora"]}
    acme = await do("create_company", ada, {"name": "Acme", **managers})
    # One that nothing is for, so that it can be deleted.
    others = {"first": by["Olga"], "second": by["Ben"]}
    idle = await do("create_company", ada, {"name": "Idle", **others})
    await do("create_contact", ada, {"name": "Ito", "companies": [acme, idle]})
    ohm = await do("create_contact", olga, {"name": "Ohm", "companies": []})
    both = {"first": by["Ben"], "second": sam}
    pump = await do("create_deal", ada, {"title": "Pump", "customer": acme, **both})
    await do("create_deal", ada, {"title": "Pipe", "customer": ohm, "first": by["Finn"]})
    await do("create_quotation", ada, {"deal": pump, "title": "Offer"})
    await do("create_invoice", ada, {"customer": acme, "deal": pump})
    await do("create_invoice", ada, {"customer": ohm})
    # One that can be paid.
    booked = await do("create_invoice", ada, {"customer": acme})
    await do("book", ada, {"id": booked})
    project = {"title": "Move", "editors": "OWNERS_AND_PARTICIPANTS", "customers": [acme]}
    people = {"owners": [], "participants": [*world.teams]}
    move = await do("create_project", lena, {**project, **people})
    await do("create_task", ada, {"project": move, "assignee": by["Ben"]})
    # One whose second owner sees it by that alone.
    shed = {"title": "Shed", "editors": "OWNERS", "customers": []}
    await do("create_project", lena, {**shed, "owners": [lena, sam], "participants": []})
    patient = await do("create_inbox", ada, {"name": "Patient", "days": 7})
    ticket = {"subject": "Leak", "inbox": patient, "customer": acme}
    leak = await do("create_ticket", ada, {**ticket, "assignee": by["Finn"]})
    # One that is answered later than the other, so that nine in ten are not as half of them.
    drip = await do("create_ticket", ada, {**ticket, "subject": "Drip"})
    await do("say", ada, {"id": drip, "type": "REPLY"})
    await do("elapse", None, {"days": 1})
    await do("say", ada, {"id": leak, "type": "REPLY"})
    # One that can be opened again.
    done = await do("create_ticket", ada, {**ticket, "subject": "Done", "assignee": by["Finn"]})
    await do("close_ticket", ada, {"id": done})
    # Of what nobody is told who has not asked for it.
    await do("prefer", by["Finn"], {"event": "COLLEAGUE_REPLIED", "wanted": True})
    care = await do("define_field", ada, {"kind": "COMPANY", "label": "Care", "type": "USER"})
    via = await do("define_field", ada, {"kind": "DEAL", "label": "Via", "type": "COMPANY"})
    # To one who may not read it, and of what not all who read the deal may.
    await do("set_field", ada, {"record": idle, "field": care, "value": {"user": by["Cleo"]}})
    await do("set_field", ada, {"record": pump, "field": via, "value": {"company": idle}})
    mine = [Rule("accountManager", "IS_ME", []), Rule(care, "IS_ME", [])]
    by_all = {"name": "Mine", "visibility": "SHARED", "editors": "EVERYONE", "match": "ANY"}
    await do("create_segment", lena, {"kind": "COMPANY", **by_all, "rules": mine})
    rules = [Rule(via, "IS", [idle]), Rule("secondAssignedTo", "IS_ME", [])]
    await do("create_segment", sam, {"kind": "DEAL", "name": "Own", "match": "ANY", "rules": rules})
    lacks = {"modules": {*MODULES} - {DEALS}}
    await do("set_access", ada, {"user": olga, **lacks})
    for user in (sam, by["Ben"]):
        await do("set_access", ada, {"user": user, "projects": "BY_PARTICIPATION"})
    # One who owns a project, and one who administers the account and does not.
    await do("set_access", ada, {"user": lena, "projects": "ADMIN", "financials": True})
    await do("set_access", ada, {"user": ada, "financials": True})
