"""A filter costs by how much it asks of each row that is walked."""

from orm.segment import SegmentOperator
from reader.cost import CONDITIONS, PART, WHOLE
from reader.filters.comparisons import USUAL_RULES
from tests.world.crm import Crm
from tests.world.people import Person
from tests.world.segments import keep

CONDITION = WHOLE // CONDITIONS


async def test_each_condition_and_each_part_adds_to_the_cost(
    crm: Crm, ada: Person, costs: list[int]
) -> None:
    async def cost_of(filter_: str) -> int:
        costs.clear()
        await ada.ask(f"{{deals(first:1 filter:{{{filter_}}}){{nodes{{id}}}}}}")
        return costs[-1]

    field = await crm.custom_field("TEXT", "DEAL")
    custom = f'customField:{{field:"{field.gid}" text:"a" isEmpty:false}}'
    one = await cost_of('search:"a"')

    for filter_, more in {
        'search:"a" status:[OPEN]': 1,
        'or:[{search:"a"} {search:"b"} {}]': 4,
        'not:{search:"a"}': 1,
        "and:[{not:{or:[{} {}]}}]": 3,
        custom: 2 * CONDITIONS - 1,
    }.items():
        assert await cost_of(filter_) - one == more * CONDITION, filter_


async def test_a_segment_costs_the_same_whatever_it_is_made_of(
    crm: Crm, ada: Person, costs: list[int]
) -> None:
    status = ("status", SegmentOperator.IS, "OPEN")
    found = []
    for rules in (1, 20):
        segment = await keep(ada, "DEAL", *[status] * rules, name=f"Of {rules}")
        costs.clear()
        await ada.ask(f'{{deals(first:1 filter:{{segment:"{segment.gid}"}}){{nodes{{id}}}}}}')
        found.append(costs[-1])

    assert found == [1 + WHOLE + USUAL_RULES * CONDITION] * 2


async def test_what_is_asked_of_what_belongs_to_a_row_costs_less(
    ada: Person, costs: list[int]
) -> None:
    text = '{companies(first:10){nodes{deals(filter:{search:"a"%s}){totalCount}}}}'
    await ada.ask(text % "")
    await ada.ask(text % " status:[OPEN] and:[{}]")

    assert costs[1] - costs[0] == 10 * 2 * PART // CONDITIONS


async def test_a_filter_that_is_said_once_is_weighed_wherever_it_stands(ada: Person) -> None:
    lists = "".join(f"a{n}:deals(first:1 filter:{{or:$any}}){{nodes{{id}}}}" for n in range(10))

    document = f"query($any:[DealFilter!]!){{{lists}}}"
    few = await ada.answer(document, any=[{"search": "a"}] * 2)
    many = await ada.answer(document, any=[{"search": "a"}] * 50)

    assert "errors" not in few
    assert [error["extensions"] for error in many["errors"]] == [{"code": "OPERATION_TOO_COSTLY"}]
    assert "This may be 31510 rows" in many["errors"][0]["message"]
