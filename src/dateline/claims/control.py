"""Who holds, contests or lost a place: statements of control, which are no claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from dateline.claims import grounds, modality
from dateline.claims.frames.detect import carrying_clause, verb_keys
from dateline.claims.frames.match import at_noun, at_phrase, at_verb
from dateline.claims.frames.slots import fill
from dateline.claims.frames.verb_slots import of_clause
from dateline.claims.roles import parties
from dateline.claims.roles import place as places
from dateline.claims.roles import time as times
from dateline.claims.values import Attributed, Certainty, Classes, Frame, Match, Mentions, chain
from dateline.lexicon.entries import ControlRule, Event
from dateline.lexicon.load import Lexicon, head_word
from dateline.text.parse import Parse
from dateline.types import Control, Document, Quote, Span, Voice

# "after taking Kesh" tells what happened, "for taking Kesh" does not.
DONE_GERUNDS = {"", "by", "after", "since", "upon", "while", "when"}
BARE = {"control", "power"}  # nouns that leave open what is controlled


class Row(msgspec.Struct, frozen=True):
    """A rule at a place in the text, with the heads of holders and of ground."""

    rule: ControlRule
    found: Frame
    holders: tuple[int, ...]
    grounds: tuple[int, ...]


def find(
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> tuple[Control, ...]:
    """Control statements in text order, one for each trigger and place; the longer form wins."""
    found: dict[tuple[int, int], Control] = {}
    for row in sorted(_all(attributions, parse, mentions, classes, lexicon), key=lambda r: -len(r.found.match.tokens)):
        made = _statement(row, attributions, parse, mentions, classes, lexicon, document)
        if made is not None:
            found.setdefault((row.found.head, made.place[0].span.start), made)
    return tuple(sorted(found.values(), key=lambda c: (c.trigger.span.start, c.place[0].span.start)))


def _all(
    attributions: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Row]:
    for rule in lexicon.controls:
        entry = Event(id=rule.id, type="ASSAULT", of="object")
        yield from _verbs(rule, entry, attributions, parse, mentions, classes, lexicon)
        yield from _nouns(rule, entry, attributions, parse, mentions, classes, lexicon)
        yield from _compounds(rule, entry, parse, mentions, classes, lexicon)


def _verbs(
    rule: ControlRule,
    entry: Event,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> Iterator[Row]:
    rows = _verb_forms(rule)
    for clause in parse.clauses.values():
        token = parse.tokens[clause.head]
        known = clause.lemma in rows or f"be {token.lower}" in rows
        if not known and token.tag not in ("VBD", "VBN", "VBG"):
            continue
        for key in verb_keys(clause, token, rows):
            for rest in rows.get(key, ()):
                match = at_verb(rest, clause, parse, mentions, lexicon, key.startswith("be "))
                if match is not None and not _swallows(match, clause.head, parse):
                    found = _filled(
                        rule,
                        Frame(entry, clause.head, "verb", match, clause.head),
                        attributions,
                        parse,
                        mentions,
                        classes,
                        lexicon,
                    )
                    yield Row(
                        rule,
                        found,
                        _holders(rule, found, parse, mentions, classes, lexicon),
                        _grounds(rule, found, parse, mentions, classes, lexicon),
                    )


def _filled(
    rule: ControlRule,
    frame: Frame,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> Frame:
    """The frame with the slots that the rule reads holder and place from."""
    return fill(frame, (*rule.holder, *rule.place), attributions, parse, mentions, classes, lexicon)


def _swallows(match: Match, head: int, parse: Parse) -> bool:
    """A noun of the form was found in another verb ("take … controlled")."""
    return any(t != head and parse.tokens[t].pos == "VERB" for t in match.tokens)


@lru_cache(maxsize=256)
def _verb_forms(rule: ControlRule) -> dict[str, list[tuple[str, ...]]]:
    """The words behind the verb, by the verb ("be driven" for fixed passives)."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for form in rule.verbs:
        words = form.split()
        n = 2 if words[0] == "be" and len(words) > 1 else 1
        rows.setdefault(" ".join(words[:n]), []).append(tuple(words[n:]))
    return rows


