"""SQLite: several readers, and one writer on which changes take turns."""

from orm.database.sqlite.group_commit import GroupCommit
from orm.database.sqlite.readers import SqliteReaders
from orm.database.sqlite.writer import Writer

#: By this name Tortoise finds it.
client_class = Writer

__all__ = ["GroupCommit", "SqliteReaders", "Writer", "client_class"]
