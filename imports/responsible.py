"""Who an imported row makes responsible, by the rules of resolvers/write/responsibles.py.

People are looked up among those known already, where a single write asks the database.
"""

from imports.import_index import ImportIndex
from imports.row import RowRefused
from orm.record import Columns, Record
from orm.user import Module, UserStatus
from resolvers.write.errors import Invalid
from resolvers.write.responsibles import UNSET, NewResponsible, ResponsibleColumns


def set_responsibles(
    known: ImportIndex, roles: ResponsibleColumns, record: Record, values: Columns
) -> None:
    """Put on a record whom a row names for its two roles; the rest stays. Raises RowRefused."""
    first = named(known, roles.first, roles.module, record, values)
    second = named(known, roles.second, roles.module, record, values)
    other = getattr(record, roles.second)
    moves_up = other is not None and known.by_id[other].status is UserStatus.ACTIVE
    try:
        decided = roles.decide(
            record, first, second, second_responsibles=known.second_responsibles, moves_up=moves_up
        )
    except Invalid as wrong:
        raise RowRefused(str(wrong)) from None
    roles.put(record, *decided)


def named(
    known: ImportIndex, column: str, module: Module, record: Record, values: Columns
) -> NewResponsible:
    """The id of whom a row names for a role; who has it already may keep it. Raises RowRefused."""
    now: int | None = getattr(record, column)
    name = column.removesuffix("_id")
    if name not in values:
        return UNSET
    if values[name] is None:
        return None
    user = known.user(values[name])
    return now if user.id == now else known.responsible(values[name], module).id
