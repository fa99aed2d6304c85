"""A value that cannot be used is refused with a type, and with the name of the argument."""

import json
from typing import Any

import pytest

from orm.user import User
from tests.reading.asking import Asking
from tests.reading.refusing import BAD, COSTLY, ask, brief, refusal

pytestmark = pytest.mark.asyncio(loop_scope="module")

MALFORMED = [
    *("", "42", "Company", "Company:", "Company:0", "Company:01", "Company:-1", "Company:1.0"),
    *("Company:٣", "company:1", " Company:1", "Company:1 ", "Company:1:1", "Deal:1"),
    *("Company:1\0", "Company:\ud800", "Company:9999999999999999999"),
    *("x" * 100_000, "Company:" + "1" * 100_000),
]


@pytest.mark.parametrize(
    "id_",
    MALFORMED,
    ids=brief,
)
async def test_a_malformed_id_or_one_of_another_kind_is_refused(asking: Asking, id_: str) -> None:
    text = "query($id:ID!){it:company(id:$id){name}}"

    assert await refusal(asking, text, id=id_) == (
        BAD,
        "it.id: this is not the id of a Company.",
    )


async def test_an_id_of_no_known_kind_is_refused(asking: Asking) -> None:
    wrong = "this is not the id of a known kind."

    assert await refusal(asking, '{node(id:"Nothing:1"){id}}') == (BAD, f"node.id: {wrong}")
    assert await refusal(asking, '{nodes(ids:["User:1","?"]){id}}') == (BAD, f"nodes.ids: {wrong}")


async def test_what_belongs_to_another_account_is_answered_as_what_is_not_there(
    asking: Asking,
) -> None:
    other = next(user for user in asking.world.all(User) if user.account_id != 1)

    answer = await ask(
        asking,
        "query($ids:[ID!]!,$one:ID!){nodes(ids:$ids){id} node(id:$one){id}}",
        ids=[f"User:{other.id}", "User:1", "User:999999", "User:1"],
        one=f"User:{other.id}",
    )

    me = {"id": "User:1"}
    assert answer == {"data": {"nodes": [None, me, None, me], "node": None}}


@pytest.mark.parametrize("argument", ["first", "last"])
@pytest.mark.parametrize("size", [-1, 101, 2**31 - 1, -(2**31)])
@pytest.mark.parametrize("inside", ["nodes{id}", "totalCount", "__typename", "pageInfo{endCursor}"])
async def test_an_absurd_page_size_is_refused_whatever_is_asked_of_the_page(
    asking: Asking, argument: str, size: int, inside: str
) -> None:
    text = f"query($n:Int){{companies({argument}:$n){{{inside}}}}}"

    assert await refusal(asking, text, n=size) == (
        BAD,
        f"companies.{argument}: a page has from 0 to 100.",
    )


async def test_first_and_last_exclude_each_other(asking: Asking) -> None:
    assert await refusal(asking, "{viewer{responsibleFor{deals(first:1 last:1){totalCount}}}}") == (
        BAD,
        "viewer.responsibleFor.deals: first and last exclude each other.",
    )


def cursor(*parts: Any) -> str:
    """A cursor of some parts, as the reader writes them."""
    return json.dumps(parts).encode().hex()


NO_CURSORS: list[str] = [
    *("", "garbage", "5b", "\ud800", "é", "00", "7b7d", "ff" * 50, "5b" * 5_000, "a" * 1_000_000),
    *(cursor(), cursor("name,id"), cursor("name,id", "A"), cursor("name,id", "A", 1, 1)),
    *(cursor("name,id", "A", last) for last in ("1", 1.5, None, True, 2**63, 10**400, [1])),
    *(cursor("name,id", part, 1) for part in (1, None, ["A"], "A\0", "\ud800", "x" * 9_000)),
    *(cursor(order, "A", 1) for order in ("-name,-id", "title,id", "name", None, {"0": "name,id"})),
]


