"""Lists that are kept as rules: what is in them, who sees them, and what cannot be kept."""

from typing import Any

from tests.world.crm import Crm
from tests.world.people import Person, Thing

FIELDS = """
    name kind visibility editors match system version viewerCanUpdate owner { name }
    rules { field operator values outdated } count
    records { totalCount nodes { label __typename } }
    byResponsible { user { name } count }
"""


async def keep(person: Person, kind: str, *rules: tuple[str, ...], **given: Any) -> Thing:
    """Keep a segment, with each rule as its field, operator and values."""
    written = [{"field": f, "operator": o, "values": list(v)} for f, o, *v in rules]
    payload = await person.write(
        "createSegment",
        "segment { id }",
        **({"kind": kind, "name": "Mine", "rules": written} | given),
    )
    return Thing.of(payload["segment"]["id"])


async def labels(person: Person, segment: Thing) -> list[str]:
    """What somebody sees in a segment."""
    seen = await person.see(segment, "count records { totalCount nodes { label } }")
    found = [node["label"] for node in seen["records"]["nodes"]]
    assert len(found) == seen["count"] == seen["records"]["totalCount"]
    return found


async def test_a_segment_holds_exactly_what_its_rules_say(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    await crm.deal("Bens", assigned_to=ben)
    await crm.deal("Adas", assigned_to=ada)
    segment = await keep(ada, "DEAL", ("assignedTo", "IS", ben.gid))
    assert await ada.see(segment, FIELDS) == {
        "name": "Mine",
        "kind": "DEAL",
        "visibility": "PRIVATE",
        "editors": "OWNER",
        "match": "ALL",
        "system": False,
        "version": 1,
        "viewerCanUpdate": True,
        "owner": {"name": "Ada Admin"},
        "rules": [
            {"field": "assignedTo", "operator": "IS", "values": [ben.gid], "outdated": False}
        ],
        "count": 1,
        "records": {"totalCount": 1, "nodes": [{"label": "Bens", "__typename": "Deal"}]},
        "byResponsible": [{"user": {"name": "Ben Boxed"}, "count": 1}],
    }
    assert await finn.see(segment, "name") is None
