"""Whatever people do, everybody sees and is told exactly what a model of the domain says."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.runtime.runtime import Runtime, open_runtime
from schema.execution.graph import Graph
from tests.examples import examples
from tests.oracle.exploring import explore


@pytest.fixture
async def runtime(database_url: str) -> AsyncIterator[Runtime]:
    """A database that many accounts share, so that what one does may leak into another."""
    runtime = await open_runtime(database_url)
    try:
        yield runtime
    finally:
        await runtime.close()


@pytest.fixture
def graph(runtime: Runtime) -> Graph:
    """The graph, whose plans are made once."""
    return Graph(runtime)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@given(data=st.data())
@examples(6, 24)
async def test_everybody_sees_and_is_told_what_the_model_says(
    runtime: Runtime, graph: Graph, data: Any
) -> None:
    await explore(runtime, graph, data)


@pytest.mark.postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@given(data=st.data())
@examples(1, 4)
async def test_the_same_on_postgresql(runtime: Runtime, graph: Graph, data: Any) -> None:
    await explore(runtime, graph, data)
