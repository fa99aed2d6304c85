"""The commands `whose operator`: tokens to administer accounts over GraphQL."""

import datetime
from typing import Annotated

import typer

from resolvers import operator
from server.cli.terminal import complain, console, table, with_runtime

app = typer.Typer(
    help="Tokens to administer accounts over GraphQL, which no user of an account has.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="What the token is called, such as who uses it.")]


@app.command()
def token(
    name: Name,
    days: Annotated[int, typer.Option(help="For how many days it is good.", min=1, max=3650)] = 90,
) -> None:
    """Make a token that opens what only the operator may, and nothing of any account's data.

    It is printed this once, alone on standard output; only its hash is kept.
    """
    made, expires = with_runtime(
        lambda runtime: operator.operator_token(runtime.database, name, days)
    )
    complain(f"a token of the operator, {name}, good until {expires}; it is not shown again.")
    print(made)


@app.command(name="list")
def list_() -> None:
    """The tokens of the operator, and until when each is good."""
    rows = table("Token", "Until")
    for it in with_runtime(lambda runtime: operator.operator_tokens(runtime.database)):
        until = datetime.datetime.fromtimestamp(it.expires_at, datetime.UTC)
        rows.add_row(it.name, until.strftime("%Y-%m-%dT%H:%M:%SZ"))
    console().print(rows)


@app.command()
def revoke(name: Name) -> None:
    """Take back the tokens of a name; they are good for nothing from now on."""
    gone = with_runtime(lambda runtime: operator.revoke(runtime.database, name))
    console().print(f"{gone} token{'s'[: gone != 1]} of {name} taken back.", markup=False)
