"""Where it took place: the place phrases of an event's own words, with what the gazetteer made of them."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.roles import TALKING, extent
from dateline.claims.scene import Scene
from dateline.claims.slots import WHERE, Found, slot
from dateline.text.trees import Clause
from dateline.types import Place, Resolution, Where


def places(found: Found, scene: Scene) -> tuple[Where, ...]:
    """Where it took place: the entry's place slots, then the place phrases of the event's own words."""
    names = (*found.entry.place, *(found.entry.recipient if found.entry.type in TALKING else ()))
    heads = [h for name in names for h in slot(found, name, scene) if _is_place(h, scene)]
    heads += [h for h in _located(found, scene) if h not in heads]
    heads = [h for h in heads if not any(_within(h, other, scene) for other in heads if other != h)]
    return tuple(where(h, scene) for h in dict.fromkeys(heads))


def _is_place(head: int, scene: Scene) -> bool:
    if head in scene.places:
        return True
    sorts = scene.sorts(head)
    return sorts is not None and bool(sorts & {"place", "facility"})


def _within(head: int, other: int, scene: Scene) -> bool:
    """True when ``head`` only says in which larger place ``other`` lies ("Kesh, in Toria")."""
    phrase = scene.phrase(other)
    return phrase is not None and any(h == head for _, h in phrase.preps)


def where(head: int, scene: Scene) -> Where:
    """The place a head stands for, resolved when the gazetteer knew it."""
    span = extent(head, scene)
    resolution = scene.places.get(head) or _inner(head, scene)
    value = resolution.value if resolution is not None else None
    return Where(scene.parse.text[span.start : span.end], span, value if isinstance(value, Place) else None)


def _inner(head: int, scene: Scene) -> Resolution | None:
    """ "the town of Kesh": the name inside the phrase resolves it."""
    phrase = scene.phrase(head)
    if phrase is None:
        return None
    return next((scene.places[i] for i in range(phrase.last - 1, phrase.first - 1, -1) if i in scene.places), None)


def _located(found: Found, scene: Scene) -> list[int]:
    phrase, clause = scene.phrase(found.head), scene.clause(found.clause)
    heads: list[int] = []
    if found.kind == "noun" and phrase is not None:
        heads += _literal(phrase.preps, scene)
        heads += [
            m for m in (*phrase.modifiers, *phrase.possessors) if _literal_place(m, scene) and m not in scene.actors
        ]
        if heads or (found.support is None and phrase.site not in ("subject", "object")):
            return heads
    if clause is not None:
        heads += _literal(clause.obliques, scene)
        for at in (*clause.objects, *(clause.subjects if clause.passive else ())):
            below = scene.phrase(at)
            heads += _literal(below.preps, scene) if below is not None and at != found.head else []
        heads += _raised(clause, heads, scene)
    return heads


def _raised(clause: Clause, heads: list[int], scene: Scene) -> list[int]:
    """A participle or coordinated verb takes the place of the clause it hangs on."""
    if heads or clause.kind not in ("participle", "adverbial") or clause.parent < 0:
        return []
    above = scene.clause(clause.parent)
    return _literal(above.obliques, scene) if above is not None and clause.tense == "participle" else []


def _literal(links: Iterable[tuple[str, int]], scene: Scene) -> list[int]:
    return [h for prep, h in links if prep in WHERE and _literal_place(h, scene)]


def _literal_place(head: int, scene: Scene) -> bool:
    known = scene.places.get(head) or _inner(head, scene)
    if known is not None:
        return known.mention.use in ("literal", "")
    phrase = scene.phrase(head)
    sorts = scene.sorts(head)
    return phrase is not None and sorts is not None and bool(sorts & {"place", "facility"}) and "person" not in sorts
