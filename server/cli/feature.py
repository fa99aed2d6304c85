"""The commands `whose feature`: what only the operator of the service switches."""

from enum import StrEnum
from typing import Annotated

import typer

from orm.account import Feature
from permissions.viewer import OPERATOR
from resolvers.plan import set_feature
from server.cli.terminal import Of, account_named, console, on_account, table

app = typer.Typer(
    help="Features of an account, that no user of it can switch.", no_args_is_help=True
)


class Name(StrEnum):
    """A feature as it is typed."""

    SECOND_ACCOUNT_MANAGER = "second-account-manager"

    @property
    def feature(self) -> Feature:
        """The feature that is meant."""
        return Feature[self.name]


What = Annotated[Name, typer.Argument(help="The feature.")]


@app.command()
def enable(feature: What, account: Of) -> None:
    """Switch a feature on."""
    _switch(feature, account, on=True)


@app.command()
def disable(feature: What, account: Of) -> None:
    """Switch a feature off; what was stored with it stays, and counts for nothing meanwhile."""
    _switch(feature, account, on=False)


@app.command(name="list")
def list_(account: Of) -> None:
    """Every feature, and whether it is on."""
    on = account_named(account).features
    rows = table("Feature", "")
    for name in Name:
        rows.add_row(name.value, "on" if name.feature in on else "off")
    console().print(rows)


def _switch(name: Name, account: str, *, on: bool) -> None:
    before = on_account(
        account,
        lambda id_: set_feature(OPERATOR, account=id_, feature=name.feature, enabled=on),
    )
    already = " already" if (name.feature in before.features) is on else ""
    state = "on" if on else "off"
    console().print(f"{name.value} is {state} for {account}{already}.", markup=False)
