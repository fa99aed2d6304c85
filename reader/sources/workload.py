"""How much a user is responsible for, by kind of record and by role, as SQL of a JSON array."""

from dataclasses import dataclass, replace

from orm.record import RecordKind, ResponsibilityRole
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.fields import write_object
from reader.compile.place import Place
from reader.compile.source import Source
from reader.cost import PART, exactly
from reader.sources.assigned_rows import in_role, roles_of

KINDS, ROLES = list(RecordKind), list(ResponsibilityRole)


@dataclass(frozen=True)
class Overview(Source):
    """One object for each kind and role in which the user has records: kind, role, count."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        entities = [
            (kind, it) for kind in KINDS for it in ENTITIES if kind in (it.kind, it.part_of)
        ]
        counted = [(kind, role, it) for kind, it in entities for role in roles_of(c, it)]
        counted.sort(key=lambda one: (KINDS.index(one[0]), ROLES.index(one[1])))
        selects = [
            f"SELECT {nth} AS nth, '{kind}' AS kind, '{role}' AS role,"
            f" ({_count(c, it, role, place.row)}) AS count"
            for nth, (kind, role, it) in enumerate(counted)
        ]
        row, numbered = c.new_row(), " UNION ALL ".join(selects)
        found = f"SELECT u.* FROM ({numbered}) u WHERE u.count > 0 ORDER BY u.nth"
        c.cost.rows(len(counted) * PART)
        with c.cost.of_each(exactly(len(counted))):
            value = write_object(c, replace(place, entity=None, row=row))
        return f"(SELECT {c.dialect.array(value)} FROM ({found}) {row})"


def _count(c: Compiler, entity: Entity, role: ResponsibilityRole, user: str) -> str:
    row, each = c.new_row(), c.is_narrow(entity.access)
    link = in_role(entity, role, row, user, each=each)
    return f"SELECT count(*) FROM {c.rows(entity.access, row, [link], tied=True)}"
