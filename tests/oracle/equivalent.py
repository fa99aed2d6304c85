"""Changes that make no difference to anybody, each with the reason."""

import re

#: By what the name of a change looks like.
EQUIVALENT: dict[str, str] = {
    r"(Company|Contact|Deal)Access\.update: .*: everyone": (
        "only what may be read is loaded, and all of that may be changed"
    ),
    r"(Company|Deal|Ticket)Access\.assign: .*: everyone": (
        "only what may be read is loaded, and all of that may be assigned"
    ),
    r"InvoiceAccess\.(update|book|send|pay): .*: everyone": (
        "only what may be read is loaded, and all of that may be changed"
    ),
    r"QuotationAccess\.(update|accept|refuse|delete): .*: everyone": (
        "only what may be read is loaded, and all of that may be changed"
    ),
    r"Contact(Linked|Unlinked) to named_managers: .*": (
        "the next line tells the same people for the same reason; only the words differ,"
        " which tests/stories/test_linking_a_contact.py compares"
    ),
    r"HistoryAccess\.read: .*: everyone": (
        "history is only asked for within its record, which one reads already"
    ),
    r"Ticket(Assigned|Unassigned) to the_old: not if unreadable": (
        "whoever has the module sees every ticket, so nobody loses sight of one by it"
    ),
}
#: Of what the oracle does not do, and where that is tried instead.
ELSEWHERE: dict[str, str] = {
    r"AccountAccess\..*: the operator .*": "tests/stories/test_operating_accounts.py",
}


def elsewhere(name: str) -> str | None:
    """Where a change is noticed instead of here."""
    return next((where for like, where in ELSEWHERE.items() if re.fullmatch(like, name)), None)


def equivalent(name: str) -> str | None:
    """Why a change makes no difference, if it does not."""
    return next((why for like, why in EQUIVALENT.items() if re.fullmatch(like, name)), None)
