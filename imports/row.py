"""A row to import: what it says, where it comes from, and what was done with it."""

from dataclasses import dataclass, field
from enum import StrEnum

from orm.record import Columns, Noun


class Kind(Noun):
    """What a row can be of."""

    PHASE = "phase"
    INBOX = "inbox", "inboxes"
    USER = "user"
    TEAM = "team"
    COMPANY = "company", "companies"
    CONTACT = "contact"
    DEAL = "deal"
    PROJECT = "project"
    TICKET = "ticket"


class Outcome(StrEnum):
    """What was done with a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


class RowRefused(Exception):
    """A row that cannot be taken, with the reason; the others can."""


@dataclass(eq=False)
class Row:
    """One thing to import; it names other things by their external ids."""

    kind: Kind
    key: str
    values: Columns
    file: str
    line: int
    #: What somebody should know who trusts the data, such as what was corrected.
    notes: list[str] = field(default_factory=list)
    did: Outcome = Outcome.UNCHANGED
    why: str = ""

    def refuse(self, why: str) -> None:
        """Say that it was not taken, and why."""
        self.did, self.why = Outcome.REFUSED, why

    def say(self, did: Outcome, why: str = "") -> None:
        """Say what was done; a row that was created stays created whatever follows."""
        if self.did is not Outcome.CREATED:
            self.did = did
        self.why = "; ".join(part for part in (self.why, why) if part)
