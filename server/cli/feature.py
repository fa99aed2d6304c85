"""The commands `whose feature`: what only the operator of the service switches."""

from enum import StrEnum
from typing import Annotated

import typer

from orm.account import Account, Feature
from resolvers import operator
from server.cli.terminal import console, table, with_house

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
Of = Annotated[str, typer.Option("--account", help="The name of the account.")]


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

    async def found() -> Account:
        return await operator.account_named(account)

    on = with_house(found).features
    rows = table("Feature", "")
    for name in Name:
        rows.add_row(name.value, "on" if name.feature in on else "off")
    console().print(rows)


def _switch(name: Name, account: str, *, on: bool) -> None:
    async def work() -> bool:
        found = await operator.account_named(account)
        return await operator.set_feature(found, name.feature, on=on)

    changed = "" if with_house(work) else " already"
    state = "on" if on else "off"
    console().print(f"{name.value} is {state} for {account}{changed}.", markup=False)
