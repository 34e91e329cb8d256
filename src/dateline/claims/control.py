"""Who holds, contests or lost a place: statements of control, which are no claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from dateline.claims import forms, grounds, locating, modality, roles, when
from dateline.claims.attributions import Attributed, chain
from dateline.claims.events import carrying_clause, verb_keys
from dateline.claims.forms import Match
from dateline.claims.scene import Scene
from dateline.claims.slots import Found, clause_slot, slot
from dateline.lexicon.entries import ControlRule, Event
from dateline.lexicon.load import head_word
from dateline.types import Control, Quote, Span, Voice

# "after taking Kesh" tells what happened, "for taking Kesh" does not.
DONE_GERUNDS = {"", "by", "after", "since", "upon", "while", "when"}
BARE = {"control", "power"}  # nouns that leave open what is controlled


class Row(msgspec.Struct, frozen=True):
    """A rule at a place in the text, with the heads of holders and of ground."""

    rule: ControlRule
    found: Found
    holders: tuple[int, ...]
    grounds: tuple[int, ...]


def find(scene: Scene, said: tuple[Attributed, ...]) -> tuple[Control, ...]:
    """Control statements in text order, one for each trigger and place; the longer form wins."""
    found: dict[tuple[int, int], Control] = {}
    for row in sorted(_all(scene), key=lambda r: -len(r.found.match.tokens)):
        made = _statement(row, scene, said)
        if made is not None:
            found.setdefault((row.found.head, made.place[0].span.start), made)
    return tuple(sorted(found.values(), key=lambda c: (c.trigger.span.start, c.place[0].span.start)))


def _all(scene: Scene) -> Iterator[Row]:
    for rule in scene.lexicon.controls:
        entry = Event(id=rule.id, type="ASSAULT", of="object")
        yield from _verbs(rule, entry, scene)
        yield from _nouns(rule, entry, scene)
        yield from _compounds(rule, entry, scene)


def _verbs(rule: ControlRule, entry: Event, scene: Scene) -> Iterator[Row]:
    rows = _verb_forms(rule)
    for clause in scene.parse.clauses.values():
        token = scene.tokens[clause.head]
        known = clause.lemma in rows or f"be {token.lower}" in rows
        if not known and token.tag not in ("VBD", "VBN", "VBG"):
            continue
        for key in verb_keys(clause, token, rows):
            for rest in rows.get(key, ()):
                match = forms.at_verb(rest, clause, scene, key.startswith("be "))
                if match is not None and not _swallows(match, clause.head, scene):
                    found = Found(entry, clause.head, "verb", match, clause.head)
                    yield Row(rule, found, _holders(rule, found, scene), _grounds(rule, found, scene))


def _swallows(match: Match, head: int, scene: Scene) -> bool:
    """A noun of the form was found in another verb ("take … controlled")."""
    return any(t != head and scene.tokens[t].pos == "VERB" for t in match.tokens)


@lru_cache(maxsize=256)
def _verb_forms(rule: ControlRule) -> dict[str, list[tuple[str, ...]]]:
    """The words behind the verb, by the verb ("be driven" for fixed passives)."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for form in rule.verbs:
        words = form.split()
        n = 2 if words[0] == "be" and len(words) > 1 else 1
        rows.setdefault(" ".join(words[:n]), []).append(tuple(words[n:]))
    return rows


def _nouns(rule: ControlRule, entry: Event, scene: Scene) -> Iterator[Row]:
    for kind, head, words in _noun_forms(rule):
        for at in scene.by_lemma.get(head, ()):
            phrase = scene.phrase(at)
            match = (forms.at_noun if kind == "noun" else forms.at_phrase)(words, phrase, scene) if phrase else None
            if phrase is None or match is None:
                continue
            carrier = carrying_clause(phrase, scene)
            found = Found(entry, at, kind, match, carrier.head if carrier else -1)
            yield Row(rule, found, _holders(rule, found, scene), _grounds(rule, found, scene))


