"""What an operation may cost is known before it runs, whatever it lists or counts."""

from typing import Any

import pytest

from reader.cost import MOST_ROWS
from tests.abuse.asking_for_much import Listed, everything_that_has_rows
from tests.world.crm import Crm
from tests.world.people import Person

COSTLY = "OPERATION_TOO_COSTLY"


async def test_each_list_and_each_count_of_the_schema_adds_to_what_an_operation_costs(
    ada: Person, costs: list[int]
) -> None:
    async def costs_of(document: str) -> int:
        costs.clear()
        answered = await ada.answer(document)
        assert "errors" not in answered, (document, answered)
        return sum(costs)

    free, all_of_them = [], list(everything_that_has_rows())
    for listed in all_of_them:
        if await costs_of(listed.with_it) < await costs_of(listed.without_it) + 4:
            free.append(listed.name)

    assert free == []
    assert len(all_of_them) > 90
    assert {"Company.deals", "DealConnection.byResponsible", "Query.teams"} <= names(all_of_them)


def names(listed: list[Listed]) -> set[str]:
    return {it.name for it in listed}


async def test_what_is_nested_in_an_empty_list_costs_what_it_would_in_a_list_of_one(
    ada: Person, costs: list[int]
) -> None:
    text = "{companies(first:%d){nodes{deals(first:100){nodes{notes(first:7){nodes{id}}}}}}}"
    await ada.ask(text % 0)
    await ada.ask(text % 1)

    assert costs == [801, 801]


#: No index has such an order.
OF_SEVERAL_KEYS = "deals(first:1 orderBy:[{field:STATUS},{field:AMOUNT}]){nodes{id}}"
NESTED = "a%d:contacts(first:100){nodes{deals(first:100){nodes{id}}}}"


@pytest.mark.parametrize(
    "text",
    [
        "{companies(first:0){nodes{" + "".join(NESTED % n for n in range(50)) + "}}}",
        "{" + "".join(f"a{n}:deals(first:1){{totalCount}}" for n in range(400)) + "}",
        "{" + "".join(f"a{n}:deals(first:0){{byResponsible{{count}}}}" for n in range(150)) + "}",
        "{"
        + "".join(f'a{n}:deals(filter:{{search:"q"}}){{nodes{{id}}}}' for n in range(400))
        + "}",
        "{" + "".join(f"a{n}:{OF_SEVERAL_KEYS}" for n in range(200)) + "}",
        "{companies(first:100){nodes{"
        + "".join(f"a{n}:responsibilities{{since}}" for n in range(11))
        + "}}}",
        "{segments{" + "".join(f"a{n}:count " for n in range(7)) + "}}",
    ],
    ids=[
        *("in an empty list", "counts", "breakdowns", "searches", "orders of several keys"),
        *("responsibilities", "segments"),
    ],
)
async def test_what_asks_for_much_in_few_words_is_refused_before_it_runs(
    crm: Crm, ada: Person, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ada.ask("{viewer{id}}")

    async def never(*_: Any) -> Any:
        raise AssertionError

    if "segments" not in text:
        monkeypatch.setattr(crm.runtime.database.readers, "value", never)
    answered = await ada.answer(text)

    (error,) = answered["errors"]
    assert error["extensions"]["code"] == COSTLY
    assert f"at most {MOST_ROWS} are answered at once" in error["message"]


async def test_long_texts_are_bounded_by_how_long_they_may_be(crm: Crm, ada: Person) -> None:
    company = await crm.company()
    lists = "".join(f"a{n}:notes(first:100){{nodes{{body}}}}" for n in range(26))

    answered = await ada.answer(f'{{company(id:"{company.gid}"){{{lists}}}}}')

    (error,) = answered["errors"]
    assert error["extensions"]["code"] == COSTLY
    assert "This may be 52" in error["message"]
    assert "characters" in error["message"]
