"""The commands `whose plan`: what an account has taken."""

from typing import Annotated

import typer

from orm.entitlements import WITH_PLAN, Plan
from resolvers.entitlements import set_plan
from server.cli.terminal import Of, console, on_account, table

app = typer.Typer(help="The plan of an account, that no user of it can set.", no_args_is_help=True)


@app.command(name="set")
def set_(plan: Annotated[Plan, typer.Argument(help="The plan.")], account: Of) -> None:
    """Give an account another plan; what that lacks is hidden until the account has it again."""
    before = on_account(account, lambda viewer, id_: set_plan(viewer, account=id_, plan=plan))
    already = " already" if before.plan is plan else ""
    console().print(f"{account} has {plan.value}{already}.", markup=False)


@app.command(name="list")
def list_() -> None:
    """Every plan, and what comes with it."""
    rows = table("Plan", "Modules")
    for plan, modules in WITH_PLAN.items():
        rows.add_row(plan.value, ", ".join(modules))
    console().print(rows)
