"""The command line, `whose`: one file a group of commands."""

import typer

from server.cli import (
    account,
    booster,
    explain,
    feature,
    importing,
    operator,
    plan,
    run,
    user,
)
from server.cli.terminal import Commands

app = typer.Typer(
    cls=Commands,
    help="Who is responsible for what, who may know, and who must be told.",
    epilog="Settings are variables of the environment, WHOSE_DATABASE_URL first of all.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run.serve)
app.command()(run.demo)
app.command()(run.migrate)
app.add_typer(account.app, name="account")
app.add_typer(user.app, name="user")
app.add_typer(plan.app, name="plan")
app.add_typer(booster.app, name="booster")
app.add_typer(feature.app, name="feature")
app.add_typer(operator.app, name="operator")
app.command(name="import")(importing.import_)
app.command()(explain.explain)
