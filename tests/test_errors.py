"""One family of errors: one exception for one meaning, with one code, which the protocol names."""

import re

import pytest

from orm.errors import OperationError, RateLimited, SequenceUnknown
from reader.errors import formatted
from tests.rooms import ROOT

FAMILY = OperationError.__subclasses__()
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")


def test_each_meaning_has_a_code_of_its_own_that_the_protocol_names() -> None:
    codes = [error.code for error in FAMILY]

    assert len(set(codes)) == len(codes) > 5
    named = set(re.findall(r"^\| `([A-Z_]+)` ", PROTOCOL, re.MULTILINE))
    assert set(codes) <= named


def test_an_error_is_written_with_what_a_program_wants_to_know_of_it() -> None:
    limited = RateLimited(retry_after=7).at("signIn")
    unknown = SequenceUnknown("Begin with 0.", "notifications", highest=12)

    assert formatted(limited) == {
        "message": "This was tried too often. Try again in 7 seconds.",
        "path": ["signIn"],
        "extensions": {"code": "RATE_LIMITED", "retryAfter": 7},
    }
    assert formatted(unknown)["extensions"] == {"code": "SEQUENCE_UNKNOWN", "highest": 12}


@pytest.mark.parametrize("kind", [it for it in FAMILY if it.default_message])
def test_an_error_of_another_place_is_the_same_and_leaves_the_first_as_it_was(
    kind: type[OperationError],
) -> None:
    first = kind()
    moved = first.at("deal", 0)

    assert (type(moved), str(moved), moved.path) == (kind, str(first), ("deal", 0))
    assert first.path == ()
