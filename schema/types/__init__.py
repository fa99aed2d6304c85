"""What the types of the schema are made of."""
