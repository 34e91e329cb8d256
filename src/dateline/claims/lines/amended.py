"""Numbers that a sentence gives instead of wrong ones: "The correct number is 13", "It was 26, not 27", "Correction: we reported that
4,300 had fled. The office now says 3,400."."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.claims.corrected import Correction, kinds, numbers_told, read
from dateline.claims.lines import circumstances
from dateline.claims.roles import tolls
from dateline.claims.values import Attributions, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse, Sentence
from dateline.types import Claim, Document, Figure, Party, Quote, Span, Voice, When, Where

OPENING = 4  # words within which a sentence says that it corrects
NOW = frozenset({"now", "instead"})
RULE = "line.correction"
"""The rule of a figure that takes back the number that it supersedes."""


class Told(msgspec.Struct, frozen=True):
    """What is known of the number that was wrong: what it counts, whose they are, where and when."""

    what: str
    of: tuple[Party, ...] = ()
    place: tuple[Where, ...] = ()
    time: When | None = None


def amended(
    claims: tuple[Claim, ...], figures: tuple[Figure, ...], said: Attributions, parse: Parse, mentions: Mentions,
    classes: Classes, lexicon: Lexicon, document: Document,
) -> tuple[tuple[Claim, ...], tuple[Figure, ...]]:  # fmt: skip
    """Claims and figures with the figures that sentences of the text give instead of wrong ones: a figure that they take back is told as
    wrong, and a claim of the earlier sentence does not count it."""
    found = list(figures)
    for before, sentence in _pairs(parse, lexicon):
        note = _note(before, sentence, parse, lexicon)
        told = _told(note, before, claims, figures) if note is not None else None
        at = _token(note.now, sentence, parse) if note is not None else -1
        if note is None or told is None or at < 0:
            continue
        found = [_taken_back(one, before.span, note) for one in found]
        claims = tuple(_uncounted(one, before.span, note) for one in claims)
        span = parse.span(at, at + 1)
        found.append(Figure(
            id=circumstances.identity(document.id, "figure", span), doc=document.id, what=told.what, low=note.now, high=note.now,
            trigger=Quote(parse.text[span.start : span.end], span), sentence=parse.sentence_span(at), of=told.of, place=told.place,
            time=told.time, voices=_voices(at, before, said, parse, mentions, classes, lexicon), supersedes=note.before, rule=RULE,
        ))  # fmt: skip
    return claims, tuple(sorted(found, key=lambda one: one.trigger.span))


def _voices(
    at: int, before: Sentence, said: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Voice, ...]:
    """Who gives the number at a token: who says so there, whose verb it stands behind ("the office now says 3,400"), else who was the
    last to say something in the note ("The hospital says one name was listed twice. The number is 16.")."""
    clause = circumstances.within(at, parse)
    gives = clause is not None and clause.lemma in lexicon.words["giving"]
    own = tolls.moved_by(clause, parse, mentions, classes, lexicon) if clause is not None and gives else ()
    told = circumstances.voices(at, said, parse, mentions, lexicon) or own
    inside = (circumstances.voices(i, said, parse, mentions, lexicon) for i in range(at, before.last, -1))
    return told or next(filter(None, inside), ())


def _pairs(parse: Parse, lexicon: Lexicon) -> Iterator[tuple[Sentence, Sentence]]:
    """Sentences of which the later may correct the earlier: the next one; of what opens a correction also the one behind that."""
    for at, before in enumerate(parse.sentences):
        reach = 3 if _opens_correction(before, parse, lexicon) else 2
        yield from (
            (before, later)
            for later in parse.sentences[at + 1 : at + reach]
            if "\n" not in _between(before, later, parse)
        )


def _between(before: Sentence, later: Sentence, parse: Parse) -> str:
    return parse.text[before.span.end : later.span.start]


def _opens_correction(sentence: Sentence, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether it begins by saying that it corrects: "Correction: we reported …", "11:15 Clarification: …"."""
    first = parse.tokens[sentence.first : min(sentence.last, sentence.first + OPENING)]
    return not lexicon.words["correcting"].isdisjoint(token.lower for token in first)


def _put_right(before: Sentence, sentence: Sentence, parse: Parse, lexicon: Lexicon) -> Correction | None:
    """The one number of what opens a correction, and the one that a sentence behind it gives instead; None where either has none or
    several."""
    if not _opens_correction(before, parse, lexicon):
        return None
    old, new = (numbers_told(parse.text[one.span.start : one.span.end], lexicon) for one in (before, sentence))
    what, telling = kinds(_words(before, parse), lexicon), set(_words(sentence, parse))
    if not (kinds(telling, lexicon) & what or telling & (lexicon.words["toll_nouns"] | NOW)):
        return None  # "one name stood on its list twice"
    if len(old) != 1 or len(new) != 1 or old == new:
        return None
    (wrong,), (right,) = old, new
    return Correction(wrong, right, what)


def _note(before: Sentence, sentence: Sentence, parse: Parse, lexicon: Lexicon) -> Correction | None:
    """What two sentences correct: the one calls a number wrong, or the other gives the right one; None for nothing."""
    if "headline" in (before.kind, sentence.kind):
        return None
    return _put_right(before, sentence, parse, lexicon) or _called_wrong(before, sentence, parse, lexicon)


def _called_wrong(before: Sentence, sentence: Sentence, parse: Parse, lexicon: Lexicon) -> Correction | None:
    """What two sentences correct in which a number is called wrong or right; None for nothing."""
    words, earlier = set(_words(sentence, parse)), set(_words(before, parse))
    right = not lexicon.words["right"].isdisjoint(words) and not lexicon.words["numbers_denied"].isdisjoint(words)
    wrong = "not" in words and not (lexicon.words["wrong"] | lexicon.words["misstating"]).isdisjoint(earlier)
    if not (right or wrong):
        return None
    return read(parse.text[before.span.start : sentence.span.end], lexicon)


def _words(sentence: Sentence, parse: Parse) -> Iterator[str]:
    return (token.lower for token in parse.tokens[sentence.first : sentence.last])


def _told(note: Correction, before: Sentence, claims: tuple[Claim, ...], figures: tuple[Figure, ...]) -> Told | None:
    """What the earlier sentence says of the wrong number; else what the words of the note say that it counts."""
    for one in figures:
        if one.sentence == before.span and note.before in (one.low, one.high):
            return Told(one.what, one.of, one.place, one.time)
    for claim in claims:
        for tally in claim.counts if claim.sentence == before.span else ():
            if note.before in (tally.low, tally.high):
                return Told(tally.what, claim.recipient, claim.place, claim.time)
    return Told(next(iter(note.what))) if len(note.what) == 1 else None


def _token(number: int, sentence: Sentence, parse: Parse) -> int:
    """Where the sentence has the number; -1 where it does not."""
    return next((i for i in range(sentence.first, sentence.last) if tolls.number(parse.tokens[i].text) == number), -1)


def _taken_back(figure: Figure, sentence: Span, note: Correction) -> Figure:
    """A figure of the earlier sentence with the wrong number, told as wrong."""
    wrong = figure.sentence == sentence and note.before in (figure.low, figure.high)
    return msgspec.structs.replace(figure, polarity="-") if wrong else figure


def _uncounted(claim: Claim, sentence: Span, note: Correction) -> Claim:
    """A claim of the earlier sentence without the wrong number."""
    if claim.sentence != sentence:
        return claim
    kept = tuple(one for one in claim.counts if note.before not in (one.low, one.high))
    return claim if len(kept) == len(claim.counts) else msgspec.structs.replace(claim, counts=kept)
