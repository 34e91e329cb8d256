"""Numbers that stand beside an event and not on its parties: the toll of a named deed ("the toll from the raid rose to 27") and
what it left behind ("leaving five dead", "…, 5 dead")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dateline.claims.roles import dying, parties
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text import numbers
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Count, Mention, Quote, Resolution, Span, Tally, Voice

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
    if frame.kind != "verb":
        return
    told = (c for c in _clauses_beside(frame, parse) if dying.is_death(c, parse, lexicon) and not c.negations)
    numbers_ = (one for clause in told for head in clause.subjects for one in _numbers_at(head, parse, mentions))
    yield from (tally for one in numbers_ if (tally := _tallied(one, "killed")) is not None)


def _clauses_beside(frame: Frame, parse: Parse) -> Iterator[Clause]:
    yield from (c for c in parse.clauses_near(frame.head) if c.kind == "parataxis" and c.parent == frame.clause)


def _numbers_at(head: int, parse: Parse, mentions: Mentions) -> tuple[Resolution, ...]:
    """The numbers on a phrase; one that stands alone for those it counts."""
    found = mentions.counts.get(head, ())
    return found or ((bare(head, parse),) if is_number(parse.tokens[head].text) else ())


def _tallied(one: Resolution, what: str) -> Tally | None:
    """A number as a count of something; None for what is no number."""
    value = one.value
    if not isinstance(value, Count):
        return None
    return Tally(what, value.low, value.high, one.mention.text, one.mention.span)


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
        yield from _moved_to(at, parse, mentions, lexicon)


def _moved_to(at: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Tally]:
    """The number at a token as dead, unless its words say that it counts the wounded; nothing for what counts others."""
    told = (r for r in mentions.counts.get(at, ()) if isinstance(r.value, Count) and r.value.what)
    one = next(told, None) or bare(at, parse)
    what = (one.value.what if isinstance(one.value, Count) else "") or "killed"
    tally = _tallied(one, what)
    if tally is not None and what in lexicon.words["harm_counts"]:
        yield tally


def movers(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Voice, ...]:
    """Who moves the toll of the event says so ("the ministry raised the toll of the raid to 13"); () for nobody."""
    clause = _of_toll(frame, parse, lexicon) if frame.kind == "noun" and frame.entry.traits.violent else None
    if clause is None or clause.passive or not clause.objects:
        return ()
    return moved_by(clause, parse, mentions, classes, lexicon)


def moved_by(clause: Clause, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Voice, ...]:
    """The first party that is the subject of a clause, as a voice whose cue is the verb."""
    span = Span(parse.tokens[clause.head].start, parse.tokens[clause.head].end)
    heads = (h for h in clause.subjects if parties.is_party(h, parse, mentions, classes, lexicon))
    cue = Quote(parse.text[span.start : span.end], span)
    return tuple(Voice(parties.party(h, parse, mentions, lexicon), cue, "reports") for h in islice(heads, 1))


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
