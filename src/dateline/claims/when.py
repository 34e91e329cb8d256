"""Which time expression belongs to an event, and whether it makes the event history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateline.claims.scene import Scene
from dateline.claims.slots import Found
from dateline.lexicon.ontology import VERBAL
from dateline.text.trees import Clause
from dateline.types import Interval, Resolution, Span, When

BACKGROUND = timedelta(
    days=45
)  # "months or years" before the news (the guide's `historical`); a story of last month is still news
UNDATED = timedelta(days=180)  # the same against the latest date in a dispatch that bears none itself
SPEECH = VERBAL | {"ACCUSE", "SUPPORT"}
DIRECT = {"in", "during", "at", "with", "through", "by"}  # a noun behind these shares the time of its clause
SINCE = {"since", "after", "until", "till", "before"}
WHILE = {"when", "as", "while", "once"}
HAPPEN = {"take", "occur", "happen"}
STOPS = ("VERB", "ADJ")


def of(found: Found, scene: Scene) -> When | None:
    """The time of an event: inside its own noun phrase, else in its clause, else beside it; None when nothing says."""
    best = next(iter(_candidates(found, scene)), None)
    if best is not None and (year := _year_of(best, found, scene)) is not None:
        return year
    if best is not None:
        return _when(best, best.mention.text, best.mention.span)
    return _bounded(found, scene)


def _year_of(resolution: Resolution, found: Found, scene: Scene) -> When | None:
    """ "the first since 2017, when a general was killed": that year, not the time since; None for anything else."""
    clause, value = scene.clause(found.clause), resolution.value
    if clause is None or clause.marker != "when" or not isinstance(value, Interval) or value.grain != "year":
        return None
    if value.start is None or scene.tokens[clause.first].start < resolution.mention.span.end:
        return None
    year = value.start[:4]
    return When(resolution.mention.text, resolution.mention.span, f"{year}-01-01", f"{year}-12-31", "year")


def _when(resolution: Resolution, text: str, span: Span) -> When:
    value = resolution.value
    if not isinstance(value, Interval):
        return When(text, span)
    return When(text, span, value.start, value.end, value.grain)


def _candidates(found: Found, scene: Scene) -> Iterator[Resolution]:
    """Time expressions from near to far."""
    here = _usable(found, scene)
    if not here:
        return
    if found.kind == "noun":
        yield from _nearest((t for t in here if _reaches(t.mention.head, found, scene)), found)
        if not _shares_clause(found, scene):
            return
    for carriers in _carriers(found, scene):
        yield from _nearest((t for t in here if _carrier(t.mention.head, found, scene) in carriers), found)
    clause = scene.clause(found.clause)
    if clause is not None and clause.marker in WHILE:
        before = scene.tokens[clause.first].start
        yield from (t for t in here if 0 <= before - t.mention.span.end <= 2)


def _usable(found: Found, scene: Scene) -> list[Resolution]:
    """What points to a time, in the event's sentence: no repetition, no mere length of time."""
    sentence = scene.parse.sentence(found.head)
    return [t for t in scene.times if sentence.first <= t.mention.head < sentence.last and _points(t)]


def _points(resolution: Resolution) -> bool:
    value = resolution.value
    if isinstance(value, Interval):
        length = value.timex_type == "DURATION" and resolution.mention.rule.startswith("unit.duration")
        bare = length and value.start is None and value.end is None
        return value.timex_type != "SET" and not bare and not resolution.mention.rule.startswith("ref.present")
    return not resolution.mention.rule.startswith(("unit.duration", "unit.set"))


def _nearest(times: Iterator[Resolution], found: Found) -> list[Resolution]:
    return sorted(times, key=lambda t: abs(t.mention.head - found.head))


def _reaches(head: int, found: Found, scene: Scene) -> bool:
    """Whether a time stands inside the noun phrase of the event, past no other event and no clause but its own."""
    if head in (found.head, scene.parse.tree.heads[found.head]):
        return True  # "the July 3, 2019, attack": the parser likes to hang the noun on its date
    for at in scene.parse.tree.ancestors(head):
        if at == found.head:
            return True
        clause = scene.clause(at)
        if clause is not None and at not in scene.parse.phrases:
            return _tells(clause, found, scene)
        if _is_barrier(at, scene) and scene.parse.tree.heads[at] != found.head:
            return False
    return False


