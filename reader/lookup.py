"""What a write names by its id: found from the narrow side, as in a read."""

from collections.abc import Collection

import orjson
from pypika_tortoise import Dialects, SqlContext
from pypika_tortoise.terms import Parameter, Parameterizer
from tortoise.expressions import Subquery
from tortoise.models import Model

from permissions.rule import Access
from permissions.viewer import Viewer
from reader.compile.named_rows import NamedRows
from reader.compile.terms import Late
from reader.dialect import DIALECTS


class ReadableAmong(Subquery):
    """Those of some ids that are of rows that the viewer may read, as a subquery of Tortoise's.

    It takes the same steps for a row that is hidden as for one that is not there.
    """

    def __init__(self, access: type[Access[Model]], viewer: Viewer, ids: Collection[int]) -> None:
        super().__init__(access.model.all())
        self._access, self._viewer = access, viewer
        self._ids = orjson.dumps(sorted(ids)).decode()

    def get_sql(self, ctx: SqlContext) -> str:
        """The subquery."""
        return f"({_Writer(self._viewer, ctx).among(self._access, self._ids)})"


class _Numbered(Parameterizer):
    """Adds to the values of a statement; by their numbers, since ours are not in their order."""

    def __init__(self, values: list[object], sign: str) -> None:
        super().__init__(lambda number: f"{sign}{number}")
        self.values = values


class _Writer(NamedRows):
    def __init__(self, viewer: Viewer, ctx: SqlContext) -> None:
        super().__init__()
        assert ctx.parameterizer
        postgresql = ctx.dialect is Dialects.POSTGRESQL
        self._of, self.dialect = viewer, DIALECTS["postgresql" if postgresql else "sqlite"]
        # As terms, by which a rule tells what names the viewer.
        self.viewer = viewer.as_term(Late(self.viewer_id), Late(self.account_id))
        self._parameterizer = _Numbered(ctx.parameterizer.values, "$" if postgresql else "?")
        self.context = self.dialect.context.copy(
            with_namespace=True, parameterizer=self._parameterizer
        )
        self._rows = 0

    def among(self, access: type[Access[Model]], ids: str) -> str:
        """The ids of a JSON array that may be read, as a SELECT."""
        elements = self.dialect.elements(self._bound(ids), "int")
        found = self.own(access, "asked.value")
        tables = self.visible_tables()
        start = f"WITH {', '.join(tables)} " if tables else ""
        return f"{start}SELECT {found} FROM ({elements}) asked"

    def count(self, number: int = 1) -> None:
        """Count nothing: what is written does not depend on the caller."""

    def new_row(self) -> str:
        """An alias for one more row."""
        self._rows += 1
        return f"n{self._rows}"

    def account_id(self) -> str:
        """The place of the id of the viewer's account."""
        return self._bound(self._of.account_id)

    def viewer_id(self) -> str:
        """The place of the viewer's id."""
        return self._bound(self._of.id)

    def _bound(self, value: object) -> str:
        place: Parameter = self._parameterizer.create_param(value)
        return place.get_sql(self.context)
