"""Closed word lists used when names are labelled."""

from __future__ import annotations

from pathlib import Path


def _read(name: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").split())


# Adjectives and nouns for peoples and faiths (label NORP).
NORP = _read("norp")
# Countries and well-known capitals whose one-word name rarely means anything else (label LOC).
PLACES = _read("places")
# Words that may belong to a date, in lower case.
CALENDAR = _read("calendar")
# Words that stand before a person's name and do not belong to it, in lower case.
TITLES = _read("titles")