def _tells(clause: Clause, found: Found, scene: Scene) -> bool:
    """A clause on the event noun, or "which took place" on a noun of its phrase."""
    if clause.parent == found.head:
        return clause.kind in ("relative", "participle")
    return clause.lemma in HAPPEN and found.head in scene.parse.tree.ancestors(clause.head)


def _is_barrier(at: int, scene: Scene) -> bool:
    """A word that keeps a time to itself: another event noun, a participle before a noun ("the recently adopted text")."""
    token = scene.tokens[at]
    return token.pos in STOPS or (at in scene.parse.phrases and token.lemma in scene.lexicon.event_nouns)


def _carrier(head: int, found: Found, scene: Scene) -> int:
    """Head of the clause a time stands in, past the noun phrases between; -1 when it belongs to another event there."""
    if head in scene.parse.clauses and head not in scene.parse.phrases:
        return head
    for at in scene.parse.tree.ancestors(head):
        if at in scene.parse.clauses:
            return at
        if at != found.head and _is_barrier(at, scene) and not _is_own_means(at, found, scene):
            return -1
    return -1


def _is_own_means(at: int, found: Found, scene: Scene) -> bool:
    """ "killed five in an attack on Monday": the event noun is the verb's own; "condemned the attack of Monday": it is not."""
    if found.entry.type in SPEECH:
        return False
    return scene.tokens[at].pos not in STOPS


def _shares_clause(found: Found, scene: Scene) -> bool:
    """Whether the time of the clause is that of the noun: "talks began on", "killed in clashes on", not "condemned the attack"."""
    if found.support is not None:
        return True
    phrase, clause = scene.phrase(found.head), scene.clause(found.clause)
    if phrase is None or (clause is not None and _conveys(clause, scene)):
        return False
    if phrase.site == "oblique":
        return phrase.prep in DIRECT
    return phrase.site in ("subject", "object", "agent", "predicate", "root")


def _conveys(clause: Clause, scene: Scene) -> bool:
    """Whether the verb only speaks of its object, so that its time is that of the speaking."""
    if clause.lemma in scene.lexicon.voice_verbs:
        return True
    return any(e.type in SPEECH for e, rest in scene.lexicon.event_verbs.get(clause.lemma, ()) if not rest)


def _carriers(found: Found, scene: Scene) -> Iterator[set[int]]:
    """Heads of the clauses whose time the event shares, from near to far."""
    yield {found.clause}
    clause = scene.clause(found.clause)
    if clause is None:
        return
    if found.kind == "noun" and found.support is None:
        return
    yield {*_same_group(clause, scene)}
    yield {*_further(clause, scene)}
    if _is_stance(found, clause):
        yield set(_spoken(clause, scene))


def _same_group(clause: Clause, scene: Scene) -> list[int]:
    """The first of coordinated verbs, the clause a participle hangs on, and the verb above an infinitive share their time."""
    shared = [clause.conjunct_of] if clause.conjunct_of >= 0 else []
    above = scene.clause(clause.parent)
    if above is None or clause.marker in SINCE | WHILE:
        return shared
    if clause.kind == "adverbial" and clause.tense == "participle":
        shared.append(above.head)
    if clause.kind == "open" and not _conveys(above, scene):
        shared.append(above.head)
    return shared


def _further(clause: Clause, scene: Scene) -> list[int]:
    """Verbs that go on from this one under the same subject and tense: "shelled a town and fired at a post on Monday"."""
    sentence = scene.parse.sentence(clause.head)
    after = [c for i in range(clause.head + 1, sentence.last) if (c := scene.clause(i)) is not None]
    return [c.head for c in after if c.conjunct_of == clause.head and c.inherited and c.tense == clause.tense]


def _is_stance(found: Found, clause: Clause) -> bool:
    """What somebody is ready, bound or about to do: told when it is said."""
    return (
        found.kind in ("modal", "adjective")
        or clause.tense == "future"
        or (clause.kind == "open" and clause.marker == "to")
    )


