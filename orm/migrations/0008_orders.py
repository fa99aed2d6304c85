from tortoise import fields, migrations

from orm.deal import DealStatus
from orm.invoice import InvoiceStatus
from orm.migrations import Ordered
from orm.project import ProjectStatus
from orm.record import RecordKind
from orm.ticket import TicketStatus


class Migration(migrations.Migration):
    dependencies = [("whose", "0007_sign_in")]

    initial = False

    operations = [
        Ordered(
            model_name="Account", texts={"name": fields.CharField(max_length=200, unique=True)}
        ),
        Ordered(
            model_name="Company",
            texts={
                "name": fields.CharField(max_length=200),
                "city": fields.CharField(max_length=120, null=True),
                "country": fields.CharField(max_length=120, null=True),
                "industry": fields.CharField(max_length=120, null=True),
            },
            orders=("city", "country", "industry", "created_at", "updated_at"),
        ),
        Ordered(
            model_name="Contact",
            texts={
                "first_name": fields.CharField(max_length=100, null=True),
                "last_name": fields.CharField(max_length=100),
            },
            orders=("first_name", "created_at", "updated_at"),
        ),
        Ordered(
            model_name="CustomFieldDefinition",
            texts={"level": fields.CharEnumField(RecordKind, description="", max_length=20)},
        ),
        Ordered(
            model_name="Deal",
            texts={
                "title": fields.CharField(max_length=200),
                "status": fields.CharEnumField(
                    DealStatus, description="", max_length=10, default=DealStatus.OPEN
                ),
            },
            orders=(
                "amount_cents",
                "status",
                "expected_closing",
                "closed_at",
                "created_at",
                "updated_at",
            ),
        ),
        Ordered(model_name="Inbox", texts={"name": fields.CharField(max_length=200)}),
        Ordered(
            model_name="Invoice",
            texts={
                "status": fields.CharEnumField(
                    InvoiceStatus, description="", max_length=20, default=InvoiceStatus.DRAFT
                )
            },
            orders=(
                "total_cents",
                "status",
                "due_on",
                "booked_at",
                "sent_at",
                "paid_at",
                "created_at",
                "updated_at",
            ),
        ),
        Ordered(model_name="Pipeline", texts={"name": fields.CharField(max_length=200)}),
        Ordered(
            model_name="Project",
            texts={
                "title": fields.CharField(max_length=200),
                "status": fields.CharEnumField(
                    ProjectStatus, description="", max_length=20, default=ProjectStatus.ACTIVE
                ),
            },
            orders=("status", "due_on", "closed_at", "created_at", "updated_at"),
        ),
        Ordered(model_name="Segment", texts={"name": fields.CharField(max_length=200)}),
        Ordered(model_name="Team", texts={"name": fields.CharField(max_length=200)}),
        Ordered(
            model_name="Ticket",
            texts={
                "subject": fields.CharField(max_length=200),
                "status": fields.CharEnumField(
                    TicketStatus, description="", max_length=30, default=TicketStatus.NEW
                ),
            },
            orders=("subject", "status", "closed_at", "updated_at"),
        ),
        Ordered(
            model_name="User",
            texts={
                "first_name": fields.CharField(max_length=100),
                "last_name": fields.CharField(max_length=100),
            },
        ),
    ]
