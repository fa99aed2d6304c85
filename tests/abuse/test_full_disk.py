"""A full disk: what was acknowledged is kept, the rest is refused whole, and writing goes on."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from tortoise.exceptions import OperationalError

from orm.company import Company
from orm.database.availability import FULL, UNREACHABLE, Availability, why_unavailable
from orm.event import Event
from server.transport.errors import RETRY_AFTER, internal
from tests.world.crm import Crm
from tests.world.people import Person

LONG = "x" * 190


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A file with all tables; of PostgreSQL no test can fill the disk."""
    file = tmp_path / "whose.sqlite3"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite://{file}"


async def limit(crm: Crm, pages: int) -> None:
    """Let the file have so many pages more, as on a disk that is nearly full."""
    writer = crm.runtime.database.connection
    (row,) = await writer.execute_query_dict("PRAGMA page_count")
    await writer.execute_query(f"PRAGMA max_page_count = {row['page_count'] + pages}")


async def create(ada: Person, name: str) -> str | None:
    """Create a company; answers its name once that was acknowledged."""
    try:
        await ada.write("createCompany", name=name)
    except OperationalError as error:
        if why_unavailable(error) != FULL:
            raise
        return None
    return name


async def kept() -> list[str]:
    """The companies that there are."""
    return [it.name for it in await Company.all().order_by("id") if it.name.endswith(LONG)]


async def test_what_was_acknowledged_is_kept_and_what_was_refused_is_not(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    await limit(crm, pages=12)

    people = (ada, finn, lena)
    writes = (create(people[number % 3], f"{number}{LONG}") for number in range(200))
    said = await asyncio.gather(*writes)

    acknowledged = [name for name in said if name]
    assert 0 < len(acknowledged) < 200
    assert sorted(await kept()) == sorted(acknowledged)
    events = await Event.filter(kind="COMPANY_CREATED").values_list("record_id", flat=True)
    made = await Company.filter(name__endswith=LONG).values_list("id", flat=True)
    assert sorted(made) == sorted(events)


async def test_writing_goes_on_when_there_is_room_again(crm: Crm, ada: Person) -> None:
    await limit(crm, pages=0)
    for number in range(100):
        if not await create(ada, f"{number}{LONG}"):
            break
    assert crm.runtime.database.availability.why == FULL

    await limit(crm, pages=1000)

    assert await create(ada, f"again{LONG}")
    assert crm.runtime.database.availability.why is None


def test_the_log_says_so_once_and_once_that_it_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    availability = Availability()

    for _ in range(3):
        availability.failed(asyncpg.DiskFullError("No space left on device"))
    availability.failed(ValueError("ours"))
    for _ in range(3):
        availability.worked()

    lines = capsys.readouterr().out.splitlines()
    assert [("unavailable" in line, "available_again" in line) for line in lines] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("cause", "why"),
    [
        (asyncpg.DiskFullError("could not extend file"), FULL),
        (asyncpg.TooManyConnectionsError("sorry"), "the database has no room for more"),
        (asyncpg.CannotConnectNowError("the database system is starting up"), UNREACHABLE),
        (ConnectionRefusedError(111, "Connect call failed"), UNREACHABLE),
        (asyncpg.ConnectionDoesNotExistError("closed in the middle"), UNREACHABLE),
    ],
    ids=lambda it: type(it).__name__,
)
def test_a_client_is_told_to_come_back(cause: Exception, why: str) -> None:
    told = internal(cause)

    assert told["extensions"] == {"code": "UNAVAILABLE", "retryAfter": RETRY_AFTER}
    assert told["message"] == f"This cannot be done at the moment: {why}."


def test_what_is_our_mistake_is_not_called_unavailable() -> None:
    assert internal(ValueError("no"))["extensions"]["code"] == "INTERNAL"
