"""Which part of a list is asked for."""

from dataclasses import dataclass

from orm.errors import BadInput
from reader.compile.arguments import Leaf, Tree
from reader.compile.binding import Call, Size
from reader.compile.entity import Entity
from reader.compile.ordering import Key, order_of

PAGE, MOST_ON_A_PAGE = 25, 100


@dataclass(frozen=True)
class Page:
    """Which part of a list is asked for."""

    size: Size
    keys: list[Key]
    back: bool
    cursors: list[tuple[Leaf, bool, str]]


def page_of(entity: Entity, given: dict[str, Tree], path: tuple[str, ...]) -> Page:
    """The page that the arguments of a list describe."""
    where = ".".join(path)
    back = given.get("last") is not None
    if back and given.get("first") is not None:
        raise BadInput(f"{where}: first and last exclude each other.", *path)
    name = "last" if back else "first"
    cursors = [
        (given[name], name == "before", f"{where}.{name}")
        for name in ("after", "before")
        if given.get(name) is not None
    ]
    size = _size(given.get(name), f"{where}.{name}")
    return Page(size, order_of(entity, given.get("orderBy")), back, cursors)


def _size(leaf: Leaf | None, where: str) -> Size:
    if leaf is None:
        return lambda call: PAGE

    def bind(call: Call) -> int:
        size: int = leaf.get(call.variables)
        if not 0 <= size <= MOST_ON_A_PAGE:
            raise BadInput(f"{where}: a page has from 0 to {MOST_ON_A_PAGE}.")
        return size

    return bind
