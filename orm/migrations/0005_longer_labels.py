from tortoise import fields, migrations

from orm.migrations import Widened


class Migration(migrations.Migration):
    dependencies = [("whose", "0004_segments_by_visibility")]

    initial = False

    operations = [
        Widened(
            model_name="Event",
            name="label",
            field=fields.CharField(max_length=255),
        ),
    ]
