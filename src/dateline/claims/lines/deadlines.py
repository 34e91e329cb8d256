"""Days to come: what must be so, or takes effect, by whom, until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.claims.lines import circumstances
from dateline.claims.values import Attributions, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Deadline, Document, Interval, Quote, Resolution, Span, When

AHEAD = frozenset({"future", "conditional", "infinitive"})
"""Tenses of what is yet to be."""
OPENING = frozenset({"that", "and", "but", "to", ";", ","})
"""Words and signs that open a clause and say nothing of it."""
ENDING = frozenset({"until", "before"})
"""Uses of a time that say up to when."""
LATER = 6  # words behind a day within which the day stands to which it is moved


def deadlines(
    said: Attributions,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> tuple[Deadline, ...]:
    """Every day after the dispatch's own by which, on which or from which its words say that something must be done, is
    planned, takes effect or ends, and what is put off or called off, with or without a day; () for undated dispatches."""
    make = _Making(said, parse, mentions, classes, lexicon, document)
    found = [one for some in _ahead(parse, mentions, lexicon, document.published or "9999") if (one := make.set(*some))]
    told = {one.sentence for one in found}
    undated = (one for one in _put_off(parse, classes, lexicon) if parse.sentence_span(one.head) not in told)
    return (*found, *(make.changed(clause) for clause in undated if document.published))


class _Making(NamedTuple):
    """What the lines of a dispatch are made from."""

    said: Attributions
    parse: Parse
    mentions: Mentions
    classes: Classes
    lexicon: Lexicon
    document: Document

    def set(self, resolution: Resolution, clause: Clause, time: When) -> Deadline | None:
        """A day to come; None for the old day of what is put off "from A to B"."""
        head, span = resolution.mention.head, resolution.mention.span
        moves = _is_moved(head, self.parse, self.lexicon)
        if moves and _is_from(resolution, self.parse):
            return None
        denied = circumstances.is_denied(head, self.said) or _is_not_to_be(head, clause, self.parse, self.lexicon)
        who = tuple(h for h in _who(clause, self.parse, self.lexicon) if not self.mentions.in_time(h))
        return self._line(head, span, clause, who, time=_moved(time) if moves else time, moves=moves, denied=denied)

    def changed(self, clause: Clause) -> Deadline:
        """What is put off or called off, without a day."""
        moves = _verb(clause) in self.lexicon.words["putting_off"]
        span = self.parse.span(clause.head, clause.head + 1)
        return self._line(clause.head, span, clause, clause.doers, time=None, moves=moves, denied=not moves)

    def _line(
        self,
        head: int,
        span: Span,
        clause: Clause,
        who: tuple[int, ...],
        *,
        time: When | None,
        moves: bool,
        denied: bool,
    ) -> Deadline:
        said, parse, mentions, classes, lexicon, document = self
        what = _what(clause, parse)
        return Deadline(
            id=circumstances.identity(document.id, "deadline", span), doc=document.id,
            trigger=Quote(parse.text[span.start : span.end], span), sentence=parse.sentence_span(head),
            what=Quote(parse.text[what.start : what.end], what), time=time,
            who=circumstances.parties_of(who, parse, mentions, classes, lexicon),
            place=circumstances.where(head, said, parse, mentions, classes, lexicon),
            voices=circumstances.voices(head, said, parse, mentions, lexicon), polarity="-" if denied else "+", moves=moves,
        )  # fmt: skip


def _put_off(parse: Parse, classes: Classes, lexicon: Lexicon) -> Iterator[Clause]:
    """Clauses that say that a meeting, vote, strike and the like was put off or called off."""
    verbs = lexicon.words["calling_off"] | lexicon.words["putting_off"]
    appointed = lexicon.words["appointed_classes"]
    for clause in parse.clauses.values():
        if _verb(clause) in verbs and _is_told(clause, parse):
            kinds = [classes.of(head) or frozenset() for head in clause.undergoers]
            if not all(appointed.isdisjoint(some) for some in kinds):
                yield clause


def _is_told(clause: Clause, parse: Parse) -> bool:
    """Whether a clause tells of what has happened, outside a headline."""
    finite = clause.tense == "past" or (clause.perfect and clause.tense != "conditional")
    return finite and not (clause.negations or clause.modal) and parse.sentence(clause.head).kind != "headline"


def _verb(clause: Clause) -> str:
    """The verb with its particle: "call off"."""
    return f"{clause.lemma} {clause.particle}".strip()


def _is_not_to_be(head: int, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether what has a day will not be: "will not open on Friday", "called off the march planned for Sunday"; but not
    "may call off", "will not call off"."""
    around = [
        c for c in parse.clauses_near(head) if c.first <= head < c.last and _verb(c) in lexicon.words["calling_off"]
    ]
    if not around:
        return bool(clause.negations) or _is_of_nothing(clause, parse)
    return any(c.tense in ("past", "future") and not c.negations for c in around)


def _is_of_nothing(clause: Clause, parse: Parse) -> bool:
    """Whether the clause says when something was to be of which another says that it will not: "the talks planned for May will not
    take place"."""
    if clause.kind not in ("participle", "relative"):
        return False
    over = (one for one in parse.clauses_near(clause.head) if one is not clause and clause.parent in one.subjects)
    return any(one.negations and (one.modal or one.tense in ("future", "conditional")) for one in over)


