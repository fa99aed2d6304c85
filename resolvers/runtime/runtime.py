"""What is open while the service runs: the database, pub/sub, threads for passwords."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from notifications.pubsub import PubSub
from notifications.pubsub.postgresql import PostgresPubSub
from notifications.pubsub.redis import RedisPubSub
from notifications.pubsub.unix_sockets import UnixSocketPubSub
from orm.database.database import Database, open_database
from orm.database.limits import USUAL, Limits
from resolvers.sign_in.passwords import Passwords


@dataclass
class Runtime:
    """The database, pub/sub, and what hashes passwords."""

    database: Database
    pubsub: PubSub
    #: The hubs of the accounts that somebody listens to, by account.
    hubs: dict[int, Any] = field(default_factory=dict)
    passwords: Passwords = field(default_factory=Passwords)

    async def close(self) -> None:
        """Close all of them."""
        global _open  # noqa: PLW0603
        _open = None
        await self.passwords.pool.close()
        await self.pubsub.close()
        await self.database.close()


_open: Runtime | None = None


def runtime() -> Runtime:
    """What is open now; Tortoise, too, has one database at a time."""
    if _open is None:
        raise RuntimeError("Nothing is open yet.")
    return _open


async def open_runtime(url: str, redis_url: str | None = None, limits: Limits = USUAL) -> Runtime:
    """Open the database at an address, and the pub/sub that goes with it."""
    global _open  # noqa: PLW0603
    database = await open_database(url, limits)
    pubsub: PubSub
    if redis_url:
        pubsub = await RedisPubSub.open(redis_url)
    elif database.dialect == "postgresql":
        pubsub = await PostgresPubSub.open(url)
    else:
        pubsub = UnixSocketPubSub(Path(url.removeprefix("sqlite://")))
    _open = Runtime(database, pubsub)
    return _open
