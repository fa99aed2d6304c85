"""One example: two new accounts, and some steps in one of them, each compared with the model."""

from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from resolvers.runtime.runtime import Runtime
from schema.execution.graph import Graph
from tests.oracle.choosing.choosing import Choosing
from tests.oracle.choosing.table import operation
from tests.oracle.playing import Play
from tests.oracle.showing.asking import DOCUMENT
from tests.oracle.showing.kept import KEPT

STEPS = 16
FULLY = (DOCUMENT, KEPT)


async def explore(
    runtime: Runtime, graph: Graph, data: Any, documents: tuple[str, ...] = FULLY
) -> None:
    """Do what is drawn. Raises AssertionError where the service and the model differ.

    documents: what everybody is asked after every step; with none, they are only listened to.
    """
    play = Play(runtime, graph, documents)
    try:
        await play.begin()
        for _ in range(data.draw(st.integers(4, STEPS))):
            chosen = operation(Choosing(data.draw, play.world, play.account, play.gone))
            went = await play.step(chosen)
            note(f"{chosen} -> {went}")
    finally:
        await play.end()
