"""The commands `whose booster`: what is added to the plan of an account."""

from typing import Annotated

import typer

from orm.entitlements import Booster
from resolvers.entitlements import set_booster
from server.cli.switching import Switches
from server.cli.terminal import Of

app = typer.Typer(
    help="Boosters of an account's plan, that no user of it can add.", no_args_is_help=True
)
SWITCHES = Switches(
    Booster,
    lambda account: account.boosters,
    lambda viewer, account, booster, on: set_booster(
        viewer, account=account, booster=booster, enabled=on
    ),
)
What = Annotated[str, SWITCHES.argument()]


@app.command()
def enable(booster: What, account: Of) -> None:
    """Add a booster to the plan."""
    SWITCHES.switch(booster, account, on=True)


@app.command()
def disable(booster: What, account: Of) -> None:
    """Take a booster away; what was made with it is hidden until it is there again."""
    SWITCHES.switch(booster, account, on=False)


@app.command(name="list")
def list_(account: Of) -> None:
    """Every booster, and whether the account has it."""
    SWITCHES.show(account)
