"""How rows are read and written: one way in for each, over SQLite and PostgreSQL alike."""
