"""Which time expression belongs to an event, and whether it makes the event history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateline.claims.roles import dying, offsets
from dateline.claims.values import Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.times.reckoned import BASE
from dateline.types import Document, Interval, Resolution, Span, When

BACKGROUND = timedelta(
    days=45
)  # "months or years" before the news (the guide's `historical`); a story of last month is still news
UNDATED = timedelta(days=180)  # the same against the latest date in a dispatch that bears none itself
OPENING = 2  # tokens of a sentence before a time that opens it ("In Kano today", "Also Monday")
YEAR = 4  # digits of a year
STOPS = ("VERB", "ADJ")


def of(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon, document: Document) -> When | None:
    """The time of an event: inside its own noun phrase, else in its clause, else beside it; None when nothing says."""
    best = next(iter(_candidates(frame, parse, mentions, lexicon)), None)
    if best is not None and (begun := _begun(best, frame, parse)) is not None:
        return begun
    if best is not None:
        return _when(best, best.mention.text, best.mention.span)
    counted = offsets.of(frame, parse, mentions)
    if counted is not None:
        return counted.when
    return _bounded(frame, parse, mentions, lexicon, document)


def _begun(resolution: Resolution, frame: Frame, parse: Parse) -> When | None:
    """ "the first since 2017, when a general was killed", "since Oct. 7, when gunmen came": that year or day, not the time since;
    None for anything else."""
    value, mention = resolution.value, resolution.mention
    if not isinstance(value, Interval) or value.start is None or not _opens_when(mention.span.end, frame, parse):
        return None
    if value.grain == "year":
        first = value.start[:4]
        return When(mention.text, mention.span, f"{first}-01-01", f"{first}-12-31", "year")
    is_since = value.grain == "day" and parse.text[: mention.span.start].rstrip().lower().endswith("since")
    return When(mention.text, mention.span, value.start, value.start, "day") if is_since else None


def _opens_when(end: int, frame: Frame, parse: Parse) -> bool:
    """Whether the event stands in a when-clause, or in one below it, that begins behind a character."""
    clause = parse.clause(frame.clause)
    if clause is not None and clause.marker != "when":
        clause = parse.clause(clause.parent)
    return clause is not None and clause.marker == "when" and parse.tokens[clause.first].start >= end


def _when(resolution: Resolution, text: str, span: Span) -> When:
    value = resolution.value
    if not isinstance(value, Interval):
        return When(text, span)
    return When(text, span, value.start, value.end, value.grain)


def _candidates(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Resolution]:
    """Time expressions from near to far: in the noun's own phrase, in the clauses whose time it shares, right before them."""
    here = _usable(frame, parse, mentions)
    if here and frame.kind == "noun":
        yield from _nearest((t for t in here if _reaches(t.mention.head, frame, parse, lexicon)), frame)
    if here and (frame.kind != "noun" or _shares_clause(frame, parse, lexicon)):
        yield from (t for t in _in_clauses(here, frame, parse, lexicon) if not _is_of_other_tense(t, frame, parse))


def _is_of_other_tense(time: Resolution, frame: Frame, parse: Parse) -> bool:
    """ "Ministers will meet next week, and rebels killed six": a day to come dates nothing that has happened, nor the other way."""
    own, other = parse.clause(frame.clause), parse.clause(_clause_above(time.mention.head, parse))
    tenses = {c.tense for c in (own, other) if c is not None}
    if own is not None and own is not other and time.reason == "future":  # "called a strike for Friday and demanded …"
        tenses = {own.tense, "future"}
    return tenses == {"past", "future"}


def _in_clauses(here: list[Resolution], frame: Frame, parse: Parse, lexicon: Lexicon) -> Iterator[Resolution]:
    """In the clauses whose time the event shares; then right before its when-clause ("on Monday, when …")."""
    for carriers in _carriers(frame, parse, lexicon):
        yield from _nearest((t for t in here if _carrier(t.mention.head, frame, parse, lexicon) in carriers), frame)
    clause = parse.clause(frame.clause)
    if clause is not None:
        yield from _nearest(_opening(here, clause, parse, lexicon), frame)
    if clause is not None and clause.marker in lexicon.words["while_markers"]:
        before = parse.tokens[clause.first].start
        yield from (t for t in here if 0 <= before - t.mention.span.end <= 2)


