"""How rows of a kind become records."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from imports.change_set import PlannedRecord
from imports.import_index import ImportIndex
from imports.links import Link
from imports.row import RowRefused
from orm.account import Account
from orm.record import Record


async def prepare_nothing(account: Account, records: Sequence[Any]) -> None:
    """What most new records need before they are written."""


@dataclass(frozen=True)
class RecordImporter:
    """What is particular to a kind of record."""

    model: type[Record]
    #: The column that is never empty.
    called: str
    #: Puts on the record what a row says beyond plain columns. Raises RowRefused.
    fill: Callable[[ImportIndex, PlannedRecord], None]
    ties: tuple[Link, ...] = ()
    #: Gives new records what only the account can, before they are written.
    prepare: Callable[[Account, Sequence[Any]], Awaitable[None]] = prepare_nothing


def put_customer(known: ImportIndex, planned: PlannedRecord) -> None:
    """Put the company or contact on a record that a row names as its customer. Raises RowRefused.

    Whoever names one leaves the other out; a cell that is empty beside one that is not says so.
    """
    values = planned.row.values
    named = {name: values[name] for name in ("company", "contact") if name in values}
    if not named:
        return
    if all(named.values()) and len(named) == 2:
        raise RowRefused("It has two customers, a company and a contact.")
    company, contact = named.get("company"), named.get("contact")
    if company or contact or len(named) == 2:
        planned.name(
            company_id=known.company(company) if company else None,
            contact_id=known.contact(contact) if contact else None,
        )
    else:
        (column,) = named
        planned.name(**{f"{column}_id": None})
