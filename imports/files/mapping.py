"""What foreign files mean: a mapping is a TOML file, checked before anything is read by it."""

import datetime
import tomllib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from imports.files.columns import ESSENTIAL, FIELDS
from imports.files.csv import Unreadable
from imports.files.template import Template
from imports.row import Kind

SHIPPED = Path(__file__).parent / "mappings"
#: Reads files whose columns are called as ours are.
OWN = "whose"


class Strict(BaseModel):
    """A part of a mapping; what it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where a field comes from: the first text of which no column is empty."""

    value: list[str]
    #: What texts mean; one that is not here is refused.
    values: dict[str, str] | None = None
    #: What is reported where it is empty.
    blank: str | None = None

    @cached_property
    def templates(self) -> list[Template]:
        """The texts, ready to be filled in."""
        return [Template(text) for text in self.value]

    @field_validator("value", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @field_validator("value")
    @classmethod
    def _readable(cls, value: list[str]) -> list[str]:
        for text in value:
            Template(text)
        return value


class Block(Strict):
    """What is read of one file: rows of one kind."""

    file: str
    kind: Kind
    fields: dict[str, Source]
    delimiter: str = Field(",", min_length=1, max_length=1)
    dates: str = "%Y-%m-%d"
    #: Whether the same thing stands in several rows, as a manager beside each of their agents.
    repeats: bool = False
    #: Whether file and columns may be missing.
    optional: bool = False
    #: What is put right, by column: the flaw and what it means.
    corrections: dict[str, dict[str, str]] = {}
    #: Columns that are left out on purpose; any other that nothing reads is an error.
    leave: list[str] = []

    @property
    def columns(self) -> set[str]:
        """The columns that are read."""
        return self._columns(self.fields)

    @property
    def essential(self) -> set[str]:
        """The columns without which nothing can be read."""
        return self._columns(ESSENTIAL[self.kind])

    def _columns(self, fields: Iterable[str]) -> set[str]:
        templates = (it for name in fields for it in self.fields[name].templates)
        return {column for template in templates for column in template.columns}

    @field_validator("fields", mode="before")
    @classmethod
    def _a_text_is_a_source(cls, fields: object) -> object:
        if not isinstance(fields, dict):
            return fields
        return {
            name: {"value": source} if isinstance(source, str | list) else source
            for name, source in fields.items()
        }

    @field_validator("dates")
    @classmethod
    def _a_date_survives(cls, dates: str) -> str:
        day = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
        try:
            read = datetime.datetime.strptime(day.strftime(dates), dates)  # noqa: DTZ007
        except ValueError:
            read = None
        if read is None or read.date() != day.date():
            raise ValueError("write day, month and year as in %d.%m.%Y")
        return dates

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        for name in self.fields:
            if name not in FIELDS[self.kind]:
                known = ", ".join(FIELDS[self.kind])
                raise ValueError(f"a {self.kind} has no field {name!r}; it has {known}")
        for name in ESSENTIAL[self.kind]:
            if name not in self.fields:
                raise ValueError(f"a {self.kind} needs the field {name!r}")
        return self


class Step(Strict):
    """A phase that the files do not list themselves."""

    pipeline: str = Field(min_length=1, max_length=200)
    name: str = Field(min_length=1, max_length=200)
    position: int = Field(ge=0, le=10_000)
    probability: int = Field(ge=0, le=100)
    attention_after_days: int | None = Field(None, ge=1, le=10_000)


class Mapping(Strict):
    """A whole mapping."""

    about: str = ""
    phases: list[Step] = []
    read: list[Block] = Field(min_length=1)

    def known(self, file: str) -> set[str]:
        """The columns of a file that are read, or left out on purpose."""
        return {
            column for it in self.read if it.file == file for column in (*it.columns, *it.leave)
        }


def load(name: str) -> Mapping:
    """A mapping that ships with Whose, by its name, or any other by its path. Raises Unreadable."""
    path = SHIPPED / f"{name}.toml"
    if not (name.isidentifier() or name.replace("-", "_").isidentifier()) or not path.exists():
        path = Path(name)
    try:
        return Mapping.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError:
        shipped = ", ".join(sorted(it.stem for it in SHIPPED.glob("*.toml")))
        why = f"There is no such mapping; those that ship with Whose are {shipped}."
        raise Unreadable(name, why) from None
    except UnicodeDecodeError:
        raise Unreadable(path.name, "This is not UTF-8; save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(path.name, f"This is not TOML: {error}.") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise Unreadable(path.name, f"{key}: {why}.") from None
