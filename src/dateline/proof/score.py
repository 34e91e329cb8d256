"""What a proof finds."""

from __future__ import annotations

import msgspec


class Failure(msgspec.Struct, frozen=True):
    """An example that does not read as its entry says: ``side`` yes or no, ``why`` in a few words."""

    id: str
    side: str
    text: str
    why: str


class Score(msgspec.Struct, frozen=True):
    """How many examples there are, how many passed, those that failed, and those marked as faults of the reader."""

    total: int
    passed: int
    failures: tuple[Failure, ...]
    faults: tuple[Failure, ...] = ()
