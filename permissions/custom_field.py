"""Who may do what to custom fields, and who sees what records have in them."""

from typing import Any

from tortoise.expressions import Q

from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.record import ACCESS, with_its_record
from permissions.rule import Access, Condition, Rule, admin, allow, with_its
from permissions.viewer import Viewer

#: What values can name that has a row rule of its own, by the column that names it.
NAMED: dict[str, type[Access[Any]]] = {"company_id": CompanyAccess, "contact_id": ContactAccess}


def of_kinds_they_have(viewer: Viewer) -> Condition:
    """Whatever concerns a kind of record that is available to the viewer."""
    kinds = [kind.value for kind, access in ACCESS.items() if viewer.has(access.module)]
    return Q(level__in=kinds) if kinds else False


def naming_what_they_may_read(viewer: Viewer) -> Condition:
    """Values that name nothing that is hidden from the viewer; such are as if there were none."""
    conditions = []
    for column, access in NAMED.items():
        nothing: dict[str, Any] = {f"{column}__isnull": True}
        granted = with_its(column, access, "read")(viewer)
        if granted is not True:
            conditions.append(Q(**nothing) | granted if granted else Q(**nothing))
    return Q(*conditions) if conditions else True


def with_their_record(viewer: Viewer) -> Condition:
    """Values of records that the viewer may read, and of what they name as well."""
    records, named = with_its_record(viewer), naming_what_they_may_read(viewer)
    return records & named if isinstance(records, Q) and isinstance(named, Q) else records


class CustomFieldDefinitionAccess(Access[CustomFieldDefinition]):
    """Who may do what to a custom field."""

    model = CustomFieldDefinition

    read = allow(Rule("everyone with the module of its kind of record", of_kinds_they_have))
    create = allow(admin)
    update = allow(admin)
    delete = allow(admin)


class CustomFieldValueAccess(Access[CustomFieldValue]):
    """Who may see what a record has in a custom field; being named in one opens nothing."""

    model = CustomFieldValue

    read = allow(
        Rule(
            "everyone who may read its record and the company or contact that it names",
            with_their_record,
        )
    )
