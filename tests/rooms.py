"""The rooms of the house, as the import contracts name them, and who imports whom."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
ROOMS: tuple[str, ...] = tuple(TOOLS["importlinter"]["root_packages"])


def files(*rooms: str) -> Iterator[Path]:
    """The files of some rooms, or of all."""
    for room in rooms or ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def imports() -> dict[str, set[str]]:
    """What each file of ours imports of ours, by dotted names, for types and in functions too."""
    names = {_name(file): file for file in files()}
    return {
        name: {it for it in _imported(file, set(names)) if it != name}
        for name, file in names.items()
    }


def _name(file: Path) -> str:
    dotted = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    return dotted.removesuffix(".__init__")


def _imported(file: Path, known: set[str]) -> Iterator[str]:
    for name in _named(file, known):
        yield name
        # Whoever imports a file of another package runs what that package begins with.
        packages = (it for it in _packages(name) if it in known)
        yield from (it for it in packages if not _name(file).startswith(f"{it}."))


def _packages(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _named(file: Path, known: set[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else node.module for name in inside)
