from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from orm.company import CompanyStatus
from orm.custom_field import CustomFieldType
from orm.deal import DealStatus
from orm.entitlements import Plan
from orm.event import EventKind
from orm.invoice import InvoiceStatus
from orm.message import MessageType
from orm.migrations import AddFilled, Redescribed, system_segment
from orm.notification import NotificationReason
from orm.project import ProjectEditors, ProjectStatus
from orm.quotation import QuotationStatus
from orm.record import DerivedField, FoldedField, RecordKind, ResponsibilityRole
from orm.segment import SegmentEditors, SegmentMatch, SegmentVisibility
from orm.ticket import TicketStatus
from orm.user import CrmAccess, ProjectAccess, UserStatus


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
                        description="",
                        enum_type=RecordKind,
                        max_length=20,
                    ),
                ),
                ("label", fields.CharField(max_length=200)),
                (
                    "type",
                    fields.CharEnumField(
                        description="",
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
                        description="",
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
                        description="",
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
                        description="",
                        enum_type=ProjectStatus,
                        max_length=20,
                    ),
                ),
                (
                    "editors",
                    fields.CharEnumField(
                        default=ProjectEditors.OWNERS,
                        description="",
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
                        description="",
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
                        description="",
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
                        description="",
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
                        description="",
                        enum_type=SegmentVisibility,
                        max_length=10,
                    ),
                ),
                (
                    "editors",
                    fields.CharEnumField(
                        default=SegmentEditors.OWNER,
                        description="",
                        enum_type=SegmentEditors,
                        max_length=10,
                    ),
                ),
                (
                    "match",
                    fields.CharEnumField(
                        default=SegmentMatch.ALL,
                        description="",
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
                        description="",
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
                        description="",
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
        AddFilled(
            model_name="Account",
            name="boosters",
            field=fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
        ),
        AddFilled(
            model_name="Account",
            name="last_invoice",
            field=fields.BigIntField(
                default=0,
                description="The numbers of the account's latest invoice and ticket, without gaps.",
            ),
        ),
        AddFilled(
            model_name="Account",
            name="last_ticket",
            field=fields.BigIntField(default=0),
        ),
        AddFilled(
            model_name="Account",
            name="plan",
            field=fields.CharEnumField(
                default=Plan.GO,
                description="",
                enum_type=Plan,
                max_length=10,
            ),
        ),
        AddFilled(
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
        Redescribed(
            model_name="Event",
            name="kind",
            field=fields.CharEnumField(
                description="",
                enum_type=EventKind,
                max_length=40,
            ),
        ),
        Redescribed(
            model_name="Event",
            name="record_kind",
            field=fields.CharEnumField(
                null=True,
                description="",
                enum_type=RecordKind,
                max_length=20,
            ),
        ),
        Redescribed(
            model_name="Note",
            name="record_kind",
            field=fields.CharEnumField(
                description="",
                enum_type=RecordKind,
                max_length=20,
            ),
        ),
        Redescribed(
            model_name="Notification",
            name="reason",
            field=fields.CharEnumField(
                description="",
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
        Redescribed(
            model_name="ResponsibilityChange",
            name="record_kind",
            field=fields.CharEnumField(
                description="",
                enum_type=RecordKind,
                max_length=20,
            ),
        ),
        Redescribed(
            model_name="ResponsibilityChange",
            name="role",
            field=fields.CharEnumField(
                description="",
                enum_type=ResponsibilityRole,
                max_length=30,
            ),
        ),
        AddFilled(
            model_name="User",
            name="project_access",
            field=fields.CharEnumField(
                default=ProjectAccess.ALL,
                description="",
                enum_type=ProjectAccess,
                max_length=20,
            ),
        ),
        AddFilled(
            model_name="User",
            name="sees_financials",
            field=fields.BooleanField(default=False),
        ),
        Redescribed(
            model_name="Company",
            name="status",
            field=fields.CharEnumField(
                default=CompanyStatus.ACTIVE, description="", enum_type=CompanyStatus, max_length=20
            ),
        ),
        Redescribed(
            model_name="Deal",
            name="status",
            field=fields.CharEnumField(
                default=DealStatus.OPEN, description="", enum_type=DealStatus, max_length=10
            ),
        ),
        Redescribed(
            model_name="User",
            name="crm_access",
            field=fields.CharEnumField(
                default=CrmAccess.FULL, description="", enum_type=CrmAccess, max_length=20
            ),
        ),
        Redescribed(
            model_name="User",
            name="status",
            field=fields.CharEnumField(
                default=UserStatus.ACTIVE, description="", enum_type=UserStatus, max_length=20
            ),
        ),
        # Whoever had everything has what came, and each account its lists that nobody can change.
        ops.RunSQL(
            """UPDATE "user" SET modules =
            '["COMPANIES_AND_CONTACTS","DEALS","INVOICES","PROJECTS","TICKETS"]'
            WHERE modules = '["COMPANIES_AND_CONTACTS","DEALS"]'"""
        ),
        system_segment("COMPANY", "All companies"),
        system_segment("CONTACT", "All contacts"),
        system_segment("DEAL", "All deals"),
        system_segment("INVOICE", "All invoices"),
        system_segment("PROJECT", "All projects"),
        system_segment("TICKET", "All tickets"),
    ]
