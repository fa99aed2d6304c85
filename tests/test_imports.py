"""Arrows between files never come back: whoever opens one file reads on downwards."""

from graphlib import CycleError, TopologicalSorter

from tests.rooms import ROOMS, TOOLS, imports

#: What is still a circle: the types of the schema, which name each other.
#: Nothing may join, and who has left is struck off.
CIRCLES: tuple[set[str], ...] = (
    {
        "schema.company",
        "schema.contact",
        "schema.custom_field",
        "schema.custom_field.writing",
        "schema.deal",
        "schema.deal.listing",
        "schema.inbox",
        "schema.invoice",
        "schema.message",
        "schema.note",
        "schema.pipeline",
        "schema.project",
        "schema.quotation",
        "schema.task",
        "schema.team",
        "schema.ticket",
        "schema.ticket.writing",
        "schema.types.customer",
        "schema.types.paging",
        "schema.types.participant",
        "schema.types.record",
        "schema.user",
    },
)


def circle(imported: dict[str, set[str]]) -> list[str]:
    """The files of one circle, each imported by the one before; empty if there is none."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]][::-1]
    return []


def reached(imported: dict[str, set[str]], begin: str) -> set[str]:
    """What a file imports, and what that imports, and so on."""
    found: set[str] = set()
    new = imported[begin]
    while new:
        found |= new
        new = {name for file in new for name in imported[file]} - found
    return found


def test_a_circle_is_found_and_named() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) in (
        ["a", "b", "c", "a"],
        ["b", "c", "a", "b"],
        ["c", "a", "b", "c"],
    )


def test_no_circle_of_files_but_those_that_are_known() -> None:
    imported = imports()
    assert len(imported) > 300
    for known in CIRCLES:
        imported |= {file: imported[file] - known for file in known & set(imported)}
    assert circle(imported) == []


def test_who_has_left_a_circle_is_struck_off() -> None:
    imported = imports()
    for known in CIRCLES:
        assert {name for name in known if name not in imported} == set()
        assert {name for name in known if name not in reached(imported, name)} == set()


def test_every_room_has_its_place_and_one_contract_of_its_own() -> None:
    layered, *contracts = TOOLS["importlinter"]["contracts"]

    assert {room for line in layered["layers"] for room in line.split(" | ")} == set(ROOMS)
    assert [contract["source_modules"] for contract in contracts] == [[room] for room in ROOMS]
    assert [it["name"].partition(":")[0] for it in contracts] == list(ROOMS)
    assert set(ROOMS) <= set(TOOLS["mypy"]["files"])