def _spoken(clause: Clause, scene: Scene) -> Iterator[int]:
    """Heads of the clauses above, up to the first that says the event."""
    at = clause
    for _ in range(3):
        above = scene.clause(at.parent)
        if above is None or at.kind not in ("open", "complement"):
            return
        yield above.head
        if above.lemma in scene.lexicon.voice_verbs:
            return
        at = above


def _bounded(found: Found, scene: Scene) -> When | None:
    """ "since the party was expelled on Feb. 20", "three days after the bombing": bounds that another event sets."""
    clause = scene.clause(found.clause)
    if clause is None or (found.kind == "noun" and not _shares_clause(found, scene)):
        return None
    group = [clause, *(scene.parse.clauses[h] for h in _further(clause, scene))]
    for head in [h for c in group for _, h in c.complements]:
        below = scene.parse.clauses[head]
        if below.marker in SINCE | WHILE and (got := _from_clause(below, scene)) is not None:
            return got
    return _counted(found, clause, scene)


def _from_clause(below: Clause, scene: Scene) -> When | None:
    """A since-, after-, until-, before-, when- or as-clause with a time of its own."""
    inner = [t for t in scene.times if below.first <= t.mention.head < below.last and _points(t)]
    own = [t for t in inner if _clause_above(t.mention.head, scene) == below.head]
    if not own:
        return None
    time = own[-1]
    if below.marker in WHILE:
        return _when(time, time.mention.text, time.mention.span)
    first = next((i for i in range(below.first, below.head) if scene.tokens[i].lower == below.marker), below.first)
    span = Span(scene.tokens[first].start, time.mention.span.end)
    text = scene.parse.text[span.start : span.end]
    if span.start >= span.end or not isinstance(time.value, Interval):
        return None
    start, end = time.value.start, time.value.end
    if below.marker in ("since", "after"):
        published = (scene.document.published or "")[:10]
        now = published if below.marker == "since" and published >= (start or "") else ""
        return When(text, span, start, now or None, time.value.grain)
    return When(text, span, None, end, time.value.grain)


def _clause_above(head: int, scene: Scene) -> int:
    return next((a for a in scene.parse.tree.ancestors(head) if a in scene.parse.clauses), -1)


def _counted(found: Found, clause: Clause, scene: Scene) -> When | None:
    """A length of time counted from another event: "three days after the bombing", "within a week of his capture"."""
    for time in scene.times:
        head = time.mention.head
        if not clause.first <= head < clause.last or not time.mention.rule.startswith("unit.duration"):
            continue
        last = _end_of_count(time, clause, scene)
        if last > 0:
            first = time.mention.span.start
            return When(scene.parse.text[first:last], Span(first, last))
    return None


def _end_of_count(time: Resolution, clause: Clause, scene: Scene) -> int:
    """Where the phrase ends that counts a length of time from an event; -1 when none does."""
    after = next((t for t in scene.tokens[time.mention.head + 1 : time.mention.head + 3]), None)
    if after is None or after.lower not in ("after", "before", "of", "following"):
        return -1
    if after.lower == "of" and scene.tokens[after.i + 1].tag not in ("PRP$", "DT"):
        return -1
    for at in range(after.i + 1, min(after.i + 8, clause.last)):
        phrase = scene.phrase(at)
        if phrase is not None and scene.lemma(at) in scene.lexicon.event_nouns:
            return scene.tokens[at].end
    return -1


def is_historical(time: When | None, scene: Scene) -> bool:
    """True when the event's time ends months before the dispatch, or before the latest date that an undated one names."""
    if time is None or time.end is None:
        return False
    published, margin = scene.document.published, BACKGROUND
    if published is None:
        published, margin = _latest(scene), UNDATED
    if published is None:
        return False
    try:
        return date.fromisoformat(published[:10]) - date.fromisoformat(time.end[:10]) >= margin
    except ValueError:
        return False


def _latest(scene: Scene) -> str | None:
    """Last day of the latest absolute date of a dispatch; None when it names none."""
    ends = [
        t.value.end for t in scene.times if isinstance(t.value, Interval) and t.value.anchor is None and t.value.end
    ]
    return max(ends, default=None)
