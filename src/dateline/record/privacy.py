"""Private persons: people who are named and have no office. Pages hide their names behind a click; lists, reports and exports leave
them out.

Who is private is told by little (a given name that we know, no entry of ours, no code of an office or force), so some are missed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dateline.actors.codes import split
from dateline.actors.directory import first_names, roles
from dateline.lexicon.files import in_force
from dateline.places.fold import fold
from dateline.record.joining import asked
from dateline.record.packing import Stated, unpacked
from dateline.record.rows import sides_of
from dateline.record.schema import documents
from dateline.types import Actor, Party, Resolution, Span

PUBLIC = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "PTY", "SPY", "IGO", "NGO", "REB", "PRM", "OPP", "ELI", "REL"})
"""Sectors whose people act in public."""
LONGEST = 4  # words of a person's name
ROLE = r"(?<![^\s])[a-z][a-z-]+"
"""The word before a name that may say what somebody is."""
HIDDEN = "a private person"
"""What stands in the place of a name in a list."""
WITHHELD = "[name withheld]"
"""What stands in the place of a name in somebody's words."""


class Named(msgspec.Struct, frozen=True):
    """Where a private person is named in a text: the characters, and the whole name."""

    span: Span
    name: str


def private_names(claims: Iterable[Stated]) -> frozenset[str]:
    """The names of private persons that claims speak of or quote."""
    return frozenset(
        name for party in parties_of(claims) if is_private(party) for name in (party.name, party.text) if is_personal_name(name)
    )  # fmt: skip


def parties_of(claims: Iterable[Stated]) -> Iterator[Party]:
    """Everybody whom claims speak of or quote."""
    for claim in claims:
        yield from (*sides_of(claim), *(voice.speaker for voice in claim.voices))


def is_private(party: Party) -> bool:
    """Whether somebody is named who has no office that we know of."""
    return is_private_name(party.name or party.text, party.code, party.id)


def is_private_name(name: str, code: str, id_: str = "") -> bool:
    """Whether it is a person's name, of nobody known or public. ``code``: of the sector; ``id_``: of the lexicon's entry."""
    return not id_ and _sector(code) not in PUBLIC and len(name.split()) <= LONGEST and is_personal_name(name)


def _sector(code: str) -> str:
    return split(code)[1]


def is_personal_name(words: str) -> bool:
    """Whether it is a person's name: a given name first, then more words that begin with a capital letter."""
    parts = words.split()
    return len(parts) > 1 and fold(parts[0]) in first_names(in_force()) and parts[-1][:1].isupper()


def named_in(connection: Connection, keys: Collection[str]) -> frozenset[str]:
    """The names of private persons in documents of these keys, as they stand there and as we call them."""
    found: set[str] = set()
    for row in asked(connection, select(documents.c.mentions), documents.c.key, keys):
        for one in unpacked(row.mentions, tuple[Resolution, ...]):
            if isinstance(one.value, Actor) and _is_private_actor(one.value):
                found |= {name for name in (one.value.name, one.mention.text) if is_personal_name(name)}
    return frozenset(found)


def named_places(connection: Connection, keys: Collection[str]) -> dict[str, tuple[Named, ...]]:
    """Where private persons are named in documents, by key of the document; of names within each other the longest."""
    rows = asked(connection, select(documents.c.key, documents.c.mentions), documents.c.key, keys)
    return {row.key: tuple(_named(unpacked(row.mentions, tuple[Resolution, ...]))) for row in rows}


def _named(resolutions: Iterable[Resolution]) -> Iterator[Named]:
    found = [
        Named(one.mention.span, one.value.name)
        for one in resolutions
        if one.mention.use == "name" and isinstance(one.value, Actor) and _is_private_actor(one.value)
    ]
    for one in found:
        if not any(_holds(other.span, one.span) for other in found):
            yield one


def _is_private_actor(actor: Actor) -> bool:
    return is_private_name(actor.name, actor.code, actor.id)


def _holds(span: Span, other: Span) -> bool:
    return span != other and span.start <= other.start and other.end <= span.end


def without(words: str, names: Collection[str]) -> str:
    """Words in which names are replaced; behind what somebody is ("an Indian-born doctor") a name is left out."""
    if not names:
        return words
    found = pattern(names)
    return found.sub(HIDDEN, re.sub(rf"(?P<what>{ROLE})\s+{found.pattern}", _role_alone, words))


def _role_alone(found: re.Match[str]) -> str:
    """What somebody is, without the name behind it; as it was where it says no such thing."""
    what = found["what"]
    known = roles(in_force())
    return what if what.endswith("-old") or (what in known and known[what].kind == "person") else found[0]


def pattern(names: Collection[str]) -> re.Pattern[str]:
    """Where any of the names stands, however it is spaced; the longest first."""
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")


def replaced(words: str, start: int, found: Iterable[Named], by: Any) -> str:
    """Words that begin at ``start`` of their text, with what ``by`` makes of every name in them (its characters, the whole name)."""
    inside = (one for one in found if start <= one.span.start and one.span.end <= start + len(words))
    for one in sorted(inside, key=lambda one: one.span, reverse=True):
        first, last = one.span.start - start, one.span.end - start
        words = words[:first] + by(words[first:last], one.name) + words[last:]
    return words
