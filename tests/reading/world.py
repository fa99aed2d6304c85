"""A small random world: several accounts, each with people of every kind and what they work on."""

import datetime
import math
import random
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tortoise.models import Model

from orm.account import Account
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from orm.database.database import Database
from orm.deal import Deal
from orm.event import Event
from orm.inbox import Inbox
from orm.invoice import Invoice
from orm.message import Message, MessageMention
from orm.note import Mention, Note
from orm.notification import Notification, NotificationPreference
from orm.pipeline import Phase, Pipeline
from orm.quotation import Quotation
from orm.responsibility import ResponsibilityChange
from orm.segment import Segment
from orm.session import Session
from orm.team import Membership, Team
from orm.ticket import Ticket
from orm.user import User
from permissions.tokens import token_hash
from tests.model.world import World as ModelWorld
from tests.reading import custom_fields, kept
from tests.reading.projects import PROJECTS, MakingProjects
from tests.world.learning import Learning

NAMES = [
    *("Acme", "acme", "ACME Zürich", "Zeta", "zeta", "a", "A", "Z", "é", "e\u0301", "Éclair"),
    *("O'Neil & Söhne", 'The "Quoted" Ltd', "back\\slash", "100 % _sure_", "Straße", "STRASSE"),
    *("🦄 Unicorn", "日本電気", "ｆｕｌｌ ｗｉｄｔｈ", "ﬁne", "İstanbul", "<b>&amp;</b>", "a,b;c"),
    *("Hidden \u2028 line", "{}", "[1]", "null", "-id", "\x7f", "x" * 200, "𝔘nicode", "~tilde"),
    *("Ωmega", "_"),
]
COUNTRIES = ["Italia", "België", "Österreich", "日本", 'Côte d"Ivoire', None]
PLANS = [("BOOST", []), ("GO", ["SHARED_INBOX"]), ("MOVE", []), ("GO", ["PROJECT_MANAGEMENT"])]
CURRENCIES = ["EUR", "USD", "CHF"]
NOON = datetime.datetime(2026, 1, 31, 12, 0, 0, tzinfo=datetime.UTC)
LONG_HENCE = NOON.replace(year=2999)
TABLES: list[Any] = [
    *(Account, User, Team, Membership, Pipeline, Phase, Company, Contact, CompanyLink, Deal),
    *PROJECTS,
    *(Quotation, Invoice, Inbox, Ticket, Message, MessageMention),
    *(Note, Mention, ResponsibilityChange, Event, Notification),
    NotificationPreference,
    *(Segment, CustomFieldDefinition, CustomFieldValue),
]


@dataclass
class World:
    """Every row there is, by its table's name and its id."""

    rows: dict[str, dict[int, Any]] = field(default_factory=dict)

    @cached_property
    def model(self) -> ModelWorld:
        """The same in the model, whose time is in seconds; what is read of a world stays."""
        return Learning(self.all, lambda moment: math.floor(moment.timestamp())).learn()

    def all(self, model: type[Model]) -> list[Any]:
        """All rows of a table."""
        return list(self.rows[model._meta.db_table].values())

    def get(self, model: type[Model], id_: int | None) -> Any:
        """The row of an id, or None."""
        return self.rows[model._meta.db_table].get(id_)  # type: ignore[arg-type]


def token_of(user_id: int) -> str:
    """The token that a user of a world signs in with."""
    return f"token-{user_id}"


async def make_world(database: Database, seed: int, accounts: int = 4) -> World:
    """Write a world into an empty database, and read it back whole."""
    chance = random.Random(seed)
    for number in range(accounts):
        async with database.writing():
            await Making(chance).account(number)
    world = World()
    for model in TABLES:
        world.rows[model._meta.db_table] = {row.id: row for row in await model.all()}
    async with database.writing():
        later = int(time.time()) + 3600
        for user in world.all(User):
            hashed = token_hash(token_of(user.id))
            await Session.create(user=user, token_hash=hashed, expires_at=later)
    return world


