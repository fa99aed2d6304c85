"""Which timers a service makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.protocols.conftest import Service


@contextmanager
def timers(service: Service) -> Iterator[list[str]]:
    """What is called by the timers that are made meanwhile."""
    loop, made = service.loop, list[str]()

    def noting(call: Any) -> Any:
        def note(when: float, callback: Any, *more: Any, **named: Any) -> Any:
            made.append(str(callback))
            return call(when, callback, *more, **named)

        return note

    with pytest.MonkeyPatch.context() as patch:
        for name in ("call_at", "call_later"):
            patch.setattr(loop, name, noting(getattr(loop, name)))
        yield made
