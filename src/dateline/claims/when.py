"""Which time expression belongs to an event, and whether it makes the event history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateline.claims.scene import Scene
from dateline.claims.slots import Found
from dateline.types import Interval, Resolution, When

BACKGROUND = timedelta(days=30)  # the guide's reading h: told as background and at least a month before the news


def of(found: Found, scene: Scene) -> When | None:
    """The time of an event: inside its own noun phrase, else in its clause; None when neither has one."""
    best = next(iter(_candidates(found, scene)), None)
    if best is None:
        return None
    mention = best.mention
    value = best.value if isinstance(best.value, Interval) else None
    if value is None:
        return When(mention.text, mention.span)
    return When(mention.text, mention.span, value.start, value.end, value.grain)


def _candidates(found: Found, scene: Scene) -> Iterator[Resolution]:
    usable = [t for t in scene.times if t.mention.head >= 0 and _points(t)]
    here = [t for t in usable if scene.tokens[t.mention.head].sent == scene.tokens[found.head].sent]
    if found.kind == "noun":
        inside = set(scene.parse.tree.subtree(found.head))
        yield from sorted((t for t in here if t.mention.head in inside), key=lambda t: _gap(t, found))
        if found.support is None and not _is_argument(found, scene):
            return
    carriers = {found.clause, *_same_group(found, scene)}
    yield from sorted((t for t in here if _carrier(t.mention.head, scene) in carriers), key=lambda t: _gap(t, found))


def _points(resolution: Resolution) -> bool:
    value = resolution.value
    return not (isinstance(value, Interval) and value.timex_type == "SET")


def _gap(resolution: Resolution, found: Found) -> int:
    return abs(resolution.mention.head - found.head)


def _is_argument(found: Found, scene: Scene) -> bool:
    phrase = scene.phrase(found.head)
    return phrase is not None and phrase.site in ("subject", "object", "agent", "predicate", "root")


def _same_group(found: Found, scene: Scene) -> list[int]:
    """The first of coordinated verbs, and the clause that a bare participle hangs on, share their time."""
    clause = scene.clause(found.clause)
    if clause is None:
        return []
    shared = [clause.conjunct_of] if clause.conjunct_of >= 0 else []
    if clause.kind == "adverbial" and clause.tense == "participle" and clause.parent >= 0:
        shared.append(clause.parent)
    return shared


def _carrier(head: int, scene: Scene) -> int:
    """Head of the clause a token stands in, past the noun phrases between."""
    if head in scene.parse.clauses and head not in scene.parse.phrases:
        return head
    return next((a for a in scene.parse.tree.ancestors(head) if a in scene.parse.clauses), -1)


def is_historical(time: When | None, scene: Scene) -> bool:
    """True when the event's time ends a month or more before the dispatch."""
    published = scene.document.published
    if time is None or published is None or time.end is None:
        return False
    try:
        return date.fromisoformat(published[:10]) - date.fromisoformat(time.end[:10]) >= BACKGROUND
    except ValueError:
        return False
