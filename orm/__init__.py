"""What exists: Tortoise models, one file an entity."""
