"""What a field rule hid: null in the answer, and named in its errors."""

from typing import Any

import orjson

from reader.fields import HIDDEN

#: How the mark stands in JSON; no text holds it, since control characters are refused.
MARK = orjson.dumps(HIDDEN).decode()


def reveal(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The answer with null for every mark, and an error with its path for each."""
    errors: list[dict[str, Any]] = []
    data = _walk(orjson.loads(text), [], errors)
    return orjson.dumps(data).decode(), errors


def _walk(value: Any, path: list[str | int], errors: list[dict[str, Any]]) -> Any:
    if value == HIDDEN:
        message = "You may not see this field."
        errors.append({"message": message, "path": path, "extensions": {"code": "FORBIDDEN"}})
        return None
    if isinstance(value, dict):
        return {key: _walk(item, [*path, key], errors) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, [*path, number], errors) for number, item in enumerate(value)]
    return value
