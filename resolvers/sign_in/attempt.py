"""Attempts to sign in: each counts as failed from its beginning until it is known better."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from time import time

from orm.database.database import Database
from orm.database.fair_turns import of_no_account
from orm.errors import RateLimited
from orm.sign_in import SignInFailure, SignInPlace
from reader.credentials import failures
from resolvers.sign_in.rate_limit import (
    ANYBODY,
    FailureCounts,
    Subject,
    is_overtaken,
    subject_of_user,
)
from resolvers.write.transaction import anonymous_transaction

FORGOTTEN_AFTER = 60 * 60  # seconds
PLACE_FORGOTTEN_AFTER = 90 * 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Attempt:
    """An attempt to sign in, which counts as failed until it is known better."""

    number: int
    source: str
    #: The subjects that may be tried.
    admitted: frozenset[str]

    @classmethod
    async def begin(
        cls,
        database: Database,
        source: str,
        subjects: Collection[Subject],
        wanted: Collection[Subject],
    ) -> "Attempt":
        """Count an attempt, before the password is looked at. Raises RateLimited.

        wanted: those of the subjects of which one has to be admitted.
        """
        now, number = int(time()), secrets.randbits(63)
        before = await _counts(database, source, subjects, now)
        waits = {it: before.until(it) - now for it in subjects}
        free = [it for it in subjects if waits[it] <= 0]
        if not any(it in wanted for it in free):
            raise RateLimited(retry_after=min(waits[it] for it in wanted))
        async with anonymous_transaction(database, of_no_account(source)):
            await SignInFailure.bulk_create(
                SignInFailure(attempt=number, subject=key, source=source, at=now)
                for key in (ANYBODY, *(it.key for it in free))
            )
        # Others may have been counted meanwhile, and may be tried at this moment.
        after = await _counts(database, source, subjects, now)
        alone = frozenset(it.key for it in free if not is_overtaken(before.of(it), after.of(it)))
        if not any(it.key in alone for it in wanted):
            raise RateLimited(retry_after=max(1, min(after.until(it) for it in wanted) - now))
        return cls(number, source, alone)

    async def take_back(self, subjects: Collection[str]) -> None:
        """Count the attempt no longer against those whose password was right."""
        own = SignInFailure.filter(attempt=self.number, subject__in=[ANYBODY, *subjects])
        await own.delete()

    async def succeeded(self, user_id: int) -> None:
        """Forget the user's failures from here, where they are known from now on."""
        here = {"source": self.source}
        await SignInFailure.filter(subject=subject_of_user(user_id), **here).delete()
        place = SignInPlace(user_id=user_id, used_at=int(time()), **here)
        await SignInPlace.bulk_create(
            [place], on_conflict=["user_id", "source"], update_fields=["used_at"]
        )


async def _counts(
    database: Database, source: str, subjects: Collection[Subject], now: int
) -> FailureCounts:
    keys = {it.key for it in subjects}
    rows = await failures(database, keys, source, now - FORGOTTEN_AFTER, of_no_account(source))
    return FailureCounts(rows, source)


async def forget_user(user_id: int) -> None:
    """Forget a user's failures and where they have signed in, as a new password is set."""
    await SignInFailure.filter(subject=subject_of_user(user_id)).delete()
    await SignInPlace.filter(user_id=user_id).delete()


async def forget_old(database: Database, now: int) -> None:
    """Remove what counts no longer. now: seconds since the epoch."""
    async with anonymous_transaction(database):
        await SignInFailure.filter(at__lte=now - FORGOTTEN_AFTER).delete()
        await SignInPlace.filter(used_at__lte=now - PLACE_FORGOTTEN_AFTER).delete()
