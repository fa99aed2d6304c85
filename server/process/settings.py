"""What an operator can set: variables of the environment that begin with WHOSE_."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from orm.database.database import DEFAULT_URL, dialect_of
from orm.database.limits import WRITE_TIMEOUT, Limits
from schema.execution.limits import OperationLimits
from server.transport.origins import Origins
from server.transport.proxies import Proxies

PREFIX = "WHOSE_"


class WrongSetting(Exception):
    """One line that names the variable and what is wrong with it, never its value."""


def _database(url: str) -> str:
    dialect_of(url)
    if url.removeprefix("sqlite://") in ("", ":memory:"):
        raise ValueError("it must name a file")
    try:
        _ = urlsplit(url).port
    except ValueError:
        raise ValueError("it must have a number for its port") from None
    return url


def _redis(url: str | None) -> str | None:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("it must begin with redis://, rediss:// or unix://")
    return url or None


def _proxies(text: str) -> str:
    Proxies(text)
    return text


def _origins(text: str) -> str:
    Origins(text)
    return text


class Settings(BaseSettings):
    """How the service runs; every setting has a default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", hide_input_in_errors=True)

    #: Where the data is: sqlite://FILE, or postgres://USER:PASSWORD@HOST/NAME. A secret.
    database_url: Annotated[str, AfterValidator(_database)] = Field(default=DEFAULT_URL, repr=False)
    #: Pub/sub between several processes, instead of PostgreSQL's NOTIFY. A secret.
    redis_url: Annotated[str | None, AfterValidator(_redis)] = Field(default=None, repr=False)
    #: How many seconds a statement of an operation may run before it is ended.
    statement_timeout: float = Field(default=10.0, gt=0, le=3600)
    #: The address to listen on.
    host: str = "127.0.0.1"
    #: The port to listen on; 0 takes a free one.
    port: int = Field(default=8000, ge=0, le=65535)
    #: The origins whose pages may use the service from a browser, beside its own.
    allowed_origins: Annotated[str, AfterValidator(_origins)] = ""
    #: The addresses and networks of proxies, whose X-Forwarded-For is believed.
    trusted_proxies: Annotated[str, AfterValidator(_proxies)] = ""
    #: How many connections may be open at once; fewer where the limit of files is low.
    max_connections: int = Field(default=10_000, ge=10)
    #: How many of them from one address.
    max_connections_per_address: int = Field(default=500, ge=1)
    #: Operations that one person may have under way at once, over all their connections.
    operations_at_once: int = Field(default=100, ge=1)
    #: Subscriptions that one person may have open at once.
    subscriptions_at_once: int = Field(default=200, ge=1)
    #: Operations that may be under way at once for one address of who has not signed in.
    anonymous_at_once: int = Field(default=20, ge=1)
    #: One line an event: for people, or as JSON.
    log_format: Literal["console", "json"] = "console"
    #: The least that is worth a line.
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    #: Where `whose demo` keeps its data, and beside it the secret of its tokens.
    demo_database: Path = Path("whose-demo.sqlite3")

    @property
    def statement_limits(self) -> Limits:
        """What one statement may take while the service runs."""
        return Limits(read=self.statement_timeout, write=WRITE_TIMEOUT)

    @property
    def of_operations(self) -> OperationLimits:
        """What may be under way at once."""
        return OperationLimits(
            self.operations_at_once, self.subscriptions_at_once, self.anonymous_at_once
        )


def load() -> Settings:
    """The settings of this process. Raises WrongSetting."""
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        name = PREFIX + str(first["loc"][0]).upper()
        said = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        raise WrongSetting(f"{name} is wrong: {_as_demand(said)}.") from None


def _as_demand(said: str) -> str:
    return said if said.startswith("it must") else f"it must be {said.partition(',')[0]}"


def misspelt() -> list[str]:
    """A line for each variable that looks like a setting and is none."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    lines = []
    for name in sorted(os.environ):
        near = difflib.get_close_matches(name, known - {name}, 1, cutoff=0.8)
        if name.startswith(PREFIX) and name not in known and near:
            lines.append(f"{name} is no setting; did you mean {near[0]}?")
    return lines
