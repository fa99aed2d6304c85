"""What makes the tables of this version out of those of any before."""

from collections.abc import Sequence
from typing import Any

from tortoise.migrations.operations import (
    AddField,
    AlterField,
    RemoveConstraint,
    RunSQL,
    TortoiseOperation,
)

from orm.database.ordering import order_indexes, ordered


class AddFilled(AddField):
    """A column that is never empty: the rows that are there have its default from now on.

    Tortoise's own gives them nothing, and fails where there are any.
    """

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Add the column with its default."""
        app, _, state, *_ = args
        field = state.apps.get_model(f"{app}.{self.model_name}")._meta.fields_map[self.name]
        without = field.db_default
        field.db_default = field.default() if callable(field.default) else field.default
        await super().database_forward(*args, **kwargs)
        field.db_default = without


class RemoveUnique(RemoveConstraint):
    """What no longer has to be one of a kind.

    A key that a table of SQLite's was made with only goes with the table, which is made anew.
    """

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Remove the key."""
        app, _, state, editor = args
        if editor.DIALECT != "sqlite":
            await super().database_forward(*args, **kwargs)
            return
        model = state.apps.get_model(f"{app}.{self.model_name}")
        await editor._remake_table(model)
        for index in model._meta.indexes:
            await editor.add_index(model, index)


class Widened(AlterField):
    """A text that may be longer. To SQLite a column's length means nothing, so there it stays.

    Altered by Tortoise, the table would be made anew, without its indexes.
    """

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Let it be longer."""
        if args[-1].DIALECT != "sqlite":
            await super().database_forward(*args, **kwargs)

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Let it be no longer than before."""
        if args[-1].DIALECT != "sqlite":
            await super().database_backward(*args, **kwargs)


class Ordered(TortoiseOperation):
    """What lists of a kind are ordered by: texts that are kept in that order, and new indexes.

    Each is no operation of its own, since after each Tortoise makes every model anew.
    """

    def __init__(self, model_name: str, texts: dict[str, Any], orders: Sequence[str] = ()) -> None:
        self.model_name, self.texts = model_name, texts
        self.indexes = order_indexes(*orders)

    def state_forward(self, app_label: str, state: Any) -> None:
        """Let the model have them."""
        model = self.get_model_state(state, app_label, self.model_name)
        model.fields.update({name: ordered(column) for name, column in self.texts.items()})
        model.options["indexes"] = [*model.options.get("indexes", ()), *self.indexes]
        state.reload_model(app_label, self.model_name)

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Change the columns, which SQLite has in this order already, and make the indexes."""
        app, before, after, editor = args
        old, new = (state.apps.get_model(f"{app}.{self.model_name}") for state in (before, after))
        for name in self.texts if editor.DIALECT != "sqlite" else ():
            await editor.alter_field(old, new, name)
        for index in self.indexes:
            await editor.add_index(new, index.written(new, editor.DIALECT))

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Remove the indexes, and have the columns as before."""
        app, before, after, editor = args
        old, new = (state.apps.get_model(f"{app}.{self.model_name}") for state in (before, after))
        for index in self.indexes:
            await editor.remove_index(old, index.written(old, editor.DIALECT))
        for name in self.texts if editor.DIALECT != "sqlite" else ():
            await editor.alter_field(old, new, name)


class Redescribed(AlterField):
    """A field of which only the description is another: nothing of it is in the database.

    Altered by Tortoise, a table of SQLite's would be made anew, without its indexes.
    """

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Leave the column as it is."""

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Leave the column as it is."""


class WithoutStatistics(TortoiseOperation):
    """SQLite forgets how many rows it has counted in its tables.

    Of a column that is empty, or the same everywhere, it would conclude that an index on it finds
    too much, and walk the table instead: even for a value that two rows have.
    """

    def state_forward(self, app_label: str, state: Any) -> None:
        """Leave the models as they are."""

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Forget them."""
        editor = args[-1]
        if editor.DIALECT == "sqlite":
            await editor.client.execute_script("DROP TABLE IF EXISTS sqlite_stat1")

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Leave them forgotten."""


def system_segment(kind: str, name: str) -> RunSQL:
    """What gives each account its list of everything of a kind, which nobody can change."""
    return RunSQL(
        'INSERT INTO segment (account_id, kind, name, visibility, editors, "match", rules, "system",'
        f" version) SELECT id, '{kind}', '{name}', 'SHARED', 'OWNER', 'ALL', '[]', true, 1"
        " FROM account"
    )
