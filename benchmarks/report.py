"""What is printed: tables, and goals marked as reached or missed."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

NARROWEST = 118  # columns; a pipe or a log has no width of its own
console = Console()
if not console.is_terminal:
    console = Console(width=NARROWEST)
MISSED: list[str] = []


def at_most(value: float, goal: float, what: str, unit: str = "×") -> str:
    """A value that is not to be more than a goal."""
    return _judged(value, value <= goal, f"≤{goal:g}{unit}", what, unit)


def at_least(value: float, goal: float, what: str, unit: str = "×") -> str:
    """A value that is not to be less than a goal."""
    return _judged(value, value >= goal, f"≥{goal:g}{unit}", what, unit)


def _judged(value: float, reached: bool, goal: str, what: str, unit: str) -> str:
    shown = f"{value:.3g}{unit}" if value < 100 else f"{value:.0f}{unit}"
    if not reached:
        MISSED.append(f"{what}: {shown} ({goal})")
    return f"[green]{shown} ✓[/] {goal}" if reached else f"[bold red]{shown} ✗[/] {goal}"


def milliseconds(seconds: float) -> str:
    """A duration as it is shown."""
    return f"{seconds * 1000:.3g}"


def show(title: str, columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print a table; the first two columns are words, the others figures."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, column in enumerate(columns):
        table.add_column(
            column, justify="left" if number < 2 else "right", no_wrap=True, min_width=len(column)
        )
    for line in lines:
        table.add_row(*line)
    console.print(table)


def summary() -> None:
    """Say which goals were missed."""
    if MISSED:
        console.print(f"[bold red]Missed {len(MISSED)}:[/]")
        for line in MISSED:
            console.print(f"  {line}")
    else:
        console.print("[bold green]All goals reached.[/]")
