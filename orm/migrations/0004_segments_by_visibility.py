from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from orm.migrations import RemoveUnique


class Migration(migrations.Migration):
    dependencies = [("whose", "0003_segments_of_one")]

    initial = False

    operations = [
        RemoveUnique(
            model_name="Segment",
            fields=["account", "kind", "name", "owner"],
        ),
        ops.AddConstraint(
            model_name="Segment",
            constraint=UniqueConstraint(
                fields=("account", "kind", "name", "owner", "visibility"), name=None
            ),
        ),
    ]
