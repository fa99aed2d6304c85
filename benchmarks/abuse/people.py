"""Who there is in the world of the bench, and how they sign in."""

PASSWORD = "the-password-of-the-abuse-bench"
#: Who attacks and who is measured; the others of an account are there to be many.
BUSY, QUIET = ("reader", "writer", "full", "limited", "admin"), ("neighbour",)
COLLEAGUES = {"Busy": 195, "Quiet": 9}


def token_of(name: str) -> str:
    """The token that somebody is signed in with."""
    return f"the-{name}-of-the-abuse-bench"


def email_of(name: str) -> str:
    """The address that somebody signs in with."""
    return f"{name}@abuse.example"


def accounts(deals: int) -> list[dict[str, object]]:
    """The accounts to be made, as fill.py takes them."""
    shares = (("Busy", BUSY, deals), ("Quiet", QUIET, deals // 10))
    return [
        {
            "name": account,
            "deals": count,
            "people": [(name, email_of(name), token_of(name)) for name in named]
            + [(name, email_of(name), None) for name in _colleagues(account)],
            "password": PASSWORD,
        }
        for account, named, count in shares
    ]


def _colleagues(account: str) -> list[str]:
    return [f"{account}-{number}".lower() for number in range(COLLEAGUES[account])]
