"""Numbers that stand beside an event and not on its parties: the toll of a named deed ("the toll from the raid rose to 27") and
what it left behind ("leaving five dead", "…, 5 dead")."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.roles import dying
from dateline.claims.values import Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text import numbers
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Count, Mention, Resolution, Span, Tally

GOAL = frozenset({"to", "at", "past", "above"})  # before the number to which a toll moves
NO_NUMBER = frozenset({"a", "an", "half", "and", "dozen"})  # words of numbers that are none by themselves
STATES = frozenset({"dead", "wounded", "injured", "hurt"})  # what those are who stand behind a number alone


def beside(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Tally]:
    """The dead and wounded told beside a violent event that has happened; what a headline says so, its dispatch says better."""
    if not frame.entry.traits.violent or parse.sentence(frame.head).kind == "headline":
        return
    if frame.kind == "noun":
        yield from _toll(frame, parse, mentions, lexicon)
    yield from _died(frame, parse, mentions, lexicon)
    for head in _near(frame, parse, mentions):
        for resolution in mentions.counts[head]:
            value = resolution.value
            if isinstance(value, Count) and value.what in lexicon.words["harm_counts"] and _is_left(head, frame, parse):
                yield Tally(value.what, value.low, value.high, resolution.mention.text, resolution.mention.span)


def _died(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Tally]:
    """ "Herders clash with farmers; 12 die": who died, told right beside the event's own clause."""
    beside = [c for c in parse.clauses_near(frame.head) if c.kind == "parataxis" and c.parent == frame.clause]
    for clause in beside if frame.kind == "verb" else ():
        if dying.is_death(clause, parse, lexicon) and not clause.negations:
            for head in clause.subjects:
                yield from _of_dead(head, parse, mentions)


def _of_dead(head: int, parse: Parse, mentions: Mentions) -> Iterator[Tally]:
    """The number of those who died, on a noun or bare."""
    alone = [bare(head, parse)] if is_number(parse.tokens[head].text) else []
    for one in mentions.counts.get(head) or alone:
        if isinstance(one.value, Count):
            yield Tally("killed", one.value.low, one.value.high, one.mention.text, one.mention.span)


def _near(frame: Frame, parse: Parse, mentions: Mentions) -> Iterator[int]:
    last = parse.sentence(frame.head).last
    yield from (h for h in mentions.counts if frame.head < h < last)


def _is_left(head: int, frame: Frame, parse: Parse) -> bool:
    """Whether those numbered are what the event left: only "leaving" and what became of them lie between them and its verb."""
    words = {parse.tokens[i].lower for i in range(head, min(head + 3, len(parse.tokens)))}
    if words.isdisjoint(STATES):
        return False
    for at in parse.tree.ancestors(head):
        if at == frame.clause:
            return True
        token = parse.tokens[at]
        if token.lower not in STATES and token.lemma != "leave":
            return False
    return False


def _toll(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Tally]:
    """Numbers to which the toll of the event moves."""
    clause = _of_toll(frame, parse, lexicon)
    for at in goals(clause, parse, mentions) if clause is not None else ():
        yield from _goal(at, parse, mentions, lexicon)


def _goal(at: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Tally]:
    """What a number counts to which a toll moves: the dead, unless its own words say otherwise."""
    told = (r for r in mentions.counts.get(at, ()) if isinstance(r.value, Count) and r.value.what)
    one = next(told, None) or bare(at, parse)
    value = one.value
    if isinstance(value, Count) and (value.what or "killed") in lexicon.words["harm_counts"]:
        yield Tally(value.what or "killed", value.low, value.high, one.mention.text, one.mention.span)


def _of_toll(frame: Frame, parse: Parse, lexicon: Lexicon) -> Clause | None:
    """The clause that moves the toll of the event; None for no toll, and for that of a whole war, which is a sum and no deed's."""
    above = next(iter(parse.tree.ancestors(frame.head)), frame.head)
    if above >= frame.head or parse.lemma(above) not in lexicon.words["toll_nouns"]:
        return None
    if parse.lemma(frame.head) in lexicon.words["whole_wars"]:
        return None
    clauses = (c for c in parse.clauses_near(above) if above in (*c.subjects, *c.objects))
    moving = (c for c in clauses if c.lemma in lexicon.words["toll_moves"] and not c.negations and not c.modal)
    return next(moving, None)


def goals(clause: Clause, parse: Parse, mentions: Mentions) -> Iterator[int]:
    """Bare numbers to which the toll of a clause moves ("at 134", "from 27 to 24", "to 90 dead and 400 injured")."""
    for at in range(clause.first + 1, clause.last):
        digits = is_number(parse.tokens[at].text) and not mentions.in_time(at)
        if digits and (parse.tokens[at - 1].lower in GOAL or goes_on(at, clause, parse)):
            yield at


def goes_on(at: int, clause: Clause, parse: Parse) -> bool:
    """Whether a number goes on from one to which a toll moves: "to 90 dead and 400 injured"."""
    before = range(clause.first + 1, at - 1)
    return parse.tokens[at - 1].lower == "and" and any(
        is_number(parse.tokens[i].text) and parse.tokens[i - 1].lower in GOAL for i in before
    )


def is_number(word: str) -> bool:
    """Digits, few enough to count anybody, or a word for a number ("eleven")."""
    return number(word) is not None


def number(word: str) -> int | None:
    """The number that digits or one word tell; None for anything else."""
    digits = word.replace(",", "")
    if digits.isdecimal():
        return int(digits) if len(word) <= numbers.LONGEST_NUMBER else None
    found = numbers.value([word.lower()]) if word.isalpha() and word.lower() not in NO_NUMBER else None
    return int(found) if found is not None and found == int(found) else None


def bare(at: int, parse: Parse) -> Resolution:
    """A number in digits or one word as a count of nothing in particular."""
    token = parse.tokens[at]
    value = number(token.text) or 0
    return Resolution(
        Mention("count", Span(token.start, token.end), token.text, "line.figure", at), Count("", value, value)
    )
