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
}


def equivalent(name: str) -> str | None:
    """Why a change makes no difference, if it does not."""
    return next((why for like, why in EQUIVALENT.items() if re.fullmatch(like, name)), None)
