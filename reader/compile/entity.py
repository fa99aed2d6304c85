"""What the reader knows of an entity: its table, who may read it, how it is ordered."""

from dataclasses import dataclass, field
from typing import Any

from tortoise.models import Model

from orm.record import RecordKind, ResponsibilityRole, Through
from permissions.rule import Access, Permission


@dataclass(frozen=True)
class Entity:
    """A type of the schema whose objects are rows."""

    name: str
    model: type[Model]
    access: type[Access[Model]]
    #: The columns of the default order, "-" before one that descends; the id comes last.
    order: tuple[str, ...] = ()
    #: Its name among the kinds of record, if it is one.
    kind: RecordKind | None = None
    #: The column of what people call it.
    label: str | None = None
    #: The roles in which users are responsible for it, to their columns.
    roles: dict[ResponsibilityRole, str] = field(default_factory=dict)
    #: The roles that several users can have, to the tables that say who.
    holders: dict[ResponsibilityRole, Through] = field(default_factory=dict)
    #: The roles in which users take part without being responsible, to such tables.
    joined: dict[ResponsibilityRole, Through] = field(default_factory=dict)
    #: The kind of record that it is a part of, if users have roles on the part.
    part_of: RecordKind | None = None

    @property
    def read(self) -> Permission[Model]:
        """Who may read a row of it."""
        return self.access.permissions()["read"]


class Entities:
    """The entities of a schema, by the name of their type."""

    def __init__(self) -> None:
        self._by_name: dict[str, Entity] = {}

    def add(self, entity: Entity) -> None:
        """Make an entity known."""
        self._by_name[entity.name] = entity

    def __getitem__(self, name: str) -> Entity:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __iter__(self) -> Any:
        return iter(self._by_name.values())

    def records(self) -> list[Entity]:
        """The kinds of record."""
        return [entity for entity in self if entity.kind]


ENTITIES = Entities()
