"""What is there at the beginning, taken down in the model."""

from typing import Any

from orm.account import Account as OrmAccount
from orm.company import Company as OrmCompany
from orm.contact import Contact as OrmContact
from orm.deal import Deal as OrmDeal
from orm.entitlements import Plan
from orm.inbox import Inbox as OrmInbox
from orm.pipeline import Phase
from orm.segment import Segment as OrmSegment
from orm.team import Membership, Team
from orm.ticket import Ticket as OrmTicket
from orm.user import User
from tests.model.world import (
    Account,
    Company,
    Contact,
    Deal,
    Inbox,
    Key,
    Person,
    Segment,
    Ticket,
    World,
)
from tests.model.world import Team as ModelTeam


async def learn(world: World, accounts: list[int]) -> None:
    """Take down in the model what is there at the beginning."""
    here = {"account_id__in": accounts}
    for id_ in accounts:
        account = await OrmAccount.get(id=id_)
        assert account.plan is Plan.BOOST
        assert not account.features
        world.accounts[key_of("Account", id_)] = Account()
        phases = await Phase.filter(account_id=id_).order_by("position")
        world.phases[key_of("Account", id_)] = [key_of("Phase", it.id) for it in phases]
        longest = {key_of("Phase", it.id): it.attention_after_days for it in phases}
        world.attention |= {key: days for key, days in longest.items() if days is not None}
    for user in await User.filter(**here).order_by("id"):
        world.emails[key_of("Account", user.account_id)] = user.email
        world.people[key_of("User", user.id)] = _person(user)
    for segment in await OrmSegment.filter(**here):
        world.segments[key_of("Segment", segment.id)] = Segment(
            key_of("Segment", segment.id),
            key_of("Account", segment.account_id),
            segment.kind.value,
            segment.name,
            owner=_user(segment.owner_id),
            visibility=segment.visibility.value,
            system=segment.system,
        )
    for team in await Team.filter(**here):
        members = [key_of("User", it.user_id) for it in await Membership.filter(team_id=team.id)]
        world.teams[key_of("Team", team.id)] = ModelTeam(
            key_of("Team", team.id),
            key_of("Account", team.account_id),
            team.name,
            _user(team.lead_id),
            members,
        )
    for company in await OrmCompany.filter(**here):
        world.records[key_of("Company", company.id)] = Company(
            *_named(company),
            first=_user(company.account_manager_id),
            second=_user(company.second_account_manager_id),
        )
    for contact in await OrmContact.filter(**here):
        world.records[key_of("Contact", contact.id)] = Contact(*_named(contact))
    for ticket in await OrmTicket.filter(**here).order_by("id"):
        world.records[key_of("Ticket", ticket.id)] = Ticket(
            *_named(ticket),
            number=ticket.number,
            assignee=_user(ticket.assigned_to_id),
            inbox=key_of("Inbox", ticket.inbox_id),
        )
        world.numbers[key_of("Account", ticket.account_id), "TICKET"] = ticket.number
    for inbox in await OrmInbox.filter(**here):
        key = key_of("Inbox", inbox.id)
        world.shared_inboxes[key] = Inbox(key, key_of("Account", inbox.account_id), inbox.name)
    for deal in await OrmDeal.filter(**here):
        world.records[key_of("Deal", deal.id)] = Deal(
            *_named(deal),
            first=_user(deal.assigned_to_id),
            second=_user(deal.second_assigned_to_id),
            customer=key_of("Company", deal.company_id) if deal.company_id else None,
            phase=key_of("Phase", deal.phase_id),
        )


def key_of(type_: str, id_: int) -> Key:
    """A global id."""
    return f"{type_}:{id_}"


def _user(id_: int | None) -> Key | None:
    return None if id_ is None else key_of("User", id_)


def _named(row: Any) -> tuple[Key, Key, str]:
    return key_of(type(row).__name__, row.id), key_of("Account", row.account_id), row.label


def _person(user: User) -> Person:
    return Person(
        key_of("User", user.id),
        key_of("Account", user.account_id),
        user.name,
        admin=user.is_admin,
        crm=user.crm_access.value,
        modules=set(user.modules),
        active=user.status.value == "ACTIVE",
        projects=user.project_access.value,
        financials=user.sees_financials,
    )
