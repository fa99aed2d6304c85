"""What is open while the service runs: the database, pub/sub, threads for passwords."""

from dataclasses import dataclass, field
from pathlib import Path

from notifications.pubsub import PubSub
from notifications.pubsub.postgresql import PostgresPubSub
from notifications.pubsub.redis import RedisPubSub
from notifications.pubsub.unix_sockets import UnixSocketPubSub
from orm.database.database import Database, dialect_of, open_database
from orm.database.limits import USUAL, Limits
from resolvers.sign_in.passwords import Passwords


@dataclass
class Runtime:
    """The database, pub/sub, and what hashes passwords; made at the start and handed down."""

    database: Database
    pubsub: PubSub
    passwords: Passwords = field(init=False)

    def __post_init__(self) -> None:
        self.passwords = Passwords(self.database)

    async def close(self) -> None:
        """Close all of them."""
        await self.passwords.pool.close()
        await self.pubsub.close()
        await self.database.close()


async def open_runtime(url: str, redis_url: str | None = None, limits: Limits = USUAL) -> Runtime:
    """Open the database at an address, and the pub/sub that goes with it."""
    pubsub = await _open_pubsub(url, redis_url)
    try:
        return Runtime(await open_database(url, limits, pubsub.publish), pubsub)
    except BaseException:
        await pubsub.close()
        raise


async def _open_pubsub(url: str, redis_url: str | None) -> PubSub:
    if redis_url:
        return await RedisPubSub.open(redis_url)
    if dialect_of(url) == "postgresql":
        return await PostgresPubSub.open(url)
    return UnixSocketPubSub(Path(url.removeprefix("sqlite://")))
