"""How many: the numbers on the parties of an event, and what they count."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.scene import Scene
from dateline.claims.slots import Found
from dateline.lexicon.ontology import DEFAULT_COUNT
from dateline.types import Count, Resolution, Tally

UNSPECIFIC = ("", "other")


def of(found: Found, heads: Iterable[int], scene: Scene) -> tuple[Tally, ...]:
    """Tallies of an event, in text order."""
    rows: list[Tally] = []
    for head in dict.fromkeys((*heads, *_own(found, scene))):
        for resolution in scene.counts.get(head, ()):
            rows.append(_tally(resolution, found, head))
    return tuple(sorted({(t.span, t.what): t for t in rows}.values(), key=lambda t: t.span))


def _own(found: Found, scene: Scene) -> list[int]:
    """Heads of the event's own words that may carry a number: the noun itself, subjects and objects of its clause."""
    clause = scene.clause(found.clause)
    heads = [found.head] if found.kind == "noun" else []
    if clause is not None and (found.kind == "verb" or found.support is not None):
        heads += [*clause.subjects, *clause.objects]
    return heads


def _tally(resolution: Resolution, found: Found, head: int) -> Tally:
    value = resolution.value
    assert isinstance(value, Count)
    what = value.what
    if what in UNSPECIFIC:
        what = _what(found, head)
    return Tally(what, value.low, value.high, resolution.mention.text, resolution.mention.span)


def _what(found: Found, head: int) -> str:
    if head == found.head:
        return "other"
    if found.support is not None and found.support.count:
        return found.support.count
    if found.entry.count:
        return found.entry.count
    return next((DEFAULT_COUNT[m] for m in found.entry.mode if m in DEFAULT_COUNT), "other")