def _opening(here: list[Resolution], clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Resolution]:
    """ "On Tuesday, police said rebels had killed six": a time that opens the sentence is that of what is told as past."""
    above = parse.clause(clause.parent) if clause.kind == "complement" else None
    if above is None or above.lemma not in lexicon.voice_verbs or clause.tense not in ("past", "present"):
        return
    first = parse.sentence(above.head).first
    opening = parse.tokens[min(first + OPENING, max(first, above.head - 1))].start
    subject = min(above.subjects, default=above.head)
    before = (t for t in here if t.mention.head < subject and t.mention.span.start <= opening)
    yield from (t for t in before if _clause_above(t.mention.head, parse) == above.head)


def _usable(frame: Frame, parse: Parse, mentions: Mentions) -> list[Resolution]:
    """What points to a time, in the event's sentence: no repetition, no mere length of time, and for a verb no day from
    which its own is counted."""
    near = (t for t in mentions.times_near(frame.head, parse) if frame.kind == "noun" or t.mention.use != BASE)
    return [t for t in near if _points(t) and not _compares(t, parse)]


def _compares(time: Resolution, parse: Parse) -> bool:
    """ "The worst attack in a decade", "the deadliest day in months": a length of time that only says among how many it is the first."""
    at = time.mention.head
    first = next((i for i in range(at, -1, -1) if parse.tokens[i].start < time.mention.span.start), -1)
    if first < 0 or parse.tokens[first].lower not in ("in", "for") or not _is_length(time):
        return False
    before = parse.tokens[max(parse.sentence(at).first, first - 10) : first]
    return any(t.tag in ("JJS", "RBS") and parse.tokens[t.i - 1].lower != "at" for t in before)


def _is_length(time: Resolution) -> bool:
    value, words = time.value, time.mention.text.lower().split()
    duration = isinstance(value, Interval) and value.timex_type == "DURATION"
    return duration or words[0] in ("a", "an", "many") or words[-1] in ("years", "months", "decades", "weeks")


def _points(resolution: Resolution) -> bool:
    value = resolution.value
    if isinstance(value, Interval):
        length = value.timex_type == "DURATION" and resolution.mention.rule.startswith("unit.duration")
        bare = length and value.start is None and value.end is None
        return value.timex_type != "SET" and not bare and not resolution.mention.rule.startswith("ref.present")
    return not resolution.mention.rule.startswith(("unit.duration", "unit.set"))


def _nearest(times: Iterator[Resolution], frame: Frame) -> list[Resolution]:
    return sorted(times, key=lambda t: abs(t.mention.head - frame.head))


