from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from orm.migrations import AddFilled


class Migration(migrations.Migration):
    dependencies = [("whose", "0002_every_module")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="Segment",
            index=Index(fields=["account_id", "visibility"]),
        ),
        ops.AddIndex(
            model_name="Segment",
            index=Index(fields=["owner_id"]),
        ),
        AddFilled(
            model_name="User",
            name="segments_version",
            field=fields.BigIntField(
                default=0, description="Counts the changes of the segments that nobody else sees."
            ),
        ),
    ]
