"""Every place where somebody can be responsible, all of one person."""

from dataclasses import dataclass

from orm.custom_field import CustomFieldDefinition, CustomFieldType, CustomFieldValue
from tests.world.crm import Crm
from tests.world.people import Person, Thing

ROLES = (
    *("ACCOUNT_MANAGER", "SECOND_ACCOUNT_MANAGER", "ASSIGNED_TO", "SECOND_ASSIGNED_TO"),
    *("PROJECT_OWNER", "PROJECT_PARTICIPANT", "TASK_ASSIGNEE", "TICKET_ASSIGNEE", "CUSTOM_FIELD"),
)


async def named(crm: Crm, of: Thing, person: Person, *, required: bool = False) -> None:
    """A custom field of a record names somebody already."""
    label = f"Field {of.gid}"
    async with crm.runtime.database.writing():
        definition = await CustomFieldDefinition.create(
            account_id=crm.account_id,
            level=of.kind,
            label=label,
            type=CustomFieldType.USER,
            required=required,
        )
        await CustomFieldValue.create(
            account_id=crm.account_id,
            definition=definition,
            record_kind=of.kind,
            record_id=of.id,
            user_id=person.id,
        )


@dataclass(frozen=True)
class Everywhere:
    """Records of every kind on which one person has every role there is."""

    managed: Thing
    second: Thing
    deal: Thing
    second_deal: Thing
    owned: Thing
    joined: Thing
    ticket: Thing

    @classmethod
    async def of(cls, crm: Crm, person: Person, other: Person) -> "Everywhere":
        """All of them; the other is whoever else is needed."""
        it = cls(
            managed=await crm.company("Managed", account_manager=person),
            second=await crm.company(
                "Second", account_manager=other, second_account_manager=person
            ),
            deal=await crm.deal("Deal", assigned_to=person),
            second_deal=await crm.deal("Second deal", assigned_to=other, second_assigned_to=person),
            owned=await crm.project("Owned", owners=[person, other]),
            joined=await crm.project("Joined", owners=[other], participants=[person]),
            ticket=await crm.ticket("Ticket", assigned_to=person),
        )
        await crm.task(it.joined, user_id=person.id)
        await named(crm, it.managed, person)
        await named(crm, it.ticket, person)
        return it


async def left(crm: Crm, person: Person) -> dict[str, int]:
    """How many places of each role a person has, by the rows of the database."""

    async def count(table: str, column: str) -> int:
        return sum(row[column] == person.id for row in await crm.rows(table))

    return dict(
        zip(
            ROLES,
            (
                await count("company", "account_manager_id"),
                await count("company", "second_account_manager_id"),
                await count("deal", "assigned_to_id"),
                await count("deal", "second_assigned_to_id"),
                await count("project_owner", "user_id"),
                await count("project_participant", "user_id"),
                await count("task", "user_id"),
                await count("ticket", "assigned_to_id"),
                await count("custom_field_value", "user_id"),
            ),
            strict=True,
        )
    )
