"""What one user sees of the rows of a world: what the model says of these."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from orm.account import Account
from tests.model import may
from tests.model.segments import Holding
from tests.model.world import Key
from tests.reading.kinds import MODELS
from tests.reading.world import World
from tests.world.learning import key_of, record_of

#: Rows that have no id in the model, and what they are seen with, if with anything.
SEEN_WITH: dict[str, Callable[[Any], Key | None]] = {
    "CompanyLink": lambda row: key_of("Company", row.company_id),
    "ResponsibilityChange": record_of,
    "Pipeline": lambda row: None,
    "Phase": lambda row: None,
}


class Eyes:
    """What one user sees of a world."""

    def __init__(self, world: World, me: Any) -> None:
        self.world, self.me = world, me
        self.account = world.get(Account, me.account_id)
        self.model = world.model
        self.viewer = self.model.people[key_of("User", me.id)]
        #: What was found before; a world does not change.
        self._looked_up: dict[Key, bool] = {}

    @cached_property
    def holding(self) -> Holding:
        """What rules of segments say, for this user."""
        return Holding(self.model, self.viewer, may.readable(self.model, self.viewer))

    def has(self, module: str | None) -> bool:
        """Whether a module is on for the user, and the account has it."""
        return module is None or may.has(self.model, self.viewer, module)

    def sees(self, key: Key) -> bool:
        """Whether the user sees what has an id."""
        if key not in self._looked_up:
            self._looked_up[key] = may.sees(self.model, self.viewer, key)
        return self._looked_up[key]

    def reads(self, kind: str, row: Any) -> bool:
        """Whether the user may read a row, of a type of the schema."""
        if kind == "Account":
            return bool(row.id == self.me.account_id)
        if row.account_id != self.me.account_id:
            return False
        if kind == "Notification":
            return bool(row.recipient_id == self.me.id)
        if kind == "CustomFieldValue":
            field = key_of("CustomFieldDefinition", row.definition_id)
            return may.sees_value(self.model, self.viewer, record_of(row), field)
        if kind in SEEN_WITH:
            key = SEEN_WITH[kind](row)
            return key is None or self.sees(key)
        return self.sees(key_of(kind, row.id))

    def of(self, row: Any) -> Any:
        """What the model has of a row."""
        key = key_of(type(row).__name__, row.id)
        return self.model.records.get(key) or self.model.parts.get(key)

    def record(self, kind: Any, id_: int | None) -> tuple[str, Any] | None:
        """The type and the row of a record that the user may read."""
        if kind is None:
            return None
        row = self.world.get(MODELS[kind.type_name], id_)
        return (kind.type_name, row) if row and self.reads(kind.type_name, row) else None
