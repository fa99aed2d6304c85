"""The commands `whose booster`: what is added to the plan of an account."""

from enum import StrEnum
from typing import Annotated

import typer

from orm.plan import Booster
from permissions.viewer import OPERATOR
from resolvers.plan import set_booster
from server.cli.terminal import Of, account_named, console, on_account, table

app = typer.Typer(
    help="Boosters of an account's plan, that no user of it can add.", no_args_is_help=True
)


class Name(StrEnum):
    """A booster as it is typed."""

    PROJECT_MANAGEMENT = "project-management"
    SHARED_INBOX = "shared-inbox"

    @property
    def booster(self) -> Booster:
        """The booster that is meant."""
        return Booster[self.name]


What = Annotated[Name, typer.Argument(help="The booster.")]


@app.command()
def enable(booster: What, account: Of) -> None:
    """Add a booster to the plan."""
    _switch(booster, account, on=True)


@app.command()
def disable(booster: What, account: Of) -> None:
    """Take a booster away; what was made with it is hidden until it is there again."""
    _switch(booster, account, on=False)


@app.command(name="list")
def list_(account: Of) -> None:
    """Every booster, and whether the account has it."""
    on = account_named(account).boosters
    rows = table("Booster", "")
    for name in Name:
        rows.add_row(name.value, "on" if name.booster in on else "off")
    console().print(rows)


def _switch(name: Name, account: str, *, on: bool) -> None:
    before = on_account(
        account,
        lambda id_: set_booster(OPERATOR, account=id_, booster=name.booster, enabled=on),
    )
    already = " already" if (name.booster in before.boosters) is on else ""
    state = "on" if on else "off"
    console().print(f"{name.value} is {state} for {account}{already}.", markup=False)
