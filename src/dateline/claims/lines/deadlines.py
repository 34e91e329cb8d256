"""Days to come: what must be so, by whom, until when."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.lines import circumstances
from dateline.claims.values import Attributed, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Deadline, Document, Interval, Quote, Resolution, When


def deadlines(
    said: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> tuple[Deadline, ...]:
    """Every day after the dispatch's own that its words name, with what is to be so by then; () for undated dispatches."""
    found = []
    for resolution, clause, time in _ahead(parse, mentions, document.published or "9999"):
        head, span = resolution.mention.head, resolution.mention.span
        what = parse.span(clause.first, clause.last)
        found.append(Deadline(
            id=circumstances.identity(document.id, "deadline", span), doc=document.id,
            trigger=Quote(resolution.mention.text, span), sentence=parse.sentence_span(head),
            what=Quote(parse.text[what.start : what.end], what), time=time,
            who=circumstances.parties_of(_who(clause, parse), parse, mentions, classes, lexicon),
            place=circumstances.where(head, said, parse, mentions, classes, lexicon),
            voices=circumstances.voices(head, said, parse, mentions, lexicon),
            polarity="-" if circumstances.is_denied(head, said) or clause.negations else "+",
            moves=any(c.lemma in lexicon.words["putting_off"] for c in parse.clauses_near(head) if c.first <= head < c.last),
        ))  # fmt: skip
    return tuple(found)


def _ahead(parse: Parse, mentions: Mentions, known: str) -> Iterator[tuple[Resolution, Clause, When]]:
    """Times that end after the dispatch's own day, with the clause they stand in; of "from A to B" what it is moved to."""
    for resolution in mentions.times:
        value, head = resolution.value, resolution.mention.head
        if not isinstance(value, Interval) or head < 0 or (value.end or value.start or "") <= known:
            continue
        clause = circumstances.within(head, parse)
        if clause is None or parse.sentence(head).kind == "headline" or _is_span(value, known):
            continue
        yield resolution, clause, _time(resolution, value, known)


def _is_span(value: Interval, known: str) -> bool:
    """A month, year or season that the dispatch stands in is no day to come."""
    return value.grain in {"month", "quarter", "year", "decade", "century"} and (value.start or "") <= known


def _time(resolution: Resolution, value: Interval, known: str) -> When:
    """By a day: from the dispatch on; on a day: that day."""
    made = circumstances.when(resolution, value)
    start = None if value.start is None or value.start <= known else value.start
    return When(made.text, made.span, start, value.end or value.start, made.grain)


def _who(clause: Clause, parse: Parse) -> tuple[int, ...]:
    """Who is to do it: the subject of the clause, else whom the clause above it addresses."""
    if clause.subjects:
        return clause.subjects
    above = parse.clause(clause.parent)
    return above.undergoers if above is not None else ()
