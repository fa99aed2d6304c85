from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from orm.custom_field import CustomFieldType
from orm.event import EventKind
from orm.invoice import InvoiceStatus
from orm.message import MessageType
from orm.migrations import MoreMembers
from orm.notification import NotificationReason
from orm.plan import Plan
from orm.project import ProjectEditors, ProjectStatus
from orm.quotation import QuotationStatus
from orm.record import DerivedField, FoldedField, RecordKind, ResponsibilityRole
from orm.segment import SYSTEM_SEGMENTS, SegmentEditors, SegmentMatch, SegmentVisibility
from orm.ticket import TicketStatus
from orm.user import ProjectAccess


class Migration(migrations.Migration):
    dependencies = [("whose", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("external_id", fields.CharField(null=True, max_length=200)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("first_name", fields.CharField(null=True, max_length=100)),
                ("last_name", fields.CharField(max_length=100)),
                ("email", fields.CharField(null=True, max_length=254)),
                ("phone", fields.CharField(null=True, max_length=60)),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="created_by_id",
                        null=True,
                        description="Nobody for an import.",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "company_count",
                    fields.IntField(
                        default=0, description="How many companies they are linked to."
                    ),
                ),
                ("name", DerivedField(default="", of="label")),
                ("search", FoldedField(default="", of="label")),
            ],
            options={
                "table": "contact",
                "app": "whose",
                "unique_together": (("account", "external_id"),),
                "indexes": [
                    Index(fields=["account_id", "last_name", "id"]),
                    Index(fields=["created_by_id", "last_name", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "A person, for whom nobody is responsible but as a manager of their companies.",
            },
            bases=["Record"],
        ),
        ops.CreateModel(
            name="CompanyLink",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "contact",
                    fields.ForeignKeyField(
                        "whose.Contact",
                        source_field="contact_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "company",
                    fields.ForeignKeyField(
                        "whose.Company",
                        source_field="company_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.CharField(null=True, max_length=200)),
                ("decision_maker", fields.BooleanField(default=False)),
            ],
            options={
                "table": "company_link",
                "app": "whose",
                "unique_together": (("contact", "company"), ("company", "contact")),
                "pk_attr": "id",
                "table_description": "That a contact works for a company.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CustomFieldDefinition",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "level",
                    fields.CharEnumField(
                        description="COMPANY: COMPANY\nCONTACT: CONTACT\nDEAL: DEAL\nINVOICE: INVOICE\nPROJECT: PROJECT\nTICKET: TICKET",
                        enum_type=RecordKind,
                        max_length=20,
                    ),
                ),
                ("label", fields.CharField(max_length=200)),
                (
                    "type",
                    fields.CharEnumField(
                        description="TEXT: TEXT\nLONG_TEXT: LONG_TEXT\nSELECT: SELECT\nMULTI_SELECT: MULTI_SELECT\nDATE: DATE\nMONEY: MONEY\nINTEGER: INTEGER\nNUMBER: NUMBER\nBOOLEAN: BOOLEAN\nEMAIL: EMAIL\nPHONE: PHONE\nURL: URL\nCOMPANY: COMPANY\nCONTACT: CONTACT\nUSER: USER",
                        enum_type=CustomFieldType,
                        max_length=20,
                    ),
                ),
                ("required", fields.BooleanField(default=False)),
                (
                    "options",
                    fields.JSONField(
                        default=list,
                        description="What can be chosen, for SELECT and MULTI_SELECT.",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
            ],
            options={
                "table": "custom_field_definition",
                "app": "whose",
                "unique_together": (("account", "level", "label"),),
                "pk_attr": "id",
                "table_description": "A field that every record of a kind can have.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CustomFieldValue",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "definition",
                    fields.ForeignKeyField(
                        "whose.CustomFieldDefinition",
                        source_field="definition_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "record_kind",
                    fields.CharEnumField(
                        description="COMPANY: COMPANY\nCONTACT: CONTACT\nDEAL: DEAL\nINVOICE: INVOICE\nPROJECT: PROJECT\nTICKET: TICKET",
                        enum_type=RecordKind,
                        max_length=20,
                    ),
                ),
                ("record_id", fields.BigIntField()),
                (
                    "text",
                    fields.TextField(
                        null=True, description="TEXT, LONG_TEXT, EMAIL, PHONE, URL.", unique=False
                    ),
                ),
                ("search", FoldedField(default="", of="text")),
                ("whole", fields.BigIntField(null=True, description="INTEGER.")),
                ("millionths", fields.BigIntField(null=True, description="NUMBER, in millionths.")),
                (
                    "amount_cents",
                    fields.BigIntField(
                        null=True, description="MONEY, in hundredths of the currency's unit."
                    ),
                ),
                ("currency", fields.CharField(null=True, max_length=3)),
                ("day", fields.DateField(null=True, description="DATE.")),
                ("flag", fields.BooleanField(null=True, description="BOOLEAN.")),
                (
                    "options",
                    fields.JSONField(
                        null=True,
                        description="What was chosen, in the order of the options: one of SELECT, some of MULTI_SELECT.",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "company",
                    fields.ForeignKeyField(
                        "whose.Company",
                        source_field="company_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "contact",
                    fields.ForeignKeyField(
                        "whose.Contact",
                        source_field="contact_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("set_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
            ],
            options={
                "table": "custom_field_value",
                "app": "whose",
                "unique_together": (("definition", "record_id"),),
                "indexes": [
                    Index(fields=["record_kind", "record_id"]),
                    Index(fields=["definition_id", "user_id", "record_id"]),
                    Index(fields=["user_id", "record_kind"]),
                ],
                "pk_attr": "id",
                "table_description": "What one record has in a custom field, in the column that goes with the field's type.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Inbox",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("email", fields.CharField(null=True, max_length=254)),
                (
                    "close_after_days",
                    fields.IntField(
                        null=True,
                        description="After how many days without an answer a ticket that waits for the customer is closed.",
                    ),
                ),
            ],
            options={
                "table": "inbox",
                "app": "whose",
                "unique_together": (("account", "name"),),
                "pk_attr": "id",
                "table_description": "An address that customers write to, and that colleagues share.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NotificationPreference",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "event",
                    fields.CharEnumField(
                        description="COMPANY_CREATED: COMPANY_CREATED\nCOMPANY_UPDATED: COMPANY_UPDATED\nCOMPANY_REASSIGNED: COMPANY_REASSIGNED\nCOMPANY_DELETED: COMPANY_DELETED\nCONTACT_CREATED: CONTACT_CREATED\nCONTACT_UPDATED: CONTACT_UPDATED\nCONTACT_LINKED: CONTACT_LINKED\nCONTACT_UNLINKED: CONTACT_UNLINKED\nCONTACT_DELETED: CONTACT_DELETED\nDEAL_CREATED: DEAL_CREATED\nDEAL_UPDATED: DEAL_UPDATED\nDEAL_MOVED: DEAL_MOVED\nDEAL_WON: DEAL_WON\nDEAL_LOST: DEAL_LOST\nDEAL_REASSIGNED: DEAL_REASSIGNED\nDEAL_NEEDS_ATTENTION: DEAL_NEEDS_ATTENTION\nDEAL_DELETED: DEAL_DELETED\nQUOTATION_CREATED: QUOTATION_CREATED\nQUOTATION_UPDATED: QUOTATION_UPDATED\nQUOTATION_ACCEPTED: QUOTATION_ACCEPTED\nQUOTATION_DELETED: QUOTATION_DELETED\nINVOICE_CREATED: INVOICE_CREATED\nINVOICE_UPDATED: INVOICE_UPDATED\nINVOICE_BOOKED: INVOICE_BOOKED\nINVOICE_SENT: INVOICE_SENT\nINVOICE_PAID: INVOICE_PAID\nINVOICE_DELETED: INVOICE_DELETED\nPROJECT_CREATED: PROJECT_CREATED\nPROJECT_UPDATED: PROJECT_UPDATED\nPROJECT_CLOSED: PROJECT_CLOSED\nPROJECT_OWNER_ADDED: PROJECT_OWNER_ADDED\nPROJECT_OWNER_REMOVED: PROJECT_OWNER_REMOVED\nPROJECT_PARTICIPANT_ADDED: PROJECT_PARTICIPANT_ADDED\nPROJECT_PARTICIPANT_REMOVED: PROJECT_PARTICIPANT_REMOVED\nPROJECT_DELETED: PROJECT_DELETED\nTASK_CREATED: TASK_CREATED\nTASK_UPDATED: TASK_UPDATED\nTASK_DELETED: TASK_DELETED\nTICKET_CREATED: TICKET_CREATED\nTICKET_UPDATED: TICKET_UPDATED\nTICKET_ASSIGNED: TICKET_ASSIGNED\nTICKET_UNASSIGNED: TICKET_UNASSIGNED\nINTERNAL_NOTE_ADDED: INTERNAL_NOTE_ADDED\nCUSTOMER_REPLIED: CUSTOMER_REPLIED\nCOLLEAGUE_REPLIED: COLLEAGUE_REPLIED\nTICKET_CLOSED: TICKET_CLOSED\nTICKET_REOPENED: TICKET_REOPENED\nTICKET_DELETED: TICKET_DELETED\nNOTE_ADDED: NOTE_ADDED\nUSER_DEACTIVATED: USER_DEACTIVATED\nACCESS_CHANGED: ACCESS_CHANGED\nFEATURES_CHANGED: FEATURES_CHANGED\nRESPONSIBILITIES_TRANSFERRED: RESPONSIBILITIES_TRANSFERRED\nSEGMENT_CHANGED: SEGMENT_CHANGED\nRECORDS_IMPORTED: RECORDS_IMPORTED",
                        enum_type=EventKind,
                        max_length=40,
                    ),
                ),
                ("wanted", fields.BooleanField()),
            ],
            options={
                "table": "notification_preference",
                "app": "whose",
                "unique_together": (("user", "event"),),
                "pk_attr": "id",
                "table_description": "Whether a user wants to be told of a kind of event. Without one, as is usual for it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OperatorToken",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.BigIntField(description="Seconds since the epoch.")),
            ],
            options={
                "table": "operator_token",
                "app": "whose",
                "pk_attr": "id",
                "table_description": "A bearer token with which accounts are administered, kept as its SHA-256 only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("external_id", fields.CharField(null=True, max_length=200)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
                (
                    "status",
                    fields.CharEnumField(
                        default=ProjectStatus.ACTIVE,
                        description="PLANNED: PLANNED\nACTIVE: ACTIVE\nON_HOLD: ON_HOLD\nCLOSED: CLOSED",
                        enum_type=ProjectStatus,
                        max_length=20,
                    ),
                ),
                (
                    "editors",
                    fields.CharEnumField(
                        default=ProjectEditors.OWNERS,
                        description="OWNERS: OWNERS\nOWNERS_AND_PARTICIPANTS: OWNERS_AND_PARTICIPANTS\nEVERYONE: EVERYONE",
                        enum_type=ProjectEditors,
                        max_length=30,
                    ),
                ),
                (
                    "budget_cents",
                    fields.BigIntField(
                        null=True, description="Hundredths of the currency's unit, of both."
                    ),
                ),
                ("margin_cents", fields.BigIntField(null=True)),
                ("currency", fields.CharField(default="EUR", max_length=3)),
                ("due_on", fields.DateField(null=True)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("search", FoldedField(default="", of="title")),
            ],
            options={
                "table": "project",
                "app": "whose",
                "unique_together": (("account", "external_id"),),
                "indexes": [Index(fields=["account_id", "title", "id"])],
                "pk_attr": "id",
                "table_description": "A piece of work. Its owners, of whom there is always one, are in a table of their own.",
            },
            bases=["Record"],
        ),
        ops.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("external_id", fields.CharField(null=True, max_length=200)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "number",
                    fields.CharField(
                        null=True,
                        description="Given when it is booked: 1, 2, 3 ... in each account, without gaps.",
                        max_length=40,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        default=InvoiceStatus.DRAFT,
                        description="DRAFT: DRAFT\nOUTSTANDING: OUTSTANDING\nPAID: PAID",
                        enum_type=InvoiceStatus,
                        max_length=20,
                    ),
                ),
                (
                    "company",
                    fields.ForeignKeyField(
                        "whose.Company",
                        source_field="company_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "contact",
                    fields.ForeignKeyField(
                        "whose.Contact",
                        source_field="contact_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "deal",
                    fields.ForeignKeyField(
                        "whose.Deal",
                        source_field="deal_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "project",
                    fields.ForeignKeyField(
                        "whose.Project",
                        source_field="project_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "total_cents",
                    fields.BigIntField(default=0, description="Hundredths of the currency's unit."),
                ),
                ("currency", fields.CharField(default="EUR", max_length=3)),
                ("due_on", fields.DateField(null=True)),
                ("booked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("sent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("paid_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("called", DerivedField(default="", of="label")),
                ("search", FoldedField(default="", of="label")),
            ],
            options={
                "table": "invoice",
                "app": "whose",
                "unique_together": (("account", "external_id"), ("account", "number")),
                "indexes": [
                    Index(fields=["account_id", "id"]),
                    Index(fields=["company_id", "id"]),
                    Index(fields=["contact_id", "id"]),
                    Index(fields=["deal_id", "id"]),
                    Index(fields=["project_id", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "What a customer has to pay, for which nobody is responsible but as the customer's manager.",
            },
            bases=["Record"],
        ),
        ops.CreateModel(
            name="ProjectCustomer",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "project",
                    fields.ForeignKeyField(
                        "whose.Project",
                        source_field="project_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "company",
                    fields.ForeignKeyField(
                        "whose.Company",
                        source_field="company_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "contact",
                    fields.ForeignKeyField(
                        "whose.Contact",
                        source_field="contact_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "project_customer",
                "app": "whose",
                "unique_together": (("project", "company"), ("project", "contact")),
                "indexes": [
                    Index(fields=["company_id", "project_id"]),
                    Index(fields=["contact_id", "project_id"]),
                ],
                "pk_attr": "id",
                "table_description": "That a project is for a company or a contact.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProjectOwner",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "project",
                    fields.ForeignKeyField(
                        "whose.Project",
                        source_field="project_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "project_owner",
                "app": "whose",
                "unique_together": (("project", "user"), ("user", "project")),
                "pk_attr": "id",
                "table_description": "That a user is responsible for a project.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProjectParticipant",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "project",
                    fields.ForeignKeyField(
                        "whose.Project",
                        source_field="project_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "team",
                    fields.ForeignKeyField(
                        "whose.Team",
                        source_field="team_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "project_participant",
                "app": "whose",
                "unique_together": (
                    ("project", "user"),
                    ("project", "team"),
                    ("user", "project"),
                    ("team", "project"),
                ),
                "pk_attr": "id",
                "table_description": "That a user, or everybody of a team, takes part in a project.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Quotation",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "deal",
                    fields.ForeignKeyField(
                        "whose.Deal",
                        source_field="deal_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
                (
                    "status",
                    fields.CharEnumField(
                        default=QuotationStatus.OPEN,
                        description="OPEN: OPEN\nACCEPTED: ACCEPTED\nREFUSED: REFUSED",
                        enum_type=QuotationStatus,
                        max_length=10,
                    ),
                ),
                (
                    "amount_cents",
                    fields.BigIntField(null=True, description="Hundredths of the currency's unit."),
                ),
                ("currency", fields.CharField(default="EUR", max_length=3)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                (
                    "accepted_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "quotation",
                "app": "whose",
                "indexes": [Index(fields=["deal_id", "id"])],
                "pk_attr": "id",
                "table_description": "An offer within a deal.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Segment",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="COMPANY: COMPANY\nCONTACT: CONTACT\nDEAL: DEAL\nINVOICE: INVOICE\nPROJECT: PROJECT\nTICKET: TICKET",
                        enum_type=RecordKind,
                        max_length=20,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="owner_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "visibility",
                    fields.CharEnumField(
                        default=SegmentVisibility.PRIVATE,
                        description="PRIVATE: PRIVATE\nSHARED: SHARED",
                        enum_type=SegmentVisibility,
                        max_length=10,
                    ),
                ),
                (
                    "editors",
                    fields.CharEnumField(
                        default=SegmentEditors.OWNER,
                        description="OWNER: OWNER\nEVERYONE: EVERYONE",
                        enum_type=SegmentEditors,
                        max_length=10,
                    ),
                ),
                (
                    "match",
                    fields.CharEnumField(
                        default=SegmentMatch.ALL,
                        description="ALL: ALL\nANY: ANY",
                        enum_type=SegmentMatch,
                        max_length=5,
                    ),
                ),
                (
                    "rules",
                    fields.JSONField(
                        default=list,
                        description="Field, operator and value of each rule.",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                ("system", fields.BooleanField(default=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "segment",
                "app": "whose",
                "unique_together": (("account", "kind", "name", "owner"),),
                "pk_attr": "id",
                "table_description": "A list that is kept. One of each kind holds everything, and nobody can change it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "project",
                    fields.ForeignKeyField(
                        "whose.Project",
                        source_field="project_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="user_id",
                        null=True,
                        description="Who does it. At most one of the two is set.",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "team",
                    fields.ForeignKeyField(
                        "whose.Team",
                        source_field="team_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("due_on", fields.DateField(null=True)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "task",
                "app": "whose",
                "indexes": [Index(fields=["project_id", "id"]), Index(fields=["user_id", "id"])],
                "pk_attr": "id",
                "table_description": "A step of a project.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("external_id", fields.CharField(null=True, max_length=200)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "number",
                    fields.BigIntField(description="1, 2, 3 ... in each account, without gaps."),
                ),
                (
                    "inbox",
                    fields.ForeignKeyField(
                        "whose.Inbox",
                        source_field="inbox_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("subject", fields.CharField(max_length=200)),
                (
                    "status",
                    fields.CharEnumField(
                        default=TicketStatus.NEW,
                        description="NEW: NEW\nOPEN: OPEN\nWAITING_FOR_CUSTOMER: WAITING_FOR_CUSTOMER\nESCALATED: ESCALATED\nCLOSED: CLOSED",
                        enum_type=TicketStatus,
                        max_length=30,
                    ),
                ),
                (
                    "company",
                    fields.ForeignKeyField(
                        "whose.Company",
                        source_field="company_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "contact",
                    fields.ForeignKeyField(
                        "whose.Contact",
                        source_field="contact_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "assigned_to",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="assigned_to_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "closed_by",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="closed_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("closed_automatically", fields.BooleanField(default=False)),
                (
                    "reopened",
                    fields.BooleanField(
                        default=False,
                        description="Whether it ever went from closed to another status.",
                    ),
                ),
                (
                    "reply_count",
                    fields.IntField(
                        default=0,
                        description="Answers of users to the customer, without automatic ones, and when the first was sent.",
                    ),
                ),
                (
                    "first_reply_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "waiting_since",
                    fields.DatetimeField(
                        null=True,
                        description="Since when it waits for the customer, if it does.",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                ("called", DerivedField(default="", of="label")),
                ("search", FoldedField(default="", of="label")),
            ],
            options={
                "table": "ticket",
                "app": "whose",
                "unique_together": (("account", "external_id"), ("account", "number")),
                "indexes": [
                    Index(fields=["account_id", "created_at", "id"]),
                    Index(fields=["assigned_to_id", "number", "id"]),
                    Index(fields=["company_id", "number", "id"]),
                    Index(fields=["contact_id", "number", "id"]),
                    Index(fields=["status", "waiting_since"]),
                ],
                "pk_attr": "id",
                "table_description": "A conversation with a customer, for which somebody may be responsible.",
            },
            bases=["Record"],
        ),
        ops.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "whose.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "ticket",
                    fields.ForeignKeyField(
                        "whose.Ticket",
                        source_field="ticket_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "type",
                    fields.CharEnumField(
                        description="CUSTOMER: CUSTOMER\nREPLY: REPLY\nINTERNAL: INTERNAL\nTHIRD_PARTY: THIRD_PARTY",
                        enum_type=MessageType,
                        max_length=20,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                (
                    "sent_by",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="sent_by_id",
                        null=True,
                        description="Nobody for what comes from outside, or was sent automatically.",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("auto", fields.BooleanField(default=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "message",
                "app": "whose",
                "indexes": [Index(fields=["ticket_id", "id"])],
                "pk_attr": "id",
                "table_description": "One thing that was said in a ticket.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MessageMention",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "message",
                    fields.ForeignKeyField(
                        "whose.Message",
                        source_field="message_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "message_mention",
                "app": "whose",
                "unique_together": (("message", "user"),),
                "pk_attr": "id",
                "table_description": "That an internal note mentions a user.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Account",
            name="boosters",
            field=fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name="Account",
            name="last_invoice",
            field=fields.BigIntField(
                default=0,
                description="The numbers of the account's latest invoice and ticket, without gaps.",
            ),
        ),
        ops.AddField(
            model_name="Account",
            name="last_ticket",
            field=fields.BigIntField(default=0),
        ),
        ops.AddField(
            model_name="Account",
            name="plan",
            field=fields.CharEnumField(
                default=Plan.GO,
                description="GO: GO\nMOVE: MOVE\nBOOST: BOOST",
                enum_type=Plan,
                max_length=10,
            ),
        ),
        ops.AddField(
            model_name="Account",
            name="segments_version",
            field=fields.BigIntField(
                default=0,
                description="Counts the changes of its segments and custom fields, by which statements are compiled.",
            ),
        ),
        ops.AddField(
            model_name="Deal",
            name="attention_at",
            field=fields.DatetimeField(
                null=True,
                description="When those responsible were told that it has been there too long.",
                auto_now=False,
                auto_now_add=False,
            ),
        ),
        ops.AddField(
            model_name="Deal",
            name="contact",
            field=fields.ForeignKeyField(
                "whose.Contact",
                source_field="contact_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Deal",
            name="phase_since",
            field=fields.DatetimeField(
                null=True,
                description="Since when it has been in its phase. Not known of what was there before this was kept.",
                auto_now=False,
                auto_now_add=False,
            ),
        ),
        ops.AddIndex(
            model_name="Deal",
            index=Index(fields=["contact_id", "title", "id"]),
        ),
        ops.AddIndex(
            model_name="Deal",
            index=Index(fields=["status", "attention_at", "phase_since"]),
        ),
        MoreMembers(
            model_name="Event",
            name="kind",
            field=fields.CharEnumField(
                description="COMPANY_CREATED: COMPANY_CREATED\nCOMPANY_UPDATED: COMPANY_UPDATED\nCOMPANY_REASSIGNED: COMPANY_REASSIGNED\nCOMPANY_DELETED: COMPANY_DELETED\nCONTACT_CREATED: CONTACT_CREATED\nCONTACT_UPDATED: CONTACT_UPDATED\nCONTACT_LINKED: CONTACT_LINKED\nCONTACT_UNLINKED: CONTACT_UNLINKED\nCONTACT_DELETED: CONTACT_DELETED\nDEAL_CREATED: DEAL_CREATED\nDEAL_UPDATED: DEAL_UPDATED\nDEAL_MOVED: DEAL_MOVED\nDEAL_WON: DEAL_WON\nDEAL_LOST: DEAL_LOST\nDEAL_REASSIGNED: DEAL_REASSIGNED\nDEAL_NEEDS_ATTENTION: DEAL_NEEDS_ATTENTION\nDEAL_DELETED: DEAL_DELETED\nQUOTATION_CREATED: QUOTATION_CREATED\nQUOTATION_UPDATED: QUOTATION_UPDATED\nQUOTATION_ACCEPTED: QUOTATION_ACCEPTED\nQUOTATION_DELETED: QUOTATION_DELETED\nINVOICE_CREATED: INVOICE_CREATED\nINVOICE_UPDATED: INVOICE_UPDATED\nINVOICE_BOOKED: INVOICE_BOOKED\nINVOICE_SENT: INVOICE_SENT\nINVOICE_PAID: INVOICE_PAID\nINVOICE_DELETED: INVOICE_DELETED\nPROJECT_CREATED: PROJECT_CREATED\nPROJECT_UPDATED: PROJECT_UPDATED\nPROJECT_CLOSED: PROJECT_CLOSED\nPROJECT_OWNER_ADDED: PROJECT_OWNER_ADDED\nPROJECT_OWNER_REMOVED: PROJECT_OWNER_REMOVED\nPROJECT_PARTICIPANT_ADDED: PROJECT_PARTICIPANT_ADDED\nPROJECT_PARTICIPANT_REMOVED: PROJECT_PARTICIPANT_REMOVED\nPROJECT_DELETED: PROJECT_DELETED\nTASK_CREATED: TASK_CREATED\nTASK_UPDATED: TASK_UPDATED\nTASK_DELETED: TASK_DELETED\nTICKET_CREATED: TICKET_CREATED\nTICKET_UPDATED: TICKET_UPDATED\nTICKET_ASSIGNED: TICKET_ASSIGNED\nTICKET_UNASSIGNED: TICKET_UNASSIGNED\nINTERNAL_NOTE_ADDED: INTERNAL_NOTE_ADDED\nCUSTOMER_REPLIED: CUSTOMER_REPLIED\nCOLLEAGUE_REPLIED: COLLEAGUE_REPLIED\nTICKET_CLOSED: TICKET_CLOSED\nTICKET_REOPENED: TICKET_REOPENED\nTICKET_DELETED: TICKET_DELETED\nNOTE_ADDED: NOTE_ADDED\nUSER_DEACTIVATED: USER_DEACTIVATED\nACCESS_CHANGED: ACCESS_CHANGED\nFEATURES_CHANGED: FEATURES_CHANGED\nRESPONSIBILITIES_TRANSFERRED: RESPONSIBILITIES_TRANSFERRED\nSEGMENT_CHANGED: SEGMENT_CHANGED\nRECORDS_IMPORTED: RECORDS_IMPORTED",
                enum_type=EventKind,
                max_length=40,
            ),
        ),
        MoreMembers(
            model_name="Event",
            name="record_kind",
            field=fields.CharEnumField(
                null=True,
                description="COMPANY: COMPANY\nCONTACT: CONTACT\nDEAL: DEAL\nINVOICE: INVOICE\nPROJECT: PROJECT\nTICKET: TICKET",
                enum_type=RecordKind,
                max_length=20,
            ),
        ),
        MoreMembers(
            model_name="Note",
            name="record_kind",
            field=fields.CharEnumField(
                description="COMPANY: COMPANY\nCONTACT: CONTACT\nDEAL: DEAL\nINVOICE: INVOICE\nPROJECT: PROJECT\nTICKET: TICKET",
                enum_type=RecordKind,
                max_length=20,
            ),
        ),
        MoreMembers(
            model_name="Notification",
            name="reason",
            field=fields.CharEnumField(
                description="BECAME_RESPONSIBLE: BECAME_RESPONSIBLE\nNO_LONGER_RESPONSIBLE: NO_LONGER_RESPONSIBLE\nRESPONSIBLE: RESPONSIBLE\nMANAGES_THE_CUSTOMER: MANAGES_THE_CUSTOMER\nCONCERNED: CONCERNED\nTAKES_PART: TAKES_PART\nADMINISTRATOR: ADMINISTRATOR",
                enum_type=NotificationReason,
                max_length=30,
            ),
        ),
        ops.AddField(
            model_name="Notification",
            name="snoozed_until",
            field=fields.DatetimeField(
                null=True,
                description="Until when it is put off. It does not count as unread before.",
                auto_now=False,
                auto_now_add=False,
            ),
        ),
        MoreMembers(
            model_name="ResponsibilityChange",
            name="record_kind",
            field=fields.CharEnumField(
                description="COMPANY: COMPANY\nCONTACT: CONTACT\nDEAL: DEAL\nINVOICE: INVOICE\nPROJECT: PROJECT\nTICKET: TICKET",
                enum_type=RecordKind,
                max_length=20,
            ),
        ),
        MoreMembers(
            model_name="ResponsibilityChange",
            name="role",
            field=fields.CharEnumField(
                description="ACCOUNT_MANAGER: ACCOUNT_MANAGER\nSECOND_ACCOUNT_MANAGER: SECOND_ACCOUNT_MANAGER\nASSIGNED_TO: ASSIGNED_TO\nSECOND_ASSIGNED_TO: SECOND_ASSIGNED_TO\nPROJECT_OWNER: PROJECT_OWNER\nPROJECT_PARTICIPANT: PROJECT_PARTICIPANT\nTASK_ASSIGNEE: TASK_ASSIGNEE\nTICKET_ASSIGNEE: TICKET_ASSIGNEE\nCUSTOM_FIELD: CUSTOM_FIELD",
                enum_type=ResponsibilityRole,
                max_length=30,
            ),
        ),
        ops.AddField(
            model_name="User",
            name="project_access",
            field=fields.CharEnumField(
                default=ProjectAccess.ALL,
                description="BY_PARTICIPATION: BY_PARTICIPATION\nALL: ALL\nADMIN: ADMIN",
                enum_type=ProjectAccess,
                max_length=20,
            ),
        ),
        ops.AddField(
            model_name="User",
            name="sees_financials",
            field=fields.BooleanField(default=False),
        ),
        # Whoever had everything has what came, and each account its lists that nobody can change.
        ops.RunSQL(
            """UPDATE "user" SET modules =
            '["COMPANIES_AND_CONTACTS","DEALS","INVOICES","PROJECTS","TICKETS"]'
            WHERE modules = '["COMPANIES_AND_CONTACTS","DEALS"]'"""
        ),
        *(
            ops.RunSQL(
                "INSERT INTO segment (account_id, kind, name, visibility, editors,"
                ' "match", rules, "system", version)'
                f" SELECT id, '{kind}', '{name}', 'SHARED', 'OWNER', 'ALL', '[]', true, 1 FROM account"
            )
            for kind, name in SYSTEM_SEGMENTS.items()
        ),
    ]
