"""Who gains and who loses sight of records, and why."""