def _ahead(parse: Parse, mentions: Mentions, lexicon: Lexicon, known: str) -> Iterator[tuple[Resolution, Clause, When]]:
    """Times that end after the dispatch's own day, with the clause they stand in; of "from A to B" what it is moved to."""
    for resolution in mentions.times:
        value, head = resolution.value, resolution.mention.head
        if not isinstance(value, Interval) or head < 0 or (value.end or value.start or "") <= known:
            continue
        clause = circumstances.within(head, parse)
        if clause is None or parse.sentence(head).kind == "headline" or _is_span(resolution, value, known):
            continue
        if _is_set(clause, parse, lexicon) or _lasts(resolution, clause, parse, lexicon):
            yield resolution, clause, _time(resolution, value, known)


def _is_moved(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether its clause, or one around it, puts something off."""
    return any(_verb(c) in lexicon.words["putting_off"] for c in parse.clauses_near(head) if c.first <= head < c.last)


def _is_from(resolution: Resolution, parse: Parse) -> bool:
    """Whether it is the day from which something is put off."""
    first = parse.within(resolution.mention.span.start, resolution.mention.span.end).start
    later = (t.lower for t in parse.tokens[first : first + LATER])
    return first > 0 and parse.tokens[first - 1].lower == "from" and "to" in later


def _moved(time: When) -> When:
    """The day to which something is put off, of "from A to B" the last."""
    return When(time.text, time.span, time.end, time.end, time.grain)


def _is_set(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether it tells of what must be, is planned, takes effect or ends, and not of what is or was."""
    set_by = lexicon.words["scheduled"] | lexicon.words["granting"] | lexicon.words["putting_off"]
    if (
        clause.tense in AHEAD
        or clause.modal
        or not set_by.isdisjoint({clause.lemma, _verb(clause)})
        or _is_to(clause, parse)
    ):
        return True
    above = parse.clause(clause.parent)
    return clause.kind in {"complement", "open"} and above is not None and above.lemma in lexicon.words["demanding"]


def _lasts(resolution: Resolution, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether something is brought about, or is, that holds up to a day: "imposed a curfew until Sunday", "the offer stands until
    Sunday"; or somebody has time up to it: "the court has until Sunday to rule"."""
    told = resolution.mention.use == "until" or _before(resolution, parse) == "until"
    given = clause.lemma == "have" and not clause.objects
    return told and (given or clause.lemma in lexicon.words["lasting"]) and not clause.negations


def _before(resolution: Resolution, parse: Parse) -> str:
    """The word before a time."""
    first = parse.within(resolution.mention.span.start, resolution.mention.span.end).start
    return parse.tokens[first - 1].lower if first > 0 else ""


def _is_to(clause: Clause, parse: Parse) -> bool:
    """ "They are to leave", "the court has to rule"."""
    before = [parse.tokens[at].lower for at in range(max(clause.first, clause.head - 3), clause.head)]
    return clause.copular is False and "to" in before


def _is_span(resolution: Resolution, value: Interval, known: str) -> bool:
    """A week, month, season or year that the dispatch stands in, and what comes again and again, is no day to come; "by the
    end of" it is one."""
    if value.grain == "set":
        return True
    if resolution.mention.use in ENDING:
        return False
    return value.grain not in {"day", "time"} and value.start is not None and value.start <= known


def _time(resolution: Resolution, value: Interval, known: str) -> When:
    """By a day: from the dispatch on; on a day: that day."""
    made = circumstances.when(resolution, value)
    start = None if value.start is None or value.start <= known else value.start
    return When(made.text, made.span, start, value.end or value.start, made.grain)


def _what(clause: Clause, parse: Parse) -> Span:
    """The words of the clause, with the noun that a relative clause tells of, and without what only opens it or says who says
    so behind it."""
    first, last = clause.first, _end(clause, parse)
    phrase = parse.phrase(clause.parent) if clause.kind in ("relative", "participle") else None
    if phrase is not None:
        return parse.span(min(phrase.first, first), last)
    while first < clause.head and parse.tokens[first].lower in OPENING:
        first += 1
    return parse.span(first, last)


def _end(clause: Clause, parse: Parse) -> int:
    """Where the clause ends: before a clause beside it (", the ministry announced") and the sign before that."""
    beside = (c.first for c in parse.clauses.values() if c.parent == clause.head and c.kind == "parataxis")
    last = min((at for at in beside if at > clause.head), default=clause.last)
    while last - 1 > clause.head and parse.tokens[last - 1].text in (",", ".", ";"):
        last -= 1
    return last


def _who(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """Who is to do it: who is given time, else whom a demand addresses, else the subject of the clause, else whom the clause
    above it addresses."""
    above = parse.clause(clause.parent)
    given = (_given(one, lexicon) for one in (clause, above) if one is not None)
    asked = _asked(above, lexicon) if above is not None and clause.inherited else ()
    below = above.undergoers if above is not None else ()
    return next((some for some in (*given, asked, clause.subjects, below) if some), ())


def _given(clause: Clause, lexicon: Lexicon) -> tuple[int, ...]:
    """Who is given time: "gave the army until noon"."""
    return clause.indirect or clause.objects if clause.lemma in lexicon.words["granting"] else ()


def _asked(clause: Clause, lexicon: Lexicon) -> tuple[int, ...]:
    """Whom a demand addresses: "called on the rebels to"."""
    if clause.lemma not in lexicon.words["demanding"]:
        return ()
    called_on = tuple(head for prep, head in clause.obliques if prep in {"on", "upon"})
    return called_on or (*clause.objects, *clause.indirect)
