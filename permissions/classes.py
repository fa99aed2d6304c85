"""Strawberry permission classes, made from the permissions."""

from typing import Any

from strawberry.permission import BasePermission

from permissions.rule import Permission


class Only(BasePermission):
    """What a field needs; the reader turns it into SQL, so it is never asked in Python."""

    permission: Permission[Any]

    def has_permission(self, source: Any, info: Any, **kwargs: Any) -> bool:
        """Never: every field is answered by the reader or through the one door to a write."""
        raise NotImplementedError


def can(permission: Permission[Any]) -> type[Only]:
    """The Strawberry class of a permission; its message says who may."""
    words = f"Only {permission.words} may see this."
    return type(
        f"Can{permission}".replace(".", "_"), (Only,), {"permission": permission, "message": words}
    )