class Making(MakingProjects):
    """Writes one account."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def maybe(self, choices: list[Any], share: float = 0.7) -> Any:
        """One of some things, or None."""
        return self.chance.choice(choices) if choices and self.chance.random() < share else None

    def name(self) -> str:
        """A name, of which many are the same."""
        return self.chance.choice(NAMES)

    def moment(self) -> datetime.datetime:
        """A moment; many are the same, some are in another zone, some between two seconds."""
        fraction = self.chance.choice([0, 0, 1, 500_000, 999_999, 120_000])
        zone = datetime.timezone(datetime.timedelta(hours=self.chance.choice([0, 0, 0, 2, -7])))
        moment = NOON + datetime.timedelta(days=self.chance.randint(-3, 3), microseconds=fraction)
        return moment.astimezone(zone)

    async def account(self, number: int) -> None:
        """An account with everything in it."""
        features = ["SECOND_ACCOUNT_MANAGER"] if number % 2 else []
        plan, boosters = PLANS[number % len(PLANS)]
        self.of = await Account.create(
            name=f"Account {number} 🏢", plan=plan, boosters=boosters, features=features
        )
        await self.people(number)
        await self.teams()
        await self.pipelines()
        await self.companies()
        await self.contacts()
        await self.deals()
        await self.projects()
        await self.quotations()
        await self.invoices(number)
        await self.tickets()
        await self.notes()
        await self.history()
        await self.events()
        await self.preferences()
        kinds = {"COMPANY": self.of_companies, "CONTACT": self.of_contacts, "DEAL": self.of_deals}
        kinds |= {"INVOICE": self.of_invoices, "TICKET": self.of_tickets}
        kinds |= {"PROJECT": self.of_projects}
        await custom_fields.make(self.chance, self.of, {**kinds, "USER": self.users})
        await kept.make(self.chance, self.of, self.users)

    async def people(self, number: int) -> None:
        """A person of every kind."""
        crm, deals = "COMPANIES_AND_CONTACTS", "DEALS"
        money = {"sees_financials": True}
        kinds: list[dict[str, Any]] = [
            {"is_admin": True, **money},
            {"is_admin": True, "crm_access": "LIMITED_CRM", "modules": [crm, deals, "INVOICES"]},
            {"project_access": "BY_PARTICIPATION", **money},
            {"crm_access": "LIMITED_CRM", "project_access": "BY_PARTICIPATION"},
            {"crm_access": "LIMITED_CRM", "project_access": "ADMIN", **money},
            {"crm_access": "LIMITED_DEALS", "project_access": "BY_PARTICIPATION"},
            {"crm_access": "LIMITED_DEALS", "modules": [deals]},
            {"modules": self.chance.choice([[crm], [deals], [deals, crm], ["INVOICES"], []])},
            {"crm_access": "LIMITED_CRM", "modules": self.chance.choice([[crm], [deals]])},
            {"status": "DEACTIVATED"},
        ]
        self.users = [
            await User.create(
                account=self.of,
                first_name=self.name()[:100],
                last_name=self.chance.choice(["", "", self.name()[:100]]),
                email=f"user-{number}-{each}@example.org",
                **kind,
            )
            for each, kind in enumerate(kinds)
        ]

    async def teams(self) -> None:
        """Teams, some without a lead."""
        self.of_teams: list[Any] = []
        for name in self.chance.sample(NAMES, 3):
            team = await Team.create(account=self.of, name=name, lead=self.maybe(self.users))
            self.of_teams.append(team)
            for user in self.chance.sample(self.users, self.chance.randint(0, 4)):
                await Membership.create(team=team, user=user)

    async def pipelines(self) -> None:
        """Pipelines with phases."""
        self.phases = []
        for name in self.chance.sample(NAMES, 2):
            pipeline = await Pipeline.create(account=self.of, name=name)
            for position, phase in enumerate(self.chance.sample(NAMES, 2)):
                self.phases.append(
                    await Phase.create(
                        account=self.of,
                        pipeline=pipeline,
                        name=phase,
                        position=self.chance.randint(1, 2),
                        probability=position * 50,
                        attention_after_days=self.maybe([7, 30]),
                    )
                )

    async def companies(self) -> None:
        """Companies with and without managers."""
        self.of_companies = [
            await Company.create(
                account=self.of,
                name=self.name(),
                status=self.chance.choice(["ACTIVE", "DEACTIVATED"]),
                email=self.maybe(["a@example.org"]),
                city=self.maybe(NAMES[:24]),
                country=self.chance.choice(COUNTRIES),
                industry=self.maybe(["Software", "software", "Wein & Öl"]),
                account_manager=self.maybe(self.users),
                second_account_manager=self.maybe(self.users, 0.4),
                created_at=self.moment(),
            )
            for _ in range(12)
        ]

    async def contacts(self) -> None:
        """People who work for no company, for one or for several."""
        self.of_contacts: list[Any] = []
        for number in range(10):
            companies = self.chance.sample(self.of_companies, number % 4)
            contact = await Contact.create(
                account=self.of,
                first_name=self.maybe(NAMES[:24]),
                last_name=self.name()[:100],
                email=self.maybe(["a@example.org"]),
                phone=self.maybe(["+39 06"]),
                created_by=self.maybe(self.users),
                company_count=len(companies),
                created_at=self.moment(),
            )
            for company in companies:
                await CompanyLink.create(
                    account=self.of,
                    contact=contact,
                    company=company,
                    position=self.maybe(NAMES[:24]),
                    decision_maker=self.chance.choice([True, False]),
                )
            self.of_contacts.append(contact)

    def customer(self) -> dict[str, Any]:
        """A company, a contact, or neither."""
        if self.chance.random() < 0.6:
            return {"company": self.maybe(self.of_companies)}
        return {"contact": self.maybe(self.of_contacts)}

    async def deals(self) -> None:
        """Deals with and without a customer."""
        cents = [None, 0, 1, -5, -12345, 99, 100, 105000, 10**15 - 1, 1 - 10**15]
        days = [None, *(datetime.date(2026, 1, 30) + datetime.timedelta(n) for n in range(4))]
        self.of_deals = [
            await Deal.create(
                account=self.of,
                title=self.name(),
                status=self.chance.choice(["OPEN", "WON", "LOST"]),
                phase=self.chance.choice(self.phases),
                amount_cents=self.chance.choice(cents),
                currency=self.chance.choice(CURRENCIES),
                expected_closing=self.chance.choice(days),
                closed_at=self.maybe([self.moment()]),
                closing_reason=self.maybe(NAMES[:24], 0.3),
                assigned_to=self.chance.choice(self.users),
                second_assigned_to=self.maybe(self.users, 0.4),
                created_at=self.moment(),
                **self.customer(),
            )
            for _ in range(18)
        ]

    async def quotations(self) -> None:
        """Offers in some of the deals."""
        for _ in range(10):
            await Quotation.create(
                account=self.of,
                deal=self.chance.choice(self.of_deals),
                title=self.name(),
                status=self.chance.choice(["OPEN", "ACCEPTED", "REFUSED"]),
                amount_cents=self.chance.choice([None, 0, 105000]),
                currency=self.chance.choice(CURRENCIES),
                accepted_at=self.maybe([self.moment()]),
            )

    async def invoices(self, account: int) -> None:
        """Invoices for companies and contacts, of which a few have lost their customer."""
        self.of_invoices: list[Any] = [
            await Invoice.create(
                account=self.of,
                number=f"{account}/{number}" if self.chance.random() < 0.6 else None,
                status=self.chance.choice(["DRAFT", "OUTSTANDING", "PAID"]),
                deal=self.maybe(self.of_deals),
                project=self.maybe(self.of_projects, 0.4),
                total_cents=self.chance.choice([0, 1, -5, 99, 100, 105000]),
                currency=self.chance.choice(CURRENCIES),
                due_on=self.maybe([datetime.date(2026, 1, 30), datetime.date(2026, 2, 1)]),
                booked_at=self.maybe([self.moment()]),
                sent_at=self.maybe([self.moment()]),
                paid_at=self.maybe([self.moment()]),
                created_at=self.moment(),
                **self.customer(),
            )
            for number in range(12)
        ]

    async def tickets(self) -> None:
        """Tickets of two inboxes, with and without an assignee, an answer and an end."""
        inboxes = [
            await Inbox.create(account=self.of, name=name, close_after_days=self.maybe([7]))
            for name in self.chance.sample(NAMES, 2)
        ]
        self.of_tickets = [
            await Ticket.create(
                account=self.of,
                number=number,
                inbox=self.chance.choice(inboxes),
                subject=self.name(),
                assigned_to=self.maybe(self.users),
                reopened=self.chance.random() < 0.3,
                reply_count=self.chance.randint(0, 3),
                first_reply_at=self.maybe([self.moment()]),
                waiting_since=self.maybe([self.moment()], 0.3),
                created_at=self.moment(),
                **self.ending(),
                **self.customer(),
            )
            for number in range(1, 15)
        ]
        for _ in range(20):
            await self.message()

    def ending(self) -> dict[str, Any]:
        """How a ticket ended, if it did."""
        if self.chance.random() < 0.5:
            return {"status": self.chance.choice(["NEW", "OPEN", "ESCALATED"])}
        by = self.maybe(self.users)
        auto = {"closed_by": by, "closed_automatically": by is None}
        return {"status": "CLOSED", "closed_at": self.moment(), **auto}

    async def message(self) -> None:
        """A message of a ticket, which may mention people."""
        message = await Message.create(
            account=self.of,
            ticket=self.chance.choice(self.of_tickets),
            type=self.chance.choice(["CUSTOMER", "REPLY", "INTERNAL", "THIRD_PARTY"]),
            body=self.name(),
            sent_by=self.maybe(self.users),
            auto=self.chance.random() < 0.2,
            created_at=self.moment(),
        )
        for user in self.chance.sample(self.users, self.chance.randint(0, 2)):
            await MessageMention.create(message=message, user=user)

    def record(self) -> dict[str, Any]:
        """The kind and the id of a record, sometimes of one that is no more."""
        kinds: dict[str, list[Any]] = {
            "COMPANY": self.of_companies,
            "CONTACT": self.of_contacts,
            "DEAL": self.of_deals,
            "INVOICE": self.of_invoices,
            "PROJECT": self.of_projects,
            "TICKET": self.of_tickets,
        }
        kind = self.chance.choice(list(kinds))
        rows = kinds[kind]
        gone = self.chance.random() < 0.1
        return {"record_kind": kind, "record_id": 10**6 if gone else self.chance.choice(rows).id}

    async def notes(self) -> None:
        """Notes that mention people."""
        for _ in range(10):
            text = "\n".join([self.name(), self.name()])
            by = self.maybe(self.users)
            note = await Note.create(
                account=self.of, body=text, author=by, created_at=self.moment(), **self.record()
            )
            for user in self.chance.sample(self.users, self.chance.randint(0, 3)):
                await Mention.create(note=note, user=user)

    async def history(self) -> None:
        """Who was responsible."""
        for _ in range(14):
            record = self.record()
            roles = ["ACCOUNT_MANAGER", "SECOND_ACCOUNT_MANAGER"]
            if record["record_kind"] == "DEAL":
                roles = ["ASSIGNED_TO", "SECOND_ASSIGNED_TO"]
            if record["record_kind"] == "PROJECT":
                roles = ["PROJECT_OWNER"]
            if record["record_kind"] == "TICKET":
                roles = ["TICKET_ASSIGNEE"]
            await ResponsibilityChange.create(
                account=self.of,
                role=self.chance.choice(roles),
                from_user=self.maybe(self.users),
                to_user=self.maybe(self.users),
                by=self.maybe(self.users),
                reason=self.maybe(NAMES),
                at=self.moment(),
                **record,
            )

    async def events(self) -> None:
        """Events, and who was told."""
        told = dict.fromkeys((user.id for user in self.users), 0)
        for sequence in range(1, 9):
            record = self.record() if self.chance.random() < 0.8 else {}
            event = await Event.create(
                account=self.of,
                sequence=sequence,
                kind=self.chance.choice(["DEAL_MOVED", "NOTE_ADDED", "ACCESS_CHANGED"]),
                label=self.name(),
                by=self.maybe(self.users),
                at=self.moment(),
                **record,
            )
            for user in self.chance.sample(self.users, 6):
                told[user.id] += 1
                await Notification.create(
                    account=self.of,
                    recipient=user,
                    sequence=told[user.id],
                    event=event,
                    by=self.maybe(self.users),
                    reason="RESPONSIBLE",
                    text=f"{self.name()} was told.",
                    read_at=self.maybe([self.moment()], 0.5),
                    snoozed_until=self.maybe([NOON, LONG_HENCE], 0.4),
                )

    async def preferences(self) -> None:
        """What some want to be told of, and others do not."""
        for user in self.users:
            for event in self.chance.sample(["DEAL_MOVED", "COLLEAGUE_REPLIED", "NOTE_ADDED"], 2):
                await NotificationPreference.create(
                    user=user, event=event, wanted=self.chance.random() < 0.5
                )
