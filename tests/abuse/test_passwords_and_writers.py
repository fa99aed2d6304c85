"""Signing in and out waits for nobody's writes, and nothing that was typed is ever logged."""

import asyncio
import contextvars

import pytest

from orm.account import Account
from resolvers.sign_in.rate_limit import FREE_FOR_USER_FROM_SOURCE
from server.process.logging import set_up
from tests.abuse.signing_in import (
    CAFE,
    HOME,
    OTHER,
    PASSWORD,
    have_password,
    outcome,
    sign_in,
    working,
)
from tests.server.conftest import logging_as_it_was
from tests.world.crm import Crm
from tests.world.people import Person


async def test_signing_in_and_out_touches_no_row_of_an_account(
    crm: Crm, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await have_password(crm, finn)
    with working(crm, monkeypatch) as work:
        assert await outcome(crm, finn.email, PASSWORD) == "IN"
        await finn.sign_out()
    assert any('"session"' in sql for sql in work.written)
    assert [sql for sql in work.written if '"account"' in sql or "FOR UPDATE" in sql] == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_holds_the_account_holds_up_nobody_who_signs_in_or_out(
    crm: Crm, finn: Person
) -> None:
    await have_password(crm, finn)
    async with crm.runtime.database.writing():
        await Account.filter(id=crm.account_id).select_for_update().first()
        # In a context of its own: otherwise it would write within this transaction.
        await asyncio.create_task(_in_and_out(crm, finn), context=contextvars.Context())


async def _in_and_out(crm: Crm, finn: Person) -> None:
    assert await outcome(crm, finn.email, PASSWORD) == "IN"
    await finn.sign_out()


@pytest.mark.usefixtures("clock")
async def test_who_has_to_wait_is_told_so_without_a_write(
    crm: Crm, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(FREE_FOR_USER_FROM_SOURCE):
        await outcome(crm, finn.email)
    with working(crm, monkeypatch) as work:
        assert await outcome(crm, finn.email) == "RATE_LIMITED"
    assert (work.hashes, len(work.read), work.written) == ([], 2, [])


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("log_format", ["console", "json"])
async def test_neither_passwords_nor_tokens_nor_addresses_are_logged(
    crm: Crm, finn: Person, capsys: pytest.CaptureFixture[str], log_format: str
) -> None:
    await have_password(crm, finn)
    with logging_as_it_was():
        set_up(log_format, "debug")
        signed_in = await sign_in(crm, finn.email, PASSWORD, address=HOME)
        for _ in range(8):
            await outcome(crm, finn.email, OTHER, address=CAFE)
    logged = capsys.readouterr().err
    typed = (PASSWORD, OTHER, signed_in["token"], finn.email, HOME, CAFE)
    assert [it for it in typed if it in logged] == []
