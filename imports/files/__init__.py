"""CSV files become rows to import, as a mapping says."""
