"""Sayings that close or interrupt a sentence (", the radio reported."), by position where the parse went astray."""

from __future__ import annotations

from typing import NamedTuple

from dateline.claims.quotations import Quotation
from dateline.claims.values import Attributed, Classes, Match
from dateline.lexicon.entries import VoiceCue
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

COMMAS = {",", '"', "”", "''"}
FINITE = ("VBD", "VBZ", "VBP")
RELATIVE = {"who", "which", "that", "whom"}
QUOTES = {'"', "”", "''", "'"}
REACH = 25  # tokens from the verb back to its speaker, an apposition between
DASHES = {"―", "—", "–", "--"}
SPEAKERS = ("actor", "document", "person", "place")
LEAST = 3  # words before the comma: fewer are no sentence that somebody could have said


LABEL = VoiceCue(id="voice.label", human=True)
"""The cue of a colon behind a name."""
NO_LABEL = {
    "image",
    "photo",
    "picture",
    "video",
    "audio",
    "caption",
    "source",
    "credit",
    "note",
    "map",
    "graphic",
    "file",
}
OFFICES = {"authority", "official", "police", "army", "court"}
POLLS = {"poll", "report", "study", "survey", "analysis", "review"}


class Inserted(NamedTuple):
    """The heads of the speakers and the tokens of what they say."""

    speakers: tuple[int, ...]
    content: set[int]


def find(
    cue: VoiceCue, clause: Clause, match: Match, said: set[int], parse: Parse, classes: Classes
) -> Inserted | None:
    """Speaker and words said of ", NP said" or ", said NP"; None where it is no such thing or has words of its own."""
    if not cue.speech or cue.speaker != "subject" or not {"quote", "parenthetical"} & set(cue.content):
        return None
    if clause.passive or parse.tokens[clause.head].tag not in FINITE:
        return None
    if any(t > clause.head and parse.tokens[t].pos != "PUNCT" for t in said):
        return _between(clause, parse, classes)
    phrase = _before(clause, match, parse) or _behind(clause, parse, classes)
    if phrase is None or (clause.subjects == (phrase.head,) and said and clause.kind in ("main", "parataxis")):
        return None
    edge = min(phrase.first, clause.head) - 1
    first = parse.sentence(clause.head).first
    if edge - first < LEAST or parse.tokens[phrase.head].lower in RELATIVE:
        return None
    if not may_speak(phrase.head, parse, classes):
        return None
    return Inserted((phrase.head,), set(range(first, edge)))


def may_speak(head: int, parse: Parse, classes: Classes) -> bool:
    """Whether a phrase in the place of a speaker may be one: a name, somebody of a speaking class, or nothing known."""
    sorts = classes.of(head)
    return not sorts or parse.tokens[head].ent in ("PERSON", "ORG", "NORP") or any(s in sorts for s in SPEAKERS)


def signatures(quotes: tuple[Quotation, ...], parse: Parse) -> list[Attributed]:
    """ "“We stayed.” — Ada Moss": the name that signs a quotation behind a dash."""
    found, tokens = [], parse.tokens
    for quote in quotes:
        at = next((i for i in range(quote.last, min(quote.last + 4, len(tokens))) if tokens[i].text in DASHES), -1)
        name = _name_after(at, parse) if at >= 0 else -1
        if name >= 0:
            said = frozenset(range(quote.first, quote.last))
            found.append(Attributed(LABEL, at, (at,), (name,), said, that=True, direct=True))
    return found


def _name_after(at: int, parse: Parse) -> int:
    """Head of the run of capitalised names right behind a token; -1 when there is none."""
    tokens = parse.tokens
    first = next((i for i in range(at + 1, min(at + 3, len(tokens))) if tokens[i].text.strip()), len(tokens))
    last = first
    while last < len(tokens) and tokens[last].pos == "PROPN":
        last += 1
    heads = parse.tree.heads
    return next((i for i in range(first, last) if heads[i] == i or not first <= heads[i] < last), -1)


