"""A read is one statement, and nothing is made anew for a document that was seen before."""

from typing import Any

import pytest
from graphql import get_introspection_query

from orm.database.fair_turns import SERVICE
from orm.errors import StaleViewer
from orm.user import User
from reader.compile.compiler import Compiler
from schema.build import schema
from tests.reading.asking import Asking
from tests.reading.documents import Written
from tests.reading.refusing import ask
from tests.reading.watching import watch
from tests.reading.world import token_of

pytestmark = pytest.mark.asyncio(loop_scope="module")
MANY = """
query Many($first: Int, $filter: CompanyFilter, $more: Boolean!) {
  viewer { name teams { name members { name } } }
  account { name }
  companies(first: $first, filter: $filter, orderBy: [{field: CITY}]) {
    totalCount
    edges { cursor node { ...One deals(first: 5) { nodes { customer { __typename } } } } }
    pageInfo { hasNextPage endCursor }
  }
  deals(last: 3) @include(if: $more) { nodes { assignedTo { email } responsibilities { since } } }
  node(id: "Deal:1") { id ... on Record { notes { nodes { record { label } mentions { name } } } } }
  __schema { queryType { name } }
}
fragment One on Company { name accountManager { name } viewerCan { update delete } }
"""


@pytest.mark.parametrize(
    "text",
    [
        MANY,
        "query($first:Int){viewer{id} users(first:$first){totalCount}}",
    ],
    ids=["many", "few"],
)
async def test_whatever_is_asked_is_read_in_one_statement(asking: Asking, text: str) -> None:
    given = {"first": 3, "more": True, "filter": {"accountManager": {"isEmpty": False}}}
    await ask(asking, text, **given)
    watched = watch(asking.database)

    answer = await ask(asking, text, **given)

    assert ("errors" in answer, len(watched.statements)) == (False, 1)


async def test_nothing_is_parsed_validated_or_compiled_for_a_document_that_was_seen(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {"first": 3, "more": True, "filter": {"search": "a"}}
    first = await ask(asking, MANY, **given)
    watched = watch(asking.database)

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError

    for name in (
        "reader.document.parse",
        "reader.document.validate",
        "reader.document.complexity_of",
    ):
        monkeypatch.setattr(name, never)
    monkeypatch.setattr(Compiler, "__init__", never)

    assert await ask(asking, MANY, **given) == first
    await ask(asking, MANY, **(given | {"first": 7, "filter": {"search": "z"}}))
    assert len({sql for sql, _ in watched.statements}) == 1


async def test_what_a_client_sends_is_bound_and_never_written_into_a_statement(
    asking: Asking,
) -> None:
    watched = watch(asking.database)
    text = "query($s:String,$c:[String!]){a:companies(filter:{search:$s,country:$c}){totalCount}}"
    literal = '{companies(first:17 filter:{search:"Zyx\'--",country:["Qwv"]}){nodes{id}}}'

    await ask(asking, text, s="Zyx'--", c=["Qwv"])
    await ask(asking, literal)

    written = "".join(sql for sql, _ in watched.statements)
    assert [word for word in ("Zyx", "zyx", "Qwv", "17", "--") if word in written] == []


async def test_people_of_the_same_rights_share_a_statement_and_others_do_not(
    asking: Asking,
) -> None:
    rights = await User.get(id=4).values("project_access", "sees_financials")
    await User.filter(id=5).update(**rights)
    watched = watch(asking.database)
    written = Written("{companies(first:4){nodes{name accountManager{email}}}}", {})
    for id_ in (4, 5, 3, 1):
        await asking.read(asking.world.get(User, id_), written)

    reads = [sql for sql, _ in watched.statements if "json" in sql and "token_hash IN" not in sql]
    assert [reads.index(sql) for sql in reads] == [0, 0, 2, 3]


async def test_an_operation_that_reads_nothing_is_answered(asking: Asking) -> None:
    assert await ask(asking, "{viewer@skip(if:true){id}}") == {"data": {}}
    assert await ask(asking, "{a:__typename}") == {"data": {"a": "Query"}}


async def test_a_session_that_is_over_answers_no_row(asking: Asking) -> None:
    viewer = await asking.viewers.of(token_of(1), SERVICE)
    assert viewer
    document = await asking.documents.get("{viewer{id}}")
    gone = type(viewer)(viewer.id, viewer.account_id, viewer.profile, "0" * 64)

    with pytest.raises(StaleViewer):
        await asking.reader.query(document, document.operation(None), {}, gone)


async def test_introspection_is_answered_beside_rows_whatever_the_variables(asking: Asking) -> None:
    text = """query($name: String!, $deep: Boolean = true, $filter: DealFilter!, $at: DateTime) {
      deals(filter: {and: [$filter, {createdAt: {from: $at}}]}) { totalCount }
      __type(name: $name) { name fields(includeDeprecated: $deep) { name } }
      again: __typename
    }"""
    given = {
        "name": "PageInfo",
        "filter": {"amount": {"min": "1.50"}},
        "at": "2026-01-01T00:00:00Z",
    }

    answer = await ask(asking, text, **given)

    names = ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"]
    assert [*answer["data"]] == ["deals", "__type", "again"]
    assert [field["name"] for field in answer["data"]["__type"]["fields"]] == names


async def test_what_tools_ask_of_the_schema_is_not_refused(asking: Asking) -> None:
    text = get_introspection_query(input_value_deprecation=True, specified_by_url=True)

    answer = await ask(asking, text)

    known = {type_["name"] for type_ in answer["data"]["__schema"]["types"]}
    assert known == set(schema._schema.type_map)
