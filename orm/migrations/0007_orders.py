from typing import Any

from tortoise import fields, migrations

from orm.deal import DealStatus
from orm.invoice import InvoiceStatus
from orm.migrations import AddOrder, Ordered
from orm.ordered import ordered
from orm.project import ProjectStatus
from orm.record import RecordKind
from orm.ticket import TicketStatus

TEXTS: tuple[tuple[str, str, Any], ...] = (
    ("Account", "name", fields.CharField(max_length=200, unique=True)),
    ("Company", "name", fields.CharField(max_length=200)),
    ("Company", "city", fields.CharField(max_length=120, null=True)),
    ("Company", "country", fields.CharField(max_length=120, null=True)),
    ("Company", "industry", fields.CharField(max_length=120, null=True)),
    ("Contact", "first_name", fields.CharField(max_length=100, null=True)),
    ("Contact", "last_name", fields.CharField(max_length=100)),
    ("Deal", "title", fields.CharField(max_length=200)),
    ("Inbox", "name", fields.CharField(max_length=200)),
    ("Pipeline", "name", fields.CharField(max_length=200)),
    ("Project", "title", fields.CharField(max_length=200)),
    ("Segment", "name", fields.CharField(max_length=200)),
    ("Team", "name", fields.CharField(max_length=200)),
    ("Ticket", "subject", fields.CharField(max_length=200)),
    ("User", "first_name", fields.CharField(max_length=100)),
    ("User", "last_name", fields.CharField(max_length=100)),
)
ENUMS: tuple[tuple[str, str, Any], ...] = (
    (
        "CustomFieldDefinition",
        "level",
        fields.CharEnumField(RecordKind, description="", max_length=20),
    ),
    (
        "Deal",
        "status",
        fields.CharEnumField(DealStatus, description="", max_length=10, default=DealStatus.OPEN),
    ),
    (
        "Invoice",
        "status",
        fields.CharEnumField(
            InvoiceStatus, description="", max_length=20, default=InvoiceStatus.DRAFT
        ),
    ),
    (
        "Project",
        "status",
        fields.CharEnumField(
            ProjectStatus, description="", max_length=20, default=ProjectStatus.ACTIVE
        ),
    ),
    (
        "Ticket",
        "status",
        fields.CharEnumField(TicketStatus, description="", max_length=30, default=TicketStatus.NEW),
    ),
)
ORDERS = {
    "Company": ("city", "country", "industry", "created_at", "updated_at"),
    "Contact": ("first_name", "created_at", "updated_at"),
    "Deal": ("amount_cents", "status", "expected_closing", "closed_at", "created_at", "updated_at"),
    "Invoice": (
        "total_cents",
        "status",
        "due_on",
        "booked_at",
        "sent_at",
        "paid_at",
        "created_at",
        "updated_at",
    ),
    "Project": ("status", "due_on", "closed_at", "created_at", "updated_at"),
    "Ticket": ("subject", "status", "closed_at", "updated_at"),
}


class Migration(migrations.Migration):
    dependencies = [("whose", "0006_days_without_end")]

    initial = False

    operations = [
        *(
            Ordered(model_name=model, name=name, field=ordered(column))
            for model, name, column in (*TEXTS, *ENUMS)
        ),
        *(AddOrder(model, column) for model, columns in ORDERS.items() for column in columns),
    ]
