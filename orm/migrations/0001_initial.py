from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from orm.company import CompanyStatus
from orm.deal import DealStatus
from orm.event import EventKind
from orm.notification import NotificationReason
from orm.record import FoldedField, RecordKind, ResponsibilityRole
from orm.user import CrmAccess, UserStatus, every_module


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name", fields.CharField(unique=True, max_length=200)),
                ("features", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                (
                    "last_event",
                    fields.BigIntField(
                        default=0,
                        description="The number of the account's latest event: 1, 2, 3 ... in the order of commits.",
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "account",
                "app": "whose",
                "pk_attr": "id",
                "table_description": "One organisation.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Pipeline",
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
            ],
            options={
                "table": "pipeline",
                "app": "whose",
                "unique_together": (("account", "name"),),
                "pk_attr": "id",
                "table_description": "A way of selling.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Phase",
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
                    "pipeline",
                    fields.ForeignKeyField(
                        "whose.Pipeline",
                        source_field="pipeline_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("position", fields.IntField()),
                (
                    "probability",
                    fields.IntField(
                        default=0, description="How likely a deal in this phase is won, in percent."
                    ),
                ),
                ("attention_after_days", fields.IntField(null=True)),
            ],
            options={
                "table": "phase",
                "app": "whose",
                "unique_together": (("pipeline", "name"),),
                "pk_attr": "id",
                "table_description": "A step of a pipeline.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="User",
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
                ("first_name", fields.CharField(max_length=100)),
                ("last_name", fields.CharField(max_length=100)),
                ("email", fields.CharField(max_length=254)),
                ("password_hash", fields.CharField(null=True, max_length=200)),
                ("language", fields.CharField(default="en", max_length=10)),
                ("time_zone", fields.CharField(default="UTC", max_length=64)),
                (
                    "status",
                    fields.CharEnumField(
                        default=UserStatus.ACTIVE,
                        description="ACTIVE: ACTIVE\nDEACTIVATED: DEACTIVATED",
                        enum_type=UserStatus,
                        max_length=20,
                    ),
                ),
                ("is_admin", fields.BooleanField(default=False)),
                (
                    "modules",
                    fields.JSONField(default=every_module, encoder=JSON_DUMPS, decoder=loads),
                ),
                (
                    "crm_access",
                    fields.CharEnumField(
                        default=CrmAccess.FULL,
                        description="FULL: FULL\nLIMITED_CRM: LIMITED_CRM\nLIMITED_DEALS: LIMITED_DEALS",
                        enum_type=CrmAccess,
                        max_length=20,
                    ),
                ),
                (
                    "last_notification",
                    fields.BigIntField(
                        default=0,
                        description="The number of the user's latest notification: 1, 2, 3 ... without gaps.",
                    ),
                ),
                ("external_id", fields.CharField(null=True, max_length=200)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("search", FoldedField(default="", of="name")),
            ],
            options={
                "table": "user",
                "app": "whose",
                "unique_together": (("account", "external_id"), ("email", "account")),
                "indexes": [Index(fields=["account_id", "first_name", "last_name", "id"])],
                "pk_attr": "id",
                "table_description": "A person who works in an account.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Company",
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
                ("name", fields.CharField(max_length=200)),
                (
                    "status",
                    fields.CharEnumField(
                        default=CompanyStatus.ACTIVE,
                        description="ACTIVE: ACTIVE\nDEACTIVATED: DEACTIVATED",
                        enum_type=CompanyStatus,
                        max_length=20,
                    ),
                ),
                ("vat_number", fields.CharField(null=True, max_length=40)),
                ("email", fields.CharField(null=True, max_length=254)),
                ("phone", fields.CharField(null=True, max_length=60)),
                ("website", fields.CharField(null=True, max_length=300)),
                ("city", fields.CharField(null=True, max_length=120)),
                ("country", fields.CharField(null=True, max_length=120)),
                ("industry", fields.CharField(null=True, max_length=120)),
                (
                    "account_manager",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="account_manager_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "second_account_manager",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="second_account_manager_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("search", FoldedField(default="", of="name")),
            ],
            options={
                "table": "company",
                "app": "whose",
                "unique_together": (("account", "external_id"),),
                "indexes": [
                    Index(fields=["account_id", "name", "id"]),
                    Index(fields=["account_manager_id", "name", "id"]),
                    Index(fields=["second_account_manager_id", "name", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "A customer, or one to be.",
            },
            bases=["Record"],
        ),
        ops.CreateModel(
            name="Deal",
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
                        default=DealStatus.OPEN,
                        description="OPEN: OPEN\nWON: WON\nLOST: LOST",
                        enum_type=DealStatus,
                        max_length=10,
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
                    "phase",
                    fields.ForeignKeyField(
                        "whose.Phase",
                        source_field="phase_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "amount_cents",
                    fields.BigIntField(null=True, description="Hundredths of the currency's unit."),
                ),
                ("currency", fields.CharField(default="EUR", max_length=3)),
                ("expected_closing", fields.DateField(null=True)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("closing_reason", fields.CharField(null=True, max_length=500)),
                (
                    "assigned_to",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="assigned_to_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "second_assigned_to",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="second_assigned_to_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("search", FoldedField(default="", of="title")),
            ],
            options={
                "table": "deal",
                "app": "whose",
                "unique_together": (("account", "external_id"),),
                "indexes": [
                    Index(fields=["account_id", "title", "id"]),
                    Index(fields=["company_id", "title", "id"]),
                    Index(fields=["assigned_to_id", "title", "id"]),
                    Index(fields=["second_assigned_to_id", "title", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "An opportunity to sell.",
            },
            bases=["Record"],
        ),
        ops.CreateModel(
            name="Event",
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
                ("sequence", fields.BigIntField()),
                (
                    "kind",
                    fields.CharEnumField(
                        description="COMPANY_CREATED: COMPANY_CREATED\nCOMPANY_UPDATED: COMPANY_UPDATED\nCOMPANY_REASSIGNED: COMPANY_REASSIGNED\nCOMPANY_DELETED: COMPANY_DELETED\nDEAL_CREATED: DEAL_CREATED\nDEAL_UPDATED: DEAL_UPDATED\nDEAL_MOVED: DEAL_MOVED\nDEAL_WON: DEAL_WON\nDEAL_LOST: DEAL_LOST\nDEAL_REASSIGNED: DEAL_REASSIGNED\nDEAL_DELETED: DEAL_DELETED\nNOTE_ADDED: NOTE_ADDED\nUSER_DEACTIVATED: USER_DEACTIVATED\nACCESS_CHANGED: ACCESS_CHANGED\nFEATURES_CHANGED: FEATURES_CHANGED\nRESPONSIBILITIES_TRANSFERRED: RESPONSIBILITIES_TRANSFERRED\nRECORDS_IMPORTED: RECORDS_IMPORTED",
                        enum_type=EventKind,
                        max_length=40,
                    ),
                ),
                (
                    "record_kind",
                    fields.CharEnumField(
                        null=True,
                        description="COMPANY: COMPANY\nDEAL: DEAL",
                        enum_type=RecordKind,
                        max_length=20,
                    ),
                ),
                ("record_id", fields.BigIntField(null=True)),
                ("label", fields.CharField(max_length=200)),
                (
                    "by",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "data",
                    fields.JSONField(
                        default=dict,
                        description="What else is known: who gained or lost the record, the facts of a user before and after.",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event",
                "app": "whose",
                "unique_together": (("account", "sequence"),),
                "indexes": [Index(fields=["record_kind", "record_id", "id"])],
                "pk_attr": "id",
                "table_description": "One thing that happened, numbered within its account in the order of commits.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Note",
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
                    "record_kind",
                    fields.CharEnumField(
                        description="COMPANY: COMPANY\nDEAL: DEAL",
                        enum_type=RecordKind,
                        max_length=20,
                    ),
                ),
                ("record_id", fields.BigIntField()),
                ("body", fields.TextField(unique=False)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="author_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "note",
                "app": "whose",
                "indexes": [Index(fields=["record_kind", "record_id", "id"])],
                "pk_attr": "id",
                "table_description": "What somebody wrote about a record.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "note",
                    fields.ForeignKeyField(
                        "whose.Note",
                        source_field="note_id",
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
                "table": "mention",
                "app": "whose",
                "unique_together": (("note", "user"),),
                "pk_attr": "id",
                "table_description": "That a note mentions a user.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Notification",
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
                    "recipient",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="recipient_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("sequence", fields.BigIntField()),
                (
                    "event",
                    fields.ForeignKeyField(
                        "whose.Event",
                        source_field="event_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "by",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="by_id",
                        null=True,
                        description="Who did it. Nobody for the service, nor for who may no longer read the record.",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "reason",
                    fields.CharEnumField(
                        description="BECAME_RESPONSIBLE: BECAME_RESPONSIBLE\nNO_LONGER_RESPONSIBLE: NO_LONGER_RESPONSIBLE\nRESPONSIBLE: RESPONSIBLE\nMANAGES_THE_CUSTOMER: MANAGES_THE_CUSTOMER\nCONCERNED: CONCERNED\nADMINISTRATOR: ADMINISTRATOR",
                        enum_type=NotificationReason,
                        max_length=30,
                    ),
                ),
                ("text", fields.TextField(unique=False)),
                ("read_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification",
                "app": "whose",
                "unique_together": (("recipient", "sequence"),),
                "pk_attr": "id",
                "table_description": "That one person is told of one event.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ResponsibilityChange",
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
                    "record_kind",
                    fields.CharEnumField(
                        description="COMPANY: COMPANY\nDEAL: DEAL",
                        enum_type=RecordKind,
                        max_length=20,
                    ),
                ),
                ("record_id", fields.BigIntField()),
                (
                    "role",
                    fields.CharEnumField(
                        description="ACCOUNT_MANAGER: ACCOUNT_MANAGER\nSECOND_ACCOUNT_MANAGER: SECOND_ACCOUNT_MANAGER\nASSIGNED_TO: ASSIGNED_TO\nSECOND_ASSIGNED_TO: SECOND_ASSIGNED_TO",
                        enum_type=ResponsibilityRole,
                        max_length=30,
                    ),
                ),
                (
                    "from_user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="from_user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "to_user",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="to_user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "by",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("reason", fields.CharField(null=True, max_length=500)),
                (
                    "batch",
                    fields.CharField(
                        null=True,
                        description="What was done together, in one import or one transfer, has the same batch.",
                        max_length=36,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "responsibility_change",
                "app": "whose",
                "indexes": [Index(fields=["record_kind", "record_id", "role", "id"])],
                "pk_attr": "id",
                "table_description": "That a role on a record passed from one user to another.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
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
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.BigIntField(description="Seconds since the epoch.")),
            ],
            options={
                "table": "session",
                "app": "whose",
                "pk_attr": "id",
                "table_description": "A bearer token of a user, kept as its SHA-256 only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Team",
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
                (
                    "lead",
                    fields.ForeignKeyField(
                        "whose.User",
                        source_field="lead_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("external_id", fields.CharField(null=True, max_length=200)),
            ],
            options={
                "table": "team",
                "app": "whose",
                "unique_together": (("account", "external_id"), ("account", "name")),
                "pk_attr": "id",
                "table_description": "People who work together.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "team",
                    fields.ForeignKeyField(
                        "whose.Team",
                        source_field="team_id",
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
                "table": "membership",
                "app": "whose",
                "unique_together": (("team", "user"), ("user", "team")),
                "pk_attr": "id",
                "table_description": "That a user is a member of a team.",
            },
            bases=["Model"],
        ),
    ]
