"""What is hidden in an answer, or not available: null there, and named in its errors."""

from typing import Any

import orjson

from reader.compile.fields import HIDDEN, UNAVAILABLE
from reader.errors import TooCostly
from reader.unpaged import MANY

#: What each mark says, and its code.
SAID = {
    HIDDEN: ("You may not see this field.", "FORBIDDEN"),
    UNAVAILABLE: ("This is not available to you.", "FEATURE_NOT_AVAILABLE"),
}
#: How a mark begins in JSON; no text does so, since control characters are refused.
MARK = orjson.dumps("\x01").decode().removesuffix('"')


def reveal(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The answer with null for every mark, and an error with its path for each.

    Raises TooCostly where lists in each other are too long.
    """
    errors: list[dict[str, Any]] = []
    data = _walk(orjson.loads(text), [], errors)
    return orjson.dumps(data).decode(), errors


def _walk(value: Any, path: list[str | int], errors: list[dict[str, Any]]) -> Any:
    if isinstance(value, str) and value in SAID:
        message, code = SAID[value]
        errors.append({"message": message, "path": path, "extensions": {"code": code}})
        return None
    if value == MANY:
        raise TooCostly(
            "Here lists are too long to be in each other; ask for each by itself.", *path
        )
    if isinstance(value, dict):
        return {key: _walk(item, [*path, key], errors) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, [*path, number], errors) for number, item in enumerate(value)]
    return value
