"""Whatever is asked, the reader answers what plain Python makes of the same rows."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from graphql import GraphQLSchema
from hypothesis import given, note, reject
from hypothesis import strategies as st

from orm.errors import TooCostly
from orm.user import User, UserStatus
from reader.errors import Refused
from schema.build import schema
from tests.examples import examples
from tests.model.world import KINDS
from tests.reading.asking import Asking, moved
from tests.reading.conftest import opened
from tests.reading.documents import Written, documents, lists
from tests.reading.world import World, make_world

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEED = int(os.environ.get("WHOSE_SEED", "1"))
GRAPH: GraphQLSchema = schema._schema
OF_KINDS = [it.plural for it in KINDS.values()]
LISTS = [
    *((name, "") for name in (*OF_KINDS, "users", "notifications")),
    *((name, "ResponsibleFor") for name in (*OF_KINDS, "tasks")),
]
thorough = examples(100, 400)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asking(
    template: Path | str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Asking]:
    """A reader of a world, which nobody changes."""
    async with opened(template, tmp_path_factory.mktemp("reference")) as database:
        yield Asking(GRAPH, database, await make_world(database, SEED))


def people(world: World) -> list[Any]:
    """Everybody who can sign in."""
    return [user for user in world.all(User) if user.status is UserStatus.ACTIVE]


def some_of(world: World) -> Any:
    """Some people, each another one."""
    return st.lists(st.sampled_from(people(world)), min_size=4, max_size=4, unique=True)


async def compared(asking: Asking, user: Any, written: Written) -> Any:
    """Compare the answers; leave out what nobody may ask for."""
    note(f"{user.id} of account {user.account_id}, {user.crm_access}: {written}")
    try:
        wrong, pages, ast = await asking.compare(user, written)
    except TooCostly:
        return reject()
    except Refused as refused:
        note(f"refused: {refused}")
        # Documents that are too large, or whose fields cannot be merged, come up now and then.
        if "more than" not in str(refused) and "conflict" not in str(refused):
            raise
        return reject()
    assert wrong == []
    return pages, ast


async def follow(asking: Asking, user: Any, written: Written, data: Any, pages: Any) -> None:
    """Ask for the same again, after or before a row of one of its lists."""
    answered, ast = pages
    if not answered:
        return
    page = answered[data.draw(st.integers(0, len(answered) - 1))]
    cursors = await asking.learn_cursors(user, page, written)
    if cursors:
        names = data.draw(st.sampled_from([["after"], ["before"], ["after", "before"]]))
        chosen = {name: data.draw(st.sampled_from(cursors)) for name in names}
        await compared(asking, user, moved(page, ast, written, **chosen))


@given(data=st.data())
@thorough
async def test_the_reader_answers_as_the_reference_does(asking: Asking, data: Any) -> None:
    written = data.draw(documents(GRAPH, asking.world))
    for user in data.draw(some_of(asking.world)):
        pages = await compared(asking, user, written)
    await follow(asking, user, written, data, pages)


@given(data=st.data())
@thorough
async def test_a_page_is_cut_as_the_reference_cuts_it(asking: Asking, data: Any) -> None:
    name, inside = data.draw(st.sampled_from(LISTS))
    written = data.draw(lists(GRAPH, asking.world, name, inside))
    for user in data.draw(some_of(asking.world)):
        pages = await compared(asking, user, written)
        await follow(asking, user, written, data, pages)
