"""SQLite: several readers, and one writer on which changes take turns."""

from orm.sqlite.readers import SqliteReaders
from orm.sqlite.turns import Turns
from orm.sqlite.writer import Writer

#: By this name Tortoise finds it.
client_class = Writer

__all__ = ["SqliteReaders", "Turns", "Writer", "client_class"]
