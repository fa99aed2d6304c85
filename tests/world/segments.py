"""Segments as people keep and see them in stories."""

from typing import Any

from tests.world.people import Person, Thing


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
