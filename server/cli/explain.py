"""The command `whose explain`."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.text import Text

from orm.account import Feature
from orm.user import User
from resolvers import operator
from resolvers.runtime.runtime import Runtime
from resolvers.visibility import explanation
from resolvers.visibility.explanation import Explanation, Reason
from server.cli.terminal import console, with_runtime

TICKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "yellow")}
VERDICTS = {True: "Yes, they may.", False: "No, they may not.", None: "It depends on the record."}


def explain(
    email: Annotated[str, typer.Argument(help="Whom it is about, by e-mail.")],
    permission: Annotated[str, typer.Argument(help="What they want to do, such as deal.read.")],
    record: Annotated[
        str | None, typer.Argument(help="To what, such as Deal:42.", show_default=False)
    ] = None,
    account: Annotated[
        str | None, typer.Option(help="Their account; needed where several know the e-mail.")
    ] = None,
) -> None:
    """Why somebody may, or may not, do something.

    Each reason is ticked if it holds now, by the same rules that decide when they try.
    """

    async def work(runtime: Runtime) -> tuple[User, Explanation]:
        wanted = explanation.permission_named(permission)
        id_ = explanation.record_named(wanted, record) if record is not None else None
        person = await operator.user_of(runtime.database, email, account)
        return person, await explanation.explain(runtime.database, person, wanted, id_)

    _print(*with_runtime(work))


def _print(person: User, explanation: Explanation) -> None:
    out = console()
    out.print(f"[bold]{escape(person.name)}[/] ({escape(person.email)}), {_access(person)}")
    out.print(f"[bold]{escape(explanation.title)}[/]")
    for reason in explanation.needed:
        out.print(_line(reason))
    out.print("and at least one of:")
    for reason in explanation.any_of:
        out.print(_line(reason))
    out.print(VERDICTS[explanation.allowed], style="bold")


def _line(reason: Reason) -> Text:
    tick, style = TICKS[reason.holds]
    return Text(f"  {tick} {reason.words}", style=style)


def _access(person: User) -> str:
    access = "an administrator" if person.is_admin else f"access {person.crm_access.value}"
    counts = Feature.SECOND_ACCOUNT_MANAGER in person.account.features
    seconds = "second responsibles count" if counts else "second responsibles do not count"
    return f"{access}, {escape(person.account.name)}, where {seconds}"
