"""What a service of several processes answers to who tries passwords."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from orm.sign_in import SignInFailure
from resolvers.runtime.runtime import open_runtime
from resolvers.sign_in.rate_limit import subject_of_nobody
from tests.abuse.signing_in import DOCUMENT, OTHER
from tests.live.service import Service

EMAIL, ADDRESS = "somebody@new.example", "127.0.0.1"


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Service]:
    """A process that serves the database."""
    service = Service(database_url, tmp_path / "log", WHOSE_LOG_LEVEL="debug")
    yield service
    service.end()


async def test_what_another_process_has_counted_is_answered_with_429_and_never_logged(
    database_url: str, service: Service
) -> None:
    runtime = await open_runtime(database_url)
    async with runtime.database.writing():
        for attempt in range(12):
            await SignInFailure.create(
                attempt=attempt,
                subject=subject_of_nobody(EMAIL),
                source=ADDRESS,
                at=int(time.time()),
            )
    await runtime.close()
    await service.start()
    asked = {"query": DOCUMENT, "variables": {"input": {"email": EMAIL, "password": OTHER}}}
    answers = []
    async with httpx.AsyncClient(trust_env=False) as client:
        for media in ("application/graphql-response+json", "application/json"):
            answers.append(await client.post(service.url, json=asked, headers={"accept": media}))
    assert [answer.status_code for answer in answers] == [429, 200]
    for answer in answers:
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert 0 < error["extensions"]["retryAfter"] <= 2 ** (12 - 5)
    logged = service.log.read_text()
    assert [it for it in (EMAIL, OTHER) if it in logged] == []
