"""A document that is wrong, or would cost too much, is refused with a type before it runs."""

from typing import Any

import pytest

from reader.complexity import MOST_DEPTH
from tests.reading.asking import Asking
from tests.reading.refusing import BAD, COSTLY, TOO_LONG, brief, refusal

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("deep", [7, 20, 100, 1_000, 100_000])
async def test_a_filter_that_is_nested_too_deeply_is_refused(asking: Asking, deep: int) -> None:
    given: dict[str, Any] = {"search": "x"}
    for _ in range(deep):
        given = {"not": given}
    literal = "{deals(filter:" + "{not:" * deep + "{}" + "}" * deep + "){totalCount}}"
    where = "deals.filter" + ".not" * 7

    by_variable = await refusal(
        asking, "query($f:DealFilter){deals(filter:$f){totalCount}}", f=given
    )
    by_literal = await refusal(asking, literal)

    message = f"{where}: filters are nested more than 6 deep."
    if deep < 40:
        assert (by_variable, by_literal) == ((BAD, message), (BAD, message))
    else:
        assert by_variable == (BAD, "The variables are nested too deeply.")
        assert by_literal[0] in (BAD, COSTLY)


async def test_a_document_that_is_nested_too_deeply_is_refused(asking: Asking) -> None:
    deep = "{viewer{" + "teams{lead{" * 15 + "id" + "}" * 30 + "}}"
    deeper = "{" + "viewer{" * 190 + "id" + "}" * 191

    assert await refusal(asking, deep) == (
        COSTLY,
        f"Fields are nested more than {MOST_DEPTH} deep.",
    )
    assert (await refusal(asking, deeper))[0] in (BAD, COSTLY)


def doubling(times: int, inside: str = "viewer{id}", on: str = "Query") -> str:
    """Fragments each of which asks twice for the next."""
    parts = [
        f"fragment f{n} on {on}{{a:viewer{{...g{n}}} ...f{n + 1}}}"
        f"fragment g{n} on User{{teams{{lead{{...g{n + 1}}}}} x:teams{{lead{{...g{n + 1}}}}}}}"
        for n in range(times)
    ]
    end = f"fragment f{times} on {on}{{{inside}}} fragment g{times} on User{{id}}"
    return "{...f0}" + "".join(parts) + end


async def test_fragments_that_double_are_refused_before_they_are_validated(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("reader.document.validate", never)

    assert (await refusal(asking, doubling(20)))[0] == COSTLY
    assert (await refusal(asking, "query A" + doubling(20) + " query A{viewer{id}}"))[0] == COSTLY
    unused = "{viewer{id}}" + doubling(20).replace("{...f0}", "")
    assert (await refusal(asking, unused))[0] == COSTLY


@pytest.mark.parametrize(
    "text",
    [
        "{" + "".join(f"a{n}:viewer{{id}}" for n in range(5_000)) + "}",
        "{" + "viewer{id}" * 500 + "}",
        "{" + "...f " * 3_000 + "} fragment f on Query{viewer{id}}",
        "{"
        + "".join(f"...f{n} " for n in range(300))
        + "}"
        + "".join(f"fragment f{n} on Query{{viewer{{id}}}}" for n in range(300)),
        "{viewer{"
        + "".join(f"...f{n} " for n in range(800))
        + "}}"
        + "".join(f"fragment f{n} on User{{a{n}:name}}" for n in range(800)),
        "{...f} fragment f on Query{viewer{teams{lead{...g}}}}"
        "fragment g on User{teams{lead{...g}}}",
        "".join(f"query Q{n}{{viewer{{id name}}}}" for n in range(1_600)),
        "{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}",
        "{"
        + "".join(f"a{n}:__schema{{types{{fields{{args{{name}}}}}}}}" for n in range(500))
        + "}",
    ],
    ids=[
        "aliases",
        "same",
        "spreads",
        "fragments",
        "many fragments",
        "a circle",
        "operations",
        "lists",
        "schemas",
    ],
)
async def test_what_would_keep_us_busy_is_refused(asking: Asking, text: str) -> None:
    code, _ = await refusal(asking, text)

    assert code in (COSTLY, BAD)


async def test_of_several_operations_one_has_to_be_named(asking: Asking) -> None:
    many = " ".join(f"query Q{n}{{viewer{{id}}}}" for n in range(300))

    assert await refusal(asking, many) == (BAD, "Say which operation to run.")
    assert (await refusal(asking, "{viewer{id}} " * 300))[0] == BAD


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{viewer{id(x:1)}}", "Unknown argument 'x' on field 'User.id'."),
        ("{" + "a " * 10_001 + "}", f"{TOO_LONG} 10000 tokens. Parsing aborted."),
        ("{company(id:$v){id}}", "Variable '$v' is not defined."),
        ("query($v:Nothing){company(id:$v){id}}", "Unknown type 'Nothing'."),
        ("", "Syntax Error: Unexpected <EOF>."),
        ("{", "Syntax Error: Expected Name, found <EOF>."),
        ("{viewer}", "Field 'viewer' of type 'User!' must have a selection of subfields."),
        ('{company(id:"\ud800"){id}}', "Syntax Error: Invalid character within String: U+D800."),
        (
            '{company(id:"\\uD800"){id}}',
            "Syntax Error: Invalid Unicode escape sequence: '\\uD800'.",
        ),
    ],
    ids=brief,
)
async def test_a_wrong_document_is_refused_with_what_is_wrong(
    asking: Asking, text: str, message: str
) -> None:
    code, told = await refusal(asking, text)

    assert (code, told.split(" Did you")[0]) == (BAD, message)


async def test_rows_in_rows_in_rows_are_refused(asking: Asking) -> None:
    text = "{users(first:100){nodes{teams{members{teams{members{id}}}}}}}"
    listed = "query($i:[ID!]!){nodes(ids:$i){...on User{teams{members{teams{id}}}}}}"

    assert (await refusal(asking, text))[0] == COSTLY
    assert (await refusal(asking, listed, i=["User:1"] * 100))[0] == COSTLY


async def test_fields_that_every_type_of_an_interface_multiplies_are_refused_while_compiled(
    asking: Asking,
) -> None:
    text = " ".join(f"l{n}:label" for n in range(200))
    for _ in range(5):
        text = f"notes(first:1){{nodes{{record{{{text}}}}}}}"

    code, message = await refusal(asking, f'{{node(id:"Company:1"){{...on Record{{{text}}}}}}}')

    assert (code, message) == (COSTLY, "This asks for too much at once; ask for less.")


async def test_conditions_that_aliases_multiply_are_refused_while_compiled(asking: Asking) -> None:
    aliases = "".join(f"a{n}:deals(first:1 filter:$f){{nodes{{id}}}}" for n in range(500))
    given = {"or": [{"or": [{"search": "x"}] * 8}] * 50}

    assert await refusal(asking, f"query($f:DealFilter){{{aliases}}}", f=given) == (
        COSTLY,
        "This asks for too much at once; ask for less.",
    )
