"""The filter of a list, as conditions on its rows."""

from typing import Any

from graphql import GraphQLInputObjectType, get_named_type
from tortoise.models import Model

from orm.custom_field import CustomFieldValue
from orm.record import RecordKind
from orm.segment import SegmentMatch
from reader.compile.arguments import Tree
from reader.compile.binding import bound_of, local_id, now_as_stored, text_of, values_of
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES
from reader.compile.terms import nesting
from reader.cost import CONDITIONS
from reader.errors import BadInput
from reader.filters.comparisons import (
    FILTER,
    Among,
    Between,
    Contains,
    CustomField,
    Emptiness,
    InSegment,
    IsNull,
    Names,
    NamesAny,
    NamesThrough,
    Responsible,
    ResponsibleThrough,
    Waits,
)
from reader.filters.custom_field import CustomFields
from reader.filters.references import among, column_of, is_empty, names, names_any, names_through
from reader.filters.responsible import in_column, in_table, responsible
from reader.filters.segments.bounds import MOST_RULES, WrongRule
from reader.filters.segments.catalog import SegmentDefinition
from reader.filters.segments.filters import FILTERS
from reader.filters.segments.rule_filter import rule_filter

MOST_FILTER_DEPTH, MOST_PARTS = 6, 50


class Filtering:
    """Compiles filters for the rows of one table under one alias."""

    def __init__(
        self,
        c: Compiler,
        model: type[Model],
        row: str,
        *,
        known: bool = False,
        weighed: bool = False,
        whole: bool = True,
    ) -> None:
        """known: that there are the custom fields that it names.

        weighed: that what it asks is counted already. whole: that it is asked of a whole account.
        """
        self.c, self.model, self.row, self._known = c, model, row, known
        self._weighed, self._whole = weighed, whole
        #: Whether what is asked is asked of the rows that the viewer sees, one by one.
        self._each = any(it.model is model and c.is_narrow(it.access) for it in ENTITIES)

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
                self._weigh(len(value))
                parts = [self.all_of(type_, part, at, depth + 1) for part in value]
                conditions.append(_joined(parts, name))
            elif name == "not":
                self.c.count()
                self._weigh(1)
                conditions.append(f"({self.all_of(type_, value, at, depth + 1)}) IS NOT TRUE")
            else:
                definition = type_.fields[name].extensions["strawberry-definition"]
                conditions.append(self.holds(definition.metadata[FILTER], value, at))
        return _joined(conditions, "and")

    def holds(self, comparison: Any, value: Tree, where: str) -> str:
        """That one comparison holds."""
        self.c.count()
        self._weigh(_conditions_in(comparison, value))
        if isinstance(value, Emptiness):
            return is_empty(self.c, self.model, self.row, comparison, yes=value.empty)
        match comparison:
            case NamesAny():
                return names_any(self.c, self.model, self.row, comparison, yes=bool(value.now))
            case InSegment(strictly):
                id_ = local_id(value.now, ("Segment",), where)[1]
                return self.segment(id_, where if strictly else None)
            case CustomField():
                kind = self.model.kind  # type: ignore[attr-defined]
                return self.custom_fields().all_of(kind, value, where, known=self._known)
            case NamesThrough():
                return names_through(self.c, self.row, comparison, value, where, each=self._each)
            case Responsible(name):
                who = in_column(column_of(self.c, self.model, self.row, name))
                return _joined(responsible(self.c, who, value, where), "and")
            case ResponsibleThrough():
                who = in_table(comparison, self.row, each=self._each)
                return _joined(responsible(self.c, who, value, where), "and")
        return self._compares(comparison, value, where)

    def _weigh(self, conditions: int) -> None:
        if not self._weighed:
            self.c.cost.ask(conditions, whole=self._whole)

    def _compares(self, comparison: Any, value: Tree, where: str) -> str:
        column = column_of(self.c, self.model, self.row, comparison.column)
        match comparison:
            case Among():
                return among(self.c, column, values_of(value, where), "text")
            case Names(entity=name):
                return names(self.c, column, ENTITIES[name], value, where)
            case Between(kind=kind):
                return self._between(column, kind, value, where)
            case Contains():
                return f"{self.c.dialect.find}({column}, {self.c.bind(text_of(value, where))}) > 0"
            case IsNull():
                is_null = bool(value.now) is comparison.when
                return f"{column} IS {'NULL' if is_null else 'NOT NULL'}"
            case Waits():
                holds = waiting(self.c, self.model, self.row, comparison)
                return holds if value.now else f"({holds}) IS NOT TRUE"
        raise TypeError(comparison)

    def in_segment(self, kept: SegmentDefinition) -> str:
        """That a row is in a segment; whether the viewer may read the row is another matter."""
        if getattr(self.model, "kind", None) is not kept.kind:
            return "1 = 0"
        parts = [self._rule(kept.kind, rule) for rule in kept.rules]
        return _joined(parts, "or" if parts and kept.match is SegmentMatch.ANY else "and")

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
            c.preconditions[f"NOT EXISTS ({visible})"] = (
                f"{refused_at}: it is no segment of {kind}."
            )
        with c.uncounted():
            holds = self.in_segment(kept)
        return f"({holds} AND EXISTS ({visible}))"

    def custom_fields(self) -> CustomFields:
        """Compiles what is said of the custom fields of the rows."""

        def holds(row: str, comparison: Any, value: Tree, where: str) -> str:
            inner = Filtering(self.c, CustomFieldValue, row, weighed=True)
            return inner.holds(comparison, value, where)

        return CustomFields(self.c, self.row, holds, self._each)

    def _between(self, column: str, kind: str, value: Tree, where: str) -> str:
        stored = kind if kind in ("date", "timestamp") else "int"
        conditions = []
        for bounds, than in ((("min", "from"), ">="), (("max", "to"), "<=")):
            for name in bounds:
                if value.get(name) is not None:
                    binder = bound_of(value[name], kind, self.c.dialect.name, f"{where}.{name}")
                    conditions.append(f"{column} {than} {self.c.bind(binder, stored)}")
        return _joined(conditions, "and")


def _conditions_in(comparison: Any, value: Tree) -> int:
    """How many conditions a comparison counts for: as many as a walk, where it looks elsewhere."""
    match comparison:
        case CustomField():
            return CONDITIONS * max(1, len(value) - 1)
        case NamesAny() | NamesThrough() | ResponsibleThrough():
            return CONDITIONS
        case InSegment():
            return MOST_RULES
    return 1


def waiting(c: Compiler, model: type[Model], row: str, it: Waits) -> str:
    """That a row waits at the moment at which the statement runs."""
    done, until = c.column(model, row, it.column), c.column(model, row, it.until)
    now = c.bind(now_as_stored(c.dialect.name), "timestamp")
    return f"{done} IS NULL AND ({until} IS NULL OR {until} <= {now})"


def _joined(conditions: list[str], word: str) -> str:
    if not conditions:
        return "1 = 1" if word == "and" else "1 = 0"
    if len(conditions) == 1:
        return conditions[0]
    # What comes before a parenthesis waits for it on the parser's stack, so the deepest is first.
    first = sorted(conditions, key=nesting, reverse=True)
    return "(" + f" {word.upper()} ".join(first) + ")"


def filter_type(argument: Any) -> GraphQLInputObjectType:
    """The input type of a filter argument."""
    return get_named_type(argument.type)  # type: ignore[no-any-return]
