"""What makes the tables of this version out of those of any before."""

from typing import Any

from tortoise.migrations.operations import AlterField


class MoreMembers(AlterField):
    """An enum that has more members: nothing of it is in the database.

    Altered by Tortoise, a table of SQLite's would be made anew, without its indexes.
    """

    async def database_forward(self, *args: Any, **kwargs: Any) -> None:
        """Leave the column as it is."""

    async def database_backward(self, *args: Any, **kwargs: Any) -> None:
        """Leave the column as it is."""
