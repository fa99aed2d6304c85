"""What `make abuse` and `make bench` ask is understood, and what they are told is counted."""

import pytest
from graphql import parse, validate

from benchmarks.abuse import victims
from benchmarks.abuse.floods import FLOODS, operations, subscriptions
from benchmarks.abuse.tally import Tally
from benchmarks.growth.questions import QUESTIONS
from schema.build import schema

DOCUMENTS = {
    "a modest operation": operations.MODEST,
    "who is responsible": operations.COLLEAGUES,
    "a transfer": operations.TRANSFER,
    "lists in lists": operations.UNBOUNDED % operations.LISTS,
    "many counts": f"{{ {operations.COUNTED} }}",
    "a subscription": subscriptions.SAME,
    "another subscription": subscriptions.OTHER % (1, 1),
    "a read": victims.RECORD,
    "a page": victims.PAGE,
    "a write": victims.WRITE,
    "signing in": victims.SIGN_IN,
    "signing out": victims.SIGN_OUT,
    "some companies": victims.COMPANIES,
    **{question.name: question.text for question in QUESTIONS},
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_of_the_bench_is_valid(text: str) -> None:
    assert validate(schema._schema, parse(text)) == []


def test_every_flood_says_what_it_does_in_a_sentence() -> None:
    assert [flood.name for flood in FLOODS.values() if not flood.sentence.endswith(".")] == []


def test_an_answer_counts_once_for_each_code_in_it() -> None:
    tally = Tally()

    tally.answered(200, b'{"data":{}}')
    tally.answered(200, b'{"errors":[{"code":"RATE_LIMITED"},{"code":"RATE_LIMITED"}]}')
    tally.answered(429, b'{"errors":[{"extensions":{"code":"RATE_LIMITED"}}]}')

    assert tally == {"ok": 1, "RATE_LIMITED": 1, "429 RATE_LIMITED": 1}
