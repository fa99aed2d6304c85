"""Who an imported row makes responsible: the rules of resolvers/roles.py for many rows at once.

People are looked up among those known already, where a single write asks the database.
"""

from typing import Any

from orm.record import Record
from orm.user import Module
from resolvers.importing.known import Known
from resolvers.importing.row import Refused
from resolvers.roles import Roles


def set_responsibles(
    known: Known, roles: Roles, record: Record, values: dict[str, Any], *, seconds: bool
) -> None:
    """Put on a record whom a row names for its two roles; the rest stays. Raises Refused."""
    now = {getattr(record, roles.first), getattr(record, roles.second)}
    first = _named(known, roles.first, roles.module, record, values)
    second = _named(known, roles.second, roles.module, record, values)
    said = values.get(roles.second.removesuffix("_id")) is not None
    if said and second not in now and not seconds:
        raise Refused("Second responsibles are not switched on for this account.")
    if first is None and seconds and not said:
        first, second = second, None
    if first is None and roles.required:
        raise Refused("Somebody has to be responsible.")
    if said and first is None:
        raise Refused("A second responsible needs a first.")
    if first is not None and first == second:
        raise Refused("The second responsible is somebody else than the first.")
    setattr(record, roles.first, first)
    setattr(record, roles.second, second)


def _named(
    known: Known, column: str, module: Module, record: Record, values: dict[str, Any]
) -> int | None:
    """The id of whom a row names for a role; who has it already may keep it. Raises Refused."""
    now: int | None = getattr(record, column)
    name = column.removesuffix("_id")
    if name not in values:
        return now
    if values[name] is None:
        return None
    user = known.user(values[name])
    return now if user.id == now else known.responsible(values[name], module).id
