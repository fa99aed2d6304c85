"""What makes the tables of this version out of those of any before."""

from typing import Any

from tortoise.migrations.operations import AddField, AddIndex, AlterField, RemoveConstraint, RunSQL

from orm.ordered import OrderIndex


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


class Retyped(AlterField):
    """A column that is of another type to PostgreSQL. To SQLite it is the same, so there it stays.

    Altered by Tortoise, the table would be made anew, without its indexes.
    """

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Let it be of the new type."""
        if args[-1].DIALECT != "sqlite":
            await super().database_forward(*args, **kwargs)

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Let it be of the type of before."""
        if args[-1].DIALECT != "sqlite":
            await super().database_backward(*args, **kwargs)


class Widened(Retyped):
    """A text that may be longer."""


class Ordered(Retyped):
    """A text that lists are ordered by from now on, and is kept in their order."""


class AddOrder(AddIndex):
    """An index that gives an order of the lists of an account."""

    index: OrderIndex

    def __init__(self, model_name: str, column: str) -> None:
        super().__init__(model_name, OrderIndex(fields=("account_id", column, "id")))

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Make it, as the dialect writes it."""
        app, _, state, editor = args
        model = state.apps.get_model(f"{app}.{self.model_name}")
        await editor.add_index(model, self.index.written(model, editor.DIALECT))

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Remove it."""
        app, state, _, editor = args
        model = state.apps.get_model(f"{app}.{self.model_name}")
        await editor.remove_index(model, self.index.written(model, editor.DIALECT))


class Redescribed(AlterField):
    """A field of which only the description is another: nothing of it is in the database.

    Altered by Tortoise, a table of SQLite's would be made anew, without its indexes.
    """

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Leave the column as it is."""

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Leave the column as it is."""


def system_segment(kind: str, name: str) -> RunSQL:
    """What gives each account its list of everything of a kind, which nobody can change."""
    return RunSQL(
        'INSERT INTO segment (account_id, kind, name, visibility, editors, "match", rules, "system",'
        f" version) SELECT id, '{kind}', '{name}', 'SHARED', 'OWNER', 'ALL', '[]', true, 1"
        " FROM account"
    )
