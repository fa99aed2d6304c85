"""An account to import into, and files to import."""

import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from imports.row import Outcome
from orm.account import Account
from orm.pipeline import Phase, Pipeline
from resolvers.runtime.runtime import Runtime, open_runtime
from tests.importing.maven import ACCOUNT, Opportunities, find, import_all, whose
from tests.importing.office import FILES, MORE_FILES, Office, counted
from tests.world.stage import emptied


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """On which database; a module marked with BOTH is told on PostgreSQL as well."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all tables and no rows."""
    return emptied(database, request, tmp_path)


@pytest.fixture
async def office(url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """An account with two phases and nobody in it."""
    runtime = await open_runtime(url)
    try:
        async with runtime.database.writing():
            account = await Account.create(name="Analytical Engines")
            sales = await Pipeline.create(account=account, name="Sales")
            for position, name in enumerate(("New", "Offer"), 1):
                await Phase.create(account=account, pipeline=sales, name=name, position=position)
        folder = tmp_path / "files"
        folder.mkdir()
        yield Office(runtime.database, url, account.id, folder)
    finally:
        await runtime.close()


@pytest.fixture
async def filled(office: Office) -> Office:
    """The same once the usual files were imported, in silence."""
    for name, text in FILES.items():
        office.file(name, text)
    await office.run(silent=True)
    return office


@pytest.fixture(scope="session")
def data() -> Opportunities:
    return find()


@pytest.fixture(scope="session")
def imported(data: Opportunities, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database with the data, and what the command said."""
    path = tmp_path_factory.mktemp("maven") / "whose.sqlite3"
    url = f"sqlite://{path}"
    whose(url, "migrate")
    admin = ("--admin-email", "admin@example.com", "--admin-name", "Ad Min")
    whose(url, "account", "create", ACCOUNT, *admin)
    began = time.monotonic()
    said = import_all(url, data)
    print(f"\nwhose import, the process included: {time.monotonic() - began:.1f} s")
    return path, said


@pytest.fixture
async def opened(imported: tuple[Path, str], tmp_path: Path) -> AsyncIterator[tuple[str, Runtime]]:
    """The address of a copy, and what is open of it in this process."""
    copy = shutil.copy(imported[0], tmp_path / "whose.sqlite3")
    runtime = await open_runtime(f"sqlite://{copy}")
    yield f"sqlite://{copy}", runtime
    await runtime.close()


@pytest.fixture
def crm(opened: tuple[str, Runtime]) -> str:
    """The address of a copy, which is open in this process."""
    return opened[0]


@pytest.fixture
async def full(filled: Office) -> Office:
    """The usual account once contacts, projects and tickets were imported, in silence."""
    await filled.boost()
    for name, text in MORE_FILES.items():
        filled.file(name, text)
    assert counted(await filled.run(silent=True)) == {Outcome.CREATED: 6, Outcome.UNCHANGED: 9}
    return filled