def _between(clause: Clause, parse: Parse, classes: Classes) -> Inserted | None:
    """ "The talks, said the envoy, are over": what stands before and behind the insertion."""
    phrase, sentence = _behind(clause, parse, classes), parse.sentence(clause.head)
    if phrase is None or phrase.last >= sentence.last or parse.tokens[phrase.last].text not in COMMAS:
        return None
    if not may_speak(phrase.head, parse, classes):
        return None
    around = {*range(sentence.first, clause.head - 1), *range(phrase.last + 1, sentence.last)}
    return Inserted((phrase.head,), around)


def labels(parse: Parse, classes: Classes) -> list[Attributed]:
    """ "Governor: no truce this year": the name before a colon that opens a headline, a paragraph or a turn of speech."""
    found = []
    for sentence in parse.sentences:
        phrase = _label(sentence.first, parse, classes)
        if phrase is None:
            continue
        colon = phrase.last
        rest = frozenset(range(colon + 1, sentence.last))
        if len(rest) >= LEAST:
            found.append(Attributed(LABEL, colon, (colon,), (phrase.head,), rest, that=True))
    return found


def _label(first: int, parse: Parse, classes: Classes) -> Phrase | None:
    tokens = parse.tokens
    colon = next((i for i in range(first + 1, min(first + 8, len(tokens))) if tokens[i].text == ":"), -1)
    if colon < 0:
        return None
    phrase = next((p for i in range(first, colon) if (p := parse.phrase(i)) is not None and p.last == colon), None)
    if phrase is None or phrase.first > first or tokens[phrase.head].lower in NO_LABEL:
        return None
    named = tokens[phrase.head].ent in ("PERSON", "ORG")
    return (
        phrase if named or OFFICES & (classes.of(phrase.head) or set()) or tokens[phrase.head].lower in POLLS else None
    )


def _before(clause: Clause, match: Match, parse: Parse) -> Phrase | None:
    """The phrase between a comma and the verb, where nothing but when and where follows the verb."""
    tokens, after = parse.tokens, max(match.tokens) + 1
    ends = after >= parse.sentence(clause.head).last
    if not ends and tokens[after].pos not in ("PUNCT", "ADP", "SPACE") and tokens[after].ent != "DATE":
        return None
    low = min([clause.head, *(a for a in (*clause.auxiliaries, *clause.adverbs) if clause.head - 3 < a < clause.head)])
    near = [p for i in range(low - 1, max(low - REACH, -1), -1) if (p := parse.phrase(i)) is not None]
    if tokens[low - 1].text == "," and (clause.inherited or not clause.subjects):
        return next(
            (p for p in near if p.last < low and tokens[p.last].text == "," and tokens[p.first - 1].text in QUOTES),
            None,
        )
    whole = (p for p in near if p.last == low or low - 1 in parse.tree.subtree(p.head))
    found = next((p for p in whole if p.last == low or tokens[p.first - 1].text in COMMAS), None)
    return found if found is not None and found.first > 0 and tokens[found.first - 1].text in COMMAS else None


def _behind(clause: Clause, parse: Parse, classes: Classes) -> Phrase | None:
    """The phrase behind a verb that a comma precedes and that has no subject of its own before it."""
    head = clause.head
    own = () if clause.inherited else clause.subjects
    near = (parse.phrase(i) for i in range(head + 1, min(head + 12, len(parse.tokens))))
    found = next((p for p in near if p is not None and p.first == head + 1), None)
    closed = found is not None and found.last < len(parse.tokens) and parse.tokens[found.last].text == ","
    closed = closed and found is not None and may_speak(found.head, parse, classes)
    taken = found is not None and not closed and found.head not in own and any(s < head for s in own)
    return None if head == 0 or parse.tokens[head - 1].text not in COMMAS or taken else found
