"""What all commands share: the settings, the database, what is printed, and how it fails."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import structlog
import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from orm.account import Account
from orm.errors import Problem
from permissions.viewer import Viewer, operator_on
from resolvers import operator
from resolvers.runtime.opening import UNREACHABLE, open_checked, unreachable
from resolvers.runtime.runtime import Runtime
from resolvers.write.errors import Invalid
from server.process import settings
from server.process.logging import set_up

Result = TypeVar("Result")
PROBLEM, WRONG_SETTING = 1, 2
WIDE = 1_000  # columns
log = structlog.get_logger("whose.cli")


class Commands(TyperGroup):
    """Commands that fail in one line on standard error, without a traceback or a box."""

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        """Read what stands before the command."""
        with _failing_in_one_line():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        # Until the settings are read; without it, structlog would print the values of variables.
        set_up("console", "warning")
        with _failing_in_one_line():
            return super().invoke(ctx)


@contextmanager
def _failing_in_one_line() -> Iterator[None]:
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except typer.TyperException as misused:
        _say_how(misused)
        raise typer.Exit(misused.exit_code) from None
    except settings.WrongSetting as wrong:
        complain(str(wrong))
        raise typer.Exit(WRONG_SETTING) from None
    except (Problem, Invalid) as problem:
        complain(str(problem))
        raise typer.Exit(PROBLEM) from None
    except Exception as unforeseen:
        # A mistake of ours; whoever looks for it wants to see where, nobody else does.
        log.debug("unforeseen", exc_info=unforeseen)
        said = " ".join(str(unforeseen).split())
        complain(f"{type(unforeseen).__name__}: {said} (WHOSE_LOG_LEVEL=debug says where)")
        raise typer.Exit(PROBLEM) from None


def _say_how(misused: typer.TyperException) -> None:
    said = " ".join(misused.format_message().replace("Value error, ", "").split())
    context = getattr(misused, "ctx", None)
    # Who names no command is shown the help, and then there is no message.
    if said and context:
        complain(f"{said.rstrip('.')}; `{context.command_path} --help` shows what there is.")


def complain(line: str) -> None:
    """Say what is wrong."""
    print(f"whose: {line}", file=sys.stderr)


def console() -> Console:
    """Where a command prints; a pipe gets every line whole."""
    width = None if sys.stdout.isatty() else WIDE
    return Console(highlight=False, soft_wrap=True, width=width)


def table(*columns: str) -> Table:
    """A table to fill and print."""
    return Table(*columns, box=None, pad_edge=False, header_style="bold")


def with_runtime(work: Callable[[Runtime], Awaitable[Result]]) -> Result:
    """Do something while the database is open. Raises Problem, WrongSetting."""
    wanted = settings.load()
    set_up(wanted.log_format, wanted.log_level)

    async def run() -> Result:
        async with open_checked(wanted.database_url, wanted.redis_url) as runtime:
            return await work(runtime)

    try:
        return asyncio.run(run())
    except UNREACHABLE as cause:
        raise unreachable(cause, wanted.database_url, wanted.redis_url) from cause


Of = Annotated[str, typer.Option("--account", help="The name of the account.")]


def account_named(name: str) -> Account:
    """The account of this name. Raises Problem."""
    return with_runtime(lambda runtime: operator.account_named(runtime.database, name))


def on_account(name: str, do: Callable[[Viewer, int], Awaitable[int]]) -> Account:
    """Do something to the account of this name; answers it as it was before. Raises Problem.

    do: gets the operator, and the id of the account.
    """

    async def work(runtime: Runtime) -> Account:
        found = await operator.account_named(runtime.database, name)
        await do(operator_on(runtime.database), found.id)
        return found

    return with_runtime(work)


def ask_password() -> str:
    """A password, asked for twice at a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
