"""What `make mutate` changes: every rule, every line of the audience, and nothing at all."""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

import permissions
from notifications import delivery, stakeholders
from notifications.audience import AUDIENCE, AudienceRule
from permissions.deal import DealAccess
from permissions.rule import Access, Permission, everyone

#: Another circle for each, of people who are about as near.
OTHERS: dict[stakeholders.Recipients, stakeholders.Recipients] = {
    stakeholders.responsible: stakeholders.customer_managers,
    stakeholders.customer_managers: stakeholders.responsible,
    stakeholders.named_managers: stakeholders.responsible,
    stakeholders.the_new: stakeholders.the_old,
    stakeholders.the_old: stakeholders.the_new,
    stakeholders.the_others: stakeholders.the_new,
    stakeholders.participants: stakeholders.responsible,
    stakeholders.concerned: stakeholders.admins,
    stakeholders.admins: stakeholders.concerned,
}


@dataclass(frozen=True)
class Mutant:
    """One thing that is otherwise than it should be."""

    name: str
    #: What is replaced: an object, an attribute of it, and by what.
    target: Any
    attribute: str
    value: Any

    @contextmanager
    def alive(self) -> Iterator[None]:
        """It is so meanwhile."""
        with mock.patch.object(self.target, self.attribute, self.value):
            yield


def of_rules() -> Iterator[Mutant]:
    """Each rule left out, and each granted to everyone."""
    for module in pkgutil.iter_modules(permissions.__path__):
        importlib.import_module(f"permissions.{module.name}")
    for access in sorted(Access.__subclasses__(), key=lambda it: it.__name__):
        for permission in access.permissions().values():
            yield from _of(permission)


def _of(permission: Permission[Any]) -> Iterator[Mutant]:
    for at, rule in enumerate(permission.rules):
        before, after = permission.rules[:at], permission.rules[at + 1 :]
        name = f"{permission}: {rule.words}"
        if rule is not permission_of_nobody():
            yield Mutant(f"{name}: left out", permission, "rules", (*before, *after))
        if rule.words not in (everyone.words, "everyone with the module"):
            granted = (*before, everyone, *after)
            yield Mutant(f"{name}: everyone", permission, "rules", granted)


def permission_of_nobody() -> Any:
    """The rule that grants nothing, which is left out by itself."""
    return importlib.import_module("permissions.rule").nobody


def of_lines() -> Iterator[Mutant]:
    """Each line of the audience left out, of another circle, and told of otherwise."""
    for at, line in enumerate(AUDIENCE):
        others = {
            "left out": (),
            f"to {OTHERS[line.who].__name__}": (replace(line, who=OTHERS[line.who]),),
        }
        if line.even_if_unreadable:
            others["not if unreadable"] = (replace(line, even_if_unreadable=False),)
        if not line.by_default:
            others["by default"] = (replace(line, by_default=True),)
        for how, lines in others.items():
            yield _line(at, line, how, lines)


def _line(at: int, line: AudienceRule, how: str, lines: tuple[AudienceRule, ...]) -> Mutant:
    table = (*AUDIENCE[:at], *lines, *AUDIENCE[at + 1 :])
    return Mutant(
        f"{line.event.__name__} to {line.who.__name__}: {how}", delivery, "AUDIENCE", table
    )


def of_nothing() -> Iterator[Mutant]:
    """Changes that make no difference: where one is caught, nothing that is caught means much."""
    update: Permission[Any] = DealAccess.update
    turned = tuple(reversed(update.rules))
    yield Mutant(f"{update}: its rules in another order", update, "rules", turned)
    copied = tuple(replace(line) for line in AUDIENCE)
    yield Mutant("Deal: each line of the audience copied", delivery, "AUDIENCE", copied)
