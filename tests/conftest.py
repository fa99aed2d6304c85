"""What all tests may ask for."""

import pytest

pytest_plugins = ["tests.world.stage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL; begin with what takes longest, so that nobody waits for it."""
    for item in items:
        if "postgresql_url" in getattr(item, "fixturenames", ()):
            item.add_marker("postgresql")
    items.sort(key=lambda item: item.path.name != "test_readme.py")
