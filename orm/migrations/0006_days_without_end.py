from tortoise import migrations
from tortoise.migrations import operations as ops

#: Where people have written days, of which PostgreSQL was given the first and the last as infinity.
COLUMNS = (
    ("deal", "expected_closing"),
    ("invoice", "due_on"),
    ("project", "due_on"),
    ("task", "due_on"),
    ("custom_field_value", "day"),
)
DAYS = (("infinity", "9999-12-31"), ("-infinity", "0001-01-01"))


class Migration(migrations.Migration):
    dependencies = [("whose", "0005_longer_labels")]

    initial = False

    operations = [
        ops.RunSQL(f"UPDATE {table} SET {column} = '{day}' WHERE {column} = '{kept}'")
        for table, column in COLUMNS
        for kept, day in DAYS
    ]
