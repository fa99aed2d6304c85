"""Nothing that is valid is too deep or too large for a database to take."""

import json
import re
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from orm.errors import TooCostly
from orm.user import CrmAccess, User
from reader.complexity import MOST_FIELDS
from reader.errors import Refused
from reader.filters.conditions import MOST_FILTER_DEPTH
from schema.build import schema
from tests.model.world import CRM, DEALS
from tests.reading.asking import Asking
from tests.reading.documents import Written
from tests.reading.test_against_the_reference import people
from tests.reading.watching import watch

pytestmark = pytest.mark.asyncio(loop_scope="module")
GRAPH = schema._schema
PAGE = "totalCount pageInfo{hasNextPage hasPreviousPage startCursor endCursor}"
KEYS = ["AMOUNT", "STATUS", "EXPECTED_CLOSING", "CLOSED_AT", "CREATED_AT", "UPDATED_AT", "TITLE"]
BY_ALL = ",".join(f"{{field:{key},direction:{'AD'[n % 2]}SC}}" for n, key in enumerate(KEYS))
BY_ALL = BY_ALL.replace("DSC", "DESC")
AT = "2026-01-31T12:00:00+00:00"
SIGNATURE = "Deal:amount_cents,-status,expected_closing,-closed_at,created_at,-updated_at,title,id"
CURSOR = json.dumps([SIGNATURE, None, "OPEN", None, None, AT, AT, "x", 1]).encode().hex()


def filters(depth: int) -> str:
    """A filter of that depth in which each level waits for another one as deep."""
    if not depth:
        return '{assignedTo:{isMe:false,inTeam:"Team:1"},amount:{min:"1",max:"2"},search:"x"}'
    return f'{{search:"x",not:{{search:"y"}},or:[{filters(depth - 1)},{filters(depth - 1)}]}}'


def wide(field: str) -> str:
    """A field more often than the JSON functions take arguments."""
    return " ".join(f"w{n}:{field}" for n in range(50))


OF_DEALS = f'last:1 orderBy:[{BY_ALL}] after:"{CURSOR}"'
WIDEST = f"{{{PAGE} {wide('__typename')} edges{{{wide('cursor')} node{{{wide('id')} @}}}}}}"
#: A root, and what is nested in it round and round; each @ is where the next goes.
CUSTOMER = "customer{...on Company{@}}"
SHAPES = {
    "nodes": ("companies(first:1){nodes{@}}", ["deals(first:1){nodes{@}}", CUSTOMER]),
    "edges": ("companies{edges{node{@}}}", ["deals(last:1){edges{node{@}}}", CUSTOMER]),
    "wide": (
        f"deals{WIDEST}",
        [f"customer{{...on Company{{{wide('id')} @}}}}", f"deals(last:1){WIDEST}"],
    ),
    "wide lists": (
        f"viewer{{{wide('id')} @}}",
        [f"teams{{{wide('id')} @}}", f"lead{{{wide('email')} @}}"],
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


async def deepest(asking: Asking, shape: str) -> str:
    """The deepest document of a shape that is refused to nobody: for that, or what it writes."""
    times = 0
    while True:
        try:
            for user in kinds(asking):
                await asking.read(user, Written(nested(shape, times + 1), {}))
        except (Refused, TooCostly):
            assert times > 1
            return nested(shape, times)
        times += 1


def kinds(asking: Asking) -> list[Any]:
    """One person of each kind of access, in an account where seconds count."""
    able = [user for user in people(asking.world) if {CRM, DEALS} <= set(user.modules)]
    found = {(str(user.crm_access), user.is_admin): user for user in able}
    return list(found.values())


def limited(asking: Asking) -> Any:
    """Somebody for whom more is written than for anybody else."""
    able = [it for it in kinds(asking) if it.crm_access is CrmAccess.LIMITED_CRM]
    return next(it for it in able if not it.is_admin)


@pytest.mark.parametrize("shape", SHAPES)
async def test_the_deepest_of_every_shape_is_answered(
    asking: Asking, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is refused for the rows that there may be would hide what the parsers take.
    monkeypatch.setattr("reader.cost.MOST_ROWS", 10**60)
    text = await deepest(asking, shape)

    answers = [await asking.compare(user, Written(text, {})) for user in kinds(asking)]

    assert [wrong for wrong, _, _ in answers if wrong] == []


async def test_what_would_take_long_to_write_is_refused(asking: Asking) -> None:
    # Each record may be of any kind, and the rule of a history asks for the rules of them all.
    with pytest.raises(TooCostly):
        await asking.read(limited(asking), Written(nested("history", 7), {}))


COMPANIES = "responsibleFor{companies(last:1){nodes{@}}}"
BACK = "x:deals(first:1){nodes{customer{...on Company{@}}}}"
#: What leads from a company to a company, in ever wider ways.
ROUNDS = [
    f"accountManager{{{COMPANIES}}}",
    f"deals(last:1){WIDEST.replace('@', '')}{BACK}",
    "notes(first:1){edges{node{record{...on Company{@}}}}}",
    f"{wide('id')} y:accountManager{{{wide('email')} {COMPANIES}}}",
]


@pytest.mark.parametrize("way", range(len(ROUNDS)))
@pytest.mark.parametrize("times", [0, 1, 2, 3])
async def test_the_deepest_filter_is_taken_wherever_it_stands(
    asking: Asking, way: int, times: int
) -> None:
    deals = f"z:deals({OF_DEALS} filter:{filters(MOST_FILTER_DEPTH)}){WIDEST}"
    inside = deals.replace("@", "__typename")
    for _ in range(times):
        inside = ROUNDS[way].replace("@", inside)
    text = f"{{companies(last:1){{{PAGE} edges{{node{{{inside}}}}}}}}}"

    for user in kinds(asking):
        answer = await asking.read(user, Written(text, {}))
        assert answer["data"]["companies"]["totalCount"] >= 0


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


async def test_everything_of_every_type_at_once_is_answered(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is refused for the rows that there may be would hide what the parsers take.
    monkeypatch.setattr("reader.cost.MOST_ROWS", 10**60)
    types: Any = GRAPH.get_possible_types(GRAPH.type_map["Node"])  # type: ignore[arg-type]
    all_of = "".join(f"...on {of.name}{{{everything(of, True, of.name)}}}" for of in types)
    text = f"query($ids:[ID!]!){{nodes(ids:$ids){{__typename {all_of}}}}}"
    each = range(1, 1 + 50 // len(types))
    ids = [f"{of.name}:{number}" for of in types for number in each]

    for user in kinds(asking):
        assert (await asking.compare(user, Written(text, {"ids": ids})))[0] == []


async def test_as_many_fields_as_are_allowed_are_answered(asking: Asking) -> None:
    company: Any = GRAPH.type_map["Company"]
    plain = [name for name, it in company.fields.items() if is_leaf_type(get_named_type(it.type))]
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
    await asking.read(kinds(asking)[0], Written(await deepest(asking, "edges"), {}))
    sql, values = watched.statements[-1]

    steps = await asking.database.readers.rows(f"EXPLAIN QUERY PLAN {sql}", values)

    assert sql.startswith("WITH x1(id, v) AS")
    assert [step[3] for step in steps if re.search(r"MATERIALIZE|\bx\d", step[3])] == []
