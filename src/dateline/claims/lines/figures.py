"""Figures: numbers of people that no claim counts, with whose they are and what they supersede."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.lines import circumstances
from dateline.claims.values import Attributed, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Claim, Count, Document, Figure, Party, Quote, Resolution

COUNTED = ("killed", "injured", "missing", "abducted", "arrested", "displaced", "returned", "evacuated", "released")


def figures(
    claims: tuple[Claim, ...], said: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon,
    document: Document,
) -> tuple[Figure, ...]:  # fmt: skip
    """Numbers of people whose fate the words tell and that no claim of the document counts as such."""
    counted = {(tally.span.start, tally.what) for claim in claims for tally in claim.counts}
    found = []
    for resolution, what, value in _told(parse, mentions, lexicon):
        head, span = resolution.mention.head, resolution.mention.span
        if (span.start, what) in counted:
            continue
        found.append(Figure(
            id=circumstances.identity(document.id, "figure", span), doc=document.id, what=what, low=value.low, high=value.high,
            trigger=Quote(resolution.mention.text, span), sentence=parse.sentence_span(head),
            of=_whose(head, parse, mentions, classes, lexicon), place=circumstances.where(head, said, parse, mentions, classes, lexicon),
            time=circumstances.days(head, parse, mentions, document.published),
            voices=circumstances.voices(head, said, parse, mentions, lexicon),
            polarity="-" if _is_wrong(head, said, parse, lexicon) else "+", supersedes=_before(head, parse, mentions),
        ))  # fmt: skip
    return tuple(found)


def _told(parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[tuple[Resolution, str, Count]]:
    """Counts with what became of those counted; the "from" of "from 27 to 24" is no figure of its own."""
    for head, found in sorted(mentions.counts.items()):
        for resolution in found:
            value = resolution.value
            if isinstance(value, Count) and parse.sentence(head).kind != "headline" and not _is_from(head, parse):
                what = _fate(head, value, parse, lexicon)
                if what:
                    yield resolution, what, value


def _fate(head: int, value: Count, parse: Parse, lexicon: Lexicon) -> str:
    """What became of those counted: by the verb around them, else by the noun of a toll that moves; "" when nothing says."""
    clause = circumstances.within(head, parse)
    if clause is None:
        return ""
    words = {parse.lemma(i) for i in range(clause.first, clause.last)} | {parse.tokens[i].lower for i in range(clause.first, clause.last)}
    if clause.lemma in lexicon.words["toll_moves"]:
        return next((what for what in COUNTED if words & lexicon.words[f"toll_{what}"]), "") if what_moves(words, lexicon) else ""
    if clause.lemma in lexicon.words["losing"] and not clause.passive and value.unit in lexicon.words["men"] | {""}:
        return "killed" if _is_object(head, clause, parse) else ""
    return next((what for what in COUNTED if clause.lemma in lexicon.words[f"fate_{what}"]), "")


def what_moves(words: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether a clause speaks of a toll or number."""
    return not lexicon.words["toll_nouns"].isdisjoint(words)


def _is_object(head: int, clause: Clause, parse: Parse) -> bool:
    phrases = [parse.phrase(h) for h in clause.objects]
    return any(p is not None and p.first <= head < p.last for p in phrases)


def _whose(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Party, ...]:
    """Whose they are: who lost them, whose soldiers they are, else what the number counts."""
    clause = circumstances.within(head, parse)
    if clause is not None and clause.lemma in lexicon.words["losing"]:
        return circumstances.parties_of(clause.subjects, parse, mentions, classes, lexicon)
    phrase = parse.phrase(head)
    inside = tuple(h for prep, h in phrase.preps if prep == "of") if phrase is not None else ()
    return circumstances.parties_of(inside or (head,), parse, mentions, classes, lexicon)


def _is_from(head: int, parse: Parse) -> bool:
    """The old number of "from 27 to 24"."""
    return head > 0 and parse.tokens[head - 1].lower == "from" and any(t.lower == "to" for t in parse.tokens[head + 1 : head + 4])


def _before(head: int, parse: Parse, mentions: Mentions) -> int | None:
    """The number that the words say this one replaces."""
    sentence = parse.tokens[head].sent
    for at, found in sorted(mentions.counts.items()):
        if parse.tokens[at].sent == sentence and at < head and _is_from(at, parse):
            return next((r.value.low for r in found if isinstance(r.value, Count)), None)
    return None


def _is_wrong(head: int, said: tuple[Attributed, ...], parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the sentence says that the number is wrong, or its speaker denies it."""
    sentence = parse.tokens[head].sent
    words = {t.lower for t in parse.tokens if t.sent == sentence}
    return circumstances.is_denied(head, said) or not lexicon.words["wrong"].isdisjoint(words)