def _nouns(
    rule: ControlRule,
    entry: Event,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> Iterator[Row]:
    for kind, head, words in _noun_forms(rule):
        for at in parse.by_lemma.get(head, ()):
            phrase = parse.phrase(at)
            match = (at_noun if kind == "noun" else at_phrase)(words, phrase, parse, lexicon) if phrase else None
            if phrase is None or match is None:
                continue
            carrier = carrying_clause(phrase, parse)
            found = _filled(
                rule,
                Frame(entry, at, kind, match, carrier.head if carrier else -1),
                attributions,
                parse,
                mentions,
                classes,
                lexicon,
            )
            yield Row(
                rule,
                found,
                _holders(rule, found, parse, mentions, classes, lexicon),
                _grounds(rule, found, parse, mentions, classes, lexicon),
            )


@lru_cache(maxsize=256)
def _noun_forms(rule: ControlRule) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The nominal match of a rule: kind, head noun, all words."""
    rows = [("noun", tuple(f.split())) for f in rule.nouns] + [("phrase", tuple(f.split())) for f in rule.phrases]
    return tuple((kind, head_word(words), words) for kind, words in rows)


def _compounds(
    rule: ControlRule, entry: Event, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Row]:
    """ "rebel-held Kesh": the holder stands before the hyphen, the place is the noun modified."""
    for at in _hyphened(parse) if rule.compounds else ():
        head = _around(at, parse)
        if head >= 0 and parse.tokens[at].lower in rule.compounds:
            got = grounds.named((head,), parse, mentions, classes, lexicon)
            kept = tuple(h for h in got if _allowed(h, (), rule.no_object, (), rule.no_object_words, parse, classes))
            yield Row(rule, Frame(entry, at, "noun", Match((at,)), -1), (at - 2,), kept)


def _hyphened(parse: Parse) -> Iterator[int]:
    """Words right behind a hyphen."""
    return (i + 1 for i in parse.by_lemma.get("-", ()) if 0 < i < len(parse.tokens) - 1)


def _around(at: int, parse: Parse) -> int:
    """Head of the noun phrase that token ``at`` stands before the head of, -1 for none."""
    phrases = (parse.phrase(i) for i in range(at + 1, min(at + 6, len(parse.tokens))))
    return next((p.head for p in phrases if p is not None and p.first <= at < p.head), -1)


def _holders(
    rule: ControlRule, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads of the first slot that holds somebody; of all of them where both sides contest."""
    taken: list[int] = []
    for name in rule.holder:
        got = [
            h
            for h in _slot(name, frame, parse, mentions, classes, lexicon)
            if _can_hold(h, rule, frame, parse, mentions, classes, lexicon)
        ]
        taken += got
        if taken and rule.status != "contested":
            break
    return tuple(dict.fromkeys(taken))


def _can_hold(
    head: int, rule: ControlRule, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> bool:
    """A party, or by metonymy the town that governs ("ruled by London")."""
    seat = frame.kind == "verb" and head in mentions.places and parse.tokens[head].pos == "PROPN"
    if not seat and not parties.is_party(head, parse, mentions, classes, lexicon):
        return False
    return _allowed(head, rule.subject, rule.no_subject, rule.subject_words, rule.no_subject_words, parse, classes)


def _grounds(
    rule: ControlRule, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads of the first slot that holds ground."""
    loose = any(parse.lemma(t) in BARE for t in frame.match.tokens)
    for name in rule.place:
        got = grounds.named(
            _slot(name, frame, parse, mentions, classes, lexicon), parse, mentions, classes, lexicon, loose=loose
        )
        got = tuple(
            h
            for h in got
            if _allowed(
                grounds.core(h, parse, lexicon),
                rule.object,
                rule.no_object,
                rule.object_words,
                rule.no_object_words,
                parse,
                classes,
            )
        )
        if got:
            return got
    clause = parse.clause(frame.clause)
    return (
        grounds.behind(clause, parse, mentions, classes, lexicon) if frame.kind == "verb" and clause is not None else ()
    )


def _allowed(
    head: int, wanted: Iterable[str], refused: Iterable[str], words: tuple[str, ...], no_words: tuple[str, ...],
    parse: Parse, classes: Classes,
) -> bool:  # fmt: skip
    lemma = parse.lemma(head)
    if lemma in no_words or (words and lemma not in words):
        return False
    return classes.fits(head, wanted, refused)


def _slot(
    name: str, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    clause, phrase = parse.clause(frame.clause), parse.phrase(frame.head)
    if name == "head":
        return (frame.head,)
    if name == "appos":
        return _apposed(frame.head, parse, mentions, classes, lexicon)
    if name == "around":
        return grounds.around(frame.head, parse, mentions, classes, lexicon)
    if name == "foe":
        return clause.undergoers if clause is not None and frame.match.objects is not None else ()
    if name == "owner":
        owned = (
            [p for h in clause.undergoers or clause.subjects if (p := parse.phrase(h))] if clause is not None else []
        )
        return tuple(h for p in owned for h in p.possessors)
    if name == "possessor" and phrase is not None:
        return phrase.possessors
    if name == "modifier" and phrase is not None:
        return tuple(m for m in phrase.modifiers if m not in frame.match.tokens)[-1:]
    got = frame.slot(name)
    if not got and frame.kind != "noun" and clause is not None:
        got = of_clause(clause, name, parse)
    if not got and name == "object" and frame.kind == "verb" and clause is not None and not clause.copular:
        got = tuple(p.head for p in parse.phrases.values() if p.site == "predicate" and p.governor == clause.head)
    return got


def _apposed(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """The place that the noun describes from an apposition."""
    other = grounds.described(head, parse, mentions, classes, lexicon)
    return (other,) if other != head else ()


def _statement(
    row: Row,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> Control | None:
    rule, found = row.rule, row.found
    holders = tuple(
        dict.fromkeys(parties.party(h, parse, mentions, lexicon) for h in row.holders if h not in row.grounds)
    )
    if not row.grounds or not holders or found.head < 0:
        return None
    mood = modality.of(found, frozenset(), attributions, parse, mentions, lexicon) if found.clause >= 0 else Certainty()
    if not _asserted(found, mood, parse, lexicon):
        return None
    match = found.match
    trigger = _words(match, parse)
    place = tuple(places.where(h, parse, mentions, classes, lexicon) for h in row.grounds)
    voices = tuple(
        v for a in chain(found.head, match.tokens, attributions) for v in _voice(a, parse, mentions, lexicon)
    )
    time = times.of(found, parse, mentions, lexicon, document) if found.clause >= 0 else None
    key = f"{document.id}\0control\0{trigger.span.start}\0{place[0].span.start}"
    return Control(
        id=hashlib.sha256(key.encode()).hexdigest()[:12], doc=document.id, trigger=trigger, rule=rule.id,
        sentence=parse.sentence_span(found.head), holder=holders, place=place, status=_status(rule, found, parse), time=time,
        voices=voices, historical=rule.historical or mood.historical or times.is_historical(time, mentions, document), score=0.7,
    )  # fmt: skip


def _asserted(frame: Frame, certainty: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether it is told as so: not denied, planned, attempted, wished for or made a condition."""
    if certainty.polarity == "-" or certainty.attempt or certainty.modality in ("planned", "conditional", "unknown"):
        return False
    if certainty.modality == "possible" and any(c.hedge.kind in ("modal", "noun") for c in certainty.cues):
        return False
    clause = parse.clause(frame.clause)
    if frame.kind != "verb" or clause is None:
        return True
    gerund = parse.tokens[clause.head].tag == "VBG" and not clause.auxiliaries
    if gerund and clause.marker not in DONE_GERUNDS or clause.tense == "infinitive" and clause.marker == "to":
        return any(c.hedge.effect == "actual" for c in certainty.cues)
    return not modality.is_premise(frame, certainty, parse, lexicon)


def _status(rule: ControlRule, frame: Frame, parse: Parse) -> str:
    """The rule's; a taking still under way ("the towns they are conquering") is a contest."""
    clause = parse.clause(frame.clause)
    under_way = frame.kind == "verb" and clause is not None and clause.progressive and clause.tense == "present"
    return "contested" if rule.claim and under_way else rule.status


def _words(match: Match, parse: Parse) -> Quote:
    first = min(match.tokens)
    last = first
    for t in sorted(match.tokens):
        if t - last <= 2:
            last = t
    span = Span(parse.tokens[first].start, parse.tokens[last].end)
    return Quote(parse.text[span.start : span.end], span)


def _voice(a: Attributed, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> list[Voice]:
    token = parse.tokens[a.head]
    cue = Quote(token.text, Span(token.start, token.end))
    return [Voice(parties.party(s, parse, mentions, lexicon), cue, a.cue.stance) for s in a.speakers[:1]]
