"""The schema says what everything in it is, who sees it, and in which order."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from permissions.classes import Only
from permissions.rule import everyone
from reader.compile.entity import ENTITIES
from schema.build import schema
from schema.types.enum_values import VALUES
from schema.types.fields import mutation_root

#: What says how something is written, and is no column.
HOW = {"id", "version", "confirm_loss_of_access", "reason"}

#: Words that name nothing: in an autocomplete nobody sees what they stand for.
VAGUE = r"(It|Its|They|Their|This|That|Who|Whom|Whose|What|Which|Where|When|Why|How|One)\b"


def test_every_mutation_takes_what_its_input_holds() -> None:
    mutations = schema._schema.mutation_type
    assert mutations is not None
    for name, field in mutations.fields.items():
        if not field.args:
            continue
        root = mutation_root(field)
        takes = inspect.signature(root.resolver).parameters.values()
        fields: Any = get_named_type(field.args["input"].type)
        held = {
            it.extensions["strawberry-definition"].python_name: it.type
            for it in fields.fields.values()
        }
        # Whatever else there is, some take as columns.
        others = set(held) - HOW if any(it.kind is it.VAR_KEYWORD for it in takes) else set()
        assert set(held) <= {it.name for it in takes} | others, name
        # What a client may leave out, the resolver can do without.
        needed = {it.name for it in takes if it.default is it.empty and it.kind is it.KEYWORD_ONLY}
        needed -= {"passwords"} if root.takes_passwords else set()
        assert needed <= {it for it, type_ in held.items() if isinstance(type_, GraphQLNonNull)}, (
            name
        )


def described() -> Iterator[tuple[str, Any]]:
    """Everything of the schema that has a description, with its place."""
    for name, type_ in schema._schema.type_map.items():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        yield name, type_
        if isinstance(type_, GraphQLEnumType):
            continue
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in type_.fields.items():
                yield f"{name}.{field_name}", field
                for argument, definition in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument})", definition


def test_everything_in_the_schema_has_a_description() -> None:
    places = dict(described())
    assert len(places) > 200
    assert [place for place, it in places.items() if not (it.description or "").strip()] == []


def test_a_description_begins_with_what_it_is_about_and_is_a_sentence() -> None:
    values = [
        (f"{enum.__name__}.{value}", text)
        for enum, words in VALUES.items()
        for value, text in words.items()
    ]
    texts = [*values, *((place, it.description) for place, it in described())]
    vague = [place for place, text in texts if re.match(VAGUE, text)]
    assert vague == []
    assert [place for place, text in texts if not text.endswith(".")] == []


def test_an_enum_says_of_every_value_what_it_means_or_of_none() -> None:
    listed = {(enum, value) for enum, words in VALUES.items() for value in words}
    assert listed == {(enum, value.value) for enum in VALUES for value in enum}


def test_a_value_of_an_enum_has_the_words_that_are_listed_of_its_enum() -> None:
    said = {
        (name, value): it.description
        for name, type_ in schema._schema.type_map.items()
        if isinstance(type_, GraphQLEnumType) and not is_introspection_type(type_)
        for value, it in type_.values.items()
        if it.description is not None
    }
    assert said == {
        (enum.__name__, value): text
        for enum, words in VALUES.items()
        for value, text in words.items()
    }


def test_a_restricted_field_says_who_sees_it() -> None:
    restricted = {}
    for place, it in described():
        definition = getattr(it, "extensions", {}).get("strawberry-definition")
        for cls in getattr(definition, "permission_classes", ()):
            assert issubclass(cls, Only)
            restricted[place] = it.description.endswith(
                (f"Visible to {cls.permission.words}.", f"Open to {cls.permission.words}.")
            )
    assert set(restricted) >= {"User.email", "User.isAdmin", "User.crmAccess", "User.modules"}
    assert [place for place, says in restricted.items() if not says] == []


def test_a_restricted_type_says_who_sees_it() -> None:
    silent = {"Account"}  # Whoever is in one sees it, as the operator does.
    restricted = {it.name: it.read for it in ENTITIES if it.read.rules != (everyone,)}
    assert set(restricted) >= {"Company", "Note", "ResponsibilityChange", "Segment"}
    assert silent == {
        name
        for name, read in restricted.items()
        if not described_as(name).endswith(f"Visible to {read.words}.")
    }


def described_as(name: str) -> str:
    """What the schema says of a type."""
    return schema._schema.type_map[name].description or ""


def test_a_root_list_of_records_or_users_says_in_which_order_it_is() -> None:
    queries: Any = schema._schema.query_type
    lists = {
        named_type.fields["nodes"].type.of_type.of_type.of_type.name: field.description
        for field in queries.fields.values()
        if "nodes" in getattr(named_type := get_named_type(field.type), "fields", {})
    }
    assert set(lists) >= {"User", *(it.name for it in ENTITIES.records())}
    for name, description in lists.items():
        order = ENTITIES[name].order
        by = " and ".join(column.replace("_", " ") for column in order)
        said = ", the latest first." if order[0].startswith("-") else f", by {by}."
        assert said in description, name


def test_what_is_created_is_changed_and_deleted_next() -> None:
    mutations: Any = schema._schema.mutation_type
    names = list(mutations.fields)
    kinds = [name.removeprefix("delete") for name in names if name.startswith("delete")]
    assert len(kinds) > 6
    for kind in kinds:
        first = names.index(f"create{kind}")
        assert names[first : first + 3] == [
            f"{verb}{kind}" for verb in ("create", "update", "delete")
        ]


def test_what_is_called_id_is_the_id_of_the_object_it_stands_on() -> None:
    # Caches keep objects by id alone: an event or a payload with a record's id would overwrite it.
    foreign = {
        name
        for name, type_ in schema._schema.type_map.items()
        if isinstance(type_, GraphQLObjectType) and "id" in type_.fields
        if "Node" not in {interface.name for interface in type_.interfaces}
    }
    # It names an account to who has no session yet, so that they can choose.
    assert foreign == {"SignInAccount"}
