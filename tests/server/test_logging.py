"""What is logged, and what never is."""

import logging
from collections.abc import Iterator

import orjson
import pytest
import structlog

from server.process.logging import set_up
from server.transport.errors import internal
from tests.server.conftest import logging_as_it_was

TOKEN = "s3cret-token"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    with logging_as_it_was():
        yield


def fail() -> Exception:
    """An exception that was raised where a secret was at hand."""

    def inner(token: str) -> None:
        raise LookupError("not here")

    try:
        inner(TOKEN)
    except LookupError as raised:
        return raised
    raise AssertionError


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_a_traceback_holds_no_values_of_variables(
    capsys: pytest.CaptureFixture[str], log_format: str
) -> None:
    set_up(log_format, "debug")

    number = internal(fail())["extensions"]["id"]

    logged = capsys.readouterr().err
    assert (logged.count(number), logged.count("LookupError: not here")) == (1, 1)
    assert logged.count(TOKEN) == 0


def test_as_json_each_event_is_one_line_ours_and_those_of_libraries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("json", "info")

    structlog.get_logger("whose").info("served", people=3)
    logging.getLogger("some.library").warning("careful %s", "now")
    logging.getLogger("some.library").info("fine")
    internal(fail())

    lines = [orjson.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["level"]) for line in lines] == [
        ("served", "info"),
        ("careful now", "warning"),
        ("fine", "info"),
        ("internal_error", "error"),
    ]
    assert lines[0]["people"] == 3
    assert all(line["timestamp"].endswith("Z") for line in lines)


@pytest.mark.parametrize("name", ["uvicorn.error", "tortoise.db_client", "aiosqlite"])
def test_the_chatter_of_libraries_that_holds_values_is_never_logged(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    set_up("console", "debug")

    logging.getLogger(name).info("SELECT %s", TOKEN)

    assert capsys.readouterr().err == ""