def _reaches(head: int, frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a time stands inside the noun phrase of the event, past no other event and no clause but its own."""
    if head in (frame.head, parse.tree.heads[frame.head]):
        return True  # "the July 3, 2019, attack": the parser likes to hang the noun on its date
    for at in parse.tree.ancestors(head):
        if at == frame.head:
            return True
        clause = parse.clause(at)
        if clause is not None and at not in parse.phrases:
            return _tells(clause, frame, parse, lexicon)
        if _is_barrier(at, parse, lexicon) and parse.tree.heads[at] != frame.head:
            return False
    return False


def _tells(clause: Clause, frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """A clause on the event noun, or "which took place" on a noun of its phrase."""
    if clause.parent == frame.head:
        return clause.kind in ("relative", "participle")
    return clause.lemma in lexicon.words["happen_verbs"] and frame.head in parse.tree.ancestors(clause.head)


def _is_barrier(at: int, parse: Parse, lexicon: Lexicon) -> bool:
    """A word that keeps a time to itself: another event noun, a participle before a noun ("the recently adopted text")."""
    token = parse.tokens[at]
    return token.pos in STOPS or (at in parse.phrases and token.lemma in lexicon.event_nouns)


def _carrier(head: int, frame: Frame, parse: Parse, lexicon: Lexicon) -> int:
    """Head of the clause a time stands in, past the noun phrases between; -1 when it belongs to another event there."""
    if head in parse.clauses and head not in parse.phrases:
        return head
    for at in parse.tree.ancestors(head):
        if at in parse.clauses:
            return at
        if at != frame.head and _is_barrier(at, parse, lexicon) and not _is_own_means(at, frame, parse):
            return -1
    return -1


def _is_own_means(at: int, frame: Frame, parse: Parse) -> bool:
    """ "killed five in an attack on Monday": the event noun is the verb's own; "condemned the attack of Monday": it is not."""
    return not frame.entry.traits.speech and parse.tokens[at].pos not in STOPS


def _shares_clause(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the time of the clause is that of the noun: "talks began on", "killed in clashes on", not "condemned the attack"."""
    if frame.support is not None:
        return True
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    if phrase is None or (clause is not None and _conveys(clause, lexicon)):
        return False
    if phrase.site == "oblique":
        return phrase.prep in lexicon.words["sharing_prepositions"]
    return phrase.site in ("subject", "object", "agent", "predicate", "root")


def _conveys(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether the verb only speaks of its object, so that its time is that of the speaking."""
    if clause.lemma in lexicon.voice_verbs:
        return True
    return any(e.traits.speech for e, rest in lexicon.event_verbs.get(clause.lemma, ()) if not rest)


def _carriers(frame: Frame, parse: Parse, lexicon: Lexicon) -> Iterator[set[int]]:
    """Heads of the clauses whose time the event shares, from near to far."""
    yield {frame.clause}
    clause = parse.clause(frame.clause)
    if clause is None:
        return
    if frame.kind == "noun" and frame.support is None:
        return
    told = dying.clause_over(frame, parse, lexicon)
    yield {*_same_group(clause, parse, lexicon), *([told.head] if told is not None else [])}
    yield {*_further(clause, parse)}
    if _is_stance(frame, clause):
        yield set(_spoken(clause, parse, lexicon))


def _same_group(clause: Clause, parse: Parse, lexicon: Lexicon) -> list[int]:
    """The first of coordinated verbs, the clause a participle hangs on, and the verb above an infinitive share their time."""
    shared = [clause.conjunct_of] if clause.conjunct_of >= 0 else []
    above = parse.clause(clause.parent)
    if above is None or clause.marker in lexicon.words["bounding_markers"] | lexicon.words["while_markers"]:
        return shared
    if clause.kind == "adverbial" and clause.tense == "participle":
        shared.append(above.head)
    if clause.kind == "open" and not _conveys(above, lexicon):
        shared.append(above.head)
    return shared


def _further(clause: Clause, parse: Parse) -> list[int]:
    """Verbs that go on from this one under the same subject and tense: "shelled a town and fired at a post on Monday"."""
    sentence = parse.sentence(clause.head)
    after = [c for i in range(clause.head + 1, sentence.last) if (c := parse.clause(i)) is not None]
    return [c.head for c in after if c.conjunct_of == clause.head and c.inherited and c.tense == clause.tense]


def _is_stance(frame: Frame, clause: Clause) -> bool:
    """What somebody is ready, bound or about to do: told when it is said."""
    return (
        frame.kind in ("modal", "adjective")
        or clause.tense == "future"
        or (clause.kind == "open" and clause.marker == "to")
    )


def _spoken(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """Heads of the clauses above, up to the first that says the event."""
    at = clause
    for _ in range(3):
        above = parse.clause(at.parent)
        if above is None or at.kind not in ("open", "complement"):
            return
        yield above.head
        if above.lemma in lexicon.voice_verbs:
            return
        at = above


def _bounded(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon, document: Document) -> When | None:
    """ "since the party was expelled on Feb. 20", "three days after the bombing": bounds that another event sets."""
    clause = parse.clause(frame.clause)
    if clause is None or (frame.kind == "noun" and not _shares_clause(frame, parse, lexicon)):
        return None
    group = [clause, *(parse.clauses[h] for h in _further(clause, parse))]
    for head in [h for c in group for _, h in c.complements]:
        below = parse.clauses[head]
        if (
            below.marker in lexicon.words["bounding_markers"] | lexicon.words["while_markers"]
            and (got := _from_clause(below, parse, mentions, lexicon, document)) is not None
        ):
            return got
    return _counted(frame, clause, parse, mentions, lexicon)


def _from_clause(below: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon, document: Document) -> When | None:
    """A since-, after-, until-, before-, when- or as-clause with a time of its own."""
    inner = [
        t for t in mentions.times_near(below.head, parse) if below.first <= t.mention.head < below.last and _points(t)
    ]
    own = [t for t in inner if _clause_above(t.mention.head, parse) == below.head]
    if own and below.marker in lexicon.words["while_markers"]:
        return _when(own[-1], own[-1].mention.text, own[-1].mention.span)
    return _bound(below, own[-1], parse, document) if own else None


def _bound(below: Clause, time: Resolution, parse: Parse, document: Document) -> When | None:
    """The time that a marker opens or closes: "since" runs to the day of the dispatch, "after" on, "until" and "before" end."""
    marker, value = below.marker, time.value
    first = next((i for i in range(below.first, below.head) if parse.tokens[i].lower == marker), below.first)
    span = Span(parse.tokens[first].start, time.mention.span.end)
    if span.start >= span.end or not isinstance(value, Interval):
        return None
    text = parse.text[span.start : span.end]
    if marker not in ("since", "after"):
        return When(text, span, None, value.end, value.grain)
    return When(text, span, value.start, _until_now(marker, value, document), value.grain)


def _until_now(marker: str, value: Interval, document: Document) -> str | None:
    """The day of the dispatch, where "since" tells of what goes on; None where the end is open."""
    published = (document.published or "")[:10]
    return published or None if marker == "since" and published >= (value.start or "") else None


def _clause_above(head: int, parse: Parse) -> int:
    return next((a for a in parse.tree.ancestors(head) if a in parse.clauses), -1)


def _counted(frame: Frame, clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> When | None:
    """A length of time counted from another event: "three days after the bombing", "within a week of his capture"."""
    for time in mentions.times_near(clause.head, parse):
        head = time.mention.head
        if not clause.first <= head < clause.last or not time.mention.rule.startswith("unit.duration"):
            continue
        last = _end_of_count(time, clause, parse, lexicon)
        if last > 0:
            first = time.mention.span.start
            return When(parse.text[first:last], Span(first, last))
    return None


def _end_of_count(time: Resolution, clause: Clause, parse: Parse, lexicon: Lexicon) -> int:
    """Where the phrase ends that counts a length of time from an event; -1 when none does."""
    after = next((t for t in parse.tokens[time.mention.head + 1 : time.mention.head + 3]), None)
    if after is None or after.lower not in ("after", "before", "of", "following"):
        return -1
    if after.lower == "of" and parse.tokens[after.i + 1].tag not in ("PRP$", "DT"):
        return -1
    for at in range(after.i + 1, min(after.i + 8, clause.last)):
        phrase = parse.phrase(at)
        if phrase is not None and parse.lemma(at) in lexicon.event_nouns:
            return parse.tokens[at].end
    return -1


def is_historical(time: When | None, mentions: Mentions, lexicon: Lexicon, document: Document) -> bool:
    """True when the event's time ends months before the dispatch, or before the latest date that an undated one names; in an undated
    one also where its words say so ("two years ago"), and a year beside days of the week."""
    if time is not None and document.published is None and _is_long_past(time, mentions, lexicon):
        return True
    if time is None or time.end is None:
        return False
    published, margin = document.published, BACKGROUND
    if published is None:
        published, margin = _latest(mentions), UNDATED
    if published is None:
        return False
    try:
        return date.fromisoformat(published[:10]) - date.fromisoformat(time.end[:10]) >= margin
    except ValueError:
        return False


def _is_long_past(time: When, mentions: Mentions, lexicon: Lexicon) -> bool:
    told = time.text.lower()
    if any(words in told for words in lexicon.words["long_past_times"]):
        return True
    near = any(not isinstance(t.value, Interval) for t in mentions.times)  # "Wednesday", of no known week
    return near and any(word.isdigit() and len(word) == YEAR for word in told.replace(",", " ").split())


def _latest(mentions: Mentions) -> str | None:
    """Last day of the latest absolute date of a dispatch; None when it names none."""
    ends = [
        t.value.end for t in mentions.times if isinstance(t.value, Interval) and t.value.anchor is None and t.value.end
    ]
    return max(ends, default=None)
