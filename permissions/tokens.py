"""Tokens as they are kept."""

import hashlib


def token_hash(token: str) -> str:
    """How a token is kept: nobody who reads the database can sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
