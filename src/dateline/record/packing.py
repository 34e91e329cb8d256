"""How values lie in a row: JSON, small, the same bytes for the same value."""

from __future__ import annotations

import zlib
from typing import TypeVar

import msgspec

T = TypeVar("T")
LEVEL = 6  # of zlib; higher ones gain nothing on texts of this length


def packed(value: object) -> bytes:
    """The value as compressed JSON."""
    return zlib.compress(msgspec.json.encode(value, order="deterministic"), LEVEL)


def unpacked(data: bytes, kind: type[T]) -> T:
    """What was packed. Raises zlib.error or msgspec.DecodeError when the bytes are broken."""
    return msgspec.json.decode(zlib.decompress(data), type=kind)
