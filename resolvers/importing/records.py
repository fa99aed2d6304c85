"""Companies and deals that an import brings: all are checked first, then all are written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from orm.company import Company
from orm.deal import Deal
from resolvers.importing.known import Known
from resolvers.importing.row import Row
from resolvers.reach import Gathered
from resolvers.roles import COMPANY, DEAL
from resolvers.settling import Settlement

ROLES = {Company: COMPANY, Deal: DEAL}
#: What a row calls a column, where it is not the column's name.
CALLED = {"phase_id": "phase", "company_id": "company", "amount_cents": "amount"}


@dataclass(eq=False)
class Planned:
    """A record as it will be, with what it was."""

    row: Row
    record: Any
    before: dict[str, Any]
    #: The customer of a deal, which may be without an id until it is written.
    customer: Company | None = None
    changed: list[str] = field(default_factory=list)

    @property
    def new(self) -> bool:
        """Whether it does not exist yet."""
        return self.record.id is None


class Records:
    """Adds companies and deals, and remembers who became responsible, and who no longer is."""

    def __init__(
        self, known: Known, settlement: Settlement, progress: Callable[[str, int, int], None]
    ) -> None:
        self.known, self._settlement, self._progress = known, settlement, progress
        self.gathered = Gathered(settlement.account)
        self.written: list[Planned] = []

    async def add(self, companies: list[Row], deals: list[Row]) -> None:
        """Add them, or what is new of them."""
        planned = [*await self._plan(Company, companies), *await self._plan(Deal, deals)]
        changed = [it for it in planned if not it.new]
        people = {user for it in changed for user in await self._around(it)}
        await self.gathered.before([it.stored() for it in changed], people)
        for model in (Company, Deal):
            await self._write(model, [it for it in planned if type(it.record) is model])
