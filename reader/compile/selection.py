"""Which fields a selection asks for, its fragments and directives resolved."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)

from orm.errors import BadInput
from reader.compile.arguments import Variables

Fields = dict[str, list[FieldNode]]


class Selector:
    """Collects the fields of one operation."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Variables,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def fields(self, on: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> Fields:
        """The fields asked for on a type, by the name under which they are answered."""
        fields: Fields = {}
        seen: set[str] = set()
        for selections in sets:
            if selections:
                self._collect(on, selections.selections, fields, seen)
        return fields

    def _collect(
        self, on: GraphQLObjectType, nodes: Iterable[SelectionNode], into: Fields, seen: set[str]
    ) -> None:
        for node in nodes:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                into.setdefault(key, []).append(node)
                continue
            fragment: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in seen:
                    continue
                seen.add(node.name.value)
                fragment = self._fragments[node.name.value]
            if self._applies(fragment.type_condition, on):
                self._collect(on, fragment.selection_set.selections, into, seen)

    def _applies(self, condition: Any, on: GraphQLObjectType) -> bool:
        if condition is None or condition.name.value == on.name:
            return True
        wanted = self._schema.get_type(condition.name.value)
        if not is_abstract_type(wanted):
            return False
        return self._schema.is_sub_type(wanted, on)

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name in ("skip", "include"):
                value = next(a.value for a in directive.arguments or () if a.name.value == "if")
                if self._truth(value) is (name == "skip"):
                    return False
        return True

    def _truth(self, value: Any) -> bool:
        if isinstance(value, VariableNode):
            name = value.name.value
            if self._variables.get(name) is None:
                raise BadInput(f"${name}: null is not allowed here.")
            return bool(self._variables[name])
        return isinstance(value, BooleanValueNode) and value.value
