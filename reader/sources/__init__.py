"""Where the fields of the schema come from, each written as SQL."""
