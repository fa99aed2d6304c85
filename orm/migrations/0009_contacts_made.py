from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("whose", "0008_orders")]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name="Contact",
            name=None,
            fields=["created_by_id", "last_name", "id"],
        ),
        ops.AddIndex(
            model_name="Contact",
            index=Index(fields=["created_by_id", "company_count", "last_name", "id"]),
        ),
    ]
