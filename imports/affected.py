"""The people who can gain or lose sight of records that an import changes."""

from collections.abc import Sequence

from imports.change_set import PlannedRecord
from orm.account import Account
from resolvers.visibility.stakeholders import managers_of, seeing_in_part
from resolvers.write.batches import chunks


async def affected_people(account: Account, changed: Sequence[PlannedRecord]) -> set[int]:
    """Who is or was responsible for records, and for the customers of records."""
    if any(_seen_by_many(it) for it in changed):
        return await seeing_in_part(account)
    people = {user for it in changed for user in (*it.were, *it.are)}
    companies = {it.before.get("company_id") for it in changed}
    companies |= {getattr(it.record, "company_id", None) for it in changed}
    people |= {user for it in changed for user in it.near}
    for some in chunks(companies - {None}):
        people |= set(await managers_of([id_ for id_ in some if id_], second_responsibles=True))
    return people


def _seen_by_many(it: PlannedRecord) -> bool:
    """Whether more people may see it than are around it, through a contact or a team."""
    contacts = (it.before.get("contact_id"), it.named.get("contact_id"))
    return it.record.seen_by_many or any(contacts)
