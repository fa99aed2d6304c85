"""Whatever people do, everybody sees and is told exactly what a model of the domain says."""

import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from resolvers.runtime.runtime import Runtime, open_runtime
from schema.execution.graph import Graph
from tests.oracle.exploring import explore

EXAMPLES = int(os.environ.get("WHOSE_EXAMPLES", "12"))


def thorough(examples: int) -> settings:
    """So many examples, the same ones each time unless another number is asked for."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize="WHOSE_EXAMPLES" not in os.environ,
        database=None,
        print_blob=True,
        phases=[Phase.generate, *([Phase.shrink] if "WHOSE_QUICK" not in os.environ else [])],
        suppress_health_check=list(HealthCheck),
    )


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
@thorough(EXAMPLES)
async def test_everybody_sees_and_is_told_what_the_model_says(
    runtime: Runtime, graph: Graph, data: Any
) -> None:
    await explore(runtime, graph, data)


@pytest.mark.postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@given(data=st.data())
@thorough(max(1, EXAMPLES // 6))
async def test_the_same_on_postgresql(runtime: Runtime, graph: Graph, data: Any) -> None:
    await explore(runtime, graph, data)
