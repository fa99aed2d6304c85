"""What somebody is to be shown of segments, and of lists that they filter, by the model."""

from tests.model import may
from tests.model.segments import members, outdated
from tests.model.statistics import figures
from tests.model.world import KINDS, Key, Person, Segment, Ticket, World
from tests.oracle.showing.asking import FEW, FLAGS, LISTS, PAGE
from tests.oracle.showing.figures import DAY, EVER, FIGURES
from tests.oracle.showing.listed import Shown, page, ref, responsible_counts

#: Whether the viewer sees the newest segment of tickets, by which the figures are asked for.
SEEN = "seen_tickets"
FIGURED = f"""of_segment: ticketStatistics({EVER}, segment: $in_tickets) @include(if: ${SEEN})
  {{ {FIGURES} }}"""
IN_SEGMENT = """in_{name}: {name}(first: {few}, filter: {{ segment: $in_{name} }})
  @include(if: ${flag}) {page}"""
#: Asked apart, since a statement with segments is written anew whenever one of them changes.
GIVEN = [f"$in_{name}: ID!" for name in LISTS] + [f"${name}: Boolean!" for name in (*FLAGS, SEEN)]
KEPT = f"""query({", ".join(GIVEN)}) {{
  segments {{
    id kind name system visibility editors match version owner {{ id }} viewerCanUpdate
    rules {{ field operator values outdated }} count records(first: {FEW}) {PAGE}
    byResponsible {{ user {{ id }} count }}
  }}
  {FIGURED}
  {
    " ".join(
        IN_SEGMENT.format(name=name, flag=flag, few=FEW, page=PAGE) for name, flag in LISTS.items()
    )
}
}}"""
KEPT_BRIEFLY = "{ segments { id viewerCanUpdate } }"


def in_segments(world: World, account: Key) -> dict[str, Key]:
    """The newest segment of each kind, seen or not, by which the lists are filtered."""
    here = [it for it in world.segments.values() if it.account == account]
    return {f"in_{KINDS[it.kind].plural}": it.id for it in here}


def kept(world: World, viewer: Person, readable: set[Key]) -> Shown:
    """The segments that somebody sees with what they hold, and the lists filtered by the newest."""
    seen = [it for it in world.segments.values() if may.sees_segment(world, viewer, it)]
    held = {it.id: members(world, viewer, it, readable) for it in seen}
    shown: Shown = {
        "segments": [
            _segment(world, viewer, it)
            | {"count": len(held[it.id]), "records": page(held[it.id])}
            | {"byResponsible": responsible_counts(held[it.id])}
            for it in seen
        ]
    }
    filters = in_segments(world, viewer.account)
    shown |= {name: page(held.get(key, ())) for name, key in filters.items()}
    tickets = [it for it in held.get(filters["in_tickets"], ()) if isinstance(it, Ticket)]
    return shown | ({"of_segment": figures(tickets, DAY)} if sees_tickets(world, viewer) else {})


def sees_tickets(world: World, viewer: Person) -> bool:
    """Whether somebody sees the newest segment of tickets."""
    segment = world.segments[in_segments(world, viewer.account)["in_tickets"]]
    return may.sees_segment(world, viewer, segment)


def _segment(world: World, viewer: Person, segment: Segment) -> Shown:
    said = ("id", "kind", "name", "system", "visibility", "editors", "match", "version")
    rules = [
        {
            "field": it.field,
            "operator": it.operator,
            "values": it.values,
            "outdated": outdated(world, it),
        }
        for it in segment.rules
    ]
    mine = {
        "viewerCanUpdate": may.changes_segment(world, viewer, segment),
        "owner": ref(segment.owner),
    }
    return {name: getattr(segment, name) for name in said} | mine | {"rules": rules}
