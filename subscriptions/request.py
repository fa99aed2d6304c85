"""What a subscriber asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import orjson
from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type

from notifications.pubsub import PubSub
from permissions.viewer import Viewer
from reader.compile.arguments import Variables
from reader.compile.selection import Selector
from reader.document import Document
from reader.engine import Reader
from reader.masked_fields import MARK, reveal
from reader.viewers import Viewers


class SessionEnded(Exception):
    """The session behind a stream is over."""


@dataclass(frozen=True)
class SubscriptionRequest:
    """One subscription: the selection of its one root field, and who asks."""

    reader: Reader
    viewers: Viewers
    document: Document
    field: GraphQLField
    nodes: list[FieldNode]
    variables: Variables
    viewer: Viewer
    pubsub: PubSub
    #: To be called when it has begun: few subscriptions begin at once.
    begun: Callable[[], Awaitable[None]]

    @property
    def on(self) -> GraphQLObjectType:
        """The type of its events."""
        return cast(GraphQLObjectType, get_named_type(self.field.type))

    @property
    def key(self) -> str:
        """The name under which the field is answered."""
        node = self.nodes[0]
        return node.alias.value if node.alias else node.name.value

    @cached_property
    def _record_keys(self) -> list[str]:
        """The names under which the record of an event is answered."""
        selector = Selector(self.reader.schema, self.document.fragments, self.variables)
        fields = selector.fields(self.on, [node.selection_set for node in self.nodes])
        return [key for key, nodes in fields.items() if nodes[0].name.value == "record"]

    def lacks_record(self, text: str) -> bool:
        """Whether an event asks for its record, and found none that the viewer may read."""
        if "null" not in text or not self._record_keys:
            return False
        answer = orjson.loads(text)
        return any(answer[key] is None for key in self._record_keys)

    async def now(self) -> Viewer:
        """The viewer as they are now. Raises SessionEnded."""
        viewer = await self.viewers.reload(self.viewer.token_hash or "", self.viewer.origin)
        if viewer is None:
            raise SessionEnded
        return viewer

    def event(self, text: str) -> str:
        """One result of the subscription, as JSON on one line."""
        errors = ""
        if MARK in text:
            text, found = reveal(text)
            named = [error | {"path": [self.key, *error["path"]]} for error in found]
            errors = f',"errors":{orjson.dumps(named).decode()}'
        return f'{{"data":{{"{self.key}":{text}}}{errors}}}'