@pytest.mark.parametrize(
    "given",
    NO_CURSORS,
    ids=brief,
)
async def test_what_is_no_cursor_of_the_list_is_refused(asking: Asking, given: str) -> None:
    for argument in ("after", "before"):
        text = f"query($c:String){{companies({argument}:$c){{nodes{{id}}}}}}"

        assert await refusal(asking, text, c=given) == (
            BAD,
            f"companies.{argument}: this is not a cursor of this list in this order.",
        )


@pytest.mark.parametrize(
    ("order", "part"),
    [
        ("CREATED_AT", "yesterday"),
        ("CREATED_AT", "2026-01-31' OR 1"),
        ("CREATED_AT", "0001-01-01T00:00:00+14:00"),
        ("CREATED_AT", 5),
        ("EXPECTED_CLOSING", "2026-02-30"),
        ("EXPECTED_CLOSING", "infinity"),
        ("EXPECTED_CLOSING", 5),
        ("AMOUNT", "5"),
        ("AMOUNT", -(2**63) - 1),
    ],
    ids=brief,
)
async def test_a_cursor_with_a_part_of_another_type_is_refused(
    asking: Asking, order: str, part: Any
) -> None:
    column = {"AMOUNT": "amount_cents"}.get(order, order.lower())
    given = cursor(f"{column},id", part, 1)
    text = f"query($c:String){{deals(after:$c,orderBy:{{field:{order}}}){{nodes{{id}}}}}}"

    assert await refusal(asking, text, c=given) == (
        BAD,
        "deals.after: this is not a cursor of this list in this order.",
    )


@pytest.mark.parametrize(
    ("kind", "amount", "wrong"),
    [
        ("amount", "1E+999999", "the amount is out of range."),
        ("amount", "1E+999999999999", "the amount is out of range."),
        ("amount", "1" * 100_000, "the amount is out of range."),
        ("amount", 10**13, "the amount is out of range."),
        ("amount", "0.001", "an amount has at most two decimals."),
        ("amount", "1E-9999999999", "an amount has at most two decimals."),
        (
            "amount",
            "9999999999999.000000000000000000000000000001",
            "an amount has at most two decimals.",
        ),
    ],
    ids=brief,
)
async def test_an_extreme_amount_is_refused(
    asking: Asking, kind: str, amount: Any, wrong: str
) -> None:
    text = "query($a:Decimal){deals(filter:{amount:{min:$a}}){totalCount}}"

    assert await refusal(asking, text, a=amount) == (BAD, f"deals.filter.{kind}.min: {wrong}")


FORMS = [
    *(("Date", "expectedClosing", day) for day in ("20260131", "2026-W05-6", "2026-1-31")),
    *(("Date", "expectedClosing", day) for day in ("2026-01-31T00:00:00Z", "٢٠٢٦-٠١-٣١", 20260131)),
    *(("DateTime", "closedAt", it) for it in ("2026-01-31", "2026-01-31T12:00:00", 1769860800)),
    *(
        ("DateTime", "closedAt", f"2026-01-31{it}")
        for it in ("T12:00Z", " 12:00:00Z", "T24:00:00Z")
    ),
    *(("DateTime", "closedAt", f"2026-01-31T12:00:00{it}") for it in ("+24:00", "Z ", "+0200")),
    *(("Decimal", "amount", it) for it in ("NaN", "-sNaN", "Infinity", "1_000", "٣", " 1", "+1")),
    *(("Decimal", "amount", it) for it in ("1.", ".5", "0x1", True, "1E+9999999999999999999999")),
]
WANTED = {
    "Date": "This is not a date such as 2026-01-31.",
    "DateTime": "This is not a moment such as 2026-01-31T12:00:00Z or 2026-01-31T14:00:00+02:00.",
    "Decimal": "This is not a number such as 1234.50.",
}


