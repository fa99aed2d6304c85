"""The values that a document gives, as plain as JSON has them."""

from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, OperationDefinitionNode


class Absent(Exception):
    """That a variable was not given."""


@dataclass
class Values:
    """The values of one operation."""

    operation: OperationDefinitionNode
    given: dict[str, Any]
    variables: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for definition in self.operation.variable_definitions or ():
            name = definition.variable.name.value
            if name in self.given:
                self.variables[name] = self.given[name]
            elif definition.default_value:
                self.variables[name] = self.value(definition.default_value)

    def value(self, node: Any) -> Any:
        """A value of the document. Raises Absent for a variable that was not given."""
        if node.kind == "variable":
            if node.name.value not in self.variables:
                raise Absent
            return self.variables[node.name.value]
        if node.kind == "null_value":
            return None
        if node.kind == "list_value":
            return [self.value(item) for item in node.values]
        if node.kind == "object_value":
            return self.named(node.fields)
        if node.kind == "int_value":
            return int(node.value)
        return node.value

    def named(self, nodes: Any) -> dict[str, Any]:
        """What is given under names; what is absent is left out."""
        answer = {}
        for node in nodes or ():
            try:
                answer[node.name.value] = self.value(node.value)
            except Absent:
                continue
        return answer

    def arguments(self, node: FieldNode) -> dict[str, Any]:
        """The arguments of a field."""
        return self.named(node.arguments)

    def included(self, node: Any) -> bool:
        """Whether the directives of a node leave it in."""
        for directive in node.directives or ():
            held = self.value(directive.arguments[0].value)
            if held is (directive.name.value == "skip"):
                return False
        return True
