"""What is hidden in an answer, or not available: null there, and named in its errors."""

import orjson

from orm.errors import FeatureNotAvailable, Forbidden, TooCostly
from reader.compile.fields import HIDDEN, UNAVAILABLE
from reader.errors import FormattedError, formatted
from reader.unpaged import MANY

#: What each mark says.
SAID = {
    HIDDEN: Forbidden("You may not see this field."),
    UNAVAILABLE: FeatureNotAvailable(),
}
#: How a mark begins in JSON; no text does so, since control characters are refused.
MARK = orjson.dumps("\x01").decode().removesuffix('"')


def reveal(text: str) -> tuple[str, list[FormattedError]]:
    """The answer with null for every mark, and an error with its path for each.

    Raises TooCostly where lists in each other are too long.
    """
    errors: list[FormattedError] = []
    data = _walk(orjson.loads(text), [], errors)
    return orjson.dumps(data).decode(), errors


def _walk(value: object, path: list[str | int], errors: list[FormattedError]) -> object:
    if isinstance(value, str) and value in SAID:
        errors.append(formatted(SAID[value].at(*path)))
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
