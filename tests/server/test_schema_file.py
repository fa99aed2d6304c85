"""schema.graphql: what clients generate their types from."""

from pathlib import Path

from graphql import build_schema, lexicographic_sort_schema, print_schema

from schema.build import schema
from schema.print import printed

FILE = Path(__file__).resolve().parents[2] / "schema.graphql"


def test_the_file_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == printed(), "run `make schema`"


def test_the_file_holds_the_whole_schema() -> None:
    built = lexicographic_sort_schema(build_schema(printed()))

    assert print_schema(built) == print_schema(lexicographic_sort_schema(schema._schema))


def test_the_roots_come_first() -> None:
    names = [line.split()[1] for line in printed().splitlines() if line.startswith("type ")]

    assert names[:3] == ["Query", "Mutation", "Subscription"]
    assert names[3:] == sorted(names[3:])
