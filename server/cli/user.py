"""The commands `whose user`."""

from typing import Annotated

import typer

from orm.user import User
from resolvers import operator
from resolvers.runtime.runtime import Runtime
from server.cli.terminal import ask_password, complain, console, table, with_runtime

app = typer.Typer(help="Passwords and tokens of users.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The user's e-mail.")]
Account = Annotated[
    str | None, typer.Option(help="The user's account; needed where several know the e-mail.")
]


@app.command(name="list")
def list_(account: Annotated[str, typer.Option(help="The name of the account.")]) -> None:
    """The users of an account, and what they may do."""

    async def found(runtime: Runtime) -> list[User]:
        database = runtime.database
        return await operator.users(database, await operator.account_named(database, account))

    rows = table("Name", "E-mail", "Status", "Access", "Modules")
    for user in with_runtime(found):
        access = "administrator" if user.is_admin else user.crm_access.value
        rows.add_row(user.name, user.email, user.status.value, access, ", ".join(user.modules))
    console().print(rows)


@app.command()
def password(email: Email, account: Account = None) -> None:
    """Set a user's password, asked for or read from standard input.

    Whoever has signed in as them, or holds a token of theirs, is signed out.
    """
    given = ask_password()

    async def work(runtime: Runtime) -> None:
        user = await operator.user_of(runtime.database, email, account)
        await operator.set_password(runtime.database, runtime.passwords, user, given)

    with_runtime(work)
    console().print(f"The password of {email} is set; all their sessions are over.", markup=False)


@app.command()
def token(
    email: Email,
    account: Account = None,
    days: Annotated[int, typer.Option(help="For how many days it is good.", min=1, max=3650)] = 90,
) -> None:
    """Make a token to use the API as a user.

    It is printed this once, alone on standard output; only its hash is kept.
    """

    async def work(runtime: Runtime) -> tuple[str, str]:
        user = await operator.user_of(runtime.database, email, account)
        return await operator.token(runtime.database, user, days)

    made, expires = with_runtime(work)
    complain(f"a token of {email}, good until {expires}; it is not shown again.")
    print(made)
