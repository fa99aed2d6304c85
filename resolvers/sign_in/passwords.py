"""How passwords are kept and tried: by argon2id, which takes its time, on threads of its own.

All hashes of one e-mail share a salt, so that one computation tells in which of several accounts
a password is right; how long it takes does not tell how many there are. They belong to one person,
so the salt still keeps the work on one person's password from serving for another's.
"""

import base64
import hmac
import secrets
from collections.abc import Collection

from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import ARGON2_VERSION, hash_secret

from orm.database.database import Database
from orm.database.fair_turns import of_no_account
from reader.credentials import hash_of_email
from resolvers.sign_in.hashing_pool import HashingPool
from resolvers.write.errors import UserErrorCode, invalid

SHORTEST, LONGEST = 12, 1_000
#: RFC 9106, its second recommended option. Said here, so that a new version of a library changes
#: nothing: every computation takes as long as every other.
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, hash_len=32, salt_len=16)
#: Of hashes that were made before e-mails had one salt; each costs a computation.
MOST_SALTS = 4


class Passwords:
    """Makes and tries hashes of passwords."""

    def __init__(self, database: Database) -> None:
        self._database, self.pool = database, HashingPool()
        #: Tried where there is no such user: its digest is random, so no password fits.
        self._nobodys = _unfitting()

    async def new_hash(self, asker: str, password: str, email: str) -> str:
        """The hash of a new password; with the salt of another hash of the same e-mail.

        asker: who has it hashed; each waits behind their own work only. Raises RateLimited.
        """
        like = await hash_of_email(self._database, email, of_no_account(asker))
        salt = _salt(like) if like else secrets.token_bytes(HASHER.salt_len)
        with self.pool.entry(asker):
            return await self.pool.run(asker, hash_new, password, salt)

    async def fitting(self, asker: str, password: str, hashes: Collection[str]) -> set[str]:
        """Those of the hashes of an e-mail that a password fits."""
        alike = {hash_.rpartition("$")[0]: hash_ for hash_ in hashes}
        made = [
            await self.pool.run(asker, hash_like, password, hash_)
            for hash_ in list(alike.values())[:MOST_SALTS] or [self._nobodys]
        ]
        return {hash_ for hash_ in hashes if any(hmac.compare_digest(hash_, it) for it in made)}


def check_length(password: str, path: str = "password") -> None:
    """Refuse a new password that is too short, or absurd. Raises Invalid."""
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"A password has from {SHORTEST} to {LONGEST} characters."
        raise invalid(UserErrorCode.INVALID, message, path)


def hash_like(password: str, other: str) -> str:
    """The hash of a password with the salt and the parameters of another hash."""
    it = extract_parameters(other)
    return hash_secret(
        password.encode(),
        _salt(other),
        time_cost=it.time_cost,
        memory_cost=it.memory_cost,
        parallelism=it.parallelism,
        hash_len=it.hash_len,
        type=it.type,
        version=it.version,
    ).decode()


def _unfitting() -> str:
    costs = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    salt, digest = map(secrets.token_bytes, (HASHER.salt_len, HASHER.hash_len))
    return f"$argon2id$v={ARGON2_VERSION}${costs}${_encoded(salt)}${_encoded(digest)}"


def hash_new(password: str, salt: bytes) -> str:
    return HASHER.hash(password, salt=salt)


def _salt(hash_: str) -> bytes:
    text = hash_.split("$")[-2]
    return base64.b64decode(text + "=" * (-len(text) % 4))


def _encoded(part: bytes) -> str:
    return base64.b64encode(part).rstrip(b"=").decode()
