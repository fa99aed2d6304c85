"""The roots of an operation as SQL."""

from typing import Any

from orm.errors import Forbidden, Unauthenticated
from permissions.viewer import Viewer
from reader.compile.compiler import Compiler
from reader.compile.place import Place
from reader.compile.source import source_of
from reader.compile.values import permissions_of


def write_root(c: Compiler, place: Place, viewer: Viewer) -> str:
    """A root field, as SQL of one JSON value."""
    check_open(place.definition, viewer, *place.path)
    source = source_of(place)
    source.check(c, place)
    return source.write(c, place)


def check_open(definition: Any, viewer: Viewer, *path: str) -> None:
    """See that a root is for who asks: some are the operator's, and those only.

    Raises Forbidden, and Unauthenticated.
    """
    needed = permissions_of(definition)
    if any(permission.where(viewer) is None for permission in needed):
        raise Forbidden("This is not allowed to you.", *path)
    if viewer.is_operator and not needed:
        raise Unauthenticated("This is for users of an account; sign in as one.", *path)
