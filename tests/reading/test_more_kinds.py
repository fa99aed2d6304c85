"""What is allowed with the kinds of record of today is allowed with more of them."""

from dataclasses import replace
from typing import Any

import pytest

from orm.errors import TooCostly
from orm.record import RecordKind
from orm.user import User
from reader.compile.compiler import MOST_WRITTEN, most_written
from reader.compile.entity import ENTITIES, Entities, Entity
from reader.sources import related
from tests.reading.asking import Asking
from tests.reading.documents import Written

pytestmark = pytest.mark.asyncio(loop_scope="module")
#: As many as two records in each other may ask for, with the kinds of today.
FIELDS = 25


class WithMore(Entities):
    """The entities, and further kinds of record that are written as those of today."""

    def __init__(self, more: int) -> None:
        super().__init__()
        self._more = more

    def records(self) -> list[Entity]:
        """The kinds of record, and the further ones."""
        known = ENTITIES.records()
        further = [known[number % len(known)] for number in range(self._more)]
        # Only its name is asked of a kind here.
        names: list[Any] = [f"FURTHER_{number}" for number in range(self._more)]
        return [*known, *(replace(it, kind=name) for it, name in zip(further, names, strict=True))]


def document(fields: int, name: str) -> str:
    """Records in notes of records in notes, with so many fields twice; the name makes it new."""
    inside = " ".join(
        f"{name}{number}: label {name}Can{number}: viewerCan {{ update delete }}"
        for number in range(fields)
    )
    for _ in range(2):
        inside = f"notes(first: 1) {{ nodes {{ record {{ {inside} }} }} }}"
    return f'{{ node(id: "Company:1") {{ ... on Company {{ {inside} }} }} }}'


async def ask(asking: Asking, fields: int, name: str) -> None:
    """Read such a document. Raises TooCostly."""
    await asking.read(asking.world.get(User, 5), Written(document(fields, name), {}))


async def test_with_the_kinds_of_today_hardly_more_is_allowed(asking: Asking) -> None:
    await ask(asking, FIELDS, "most")
    with pytest.raises(TooCostly):
        await ask(asking, FIELDS * 3 // 2, "more")


@pytest.mark.parametrize("more", [1, 4])
async def test_more_kinds_refuse_nothing(
    asking: Asking, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = len(RecordKind) + more
    monkeypatch.setattr(related, "ENTITIES", WithMore(more))
    with pytest.raises(TooCostly):
        await ask(asking, FIELDS, f"before{more}x")
    monkeypatch.setattr("reader.compile.compiler.MOST_WRITTEN", most_written(kinds))

    await ask(asking, FIELDS, f"after{more}x")

    assert most_written(len(RecordKind)) == MOST_WRITTEN < most_written(kinds)
