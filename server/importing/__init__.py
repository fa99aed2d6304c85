"""Real input: CSV files become users, teams, companies and deals."""
