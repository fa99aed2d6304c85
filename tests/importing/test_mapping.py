"""Foreign files, and what a mapping says of them."""

import pytest

from imports.files.csv import Unreadable
from imports.files.mapping import load
from imports.files.translate import translate
from imports.row import Outcome
from orm.company import Company
from orm.deal import Deal, DealStatus
from orm.pipeline import Phase
from orm.team import Team
from orm.user import User
from tests.importing.office import Office, counted, touched

MAPPING = """
[[phases]]
pipeline = "Foreign"
name = "Talking"
position = 1
probability = 30

[[read]]
file = "staff.csv"
kind = "user"
delimiter = ";"
[read.fields]
external_id = "{Nome}"
first_name = "{Nome:first}"
last_name = "{Nome:rest}"
email = "{Nome:address}@example.com"
teams = "{Capo}"

[[read]]
file = "staff.csv"
kind = "user"
delimiter = ";"
repeats = true
[read.fields]
external_id = "{Capo}"
first_name = "{Capo:first}"
email = "{Capo:address}@example.com"

[[read]]
file = "staff.csv"
kind = "team"
delimiter = ";"
repeats = true
[read.fields]
external_id = "{Capo}"
name = "Team {Capo}"
lead = "{Capo}"

[[read]]
file = "sales.csv"
kind = "deal"
dates = "%d/%m/%Y"
leave = ["note"]
[read.fields]
external_id = "{no}"
title = ["{what} for {whom}", "{what}"]
company = { value = "{whom}", blank = "it is nobody's" }
assigned_to = "{who}"
pipeline = "Foreign"
phase = "Talking"
closed_at = "{end}"
[read.fields.status]
value = "{state}"
values = { "in corso" = "OPEN", "vinta" = "WON" }
[read.corrections.what]
Vaine = "Vane"

[[read]]
file = "firms.csv"
kind = "company"
[read.fields]
external_id = "{firm}"
name = "{firm}"
"""
STAFF = "Nome;Capo\nÀnna De Nô;Bob Big\nCarl;Bob Big\n"
SALES = """no,what,whom,who,state,end,note
1,Vaine,Acme,Carl,vinta,31/01/2026,x
2,Mast,,Ànna De Nô,in corso,,y
3,Mast,,Carl,persa,,z
"""


@pytest.fixture
def foreign(office: Office) -> str:
    """The path of the mapping, beside the files."""
    office.file("staff.csv", STAFF)
    office.file("sales.csv", SALES)
    office.file("firms.csv", "firm\nAcme\n")
    return str(office.file("mapping.toml", MAPPING))


async def test_foreign_files_are_read_as_the_mapping_says(office: Office, foreign: str) -> None:
    rows = await office.run(mapping=foreign)
    assert counted(rows) == {Outcome.CREATED: 8, Outcome.REFUSED: 1}
    refused = next(it for it in rows if it.did is Outcome.REFUSED)
    assert (refused.file, refused.line) == ("sales.csv", 4)
    assert refused.why == "status 'persa': The mapping knows in corso, vinta."
    anna = await User.get(external_id="Ànna De Nô")
    assert (anna.first_name, anna.last_name) == ("Ànna", "De Nô")
    assert anna.email == "anna.de.no@example.com"
    team = await Team.get(external_id="Bob Big").select_related("lead")
    assert team.lead
    assert (team.name, team.lead.email) == ("Team Bob Big", "bob.big@example.com")
    vane, mast = await Deal.all().order_by("external_id").select_related("company", "phase")
    assert vane.company
    assert (vane.title, vane.company.name, vane.status) == ("Vane for Acme", "Acme", DealStatus.WON)
    assert (mast.title, mast.company, mast.status) == ("Mast", None, DealStatus.OPEN)
    talking = await Phase.get(name="Talking")
    assert (vane.phase, mast.phase, talking.probability) == (talking, talking, 30)


async def test_what_was_corrected_or_missing_is_reported(office: Office, foreign: str) -> None:
    rows = {it.key: it for it in await office.run(mapping=foreign) if it.kind == "deal"}
    assert rows["1"].notes == ['what "Vaine" read as "Vane"']
    assert rows["2"].notes == ["it is nobody's"]


async def test_a_mapping_repeated_changes_nothing(office: Office, foreign: str) -> None:
    await office.run(mapping=foreign)
    before = await office.everything()
    again = await office.run(mapping=foreign)
    assert [it[:2] for it in touched(again)] == [("3", Outcome.REFUSED)]
    assert await office.everything() == before


async def test_one_file_alone_can_be_imported_again(office: Office, foreign: str) -> None:
    await office.run(mapping=foreign)
    office.edit("sales.csv", "2,Mast,", "2,Mast,Acme")
    rows = await office.run("sales.csv", mapping=foreign)
    assert [it.key for it in rows if it.did is Outcome.CHANGED] == ["2"]
    assert await Company.all().count() == 1


async def test_a_folder_without_a_file_of_the_mapping_is_refused(
    office: Office, foreign: str
) -> None:
    (office.folder / "firms.csv").unlink()
    with pytest.raises(Unreadable, match=r"files: There is no firms\.csv\."):
        await office.run(mapping=foreign)


async def test_a_file_without_a_column_of_the_mapping_is_refused(
    office: Office, foreign: str
) -> None:
    office.edit("sales.csv", "no,what,whom", "no,what,who_m")
    with pytest.raises(Unreadable, match=r"sales.csv, line 1: The column 'whom' is missing"):
        await office.run(mapping=foreign)


async def test_a_column_that_the_mapping_neither_reads_nor_leaves_is_refused(
    office: Office, foreign: str
) -> None:
    office.edit("sales.csv", ",note", ",notes")
    with pytest.raises(Unreadable) as refused:
        await office.run(mapping=foreign)
    why = "sales.csv, line 1: The mapping neither reads nor leaves the column 'notes'."
    assert str(refused.value) == why


async def test_a_column_that_is_left_out_on_purpose_is_reported(
    office: Office, foreign: str
) -> None:
    remarks = translate(load(foreign), foreign, [office.folder]).remarks
    assert remarks == ["sales.csv: not taken: note"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("title =", "titel =", "read.4: a deal has no field 'titel'; it has external_id, title,"),
        ('kind = "deal"', 'kind = "task"', "read.4.kind: Input should be 'phase', 'inbox',"),
        ("leave =", "ignore =", "read.4.ignore: Extra inputs are not permitted."),
        ("{Nome:first}", "{Nome:last}", "read.1.fields.first_name.value: write {column} or one of"),
        ("{what} for {whom}", "{what for", "read.4.fields.title.value: "),
        ('external_id = "{no}"\n', "", "read.4: a deal needs the field 'external_id'."),
        ('"%d/%m/%Y"', '"%d/%m"', "read.4.dates: write day, month and year as in %d.%m.%Y."),
        ("probability = 30", "probability = 300", "phases.1.probability: Input should be less"),
        ("[[read]]", "[read]", "mapping.toml: This is not TOML: "),
    ],
)
async def test_a_wrong_mapping_is_refused_naming_the_key(
    office: Office, foreign: str, old: str, new: str, why: str
) -> None:
    office.edit("mapping.toml", old, new)
    with pytest.raises(Unreadable) as refused:
        load(foreign)
    assert why in str(refused.value)


def test_a_mapping_that_is_not_there_is_refused_naming_those_that_are() -> None:
    with pytest.raises(Unreadable) as refused:
        load("crm")
    assert str(refused.value).endswith("those that ship with Whose are maven-crm, whose.")
