"""The lists that the demo account shares."""

from demo.people import ADMIN
from demo.stage import Stage
from orm.record import RecordKind
from orm.segment import Segment, SegmentOperator, SegmentVisibility

Rule = tuple[str, SegmentOperator, *tuple[str, ...]]
LISTS: tuple[tuple[RecordKind, str, tuple[Rule, ...]], ...] = (
    (
        RecordKind.COMPANY,
        "Companies that nobody manages",
        (("accountManager", SegmentOperator.IS_EMPTY), ("status", SegmentOperator.IS, "ACTIVE")),
    ),
    (
        RecordKind.DEAL,
        "My open deals",
        (("assignedTo", SegmentOperator.IS_ME), ("status", SegmentOperator.IS, "OPEN")),
    ),
    (
        RecordKind.TICKET,
        "Tickets that nobody has taken",
        (("assignedTo", SegmentOperator.IS_EMPTY), ("status", SegmentOperator.IS_NOT, "CLOSED")),
    ),
)


async def segments(stage: Stage) -> None:
    """A list for each of a few questions, for everybody."""
    await Segment.bulk_create(
        Segment(
            account_id=stage.account.id,
            kind=kind,
            name=name,
            owner_id=stage.users[ADMIN.email].id,
            visibility=SegmentVisibility.SHARED,
            rules=[_written(*rule) for rule in rules],
        )
        for kind, name, rules in LISTS
    )


def _written(field: str, operator: SegmentOperator, *values: str) -> dict[str, object]:
    return {"field": field, "operator": operator.value, "values": list(values)}
