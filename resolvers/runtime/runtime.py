"""What is open while the service runs: the database, the broker, threads for passwords."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from notifications.pubsub import Broker
from notifications.pubsub.postgresql import PostgresBroker
from notifications.pubsub.redis import RedisBroker
from notifications.pubsub.unix_sockets import NeighbourBroker
from orm.database.database import Database, open_database
from orm.database.limits import USUAL, Limits
from resolvers.sign_in.passwords import Passwords


@dataclass
class House:
    """The database, the broker, and what hashes passwords."""

    database: Database
    broker: Broker
    #: The hubs of the accounts that somebody listens to, by account.
    hubs: dict[int, Any] = field(default_factory=dict)
    passwords: Passwords = field(default_factory=Passwords)

    async def close(self) -> None:
        """Close all of them."""
        global _open  # noqa: PLW0603
        _open = None
        await self.passwords.pool.close()
        await self.broker.close()
        await self.database.close()


_open: House | None = None


def house() -> House:
    """What is open now; Tortoise, too, has one database at a time."""
    if _open is None:
        raise RuntimeError("Nothing is open yet.")
    return _open


async def open_house(url: str, redis_url: str | None = None, limits: Limits = USUAL) -> House:
    """Open the database at an address, and the broker that goes with it."""
    global _open  # noqa: PLW0603
    database = await open_database(url, limits)
    broker: Broker
    if redis_url:
        broker = await RedisBroker.open(redis_url)
    elif database.dialect == "postgresql":
        broker = await PostgresBroker.open(url)
    else:
        broker = NeighbourBroker(Path(url.removeprefix("sqlite://")))
    _open = House(database, broker)
    return _open
