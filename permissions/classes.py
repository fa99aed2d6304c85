"""Strawberry permission classes, made from our permissions."""

from strawberry.permission import BasePermission
from tortoise.models import Model

from permissions.rule import Permission


class Only(BasePermission):
    """The permission of a field; the reader turns it into SQL, and Python never asks it."""

    permission: Permission[Model]

    def has_permission(self, source: object, info: object, **kwargs: object) -> bool:
        """Never called: the reader answers every query, and the one door authorises every write."""
        raise NotImplementedError


def can(permission: Permission[Model]) -> type[Only]:
    """The Strawberry class of a permission; its message says who may see the field."""
    words = f"Only {permission.words} may see this."
    return type(
        f"Can{permission}".replace(".", "_"), (Only,), {"permission": permission, "message": words}
    )
