"""Open numbers in words."""

from __future__ import annotations

ROUND = 100


def at_least(low: int, written: str) -> str:
    """ "at least 12" of a lowest number that is ``written`` so; "more than 2,000" of 2,001, since "more than" a round number is kept
    as one more."""
    told = low - 1
    return f"more than {told:,}" if told >= ROUND and told % ROUND == 0 else f"at least {written}"
