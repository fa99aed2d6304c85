"""Nothing that is valid is too deep or too large for a database to take."""

import re
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from orm.user import User
from reader.errors import Refused, TooCostly
from reader.weight import MOST_FIELDS
from schema.build import schema
from tests.reading.asking import Asking
from tests.reading.documents import Written
from tests.reading.test_against_the_reference import people
from tests.reading.watching import watch

pytestmark = pytest.mark.asyncio(loop_scope="module")
GRAPH = schema._schema
FILTER = "{not:{or:[{and:[{not:{or:[{and:[{not:{or:[%s]}}]}]}}]}]}}"
DEALS = FILTER % '{assignedTo:{isMe:true,inTeam:"Team:1"},amount:{min:"1"},search:"x"}'
COMPANIES = FILTER % '{accountManager:{isMe:false,isEmpty:true},country:["Italia"],search:"x"}'
PAGE = "totalCount pageInfo{hasNextPage hasPreviousPage startCursor endCursor}"
OF_DEALS = f"last:1 filter:{DEALS} orderBy:[{{field:AMOUNT}},{{field:STATUS,direction:DESC}}]"
OF_COMPANIES = f"first:1 filter:{COMPANIES} orderBy:[{{field:CITY,direction:DESC}}]"

#: A root, and what is nested in it round and round; each @ is where the next goes.
CUSTOMER = "customer{...on Company{@}}"
SHAPES = {
    "nodes": ("companies(first:1){nodes{@}}", ["deals(first:1){nodes{@}}", CUSTOMER]),
    "edges": ("companies{edges{node{@}}}", ["deals(last:1){edges{node{@}}}", CUSTOMER]),
    "pages": (
        f"companies({OF_COMPANIES}){{{PAGE} edges{{cursor node{{@}}}}}}",
        [f"deals({OF_DEALS}){{{PAGE} edges{{cursor node{{@}}}}}}", CUSTOMER],
    ),
    # Of a team that is not there, since there are a million members of the teams of members.
    "lists": ('node(id:"Team:999999"){...on Team{@}}', ["members{@}", "teams{@}"]),
    "rows": ('node(id:"Deal:1"){...on Deal{phase{pipeline{@}}}}', ["phases{@}", "pipeline{@}"]),
    "people": (
        "deals(first:2){nodes{@}}",
        ["responsibilities{user{@}}", "responsibleFor{deals(first:1){nodes{@}}}"],
    ),
    "notes": ('node(id:"Company:1"){...on Record{@}}', ["notes(first:1){nodes{@}}", "record{@}"]),
    "history": (
        'nodes(ids:["Deal:1"]){...on Record{@}}',
        ["responsibilityHistory(last:1){edges{node{@}}}", "record{@}"],
    ),
    "told": ("notifications{nodes{record{@}}}", ["notes(first:1){nodes{@}}", "record{@}"]),
}


def nested(shape: str, times: int) -> str:
    """A document of a shape."""
    root, cycle = SHAPES[shape]
    inside = "__typename"
    for level in reversed(range(times)):
        inside = cycle[level % len(cycle)].replace("@", f"__typename {inside}")
    return f"{{{root.replace('@', inside)}}}"


def deepest(asking: Asking, shape: str) -> str:
    """The deepest document of a shape that is not refused."""
    times = 0
    while True:
        try:
            asking.documents.get(nested(shape, times + 1))
        except Refused:
            return nested(shape, times)
        times += 1


def kinds(asking: Asking) -> list[Any]:
    """One person of each kind of access, in an account where seconds count."""
    found = {(str(user.crm_access), user.is_admin): user for user in people(asking.world)}
    return list(found.values())


@pytest.mark.parametrize("shape", SHAPES)
async def test_the_deepest_of_every_shape_is_answered(
    asking: Asking, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is refused for the rows that there may be would hide what the parsers take.
    monkeypatch.setattr("reader.plan.MOST_ROWS", 10**60)
    text = deepest(asking, shape)

    answers = [await asking.compare(user, Written(text, {})) for user in kinds(asking)]

    assert [wrong for wrong, _, _ in answers if wrong] == []


def everything(on: GraphQLObjectType, deep: bool, prefix: str = "") -> str:
    """All fields of a type, and for those that are objects all of theirs."""
    written = []
    for name, it in on.fields.items():
        inner = get_named_type(it.type)
        if is_leaf_type(inner):
            written.append(f"{prefix}{name}:{name}")
        elif deep and isinstance(inner, GraphQLObjectType):
            first = "(first:1)" if "first" in it.args else ""
            written.append(f"{prefix}{name}:{name}{first}{{{everything(inner, False)} __typename}}")
    return " ".join(written)


async def test_everything_of_every_type_at_once_is_answered(asking: Asking) -> None:
    types: Any = GRAPH.get_possible_types(GRAPH.type_map["Node"])  # type: ignore[arg-type]
    all_of = "".join(f"...on {of.name}{{{everything(of, True, of.name)}}}" for of in types)
    text = f"query($ids:[ID!]!){{nodes(ids:$ids){{__typename {all_of}}}}}"
    ids = [f"{of.name}:{number}" for of in types for number in range(1, 11)]

    for user in kinds(asking):
        assert (await asking.compare(user, Written(text, {"ids": ids})))[0] == []


async def test_as_many_fields_as_are_allowed_are_answered(asking: Asking) -> None:
    names = [name for name, it in GRAPH.type_map["Company"].fields.items() if not it.args]  # type: ignore[attr-defined]
    leaves = [n for n in names if n not in ("responsibilities", "viewerCan")]
    plain = [n for n in leaves if not n.lower().endswith("manager")]
    wide = " ".join(f"w{n}:{plain[n % len(plain)]}" for n in range(MOST_FIELDS - 2))
    text = f"{{companies{{nodes{{{wide}}}}}}}"

    assert (await asking.compare(kinds(asking)[0], Written(text, {})))[0] == []


async def test_a_statement_stays_small_whatever_is_asked(asking: Asking) -> None:
    watched, user = watch(asking.database), asking.world.get(User, 5)
    for times in range(1, 6):
        inside = " ".join(f"l{n}:label c{n}:viewerCan{{update delete}}" for n in range(20))
        for _ in range(times):
            inside = f"a:notes(first:1){{nodes{{record{{{inside}}}}}}} {inside}"
        text = f'{{node(id:"Company:1"){{...on Record{{{inside}}}}}}}'
        try:
            await asking.read(user, Written(text, {}))
        except (Refused, TooCostly):
            break

    sizes = [len(sql) for sql, _ in watched.statements]
    assert len(sizes) > 1
    assert max(sizes) < 1_500_000


async def test_what_is_hoisted_is_looked_up_by_id(asking: Asking) -> None:
    if asking.database.dialect != "sqlite":
        pytest.skip("only SQLite's parser is bounded")
    watched = watch(asking.database)
    await asking.read(kinds(asking)[0], Written(deepest(asking, "edges"), {}))
    sql, values = watched.statements[-1]

    steps = await asking.database.readers.rows(f"EXPLAIN QUERY PLAN {sql}", values)

    assert sql.startswith("WITH x1(id, v) AS")
    assert [step[3] for step in steps if re.search(r"MATERIALIZE|\bx\d", step[3])] == []
