"""`python -m schema.print` prints the schema as GraphQL text: roots first, then by name."""

from graphql import GraphQLNamedType, is_introspection_type, is_specified_scalar_type, print_type

from schema.build import schema

ROOTS = ("Query", "Mutation", "Subscription")


def printed() -> str:
    """The text of the schema, with all descriptions."""
    types = schema._schema.type_map.values()
    ours = [it for it in types if not (is_introspection_type(it) or is_specified_scalar_type(it))]
    return "\n\n".join(print_type(it) for it in sorted(ours, key=_place)) + "\n"


def _place(named: GraphQLNamedType) -> tuple[int, str]:
    first = ROOTS.index(named.name) if named.name in ROOTS else len(ROOTS)
    return first, named.name


if __name__ == "__main__":
    print(printed(), end="")
