"""Who may do what to custom fields, and who sees what records have in them."""

from tortoise.expressions import Q

from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from permissions.record import ACCESS, readers
from permissions.rule import Access, Condition, Rule, admin, allow
from permissions.viewer import Viewer


def of_kinds_they_have(viewer: Viewer) -> Condition:
    """Whatever concerns a kind of record that is available to the viewer."""
    kinds = [kind.value for kind, access in ACCESS.items() if viewer.has(access.module)]
    return Q(level__in=kinds) if kinds else False


class CustomFieldDefinitionAccess(Access[CustomFieldDefinition]):
    """Who may do what to a custom field."""

    model = CustomFieldDefinition

    read = allow(Rule("everyone with the module of its records", of_kinds_they_have))
    create = allow(admin)
    update = allow(admin)
    delete = allow(admin)


class CustomFieldValueAccess(Access[CustomFieldValue]):
    """Who may see what a record has in a custom field; being named in one opens nothing."""

    model = CustomFieldValue

    read = allow(readers)
