"""A column as the type of its field is written in JSON, and what a field needs."""

from typing import Any

from graphql import get_named_type, get_nullable_type, is_list_type, is_non_null_type
from tortoise import fields
from tortoise.models import Model

from permissions.classes import Only
from permissions.rule import Permission
from reader.compile.compiler import Compiler
from reader.compile.place import Place

#: Of a note or a message; of what else has no length of its own; of what is no text, and the like.
BODY, LONG, USUAL = 20_000, 2_000, 100  # characters


def row_column(c: Compiler, place: Place, name: str) -> str:
    """A column of the row that a place is of; of an object without an entity, by its name."""
    if place.entity is None:
        c.cost.text(USUAL)
        return f"{place.row}.{name}"
    c.cost.text(_longest(place.entity.model, name))
    return c.column(place.entity.model, place.row, name)


def _longest(model: type[Model], name: str) -> int:
    """How many characters a column is taken to have at most."""
    field = model._meta.fields_map.get(name)
    if isinstance(field, fields.TextField | fields.JSONField):
        return BODY if name == "body" else LONG
    return getattr(field, "max_length", None) or USUAL


def write_value(c: Compiler, place: Place, sql: str) -> str:
    """A column as the type of its field is written in JSON."""
    if is_list_type(get_nullable_type(place.field.type)):
        return c.dialect.json(sql)
    nullable = not is_non_null_type(place.field.type)
    match get_named_type(place.field.type).name:
        case "ID":
            return f"'{place.parent.name}:' || {sql}"
        case "Boolean":
            known = c.dialect.boolean(sql)
            return f"CASE WHEN {sql} IS NOT NULL THEN {known} END" if nullable else known
        case "DateTime":
            return c.dialect.moment(sql)
        case "Decimal":
            return c.dialect.hundredths(sql)
    return sql


def permissions_of(definition: Any) -> list[Permission[Model]]:
    """What a field needs, by Strawberry's own field."""
    classes = definition.permission_classes
    return [cls.permission for cls in classes if issubclass(cls, Only)]
