"""Real input: CSV files become users, teams and records of every kind."""
