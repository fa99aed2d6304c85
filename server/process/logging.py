"""What is logged: one line an event on standard error, for people or as JSON.

No token, no password and no value of a statement gets there: tracebacks come without the values
of variables, and the chatter of libraries, which holds both, stays out whatever the level.
"""

import logging
import sys

import structlog
from structlog.types import Processor

#: Their lines at lower levels repeat addresses of requests, statements and their values; and by
#: malformed requests anybody can make uvicorn warn, as often as they like.
TALKATIVE = {
    "uvicorn": logging.ERROR,
    "tortoise": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "asyncio": logging.WARNING,
}


def set_up(log_format: str, level: str) -> None:
    """Log in one of the formats "console" and "json", from a level on."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(_json() if log_format == "json" else _console()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name, least in TALKATIVE.items():
        logging.getLogger(name).setLevel(least)


def _json() -> list[Processor]:
    return [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
    ]


def _console() -> list[Processor]:
    plain = structlog.dev.plain_traceback
    colors = sys.stderr.isatty()
    return [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)]
