"""Permissions on custom fields, and on the values of records in them."""

from tortoise.expressions import Q
from tortoise.models import Model

from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from orm.record import Columns
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.record import ACCESS, with_its_record
from permissions.rule import Access, Condition, Rule, admin, allow, with_its
from permissions.viewer import Viewer

#: The columns by which a value names a row that has permissions of its own.
NAMED: dict[str, type[Access[Model]]] = {"company_id": CompanyAccess, "contact_id": ContactAccess}


def of_kinds_they_have(viewer: Viewer) -> Condition:
    """The custom fields of the kinds of record that are available to the viewer."""
    kinds = [kind.value for kind, access in ACCESS.items() if viewer.has(access.module)]
    return Q(level__in=kinds) if kinds else False


def naming_what_they_may_read(viewer: Viewer) -> Condition:
    """The values that name no row which is hidden from the viewer."""
    conditions = []
    for column, access in NAMED.items():
        nothing: Columns = {f"{column}__isnull": True}
        granted = with_its(column, access, "read")(viewer)
        if granted is not True:
            conditions.append(Q(**nothing) | granted if granted else Q(**nothing))
    return Q(*conditions) if conditions else True


def with_their_record(viewer: Viewer) -> Condition:
    """The values of records that the viewer may read, if the viewer may read what they name."""
    records, named = with_its_record(viewer), naming_what_they_may_read(viewer)
    return records & named if isinstance(records, Q) and isinstance(named, Q) else records


class CustomFieldDefinitionAccess(Access[CustomFieldDefinition]):
    """Permissions on a custom field."""

    model = CustomFieldDefinition

    read = allow(Rule("everyone with the module of its kind of record", of_kinds_they_have))
    create = allow(admin)
    update = allow(admin)
    delete = allow(admin)


class CustomFieldValueAccess(Access[CustomFieldValue]):
    """Permissions on a value; the user whom it names gets no right by it."""

    model = CustomFieldValue

    read = allow(
        Rule(
            "everyone who may read its record and the company or contact that it names",
            with_their_record,
        )
    )
