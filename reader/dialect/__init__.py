"""How SQLite and PostgreSQL write the same thing."""

from reader.dialect.postgresql import PostgreSQL
from reader.dialect.sqlite import SQLite

DIALECTS = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
Dialect = SQLite
