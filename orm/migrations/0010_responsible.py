from tortoise import migrations
from tortoise.migrations import operations as ops

from orm.database.ordering import responsible_index
from orm.migrations import WithoutStatistics


class Migration(migrations.Migration):
    dependencies = [("whose", "0009_contacts_made")]

    initial = False

    operations = [
        WithoutStatistics(),
        ops.AddIndex(model_name="Company", index=responsible_index("account_manager_id")),
        ops.AddIndex(model_name="Deal", index=responsible_index("assigned_to_id")),
        ops.AddIndex(model_name="Ticket", index=responsible_index("assigned_to_id")),
    ]
