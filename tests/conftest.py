"""What all tests may ask for."""

import pytest

pytest_plugins = ["tests.world.stage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that nobody waits for it at the end."""
    items.sort(key=lambda item: item.path.name != "test_readme.py")
