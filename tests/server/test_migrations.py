"""Migrations: they make the tables of the models, on either database, and none is missing."""

import asyncio
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import AddField

from orm.database import migrating
from orm.database.database import TORTOISE, config
from tests.server.conftest import Whose
from tests.world.stage import a_database

Tables = dict[str, Any]
RECORDS = "tortoise_migrations"


async def test_the_models_have_no_change_that_no_migration_makes() -> None:
    await Tortoise.init(config=TORTOISE, init_connections=False)
    try:
        assert Tortoise.apps is not None
        detector = MigrationAutodetector(Tortoise.apps, TORTOISE["apps"])
        changes = [writer.as_string() for writer in await detector.changes()]
    finally:
        await Tortoise.close_connections()

    assert changes == []


def test_no_migration_adds_a_column_that_rows_of_before_cannot_have() -> None:
    modules: list[Any] = [import_module(f"orm.migrations.{name}") for name in migrating.names()]

    added = [it for module in modules for it in module.Migration.operations if type(it) is AddField]

    assert [(it.model_name, it.name) for it in added if not getattr(it.field, "null", False)] == []


async def _generate(url: str) -> int:
    """Make the tables of the models, and say how many these are."""
    await Tortoise.init(config=config(url))
    await Tortoise.generate_schemas()
    models = Tortoise.describe_models()
    await Tortoise.close_connections()
    return len(models)


def _of_sqlite(path: Path) -> Tables:
    """Columns, indexes and foreign keys of each table, whatever their names and order.

    How long a text may be is no matter to SQLite, nor is it here.
    """
    with closing(sqlite3.connect(path)) as connection:

        def rows(sql: str) -> list[Any]:
            return sorted(connection.execute(sql).fetchall())

        tables = [name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: {
                "columns": rows(
                    "SELECT name, iif(type LIKE 'VARCHAR%', 'VARCHAR', type), \"notnull\", pk"
                    f" FROM pragma_table_info('{table}')"
                ),
                "indexes": rows(
                    'SELECT (SELECT group_concat(name) FROM pragma_index_info(i.name)), i."unique"'
                    f" FROM pragma_index_list('{table}') i"
                ),
                "keys": rows(
                    'SELECT "from", "table", "to", on_delete'
                    f" FROM pragma_foreign_key_list('{table}')"
                ),
            }
            for table in tables
            if table not in (RECORDS, "sqlite_sequence")
        }


def test_on_sqlite_the_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    migrated, generated = tmp_path / "migrated.sqlite3", tmp_path / "generated.sqlite3"

    asyncio.run(migrating.apply(f"sqlite://{migrated}", lambda name: None))
    models = asyncio.run(_generate(f"sqlite://{generated}"))

    assert len(_of_sqlite(migrated)) == models
    assert _of_sqlite(migrated) == _of_sqlite(generated)


async def _of_postgresql(url: str) -> Tables:
    connection = await asyncpg.connect(url)
    columns = await connection.fetch(
        "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length,"
        " collation_name"
        " FROM information_schema.columns WHERE table_schema = 'public'"
        f" AND table_name <> '{RECORDS}' ORDER BY 1, 2"
    )
    indexes = await connection.fetch(
        "SELECT tablename, split_part(indexdef, ' USING ', 2), indexdef LIKE '% UNIQUE %'"
        f" FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '{RECORDS}' ORDER BY 1, 2"
    )
    keys = await connection.fetch(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
        f" AND conrelid::regclass::text <> '{RECORDS}' ORDER BY 1, 2"
    )
    await connection.close()
    found = {"columns": columns, "indexes": indexes, "keys": keys}
    return {what: [tuple(row) for row in rows] for what, rows in found.items()}


@pytest.mark.postgresql
def test_on_postgresql_the_migrations_make_what_the_models_say(postgresql_url: str) -> None:
    with a_database("generated") as url:
        models = asyncio.run(_generate(url))
        wanted = asyncio.run(_of_postgresql(url))

    assert len({row[0] for row in wanted["columns"]}) == models
    assert asyncio.run(_of_postgresql(postgresql_url)) == wanted


@pytest.mark.slow
def test_migrate_applies_what_is_missing_and_then_finds_nothing_to_do(
    run: Whose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSE_DATABASE_URL", f"sqlite://{tmp_path / 'whose.sqlite3'}")

    first, second = run("migrate"), run("migrate")

    assert first.lines == [f"Applied {name}" for name in migrating.names()]
    assert second.lines == ["The database has the tables of this version already."]
    assert (first.code, second.code) == (0, 0)


@pytest.mark.parametrize("command", [("serve",), ("account", "list")])
def test_without_a_database_a_command_says_what_to_do_and_makes_none(
    run: Whose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    path = tmp_path / "whose.sqlite3"
    monkeypatch.setenv("WHOSE_DATABASE_URL", f"sqlite://{path}")
    monkeypatch.setenv("WHOSE_PORT", "0")

    said = run(*command)

    assert said.err == f"whose: There is no database {path} yet: run `whose migrate`.\n"
    assert (said.code, said.out, path.exists()) == (1, "", False)


@pytest.mark.parametrize("command", [("serve",), ("account", "list")])
def test_a_database_without_the_tables_of_this_version_is_refused(
    run: Whose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    path = tmp_path / "whose.sqlite3"
    path.touch()
    monkeypatch.setenv("WHOSE_DATABASE_URL", f"sqlite://{path}")
    monkeypatch.setenv("WHOSE_PORT", "0")

    said = run(*command)

    lacking = ", ".join(migrating.names())
    assert said.err == f"whose: The database lacks {lacking}: run `whose migrate`.\n"
    assert (said.code, said.out) == (1, "")


@pytest.mark.parametrize("command", [("migrate",), ("account", "list")])
def test_a_file_that_is_no_database_is_told_in_one_line(
    run: Whose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    path = tmp_path / "whose.sqlite3"
    path.write_text("Dear diary")
    monkeypatch.setenv("WHOSE_DATABASE_URL", f"sqlite://{path}")

    said = run(*command)

    assert said.err == "whose: The database does not answer: file is not a database.\n"
    assert (said.code, path.read_text()) == (1, "Dear diary")


def test_a_folder_that_is_not_there_is_told_in_one_line(
    run: Whose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSE_DATABASE_URL", f"sqlite://{tmp_path / 'no' / 'whose.sqlite3'}")

    said = run("migrate")

    assert said.err == "whose: The database does not answer: unable to open database file.\n"
    assert said.code == 1


@pytest.mark.parametrize("command", [("migrate",), ("account", "list")])
def test_a_database_that_does_not_answer_is_told_without_its_password(
    run: Whose, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("WHOSE_DATABASE_URL", "postgres://whose:hunter2@127.0.0.1:1/whose")

    said = run(*command)

    assert said.err.startswith("whose: The database does not answer: ")
    assert (said.code, said.out, said.err.count("\n"), "hunter2" in said.err) == (1, "", 1, False)
