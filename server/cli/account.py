"""The commands `whose account`."""

from typing import Annotated

import typer

from resolvers import operator
from server.cli.terminal import ask_password, console, table, with_house

app = typer.Typer(help="Make accounts, and see which there are.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What the account is called.")],
    admin_email: Annotated[str, typer.Option(help="The e-mail of its first administrator.")],
    admin_name: Annotated[str, typer.Option(help="Their first and last name.")],
    password: Annotated[
        bool,
        typer.Option("--password", help="Ask for their password, or read it from standard input."),
    ] = False,
) -> None:
    """Make an account with its first administrator and a pipeline.

    Without --password nobody can sign in yet: `whose user password` gives them one, and
    `whose user token` a token for the API.
    """
    given = ask_password() if password else None
    admin = operator.Admin(admin_email, admin_name, given)
    with_house(lambda: operator.create_account(name, admin))
    console().print(f"Account {name} is made; {admin_email} administers it.", markup=False)


@app.command(name="list")
def list_() -> None:
    """Every account, how many active users it has, and what is switched on for it."""
    rows = table("Account", "Users", "Features")
    for account, users in with_house(operator.accounts):
        rows.add_row(account.name, str(users), ", ".join(account.features))
    console().print(rows)