@lru_cache(maxsize=256)
def _noun_forms(rule: ControlRule) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The nominal forms of a rule: kind, head noun, all words."""
    rows = [("noun", tuple(f.split())) for f in rule.nouns] + [("phrase", tuple(f.split())) for f in rule.phrases]
    return tuple((kind, head_word(words), words) for kind, words in rows)


def _compounds(rule: ControlRule, entry: Event, scene: Scene) -> Iterator[Row]:
    """ "rebel-held Kesh": the holder stands before the hyphen, the place is the noun modified."""
    for at in _hyphened(scene) if rule.compounds else ():
        head = _around(at, scene)
        if head >= 0 and scene.tokens[at].lower in rule.compounds:
            got = grounds.named((head,), scene)
            kept = tuple(h for h in got if _allowed(h, (), rule.no_object, (), rule.no_object_words, scene))
            yield Row(rule, Found(entry, at, "noun", Match((at,)), -1), (at - 2,), kept)


def _hyphened(scene: Scene) -> Iterator[int]:
    """Words right behind a hyphen."""
    return (i + 1 for i in scene.by_lemma.get("-", ()) if 0 < i < len(scene.tokens) - 1)


def _around(at: int, scene: Scene) -> int:
    """Head of the noun phrase that token ``at`` stands before the head of, -1 for none."""
    phrases = (scene.phrase(i) for i in range(at + 1, min(at + 6, len(scene.tokens))))
    return next((p.head for p in phrases if p is not None and p.first <= at < p.head), -1)


def _holders(rule: ControlRule, found: Found, scene: Scene) -> tuple[int, ...]:
    """Heads of the first slot that holds somebody; of all of them where both sides contest."""
    taken: list[int] = []
    for name in rule.holder:
        got = [h for h in _slot(name, found, scene) if _can_hold(h, rule, found, scene)]
        taken += got
        if taken and rule.status != "contested":
            break
    return tuple(dict.fromkeys(taken))


def _can_hold(head: int, rule: ControlRule, found: Found, scene: Scene) -> bool:
    """A party, or by metonymy the town that governs ("ruled by London")."""
    seat = found.kind == "verb" and head in scene.places and scene.tokens[head].pos == "PROPN"
    if not seat and not roles.is_party(head, scene):
        return False
    return _allowed(head, rule.subject, rule.no_subject, rule.subject_words, rule.no_subject_words, scene)


def _grounds(rule: ControlRule, found: Found, scene: Scene) -> tuple[int, ...]:
    """Heads of the first slot that holds ground."""
    loose = any(scene.lemma(t) in BARE for t in found.match.tokens)
    for name in rule.place:
        got = grounds.named(_slot(name, found, scene), scene, loose=loose)
        got = tuple(
            h
            for h in got
            if _allowed(
                grounds.core(h, scene), rule.object, rule.no_object, rule.object_words, rule.no_object_words, scene
            )
        )
        if got:
            return got
    clause = scene.clause(found.clause)
    return grounds.behind(clause, scene) if found.kind == "verb" and clause is not None else ()


def _allowed(
    head: int, wanted: Iterable[str], refused: Iterable[str], words: tuple[str, ...], no_words: tuple[str, ...], scene: Scene
) -> bool:  # fmt: skip
    lemma = scene.lemma(head)
    if lemma in no_words or (words and lemma not in words):
        return False
    return scene.fits(head, wanted, refused)


def _slot(name: str, found: Found, scene: Scene) -> tuple[int, ...]:
    clause, phrase = scene.clause(found.clause), scene.phrase(found.head)
    if name == "head":
        return (found.head,)
    if name == "appos":
        return _apposed(found.head, scene)
    if name == "around":
        return grounds.around(found.head, scene)
    if name == "foe":
        return clause.undergoers if clause is not None and found.match.objects is not None else ()
    if name == "owner":
        owned = (
            [p for h in clause.undergoers or clause.subjects if (p := scene.phrase(h))] if clause is not None else []
        )
        return tuple(h for p in owned for h in p.possessors)
    if name == "possessor" and phrase is not None:
        return phrase.possessors
    if name == "modifier" and phrase is not None:
        return tuple(m for m in phrase.modifiers if m not in found.match.tokens)[-1:]
    got = slot(found, name, scene)
    if not got and found.kind != "noun" and clause is not None:
        got = clause_slot(clause, name, scene)
    if not got and name == "object" and found.kind == "verb" and clause is not None and not clause.copular:
        got = tuple(p.head for p in scene.parse.phrases.values() if p.site == "predicate" and p.governor == clause.head)
    return got


def _apposed(head: int, scene: Scene) -> tuple[int, ...]:
    """The place that the noun describes from an apposition."""
    other = grounds.described(head, scene)
    return (other,) if other != head else ()


def _statement(row: Row, scene: Scene, said: tuple[Attributed, ...]) -> Control | None:
    rule, found = row.rule, row.found
    parties = tuple(dict.fromkeys(roles.party(h, scene) for h in row.holders if h not in row.grounds))
    if not row.grounds or not parties or found.head < 0:
        return None
    mood = modality.of(found, frozenset(), scene) if found.clause >= 0 else modality.Mood()
    if not _asserted(found, mood, scene):
        return None
    match = found.match
    trigger = _words(match, scene)
    place = tuple(locating.where(h, scene) for h in row.grounds)
    voices = tuple(v for a in chain(found.head, match.tokens, said) for v in _voice(a, scene))
    time = when.of(found, scene) if found.clause >= 0 else None
    key = f"{scene.document.id}\0control\0{trigger.span.start}\0{place[0].span.start}"
    return Control(
        id=hashlib.sha256(key.encode()).hexdigest()[:12], doc=scene.document.id, trigger=trigger, rule=rule.id,
        sentence=scene.sentence_span(found.head), holder=parties, place=place, status=_status(rule, found, scene), time=time,
        voices=voices, historical=rule.historical or mood.historical or when.is_historical(time, scene), score=0.7,
    )  # fmt: skip


def _asserted(found: Found, mood: modality.Mood, scene: Scene) -> bool:
    """Whether it is told as so: not denied, planned, attempted, wished for or made a condition."""
    if mood.polarity == "-" or mood.attempt or mood.modality in ("planned", "conditional", "unknown"):
        return False
    if mood.modality == "possible" and any(c.hedge.kind in ("modal", "noun") for c in mood.cues):
        return False
    clause = scene.clause(found.clause)
    if found.kind != "verb" or clause is None:
        return True
    gerund = scene.tokens[clause.head].tag == "VBG" and not clause.auxiliaries
    if gerund and clause.marker not in DONE_GERUNDS or clause.tense == "infinitive" and clause.marker == "to":
        return any(c.hedge.effect == "actual" for c in mood.cues)
    return not modality.is_premise(found, mood, scene)


def _status(rule: ControlRule, found: Found, scene: Scene) -> str:
    """The rule's; a taking still under way ("the towns they are conquering") is a contest."""
    clause = scene.clause(found.clause)
    under_way = found.kind == "verb" and clause is not None and clause.progressive and clause.tense == "present"
    return "contested" if rule.claim and under_way else rule.status


def _words(match: Match, scene: Scene) -> Quote:
    first = min(match.tokens)
    last = first
    for t in sorted(match.tokens):
        if t - last <= 2:
            last = t
    span = Span(scene.tokens[first].start, scene.tokens[last].end)
    return Quote(scene.parse.text[span.start : span.end], span)


def _voice(a: Attributed, scene: Scene) -> list[Voice]:
    token = scene.tokens[a.head]
    cue = Quote(token.text, Span(token.start, token.end))
    return [Voice(roles.party(s, scene), cue, a.cue.stance) for s in a.speakers[:1]]
