"""The CRM Sales Opportunities of Maven Analytics, as the csv module reads them and as imported."""

import csv
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PLACES = (os.environ.get("WHOSE_CRM_DATA"), ROOT.parent / "shared" / "data" / "crm")
OPEN = ("Prospecting", "Engaging")
ACCOUNT = "Maven"


@dataclass(frozen=True)
class Opportunities:
    """The files, read without any code of ours."""

    folder: Path

    def lines(self, file: str) -> list[dict[str, str]]:
        """The rows of a file."""
        with (self.folder / file).open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.DictReader(opened))

    @cached_property
    def deals(self) -> dict[str, dict[str, str]]:
        """The opportunities by their id."""
        return {line["opportunity_id"]: line for line in self.lines("sales_pipeline.csv")}

    @cached_property
    def teams(self) -> list[dict[str, str]]:
        """Who sells for whom."""
        return self.lines("sales_teams.csv")

    @property
    def agents(self) -> set[str]:
        """Everybody who sells."""
        return {line["sales_agent"] for line in self.teams}

    @property
    def people(self) -> set[str]:
        """Everybody."""
        return self.agents | {line["manager"] for line in self.teams}

    def of(self, agent: str) -> set[str]:
        """The ids of an agent's deals."""
        return {id_ for id_, line in self.deals.items() if line["sales_agent"] == agent}

    def open_deals(self) -> dict[str, int]:
        """How many open deals each agent has."""
        counts = Counter(
            it["sales_agent"] for it in self.deals.values() if it["deal_stage"] in OPEN
        )
        return {agent: counts[agent] for agent in self.agents}


def find() -> Opportunities:
    """The files; without them the test is skipped."""
    for place in PLACES:
        if place and (Path(place) / "sales_pipeline.csv").exists():
            return Opportunities(Path(place))
    pytest.skip(
        "NOT TESTED ON REAL DATA: set WHOSE_CRM_DATA to the folder of Maven Analytics' "
        "CRM Sales Opportunities"
    )


def whose(url: str, *words: str) -> str:
    """What a command prints."""
    environment = {name: it for name, it in os.environ.items() if not name.startswith("WHOSE_")}
    done = subprocess.run(
        [sys.executable, "-m", "server", *words],
        cwd=ROOT,
        env=environment | {"WHOSE_DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def import_all(url: str, opportunities: Opportunities) -> str:
    """Import the files as the documentation says."""
    folder = str(opportunities.folder)
    return whose(url, "import", folder, "--account", ACCOUNT, "--mapping", "maven-crm")
