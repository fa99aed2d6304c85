"""The commands `whose feature`: what only the operator of the service switches."""

from typing import Annotated

import typer

from orm.account import Feature
from resolvers.entitlements import set_feature
from server.cli.switching import Switches
from server.cli.terminal import Of

app = typer.Typer(
    help="Features of an account, that no user of it can switch.", no_args_is_help=True
)
SWITCHES = Switches(
    Feature,
    lambda account: account.features,
    lambda viewer, account, feature, on: set_feature(
        viewer, account=account, feature=feature, enabled=on
    ),
)
What = Annotated[str, SWITCHES.argument()]


@app.command()
def enable(feature: What, account: Of) -> None:
    """Switch a feature on."""
    SWITCHES.switch(feature, account, on=True)


@app.command()
def disable(feature: What, account: Of) -> None:
    """Switch a feature off; what was stored with it stays, and counts for nothing meanwhile."""
    SWITCHES.switch(feature, account, on=False)


@app.command(name="list")
def list_(account: Of) -> None:
    """Every feature, and whether it is on."""
    SWITCHES.show(account)
