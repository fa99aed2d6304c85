"""The accounts that stories begin with: made once a worker and database, and put back by copying.

Making them takes as long as the rest of a short story.
"""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from orm.database.database import file_of
from resolvers.runtime.runtime import Runtime, open_runtime
from tests.world.crm import Crm

#: Copies every table that has rows, and what the next ids are, into a schema of their own.
KEEP = """DO $$ DECLARE name text; filled boolean; BEGIN
  CREATE SCHEMA begun;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations'
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO filled;
    IF filled THEN EXECUTE format('CREATE TABLE begun.%I AS TABLE public.%I', name, name); END IF;
  END LOOP;
  CREATE TABLE begun.next_ids AS SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename NOT LIKE 'tortoise%';
END $$"""
#: Copies them back into empty tables.
PUT_BACK = """DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'begun' AND tablename <> 'next_ids'
  LOOP EXECUTE format('INSERT INTO public.%I SELECT * FROM begun.%I', name, name); END LOOP;
  PERFORM setval(format('public.%I', sequencename), last_value) FROM begun.next_ids;
END $$"""


@dataclass(frozen=True)
class Beginning:
    """The accounts as they were made, to be put back into an empty database."""

    crm: Crm
    #: SQLite's file with them; PostgreSQL keeps them beside its tables.
    file: Path | None

    async def put_back(self, url: str) -> Runtime:
        """Open an empty database with the accounts in it."""
        if self.file:
            shutil.copyfile(self.file, url.removeprefix("sqlite://"))
            return await open_runtime(url)
        runtime = await open_runtime(url)
        await runtime.database.connection.execute_script(PUT_BACK)
        return runtime


def begin(url: str) -> Beginning:
    """Make the accounts in an empty database, and keep them."""

    async def make() -> Crm:
        runtime = await open_runtime(url)
        try:
            crm = Crm(runtime)
            await crm.begin()
            if runtime.database.dialect == "postgresql":
                await runtime.database.connection.execute_script(KEEP)
        finally:
            await runtime.close()
        return crm

    return Beginning(asyncio.run(make()), file_of(url))
