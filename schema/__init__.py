"""What is asked: Strawberry types, inputs and roots, one file an entity."""
