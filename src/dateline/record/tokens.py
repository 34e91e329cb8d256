"""Tokens by which a desk on another machine knows who asks: only their hashes are kept."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Literal

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dateline.errors import OptionError
from dateline.record.schema import tokens

Role = Literal["reader", "editor"]
"""A reader sees, an editor also changes."""
BEGINNING = "dl_"


class Bearer(msgspec.Struct, frozen=True):
    """Who holds a token, and what they may do."""

    name: str
    role: Role


def made(connection: Connection, name: str, role: Role) -> str:
    """A new token for somebody, which is shown once: only its hash is kept. Raises OptionError where the name has one."""
    if connection.execute(select(tokens.c.name).where(tokens.c.name == name)).first():
        raise OptionError(f"{name} has a token", where="token", remedy="revoke it first, or give another name")
    token = BEGINNING + secrets.token_urlsafe(32)
    connection.execute(insert(tokens).values(hash=hashed(token), name=name, role=role))
    return token


def hashed(token: str) -> str:
    """What is kept of a token. It is 256 random bits, so a plain hash cannot be guessed back."""
    return sha256(token.encode()).hexdigest()


def bearer(connection: Connection, token: str) -> Bearer | None:
    """Who holds a token; None for one that is not known."""
    row = connection.execute(select(tokens.c.name, tokens.c.role).where(tokens.c.hash == hashed(token))).first()
    return Bearer(row.name, row.role) if row else None


def listed(connection: Connection) -> list[Bearer]:
    """Everybody who has a token, by name."""
    return [Bearer(row.name, row.role) for row in connection.execute(select(tokens).order_by(tokens.c.name))]


def revoked(connection: Connection, name: str) -> None:
    """Take somebody's token away. Raises OptionError where the name has none."""
    if not connection.execute(delete(tokens).where(tokens.c.name == name)).rowcount:
        raise OptionError(f"there is no token of {name}", where="token", remedy="dateline token list prints the names")
