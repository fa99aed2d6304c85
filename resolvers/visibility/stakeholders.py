"""The people around a record: who is responsible, who takes part, who manages its customers."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from orm.account import Account
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.project import Project, ProjectParticipant
from orm.record import Record, ResponsibilityRole
from orm.team import Membership
from orm.user import User
from permissions.readers import viewers
from permissions.record import sees_in_part
from resolvers.write.words import listed


@dataclass(frozen=True)
class RecordStakeholders:
    """The people around a record; seconds are among them only where they count.

    named: the managers of the further companies that it was said to have to do with.
    """

    responsible: tuple[int, ...] = ()
    participants: tuple[int, ...] = ()
    managers: tuple[int, ...] = ()
    named: tuple[int, ...] = ()

    @classmethod
    async def of(
        cls, record: Record, *, second_responsibles: bool, companies: Collection[int] = ()
    ) -> "RecordStakeholders":
        """Those around a record as it is now; companies: further ones that it has to do with."""
        customers = await _companies({*await customers_of(record), *companies})
        named = [company for company in customers if company.id in companies]
        return cls(
            await responsible_for(record, second_responsibles=second_responsibles),
            await participants_of(record),
            _managers(customers, second_responsibles=second_responsibles),
            _managers(named, second_responsibles=second_responsibles),
        )


async def responsible_for(record: Record, *, second_responsibles: bool) -> tuple[int, ...]:
    """Who is responsible for a record."""
    holders = [user for _, user in await role_holders(record)]
    return tuple(
        dict.fromkeys([*record.responsibles(second_responsibles=second_responsibles), *holders])
    )


async def role_holders(record: Record) -> list[tuple[ResponsibilityRole, int]]:
    """Who has which of the roles that several can have."""
    holders: list[tuple[ResponsibilityRole, int]] = []
    for role, through in record.holders.items():
        rows = through.model.filter(**{through.mine: record.id}).order_by("id")
        users = cast(list[int], await rows.values_list(through.theirs, flat=True))
        holders += [(role, user) for user in users]
    return holders


async def participants_of(record: Record) -> tuple[int, ...]:
    """Who takes part in a record, directly or through a team."""
    users: list[int | None] = []
    teams: list[int | None] = []
    for through in record.joined.values():
        rows = await through.model.filter(**{through.mine: record.id}).order_by("id")
        users += [getattr(row, through.theirs) for row in rows]
        teams += [getattr(row, "team_id", None) for row in rows]
    members = await members_of([team for team in teams if team is not None])
    return tuple(dict.fromkeys([*(user for user in users if user is not None), *members]))


async def projects_of(teams: Collection[int]) -> list[Project]:
    """What some teams take part in."""
    rows = ProjectParticipant.filter(team_id__in=list(teams)).select_related("project")
    return [row.project for row in await rows]


async def members_of(teams: Collection[int]) -> list[int]:
    """Who is in some teams."""
    if not teams:
        return []
    return [row.user_id for row in await Membership.filter(team_id__in=list(teams)).order_by("id")]


async def customers_of(record: Record) -> set[int]:
    """The companies that a record is for, or that a contact is linked to."""
    if isinstance(record, Contact):
        return {link.company_id for link in await CompanyLink.filter(contact_id=record.id)}
    if record.customers:
        through = record.customers
        rows = await through.model.filter(**{through.mine: record.id})
        return {getattr(row, through.theirs) for row in rows} - {None}
    company: int | None = getattr(record, "company_id", None)
    return set() if company is None else {company}


async def managers_of(companies: Collection[int], *, second_responsibles: bool) -> tuple[int, ...]:
    """The account managers of some companies."""
    return _managers(await _companies(companies), second_responsibles=second_responsibles)


async def _companies(ids: Collection[int]) -> list[Company]:
    """Some companies, of which only the managers are known."""
    if not ids:
        return []
    rows = Company.filter(id__in=list(ids)).order_by("id")
    return await rows.only("id", *Company.roles.values())


def _managers(companies: Iterable[Company], *, second_responsibles: bool) -> tuple[int, ...]:
    """The account managers of some companies."""
    return tuple(
        dict.fromkeys(
            user
            for company in companies
            for user in company.responsibles(second_responsibles=second_responsibles)
        )
    )


async def names_by_manager(
    companies: Collection[int], *, second_responsibles: bool
) -> dict[int, str]:
    """What some companies are called, to each account manager those that are theirs."""
    theirs: dict[int, list[str]] = defaultdict(list)
    for company in (
        await Company.filter(id__in=list(companies)).order_by("name") if companies else ()
    ):
        for user in company.responsibles(second_responsibles=second_responsibles):
            theirs[user].append(company.name)
    return {user: listed(names) for user, names in theirs.items()}


async def seeing_in_part(account: Account) -> set[int]:
    """The users who see some records of a kind and not others."""
    users = User.filter(account_id=account.id).only("id")
    found = await viewers(account, [user.id for user in await users])
    return {viewer.id for viewer in found if sees_in_part(viewer)}
