"""A row as it was before a change."""

from dataclasses import dataclass

from tortoise.models import Model

from orm.record import Columns, DerivedField


@dataclass(frozen=True)
class Snapshot:
    """The columns of a row as they were."""

    columns: Columns

    @classmethod
    def of(cls, row: Model) -> "Snapshot":
        """The columns as they are now."""
        return cls({name: getattr(row, name) for name in row._meta.fields_db_projection})

    def changed(self, row: Model) -> list[str]:
        """Which of them are no longer so, with those that follow them."""
        names = [name for name, value in self.columns.items() if getattr(row, name) != value]
        folded = [
            name
            for name, field in row._meta.fields_map.items()
            if isinstance(field, DerivedField) and name not in names
        ]
        return [*names, *folded] if names else []
