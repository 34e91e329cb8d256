"""Who holds, contests or lost a place: statements of control, which are no claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from dateline.claims import forms, locating, modality, roles, when
from dateline.claims.attributions import Attributed, chain
from dateline.claims.events import carrying_clause
from dateline.claims.forms import Match
from dateline.claims.scene import Scene
from dateline.claims.slots import Found, clause_slot, slot
from dateline.lexicon.entries import ControlRule, Event
from dateline.lexicon.load import head_word
from dateline.types import Control, Party, Quote, Span, Voice

LANDED = {"place", "territory"}


def find(scene: Scene, said: tuple[Attributed, ...]) -> tuple[Control, ...]:
    """Control statements in text order, one for each trigger."""
    found: dict[tuple[int, int], Control] = {}
    for rule, at, match, holders, places in _all(scene):
        made = _statement(rule, at, match, holders, places, scene, said)
        if made is not None:
            found.setdefault((made.trigger.span.start, made.place[0].span.start), made)
    return tuple(found[key] for key in sorted(found))


Row = tuple[ControlRule, Found, Match, tuple[int, ...], tuple[int, ...]]


def _all(scene: Scene) -> Iterator[Row]:
    for rule in scene.lexicon.controls:
        entry = Event(id=rule.id, type="ASSAULT", of="object", object=rule.object, subject=rule.subject)
        yield from _verbs(rule, entry, scene)
        yield from _nouns(rule, entry, scene)
        yield from _compounds(rule, entry, scene)


def _verbs(rule: ControlRule, entry: Event, scene: Scene) -> Iterator[Row]:
    for form in rule.verbs:
        head, *rest = form.split()
        for at in scene.by_lemma.get(head, ()):
            clause = scene.clause(at)
            if clause is None:
                continue
            match = forms.at_verb(tuple(rest), clause, scene)
            if match is not None:
                found = Found(entry, clause.head, "verb", match, clause.head)
                yield rule, found, match, _slots(rule.holder, found, scene), _grounds(rule, found, scene)


def _nouns(rule: ControlRule, entry: Event, scene: Scene) -> Iterator[Row]:
    for kind, head, words in _noun_forms(rule):
        for at in scene.by_lemma.get(head, ()):
            phrase = scene.phrase(at)
            match = (forms.at_noun if kind == "noun" else forms.at_phrase)(words, phrase, scene) if phrase else None
            if phrase is None or match is None:
                continue
            carrier = carrying_clause(phrase, scene)
            found = Found(entry, at, kind, match, carrier.head if carrier else -1)
            yield rule, found, match, _slots(rule.holder, found, scene, True), _grounds(rule, found, scene)


@lru_cache(maxsize=256)
def _noun_forms(rule: ControlRule) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The nominal forms of a rule: kind, head noun, all words."""
    rows = [("noun", tuple(f.split())) for f in rule.nouns] + [("phrase", tuple(f.split())) for f in rule.phrases]
    return tuple((kind, head_word(words), words) for kind, words in rows)


def _compounds(rule: ControlRule, entry: Event, scene: Scene) -> Iterator[Row]:
    """ "rebel-held Kesh": the holder stands before the hyphen, the place is the noun modified."""
    if not rule.compounds:
        return
    for phrase in scene.parse.phrases.values():
        for at in range(phrase.first, phrase.head):
            if scene.tokens[at].lower in rule.compounds and at - 2 >= phrase.first and scene.tokens[at - 1].text == "-":
                match = Match((at,))
                yield rule, Found(entry, at, "noun", match, -1), match, (at - 2,), (phrase.head,)


def _slots(names: tuple[str, ...], found: Found, scene: Scene, parties: bool = False) -> tuple[int, ...]:
    """Heads of the first filled slot; with ``parties``, of the first that holds somebody."""
    for name in names:
        got = _slot(name, found, scene)
        got = tuple(h for h in got if roles.is_party(h, scene)) if parties else got
        if got:
            return got
    return ()


def _grounds(rule: ControlRule, found: Found, scene: Scene) -> tuple[int, ...]:
    """Heads of the first slot that holds a place."""
    for name in rule.place:
        got = tuple(h for h in _slot(name, found, scene) if _is_ground(h, scene))
        if got:
            return got
    return ()


def _slot(name: str, found: Found, scene: Scene) -> tuple[int, ...]:
    clause, phrase = scene.clause(found.clause), scene.phrase(found.head)
    if name == "head":
        return (found.head,)
    if name == "appos":
        return (phrase.governor,) if phrase is not None and phrase.site == "apposition" else ()
    got = slot(found, name, scene)
    if not got and found.kind != "noun" and clause is not None:
        got = clause_slot(clause, name, scene)
    return got


def _statement(
    rule: ControlRule, found: Found, match: Match, holders: tuple[int, ...], heads: tuple[int, ...], scene: Scene,
    said: tuple[Attributed, ...],
) -> Control | None:  # fmt: skip
    grounds = tuple(h for h in heads if _is_ground(h, scene))
    parties = tuple(dict.fromkeys(roles.party(h, scene) for h in holders if roles.is_party(h, scene)))
    if not grounds or not parties or found.head < 0:
        return None
    mood = modality.of(found, frozenset(), scene) if found.clause >= 0 else modality.Mood()
    if mood.polarity == "-" or mood.modality in ("planned", "conditional", "unknown"):
        return None
    trigger = _words(match, scene)
    place = tuple(locating.where(h, scene) for h in grounds)
    voices = tuple(v for a in chain(found.head, match.tokens, said) for v in _voice(a, scene))
    time = when.of(found, scene) if found.clause >= 0 else None
    key = f"{scene.document.id}\0control\0{trigger.span.start}\0{place[0].span.start}"
    return Control(
        id=hashlib.sha256(key.encode()).hexdigest()[:12], doc=scene.document.id, trigger=trigger, rule=rule.id,
        sentence=scene.sentence_span(found.head), holder=parties, place=place, status=rule.status, time=time, voices=voices,
        historical=rule.historical or mood.historical or when.is_historical(time, scene), score=0.7,
    )  # fmt: skip


def _is_ground(head: int, scene: Scene) -> bool:
    if head in scene.places:
        return True
    sorts = scene.sorts(head)
    return sorts is not None and bool(sorts & LANDED) and not sorts & {"person"}


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


def lost(control: Control) -> Control:
    """The same statement as a loss."""
    return msgspec.structs.replace(control, status="lost")


def holders(control: Control) -> tuple[Party, ...]:
    """Who holds."""
    return control.holder