@pytest.mark.parametrize(("type_", "field", "value"), FORMS, ids=brief)
async def test_a_date_a_moment_or_a_number_of_another_form_is_refused(
    asking: Asking, type_: str, field: str, value: Any
) -> None:
    argument = "min" if type_ == "Decimal" else "to"
    text = f"query($v:{type_}){{deals(filter:{{{field}:{{{argument}:$v}}}}){{totalCount}}}}"

    assert await refusal(asking, text, v=value) == (
        BAD,
        f"Variable '$v' has invalid value: {WANTED[type_]}",
    )


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_moment_out_of_range_is_refused(asking: Asking, moment: str) -> None:
    text = "query($m:DateTime){deals(filter:{closedAt:{to:$m}}){totalCount}}"

    assert await refusal(asking, text, m=moment) == (
        BAD,
        "deals.filter.closedAt.to: the moment is out of range.",
    )


@pytest.mark.parametrize(
    ("type_", "where", "value"),
    [
        ("Int", "companies(first:$v){totalCount}", 2**31),
        ("Int", "companies(first:$v){totalCount}", 2**63),
        ("Int", "companies(first:$v){totalCount}", 10**30),
        ("Int", "companies(first:$v){totalCount}", 1.5),
        ("Int", "companies(first:$v){totalCount}", "1"),
        ("Int", "companies(first:$v){totalCount}", {"a": 1}),
        ("Boolean", "viewer@skip(if:$v){id}", "true"),
        ("DealFilter", "deals(filter:$v){totalCount}", []),
        ("DealFilter", "deals(filter:$v){totalCount}", {"nothing": 1}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"\ud800": 1}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"x" * 100_000: 1}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"status": "\ud800"}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"status": ["x" * 100_000]}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"amount": {"min": "many"}}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"amount": {"min": "\ud800"}}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"expectedClosing": {"to": "10000-01-01"}}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"expectedClosing": {"to": "2026-02-30"}}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"closedAt": {"to": "\ud800"}}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"closedAt": {"to": "24:61"}}),
        ("DealFilter", "deals(filter:$v){totalCount}", {"and": [None]}),
        ("[DealOrder!]", "deals(orderBy:$v){totalCount}", [{}]),
        ("[DealOrder!]", "deals(orderBy:$v){totalCount}", [{"field": "id; DROP"}]),
        ("[ID!]", "deals(filter:{company:$v}){totalCount}", [1.5]),
    ],
    ids=brief,
)
async def test_a_variable_of_another_type_is_refused_by_its_name_and_repeats_little(
    asking: Asking, type_: str, where: str, value: Any
) -> None:
    declared = f"{type_}!" if type_ == "Boolean" else type_
    code, message = await refusal(asking, f"query($v:{declared}){{{where}}}", v=value)

    assert (code, message.startswith("Variable '$v' ")) == (BAD, True)
    assert len(message) <= 201


async def test_a_variable_that_is_left_out_has_its_default_or_is_refused(asking: Asking) -> None:
    default = (
        'query($n:Int,$f:UserFilter={search:"\\u0000"}){users(first:$n,filter:$f){totalCount}}'
    )
    needed = "query($n:Int,$f:UserFilter!){users(first:$n,filter:$f){totalCount}}"
    of_many = "query($n:Int,$c:[String!]!){companies(first:$n,filter:{country:$c}){totalCount}}"

    assert (await refusal(asking, default, n=1))[1].startswith("users.filter.search: this text")
    assert await refusal(asking, needed, n=1) == (
        BAD,
        "Variable '$f' has invalid value: Expected a value of non-null type 'UserFilter!' to be"
        " provided.",
    )
    assert (await refusal(asking, of_many, n=1))[0] == BAD
    assert (await refusal(asking, of_many, n=1, c="Italia"))[0] == "ANSWERED"


async def test_a_number_of_thousands_of_digits_is_refused(asking: Asking) -> None:
    digits, wrong = "9" * 5000, "A number in the variables is too long."
    size = "query($v:Int){companies(first:$v){totalCount}}"
    amount = "query($v:Decimal){deals(filter:{amount:{min:$v}}){totalCount}}"

    assert await refusal(asking, size, v=10**5000) == (BAD, wrong)
    assert await refusal(asking, amount, v=10**5000) == (BAD, wrong)
    for literal in (
        f"{{companies(first:{digits}){{totalCount}}}}",
        f"{{deals(filter:{{amount:{{min:{digits}}}}}){{totalCount}}}}",
        f"{{deals(filter:{{amount:{{min:{digits}.5}}}}){{totalCount}}}}",
        "{deals(filter:{amount:{min:1e999999999999999999999999}}){totalCount}}",
        f"{{company(id:{digits}){{id}}}}",
    ):
        assert (await refusal(asking, literal))[0] == BAD


