"""The parts that the types of the schema share."""
