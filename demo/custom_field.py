"""What the demo account wants to know beyond what is built in."""

from demo.people import ADMIN
from demo.stage import Stage, begun, save
from orm.contact import Contact
from orm.custom_field import CustomFieldDefinition, CustomFieldType, CustomFieldValue
from orm.invoice import Invoice
from orm.record import RecordKind, ResponsibilityRole
from orm.responsibility import ResponsibilityChange
from orm.user import CrmAccess, Module

TIERS = ["Gold", "Silver", "Bronze"]


async def custom_fields(stage: Stage) -> None:
    """Who looks after a contact or an invoice, and how good a customer a company is."""
    account_id = stage.account.id
    user, select = CustomFieldType.USER, CustomFieldType.SELECT
    of_contacts, of_invoices, of_companies = await save(
        CustomFieldDefinition(
            account_id=account_id, level=level, label=label, type=type_, options=options
        )
        for level, label, type_, options in (
            (RecordKind.CONTACT, "Account manager", user, []),
            (RecordKind.INVOICE, "Account manager", user, []),
            (RecordKind.COMPANY, "Tier", select, TIERS),
        )
    )
    invoices = await Invoice.filter(account_id=account_id).order_by("id")
    await _managers(stage, of_contacts, stage.contacts[::4])
    await _managers(stage, of_invoices, invoices[::2])
    dice = stage.dice("tiers")
    await CustomFieldValue.bulk_create(
        CustomFieldValue(
            account_id=account_id,
            definition_id=of_companies.id,
            record_kind=company.kind,
            record_id=company.id,
            options=[dice.choice(TIERS)],
        )
        for company in stage.companies[::2]
    )


async def _managers(
    stage: Stage, definition: CustomFieldDefinition, rows: list[Contact] | list[Invoice]
) -> None:
    """Name a user in a field of some records, and write it into their history."""
    dice, by = stage.dice(definition.level), stage.users[ADMIN.email]
    staff = [it for it in stage.staff(Module.INVOICES) if it.crm_access is CrmAccess.FULL]
    named = [(row, dice.choice(staff)) for row in rows]
    await CustomFieldValue.bulk_create(
        CustomFieldValue(
            account_id=row.account_id,
            definition_id=definition.id,
            record_kind=row.kind,
            record_id=row.id,
            user_id=user.id,
        )
        for row, user in named
    )
    await ResponsibilityChange.bulk_create(
        begun(row, ResponsibilityRole.CUSTOM_FIELD, user.id, by.id) for row, user in named
    )
