"""PostgreSQL: a pool of readers, and connections for changes."""
