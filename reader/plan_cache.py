"""The plans that are remembered, up to a number and a weight in all."""

from collections.abc import Callable, Hashable

from graphql import FieldNode

from orm.database.database import Database
from orm.errors import OperationError
from permissions.viewer import Viewer
from reader.background import Background
from reader.compile.arguments import Variables, shapes
from reader.document import Document
from reader.filters.segments.catalog import NeedsSegments, SegmentCatalog, SegmentCatalogs, named_in
from reader.lru import LRUCache
from reader.plan import Plan

MOST_PLANS, MOST_PLAN_TEXT = 4_000, 50_000_000

#: A document, and what else a plan depends on.
Key = tuple[Document, *tuple[Hashable, ...]]
#: Compiles a plan, by the segments that the viewer sees where it depends on them.
Make = Callable[[SegmentCatalog | None], Plan]


def key_of(
    document: Document,
    nodes: list[FieldNode],
    variables: Variables,
    viewer: Viewer,
    *more: Hashable,
) -> Key:
    """What the plan of a field depends on; its nodes may be in fragments that others share.

    The hash of a node is that of all below it; its id will do, for the key keeps it alive.
    """
    of: tuple[Hashable, ...] = (tuple(map(id, nodes)), viewer.profile, shapes(variables), *more)
    return document, *of


class Plans:
    """Plans by what they depend on; of some, the segments that the viewer sees are part."""

    def __init__(self, database: Database, background: Background) -> None:
        self._background = background
        self._recent: LRUCache[Plan] = LRUCache(MOST_PLANS, MOST_PLAN_TEXT)
        #: The keys of plans that depend on segments too.
        self._by_segments: LRUCache[bool] = LRUCache(MOST_PLANS)
        self._known = SegmentCatalogs(database)

    def use(self, key: Key) -> Plan | None:
        """The plan of a key, where it is remembered and depends on no segments."""
        return self._recent.use(key)

    async def get(self, key: Key, variables: Variables, viewer: Viewer, make: Make) -> Plan:
        """The plan of a key that begins with its document, made once."""
        plan = self.use(key)
        if plan is None and not self._by_segments.use(key):
            try:
                return await self._made(key, viewer, lambda: make(None))
            except NeedsSegments:
                self._by_segments.put(key, True)
        return plan or await self._by_known(key, variables, viewer, make)

    async def _by_known(self, key: Key, variables: Variables, viewer: Viewer, make: Make) -> Plan:
        """A plan that depends on segments; what is refused is so by the segments of this moment."""

        async def made(known: SegmentCatalog) -> Plan:
            by = (*key, viewer.account_id, known.version, known.owner, named_in(variables))
            return self._recent.use(by) or await self._made(by, viewer, lambda: make(known))

        known = await self._known.of(viewer)
        try:
            return await made(known)
        except OperationError:
            self.found_stale(viewer)
            now = await self._known.of(viewer)
            if now.version == known.version:
                raise
        return await made(now)

    def found_stale(self, viewer: Viewer) -> None:
        """Take it that the segments that the viewer sees have changed."""
        self._known.forget(viewer)

    async def outdated(self, plan: Plan, viewer: Viewer) -> bool:
        """Whether a plan was made by segments that have changed since."""
        if plan.segments_version is None:
            return False
        self.found_stale(viewer)
        return (await self._known.of(viewer)).version != plan.segments_version

    async def _made(self, key: Key, viewer: Viewer, make: Callable[[], Plan]) -> Plan:
        plan = await self._background.once(key, viewer.origin, len(key[0].text), make)
        # A plan keeps its document alive, which weighs some 50 bytes for each character.
        weight = len(plan.sql) + 200 * len(plan.constants) + 50 * len(key[0].text)
        return self._recent.put(key, plan, weight)
