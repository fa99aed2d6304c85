"""The plans that are remembered, up to a number and a weight in all."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from orm.database import Database
from permissions.viewer import Viewer
from reader.document import Document
from reader.plan import Plan
from reader.recent import Recent
from reader.segments.known import AllKnown, Known, NeedsSegments, named_in

MOST_PLANS, MOST_PLAN_TEXT = 4_000, 50_000_000

#: A document, and what else a plan depends on.
Key = tuple[Document, *tuple[Hashable, ...]]


class Plans:
    """Plans by what they depend on; of some, the segments of the viewer's account are part."""

    def __init__(self, database: Database) -> None:
        self._recent: Recent[Plan] = Recent(MOST_PLANS, MOST_PLAN_TEXT)
        #: The keys of plans that depend on segments too.
        self._by_segments: Recent[bool] = Recent(MOST_PLANS)
        self._known = AllKnown(database)

    def use(self, key: Key) -> Plan | None:
        """The plan of a key, where it is remembered and depends on no segments."""
        return self._recent.use(key)

    async def get(
        self,
        key: Key,
        variables: Mapping[str, Any],
        viewer: Viewer,
        make: Callable[[Known | None], Plan],
    ) -> Plan:
        """The plan of a key that begins with its document, made once."""
        plan = self.use(key)
        if plan is None and not self._by_segments.use(key):
            try:
                return self._keep(key, make(None))
            except NeedsSegments:
                self._by_segments.put(key, True)
        if plan is None:
            known = await self._known.of(viewer.account_id)
            key = (*key, viewer.account_id, known.version, named_in(variables))
            plan = self._recent.use(key) or self._keep(key, make(known))
        return plan

    def found_stale(self, viewer: Viewer) -> None:
        """Take it that the segments of the viewer's account have changed."""
        self._known.forget(viewer.account_id)

    async def outdated(self, plan: Plan, viewer: Viewer) -> bool:
        """Whether a plan was made by segments that have changed since."""
        if plan.segments_version is None:
            return False
        self._known.forget(viewer.account_id)
        return (await self._known.of(viewer.account_id)).version != plan.segments_version

    def _keep(self, key: Key, plan: Plan) -> Plan:
        # A plan keeps its document alive, which weighs some 50 bytes for each character.
        weight = len(plan.sql) + 200 * len(plan.constants) + 50 * len(key[0].text)
        return self._recent.put(key, plan, weight)
