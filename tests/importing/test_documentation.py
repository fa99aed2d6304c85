"""docs/importing.md says what can be imported, all of it and nothing else."""

import re
import tomllib
from pathlib import Path

import pytest

from imports.files.columns import ESSENTIAL, FIELDS
from imports.files.mapping import OWN, Mapping, load
from imports.files.mapping import SHIPPED as MAPPINGS
from imports.row import Kind

PAGE = (Path(__file__).parent.parent.parent / "docs" / "importing.md").read_text("utf-8")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_column_is_documented_and_read(kind: Kind) -> None:
    file = f"{kind.many}.csv".replace(" ", "_")
    _, heading, rest = PAGE.partition(f"### `{file}`\n")
    assert heading, f"docs/importing.md lacks a section `{file}` with the columns of each {kind}"
    section = re.split(r"\n##+ ", rest)[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| ")][1:]
    assert re.findall(r"`(\w+)`", " ".join(cells)) == list(FIELDS[kind])
    assert tuple(re.findall(r"\*\*`(\w+)`\*\*", " ".join(cells))) == ESSENTIAL[kind]
    (block,) = [it for it in load(OWN).read if it.kind is kind]
    assert (block.file, list(block.fields)) == (file, list(FIELDS[kind]))


def test_the_mapping_on_the_page_is_one() -> None:
    (toml,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert Mapping.model_validate(tomllib.loads(toml)).read[0].kind is Kind.DEAL


@pytest.mark.parametrize("name", sorted(it.stem for it in MAPPINGS.glob("*.toml")))
def test_every_mapping_that_ships_is_sound(name: str) -> None:
    assert load(name).about
