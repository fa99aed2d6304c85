"""An account that files are imported into."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from imports.files.mapping import OWN, load
from imports.files.translate import translate
from imports.row import Outcome, Row
from imports.write import write
from orm.account import Account
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.database.database import Database
from orm.deal import Deal
from orm.entitlements import Plan
from orm.event import Event
from orm.inbox import Inbox
from orm.notification import Notification
from orm.pipeline import Phase, Pipeline
from orm.project import Project, ProjectCustomer, ProjectOwner, ProjectParticipant
from orm.responsibility import ResponsibilityChange
from orm.team import Membership, Team
from orm.ticket import Ticket
from orm.user import User

BOTH = pytest.mark.parametrize(
    "database",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
    indirect=True,
)
TABLES = (
    *(Account, Pipeline, Phase, User, Team, Membership, Company, Contact, CompanyLink, Deal),
    *(Project, ProjectOwner, ProjectParticipant, ProjectCustomer, Inbox, Ticket),
    *(ResponsibilityChange, Event, Notification),
)

#: Ada leads Ben in the team North; Cleo is alone.
FILES = {
    "users.csv": """external_id,first_name,last_name,email,teams
ada,Ada,Lovelace,ada@example.com,north
ben,Ben,Okri,ben@example.com,north
cleo,Cleo,,cleo@example.com,
""",
    "teams.csv": """external_id,name,lead
north,North,ada
""",
    "companies.csv": """external_id,name,country,account_manager
c1,Acme,Italy,ada
c2,Beta,,
""",
    "deals.csv": """external_id,title,company,status,amount,closed_at,assigned_to
d1,Big one,c1,OPEN,1200.50,,ben
d2,Small one,,WON,80,2026-01-31,ben
d3,Late one,c2,LOST,,2026-02-01,cleo
""",
}

#: What an account with every module has beside.
MORE_FILES = {
    "contacts.csv": """external_id,first_name,last_name,companies,positions,decision_maker_at
p1,Pia,Abara,c1;c2,Buyer;,c1
p2,Quentin,Blanc,,,
""",
    "projects.csv": """external_id,title,companies,contacts,owners,participants,participating_teams
r1,Refit,c1,p2,ada;ben,cleo,
r2,Move,,,cleo,,north
""",
    "tickets.csv": """external_id,subject,status,company,contact,assigned_to,created_at,closed_at
t1,Late again,OPEN,c1,,ben,,
t2,Thank you,CLOSED,,p1,,2026-02-01,2026-02-03
""",
}


@dataclass(frozen=True)
class Office:
    """Where the account is, and the folder with the files."""

    database: Database
    url: str
    account_id: int
    folder: Path

    def file(self, name: str, text: str | bytes) -> Path:
        """Write a file."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file."""
        text = (self.folder / name).read_text()
        assert old in text
        self.file(name, text.replace(old, new))

    async def run(self, *names: str, mapping: str = OWN, **options: Any) -> list[Row]:
        """Import the files of these names, or the whole folder."""
        paths = [self.folder / name for name in names] or [self.folder]
        rows = translate(load(mapping), mapping, paths).rows
        await write(self.database, self.account_id, rows, **options)
        return rows

    async def boost(self) -> None:
        """Let the account have every module, and an inbox."""
        await Account.filter(id=self.account_id).update(plan=Plan.BOOST)
        await Inbox.create(account_id=self.account_id, name="Help")

    async def everything(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table."""
        return {it.__name__: await it.all().order_by("id").values() for it in TABLES}


def counted(rows: list[Row]) -> dict[Outcome, int]:
    """How many rows had which fate."""
    return dict(Counter(row.did for row in rows))


def touched(rows: list[Row]) -> list[tuple[str, Outcome, str]]:
    """What was done with the rows that were not left as they were, and why."""
    return [(row.key, row.did, row.why) for row in rows if row.did is not Outcome.UNCHANGED]


async def inboxes() -> dict[str, list[str]]:
    """What everybody was told, by external id."""
    told: dict[str, list[str]] = {}
    for it in await Notification.all().order_by("id").select_related("recipient"):
        told.setdefault(it.recipient.external_id or "", []).append(it.text)
    return told
