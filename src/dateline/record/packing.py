"""How values lie in a row: JSON, small, the same bytes for the same value."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

import msgspec

from dateline.types import Claim, Control, Deadline, Figure

Stated = Claim | Control | Figure | Deadline
"""What a dispatch states and a record keeps."""
KINDS: dict[str, type[Stated]] = {"claim": Claim, "control": Control, "figure": Figure, "deadline": Deadline}
"""By the name of their kind."""
BROKEN = (ValueError, KeyError, TypeError, zlib.error, msgspec.MsgspecError)
"""What unpacking a broken row may raise."""
T = TypeVar("T")
LEVEL = 6  # of zlib; higher ones gain nothing on texts of this length


def grouped(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of so many, the last one shorter."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def packed(value: object) -> bytes:
    """The value as compressed JSON."""
    return zlib.compress(msgspec.json.encode(value, order="deterministic"), LEVEL)


def unpacked(data: bytes, kind: type[T]) -> T:
    """What was packed. Raises zlib.error or msgspec.DecodeError when the bytes are broken."""
    return msgspec.json.decode(zlib.decompress(data), type=kind)


def kind_of(stated: Stated) -> str:
    """The name of its kind."""
    return next(name for name, kind in KINDS.items() if isinstance(stated, kind))


def stated(kind: str, data: bytes) -> Stated:
    """What was packed, of the kind so named."""
    return unpacked(data, KINDS[kind])
