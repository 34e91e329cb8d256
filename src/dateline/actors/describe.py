"""Read a noun phrase as a description: its role, whose it is, and the code that follows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.actors.codes import join, split, under
from dateline.actors.entries import Role
from dateline.actors.referents import Referent
from dateline.actors.scene import Scene
from dateline.actors.words import role_at
from dateline.text.trees import Phrase

HOLLOW = frozenset({"official", "commander", "leader", "officer", "fighter", "force", "member", "aide", "representative", "source",
                    "spokesman", "spokeswoman", "spokesperson", "chief", "head", "adviser", "figure", "activist", "supporter",
                    "group", "unit", "personnel", "agent", "convoy", "patrol", "troop"})  # fmt: skip
OWNING = ("of", "from", "in", "at", "for", "with", "on", "near")
LOCAL = frozenset({"COP", "JUD", "LEG", "SPY", "OPP", "REB", "PRM", "CVL", "REF", "EDU", "HLH", "UAF", "AGR", "LAB", "REL", "MED", "PTY"})
STRANGE = frozenset({"foreign", "international", "global", "world", "multinational", "european", "western", "arab", "african", "all", "every"})


class Described(msgspec.Struct, frozen=True):
    """A phrase read as a description. ``owner``: the name of the group, body or country it belongs to, ``owner_id`` its id."""

    role: Role
    start: int
    code: str
    owner: str = ""
    owner_id: str = ""
    owner_kind: str = ""
    why: str = ""


def describe(scene: Scene, phrase: Phrase, last: int | None = None) -> Described | None:
    """The description whose role noun ends at token ``last`` (the head when not given); None when no role noun stands there."""
    end = phrase.head if last is None else last
    found = role_at(scene.parse, end, scene.lexicon, phrase.first)
    if found is None:
        return None
    role, start = found
    sector = _sector(scene, phrase, role, start)
    for owner, kind, id, code in _owners(scene, phrase, start):
        return Described(role, start, under(code, sector), owner, id, kind, f"belongs to {owner}")
    country = _locale(scene, phrase, role, sector)
    return Described(role, start, join(country, sector), why="its country is the text's own" if country else "")


def _sector(scene: Scene, phrase: Phrase, role: Role, start: int) -> str:
    if role.sector and role.word not in HOLLOW:
        return role.sector
    for i in range(start - 1, phrase.first - 1, -1):
        if i in scene.owner:
            continue
        inner = role_at(scene.parse, i, scene.lexicon, phrase.first)
        if inner is not None and inner[0].sector:
            return inner[0].sector
    return role.sector


Owner = tuple[str, str, str, str]


def _owners(scene: Scene, phrase: Phrase, start: int) -> Iterator[Owner]:
    """Whose it is, nearest to the noun first: words before it, possessors, then the phrases after it."""
    yield from _before(scene, phrase, start)
    for head in phrase.possessors:
        yield from _of_referent(scene, head)
    for prep, head in phrase.preps:
        if prep in OWNING:
            yield from _of_referent(scene, head)
            yield from _of_place(scene, head)


def _before(scene: Scene, phrase: Phrase, start: int) -> Iterator[Owner]:
    spots = {scene.owner[i].first: scene.owner[i] for i in range(phrase.first, start) if i in scene.owner}
    entries = [(s, scene.entry(s)) for s in spots.values()]
    known = [e for s, e in entries if e is not None and s.head not in phrase.possessors]
    groups = [e for e in known if e.kind in ("group", "org")]
    for entry in [*groups, *reversed(known)]:
        code = f"{entry.country}-GOV" if entry.kind == "people" else entry.code
        yield entry.name, entry.kind, entry.id, code
    for i in range(phrase.first, start):
        other = scene.by_head.get(i)
        if other is not None and other.code and i not in phrase.possessors:
            yield other.name, other.kind, other.id, other.code


def _of_referent(scene: Scene, head: int) -> Iterator[Owner]:
    other = scene.by_head.get(head)
    if other is not None and other.code:
        yield other.name, other.listed or other.kind, other.id, other.code


def _of_place(scene: Scene, head: int) -> Iterator[Owner]:
    country = scene.home.at.get(head, "")
    if country:
        yield country, "country", "", f"{country}-GOV"


def _locale(scene: Scene, phrase: Phrase, role: Role, sector: str) -> str:
    if role.scope != "local" and sector not in LOCAL:
        return ""
    if any(scene.parse.tokens[i].lower in STRANGE for i in range(phrase.first, phrase.head)):
        return ""
    return scene.home.local(scene.sent(phrase.head))


def country_of(referent: Referent) -> str:
    """The country of a referent's code."""
    return split(referent.code)[0]
