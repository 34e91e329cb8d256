"""Private persons: named people of no office. Pages hide their names behind a click, lists and exports leave them out.

Who is private is told by little (a given name that we know, no entry of ours, no code of an office), so some are missed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from dateline.actors.directory import load
from dateline.lexicon.files import in_force
from dateline.places.fold import fold
from dateline.record.joining import asked
from dateline.record.packing import Stated, unpacked
from dateline.record.rows import sides_of
from dateline.record.schema import documents
from dateline.types import Actor, Party, Resolution

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


def named_in(connection: Connection, keys: Collection[str]) -> frozenset[str]:
    """The names of private persons in documents of these keys, as they stand there and as we call them."""
    found: set[str] = set()
    for row in asked(connection, select(documents.c.mentions), documents.c.key, keys):
        for one in unpacked(row.mentions, tuple[Resolution, ...]):
            if isinstance(one.value, Actor) and _without_office(one.value.id, one.value.code, one.value.name):
                found |= {name for name in (one.value.name, one.mention.text) if is_personal_name(name)}
    return frozenset(found)


def is_private(party: Party) -> bool:
    """Whether somebody is named who has no office that we know of."""
    return _without_office(party.id, party.code, party.name or party.text)


def _without_office(id_: str, code: str, name: str) -> bool:
    country, _, after = code.partition("-")
    sector = after if "-" in code else "" if len(country) == 3 and country.isalpha() else country
    return not id_ and sector in OPEN and is_personal_name(name)


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
