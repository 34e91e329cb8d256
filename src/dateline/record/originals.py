"""Of documents that are copies of each other, the one that the others come from."""

from __future__ import annotations

import re

import msgspec

from dateline.places.fold import fold
from dateline.record.document_features import DocumentFeatures

SIGNS = re.compile(r"[^\w]+")


class Copy(msgspec.Struct, frozen=True):
    """One of several copies: the day it was known, its outlet (folded), its features."""

    day: str
    outlet: str
    features: DocumentFeatures


def copy_of(known: str, outlet: str | None, features: DocumentFeatures) -> Copy:
    """What tells whether a document is the original."""
    return Copy(known, " ".join(SIGNS.sub(" ", fold(outlet or "")).split()), features)


def lead_of(key: str, near: dict[str, set[str]], ranks: dict[str, Copy]) -> str:
    """The original of the documents that copies lead to from this one through documents that stand (those with ranks)."""
    seen, front = {key}, [key]
    while front:
        front = [other for one in front for other in near.get(one, ()) if other in ranks and other not in seen]
        seen.update(front)
    known = {one: ranks[one] for one in seen if one in ranks}
    return original(known) if known and len(seen) > 1 else key


def original(copies_: dict[str, Copy]) -> str:
    """Of copies by key the one they come from: the first known; of one day the one that others name as their source, the
    first by hour where all have one, the fullest, the smallest key."""
    first = min(one.day for one in copies_.values())
    left = {key: one for key, one in copies_.items() if one.day == first}
    timed = all(one.features.at for one in left.values())

    def rank(key: str) -> tuple[bool, str, int, str]:
        one = left[key]
        named = any(_names(other, one.outlet) for other_key, other in copies_.items() if other_key != key)
        return not named, one.features.at if timed else "", -one.features.shingles, key

    return min(left, key=rank)


def _names(one: Copy, outlet: str) -> bool:
    """Whether a document names an outlet, not its own, as its source."""
    return bool(outlet) and outlet != one.outlet and f" {outlet} " in f" {SIGNS.sub(' ', one.features.credits)} "
