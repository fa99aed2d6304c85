from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("whose", "0006_days_without_end")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SignInFailure",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "attempt",
                    fields.BigIntField(
                        db_index=True, description="Shared by the rows of one attempt."
                    ),
                ),
                (
                    "subject",
                    fields.CharField(
                        description='"User:7", the hash of an e-mail that is no user\'s, or "" for the attempt itself.',
                        max_length=64,
                    ),
                ),
                (
                    "source",
                    fields.CharField(
                        description="The network that the attempt came from.", max_length=64
                    ),
                ),
                ("at", fields.BigIntField(db_index=True, description="Seconds since the epoch.")),
            ],
            options={
                "table": "sign_in_failure",
                "app": "whose",
                "indexes": [Index(fields=["subject", "source", "at"])],
                "pk_attr": "id",
                "table_description": "An attempt to sign in that has failed, or is not decided yet.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SignInPlace",
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
                ("source", fields.CharField(max_length=64)),
                (
                    "used_at",
                    fields.BigIntField(db_index=True, description="Seconds since the epoch."),
                ),
            ],
            options={
                "table": "sign_in_place",
                "app": "whose",
                "unique_together": (("user", "source"),),
                "pk_attr": "id",
                "table_description": "A network from which a user has signed in.",
            },
            bases=["Model"],
        ),
    ]