@pytest.mark.parametrize(
    ("declared", "where"),
    [
        ('$v:ID="Company:1"', "company(id:$v){id}"),
        ('$v:ID="Company:1"', "nodes(ids:[$v]){id}"),
        ('$v:[ID!]=["User:1"]', "nodes(ids:$v){id}"),
        ('$v:ID="User:1"', "companies(filter:{accountManager:{in:[$v]}}){totalCount}"),
        ("$v:CompanyFilter={}", "companies(filter:{and:[$v]}){totalCount}"),
        ("$v:CompanyOrderField=NAME", "companies(orderBy:[{field:$v}]){totalCount}"),
        ("$v:Boolean=true", "viewer@include(if:$v){id}"),
    ],
)
async def test_a_null_that_a_default_hides_from_validation_is_refused(
    asking: Asking, declared: str, where: str
) -> None:
    assert await refusal(asking, f"query({declared}){{{where}}}", v=None) == (
        BAD,
        "$v: null is not allowed here.",
    )


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\udfff!"], ids=brief)
async def test_a_text_that_no_database_holds_is_refused(asking: Asking, text: str) -> None:
    wrong = "this text holds a character that cannot be stored."
    search = "query($s:String){companies(filter:{search:$s}){totalCount}}"
    among = "query($s:[String!]){companies(filter:{country:$s}){totalCount}}"

    assert await refusal(asking, search, s=text) == (BAD, f"companies.filter.search: {wrong}")
    assert await refusal(asking, among, s=[text]) == (BAD, f"companies.filter.country: {wrong}")


async def test_an_oversized_text_is_refused(asking: Asking) -> None:
    text = "query($s:String){companies(filter:{search:$s}){totalCount}}"

    assert await refusal(asking, text, s="x" * 1001) == (
        BAD,
        "companies.filter.search: at most 1000 characters are allowed.",
    )


@pytest.mark.parametrize("many", [101, 900])
async def test_a_huge_list_of_values_is_refused(asking: Asking, many: int) -> None:
    for filter_, ids in (
        ("{accountManager:{in:$v}}", ["User:1"] * many),
        ("{and:{accountManager:{in:$v}}}", ["User:1"] * many),
        ("{industry:$v}", ["x"] * many),
    ):
        type_ = "ID" if "in:" in filter_ else "String"
        text = f"query($v:[{type_}!]){{companies(filter:{filter_}){{totalCount}}}}"
        code, message = await refusal(asking, text, v=ids)
        assert (code, message.split(": ")[1]) == (BAD, "at most 100 are allowed.")

    assert await refusal(asking, "query($v:[ID!]!){nodes(ids:$v){id}}", v=["User:1"] * many) == (
        (BAD, "nodes.ids: at most 100 are allowed.")
        if many < 25_000
        else (COSTLY, "This may be 100000 rows; at most 25000 are answered at once.")
    )


@pytest.mark.parametrize("word", ["and", "or"])
async def test_too_many_parts_of_a_filter_are_refused(asking: Asking, word: str) -> None:
    text = "query($f:DealFilter){deals(filter:$f){totalCount}}"

    assert await refusal(asking, text, f={word: [{"search": "x"}] * 51}) == (
        BAD,
        f"deals.filter.{word}: at most 50 are allowed.",
    )


async def test_variables_of_too_many_values_are_refused_before_they_are_read(
    asking: Asking,
) -> None:
    text = "query($v:CompanyFilter){companies(filter:$v){totalCount}}"
    wide = {"and": [{"or": [{"search": "a"}] * 50}] * 50}
    code, message = await refusal(asking, text, v=wide)
    assert (code, message) == (COSTLY, "The variables hold more than 1000 values.")
