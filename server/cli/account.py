"""The commands `whose account`."""

from typing import Annotated

import typer

from orm.entitlements import Plan
from permissions.viewer import operator_on
from resolvers import operator
from resolvers.account import create as create_account
from resolvers.runtime.runtime import Runtime
from server.cli.terminal import ask_password, console, table, with_runtime

app = typer.Typer(help="Make accounts, and see which there are.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What the account is called.")],
    admin_email: Annotated[str, typer.Option(help="The e-mail of its first administrator.")],
    admin_name: Annotated[str, typer.Option(help="Their first and last name.")],
    plan: Annotated[Plan, typer.Option(help="What the account takes.")] = Plan.GO,
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

    async def work(runtime: Runtime) -> int:
        return await create_account(
            operator_on(runtime.database),
            passwords=runtime.passwords,
            name=name,
            admin_name=admin_name,
            admin_email=admin_email,
            admin_password=given,
            plan=plan,
        )

    with_runtime(work)
    console().print(f"Account {name} is made; {admin_email} administers it.", markup=False)


@app.command(name="list")
def list_() -> None:
    """Every account, how many active users it has, its plan, and what is switched on for it."""
    rows = table("Account", "Users", "Plan", "Boosters", "Features")
    for account, users in with_runtime(lambda runtime: operator.accounts(runtime.database)):
        added, on = ", ".join(account.boosters), ", ".join(account.features)
        rows.add_row(account.name, str(users), account.plan.value, added, on)
    console().print(rows)
