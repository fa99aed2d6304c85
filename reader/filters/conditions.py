"""The filter of a list, as conditions on its rows."""

from typing import Any

from graphql import GraphQLInputObjectType, get_named_type
from tortoise.models import Model

from orm.errors import BadInput
from orm.record import RecordKind
from orm.segment import SegmentMatch
from reader.compile.arguments import Tree
from reader.compile.entity import ENTITIES
from reader.filters.comparison import FILTER, FilteredRow, joined
from reader.filters.segments.bounds import MOST_RULES, WrongRule
from reader.filters.segments.catalog import SegmentDefinition
from reader.filters.segments.filters import FILTERS
from reader.filters.segments.rule_filter import rule_filter

MOST_FILTER_DEPTH, MOST_PARTS = 6, 50


class Filtering(FilteredRow):
    """Compiles filters for the rows of one table under one alias."""

    def all_of(self, type_: GraphQLInputObjectType, tree: Tree, where: str, depth: int = 0) -> str:
        """That everything holds which a filter input says."""
        if depth > MOST_FILTER_DEPTH:
            raise BadInput(f"{where}: filters are nested more than {MOST_FILTER_DEPTH} deep.")
        conditions = []
        for name, value in (tree or {}).items():
            at = f"{where}.{name}"
            if value is None:
                continue
            if name in ("and", "or"):
                if len(value) > MOST_PARTS:
                    raise BadInput(f"{at}: at most {MOST_PARTS} are allowed.")
                self.c.count(len(value))
                self.weigh(len(value))
                parts = [self.all_of(type_, part, at, depth + 1) for part in value]
                conditions.append(joined(parts, name))
            elif name == "not":
                self.c.count()
                self.weigh(1)
                conditions.append(f"({self.all_of(type_, value, at, depth + 1)}) IS NOT TRUE")
            else:
                definition = type_.fields[name].extensions["strawberry-definition"]
                conditions.append(self.holds(definition.metadata[FILTER], value, at))
        return joined(conditions, "and")

    def in_segment(self, kept: SegmentDefinition) -> str:
        """That a row is in a segment; whether the viewer may read the row is another matter."""
        if getattr(self.model, "kind", None) is not kept.kind:
            return "1 = 0"
        parts = [self._rule(kept.kind, rule) for rule in kept.rules]
        return joined(parts, "or" if parts and kept.match is SegmentMatch.ANY else "and")

    def _rule(self, kind: RecordKind, rule: dict[str, Any]) -> str:
        type_ = FILTERS[kind]
        try:
            said = rule_filter(kind, type_, rule, self.c.known.defined)
        except WrongRule:
            # What it asks of is no more: it is kept, and holds for nothing.
            return "1 = 0"
        within = Filtering(self.c, self.model, self.row, known=True, weighed=True)
        condition = within.all_of(type_, said.tree, "rules")
        return f"(({condition}) IS NOT TRUE)" if said.negated else condition

    def segment(self, id_: int, refused_at: str | None = None) -> str:
        """That a row is in a segment that the viewer sees; nothing is in any other.

        refused_at: where it was said, if it is refused where the viewer sees that it is of another
        kind.
        """
        c = self.c
        kept, segments, row = c.known.segments.get(id_), ENTITIES["Segment"], self.c.new_row()
        # It costs the same whatever its owner puts into it.
        c.count(MOST_RULES)
        if kept is None:
            return "1 = 0"
        scope = c.scope(segments.access, row)
        visible = f'SELECT 1 FROM "segment" {row} WHERE {row}.id = {id_} AND {scope}'
        kind = getattr(self.model, "kind", None)
        if refused_at and kept.kind is not kind:
            c.demand(f"NOT EXISTS ({visible})", f"{refused_at}: it is no segment of {kind}.")
        with c.uncounted():
            holds = self.in_segment(kept)
        return f"({holds} AND EXISTS ({visible}))"


def narrows(model: type[Model], type_: GraphQLInputObjectType, tree: Tree) -> bool:
    """Whether a filter leaves few rows of an account, which an index finds."""
    return any(
        type_.fields[name].extensions["strawberry-definition"].metadata[FILTER].narrows(model)
        for name, value in (tree or {}).items()
        if value is not None and name not in ("and", "or", "not")
    )


def filter_type(argument: Any) -> GraphQLInputObjectType:
    """The input type of a filter argument."""
    return get_named_type(argument.type)  # type: ignore[no-any-return]
