"""What the commands share that switch something of an account: its boosters, its features."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

import typer

from orm.account import Account
from permissions.viewer import Viewer
from server.cli.terminal import account_named, console, on_account, table

M = TypeVar("M", bound=StrEnum)


@dataclass(frozen=True)
class Switches(Generic[M]):
    """The members of an enum, each of which is on or off for an account."""

    members: type[M]
    #: Those that an account has.
    held: Callable[[Account], Collection[str]]
    #: Lets the operator put one of the account of an id on or off.
    put: Callable[[Viewer, int, M, bool], Awaitable[int]]

    def argument(self) -> Any:
        """Which one, by its name as it is typed."""
        names = {_typed(it): it for it in self.members}

        def read(text: str) -> str:
            if text not in names:
                known = ", ".join(map(repr, names))
                raise typer.BadParameter(f"{text!r} is not one of {known}.")
            return names[text]

        return typer.Argument(help=f"One of {', '.join(names)}.", parser=read)

    def switch(self, which: str, account: str, *, on: bool) -> None:
        """Switch one for the account of a name, and say so."""
        one = self.members(which)
        before = on_account(account, lambda viewer, id_: self.put(viewer, id_, one, on))
        already = " already" if (one in self.held(before)) is on else ""
        state = "on" if on else "off"
        console().print(f"{_typed(one)} is {state} for {account}{already}.", markup=False)

    def show(self, account: str) -> None:
        """Print each, and whether it is on for the account of a name."""
        on, rows = self.held(account_named(account)), table(self.members.__name__, "")
        for one in self.members:
            rows.add_row(_typed(one), "on" if one in on else "off")
        console().print(rows)


def _typed(one: StrEnum) -> str:
    return one.value.lower().replace("_", "-")
