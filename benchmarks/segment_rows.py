"""A shared segment of the big account, and the custom fields that it asks of and shows."""

import random
from typing import Any

from orm.custom_field import CustomFieldDefinition, CustomFieldType, CustomFieldValue
from orm.record import RecordKind
from orm.segment import Segment, SegmentOperator, SegmentVisibility

NAME, LEAST = "Big and active", 100
AT_ONCE = 1_000


async def insert(account_id: int, users: list[int], companies: int) -> None:
    """Insert the segment, with a text, a number and a user for each of the companies."""
    number = await _field(account_id, "Customer number", CustomFieldType.TEXT)
    employees = await _field(account_id, "Employees", CustomFieldType.INTEGER)
    buyer = await _field(account_id, "Buyer", CustomFieldType.USER)
    chance = random.Random(companies)
    values = []
    for company in range(1, companies + 1):
        of_it: tuple[tuple[CustomFieldDefinition, dict[str, Any]], ...] = (
            (number, {"text": f"C-{chance.randrange(10**6):06}"}),
            (employees, {"whole": chance.randrange(1, 300)}),
            (buyer, {"user_id": chance.choice(users)}),
        )
        values += [
            CustomFieldValue(
                account_id=account_id,
                definition=field,
                record_kind=RecordKind.COMPANY,
                record_id=company,
                **value,
            )
            for field, value in of_it
        ]
    await CustomFieldValue.bulk_create(values, batch_size=AT_ONCE)
    await _segment(account_id, users[0], employees)


async def _field(account_id: int, label: str, type_: CustomFieldType) -> CustomFieldDefinition:
    return await CustomFieldDefinition.create(
        account_id=account_id, level=RecordKind.COMPANY, label=label, type=type_
    )


async def _segment(account_id: int, owner: int, employees: CustomFieldDefinition) -> None:
    rules = (
        (f"CustomFieldDefinition:{employees.id}", SegmentOperator.AT_LEAST, f"{LEAST}"),
        ("status", SegmentOperator.IS, "ACTIVE"),
    )
    await Segment.create(
        account_id=account_id,
        kind=RecordKind.COMPANY,
        name=NAME,
        owner_id=owner,
        visibility=SegmentVisibility.SHARED,
        rules=[
            {"field": field, "operator": operator, "values": [value]}
            for field, operator, value in rules
        ],
    )
