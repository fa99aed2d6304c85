"""The companies and deals of the demo account, by chance that is the same every time."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from demo import trade
from demo.stage import DAY, Stage
from orm.company import Company, CompanyStatus
from orm.contact import Contact
from orm.deal import Deal, DealStatus
from orm.pipeline import Phase
from orm.record import Columns, Record
from orm.responsibility import ResponsibilityChange
from orm.user import User

COMPANIES, DEALS = 400, 1_500


@dataclass(frozen=True)
class Sellers:
    """Who can be responsible for what."""

    #: May manage any company and be responsible for any deal.
    free: list[User]
    #: Manages companies together with the second.
    first: User
    second: User
    #: Limited to companies they manage, each on their own.
    limited: list[User]
    #: Limited to deals they are responsible for; they manage nothing.
    of_deals: list[User]


class Rows:
    """Makes rows that hold together; none is saved yet."""

    def __init__(self, stage: Stage, sellers: Sellers, dice: random.Random) -> None:
        self._account, self._sellers, self._dice = stage.account, sellers, dice
        self._now = stage.now

    def companies(self) -> list[Company]:
        """Companies; some have two managers, some have none."""
        names = self._dice.sample(list(itertools.product(trade.WORDS, trade.TRADES)), COMPANIES)
        return [self._company(number, *name) for number, name in enumerate(names)]

    def _company(self, number: int, word: str, does: tuple[str, str]) -> Company:
        dice, (trade_name, industry) = self._dice, does
        city, country, form, code, _ = dice.choice(trade.PLACES)
        host = f"{word}-{trade_name}.example".lower()
        first, second = self._managers(number)
        return Company(
            account_id=self._account.id,
            name=f"{word} {trade_name} {form}",
            status=CompanyStatus.DEACTIVATED if number % 37 == 5 else CompanyStatus.ACTIVE,
            vat_number=f"{code}{dice.randrange(10**8, 10**9)}",
            email=f"office@{host}",
            phone=f"+{dice.randrange(30, 50)} {dice.randrange(10**8, 10**9)}",
            website=f"https://www.{host}",
            city=city,
            country=country,
            industry=industry,
            account_manager_id=first and first.id,
            second_account_manager_id=second and second.id,
            created_at=self._now - DAY * dice.randrange(560, 900),
        )

    def _managers(self, number: int) -> tuple[User | None, User | None]:
        if number < 12:
            return self._sellers.first, self._sellers.second
        if number % 12 == 0:
            return None, None
        first, second = self._dice.sample(self._sellers.free, 2)
        if number % 20 == 10:
            first = self._sellers.limited[number // 20 % len(self._sellers.limited)]
        return first, second if number % 6 == 1 else None

    def deals(
        self, companies: list[Company], contacts: list[Contact], phases: list[Phase]
    ) -> list[Deal]:
        """Deals, most of them of a company and assigned to its manager, the others of contacts."""
        made = [self._deal(number, companies, phases) for number in range(DEALS)]
        for number, deal in enumerate(deal for deal in made if deal.company_id is None):
            deal.contact_id = contacts[number % len(contacts)].id
        return made

    def _deal(self, number: int, companies: list[Company], phases: list[Phase]) -> Deal:
        dice = self._dice
        company = None if number % 50 == 49 else companies[number % len(companies)]
        created = self._now - DAY * dice.randrange(3, 550) - DAY * dice.random()
        status = dice.choices(list(DealStatus), (45, 33, 22))[0]
        columns: Columns = {"phase_id": dice.choice(phases).id}
        if status is not DealStatus.OPEN:
            closed = created + (self._now - created) * dice.uniform(0.2, 0.95)
            columns = {"phase_id": phases[-1].id, "closed_at": closed}
        if status is DealStatus.LOST:
            columns["closing_reason"] = dice.choice(trade.LOST_TO)
        first, second = self._assignees(number, company)
        what = dice.choice(trade.GOODS) + dice.choice(trade.OCCASIONS)
        return Deal(
            account_id=self._account.id,
            title=f"{what} ({company.name.rpartition(' ')[0]})" if company else what,
            status=status,
            company_id=company.id if company else None,
            amount_cents=50_00 * round(dice.lognormvariate(5, 1) + 1),
            currency=self._currency(company),
            expected_closing=(self._now + DAY * dice.randrange(-20, 150)).date(),
            assigned_to_id=first,
            second_assigned_to_id=second,
            created_at=created,
            **columns,
        )

    def _assignees(self, number: int, company: Company | None) -> tuple[int, int | None]:
        if number % 40 == 7:
            turn = number // 40 % len(self._sellers.of_deals)
            return self._sellers.of_deals[turn].id, None
        first, second = (user.id for user in self._dice.sample(self._sellers.free, 2))
        if company and company.account_manager_id and number % 3:
            first = company.account_manager_id
        return first, second if number % 10 == 3 and second != first else None

    def _currency(self, company: Company | None) -> str:
        country = company.country if company else None
        return next((place[4] for place in trade.PLACES if place[1] == country), "EUR")


def beginnings(rows: Sequence[Record], by: User) -> list[ResponsibilityChange]:
    """The history of rows that were made with their responsibles."""
    return [
        ResponsibilityChange(
            account_id=row.account_id,
            record_kind=row.kind,
            record_id=row.id,
            role=role,
            to_user_id=getattr(row, column),
            by_id=by.id,
            at=row.created_at,
        )
        for row in rows
        for role, column in _filled(row)
    ]


def _filled(row: Record) -> list[tuple[str, str]]:
    return [(role, column) for role, column in row.roles.items() if getattr(row, column)]
