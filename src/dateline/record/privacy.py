"""Private persons: named people of no office. Pages hide their names behind a click, lists and exports leave them out.

Who is private is told by little (a given name that we know, no entry of ours, no code of an office), so some are missed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from dateline.actors.directory import load
from dateline.lexicon.files import in_force
from dateline.places.fold import fold
from dateline.record.packing import Stated
from dateline.record.rows import sides_of
from dateline.types import Party

OPEN = frozenset({"", "CVL"})
"""Sectors of people without an office."""
HIDDEN = "a private person"
"""What stands in the place of a name."""


def private_names(claims: Iterable[Stated]) -> frozenset[str]:
    """The names of private persons that claims speak of or quote, each with its parts that are no given name."""
    parties = (party for claim in claims for party in (*sides_of(claim), *(voice.speaker for voice in claim.voices)))
    return frozenset(
        name for party in parties if is_private(party) for name in (party.name, party.text) if is_personal_name(name)
    )


def is_private(party: Party) -> bool:
    """Whether somebody is named who has no office that we know of."""
    sector = (
        party.code.partition("-")[2]
        if "-" in party.code
        else ""
        if len(party.code) == 3 and party.code.isalpha()
        else party.code
    )
    return not party.id and sector in OPEN and is_personal_name(party.name or party.text)


def is_personal_name(words: str) -> bool:
    """Whether it is a person's name: a given name first, then more words that begin with a capital letter."""
    parts = words.split()
    given = load(in_force()).first_names
    return len(parts) > 1 and fold(parts[0]) in given and parts[-1][:1].isupper()


def without(words: str, names: Collection[str]) -> str:
    """Words in which names are replaced."""
    return pattern(names).sub(HIDDEN, words) if names else words


def pattern(names: Collection[str]) -> re.Pattern[str]:
    """Where any of the names stands, however it is spaced; the longest first."""
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")
