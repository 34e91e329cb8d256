"""The slots of a found event: which words stand where, in the logical order of the active voice.

A slot is read as a tuple of head tokens: of phrases, or of clauses for the names that end in ``:clause``.
"""

from __future__ import annotations

import msgspec

from dateline.claims import forms
from dateline.claims.attributions import chain
from dateline.claims.forms import Match
from dateline.claims.scene import Scene
from dateline.lexicon.entries import Event, Support
from dateline.text.trees import Clause, Phrase

PERSONAL_MODES = {"targeted", "abduct", "arrest", "deport", "release", "beat", "torture", "convict", "sexual", "expel"}
WHERE = {"in", "at", "near", "on", "outside", "inside", "around", "along", "across", "throughout", "within", "between", "over",
         "north of", "south of", "east of", "west of", "from", "into", "to", "toward", "towards", "through", "off", "by",
         "close to", "in front of", "next to", "outside of", "inside of"}  # fmt: skip
INFINITIVE_KINDS = ("open", "adverbial", "complement", "participle", "relative", "main", "parataxis")


class Found(msgspec.Struct, frozen=True):
    """An event entry at a place in the text. ``kind``: verb noun adjective phrase modal. ``clause``: head of the clause that
    carries it (-1: none). ``support``: the light verb that lends itself to a noun, heading ``clause``."""

    entry: Event
    head: int
    kind: str
    match: Match
    clause: int
    support: Support | None = None
    score: float = 0.0


def slot(found: Found, name: str, scene: Scene) -> tuple[int, ...]:
    """Heads in a slot; empty when nothing stands there. "a|b" is the first filled of the two."""
    if "|" in name:
        return next((got for one in name.split("|") if (got := slot(found, one, scene))), ())
    if name == "speaker":
        return next(
            (a.speakers for a in chain(found.head, found.match.tokens, scene.said) if found.head != a.clause), ()
        )
    if found.kind == "noun":
        return _of_noun(found, name, scene)
    clause = scene.clause(found.clause)
    return _of_verb(found, name, clause, scene) if clause is not None else ()


def clause_slot(clause: Clause, name: str, scene: Scene) -> tuple[int, ...]:
    """Heads in a slot of a bare clause."""
    if name == "subject":
        return clause.doers
    if name == "object":
        return clause.undergoers
    if name == "indirect":
        return clause.indirect
    if name.endswith(":clause"):
        return _clauses_of(clause, name, scene)
    if name in ("that:subject", "to:subject"):
        return _inner_subject(clause, name, scene)
    return _prepositional(clause, name, scene)


def _of_verb(found: Found, name: str, clause: Clause, scene: Scene) -> tuple[int, ...]:
    if name == "subject":
        return _verb_subject(found, clause, scene)
    if name == "object":
        return _verb_object(found, clause)
    if found.kind == "modal" and name == "to:clause":
        return (clause.head,)
    got = clause_slot(clause, name, scene)
    if name == "to:clause" and not got and found.match.objects:
        got = tuple(_infinitives(found.match.objects, scene))
    if found.kind == "phrase" and not got:
        phrase = scene.phrase(found.head)
        got = _noun_prep(phrase, name) if phrase is not None else ()
    return got


def _verb_subject(found: Found, clause: Clause, scene: Scene) -> tuple[int, ...]:
    if found.kind in ("modal", "phrase", "adjective") or found.match.surface:
        return clause.subjects
    if found.match.objects is not None and clause.passive and not clause.agents:
        return ()
    if clause.kind == "relative" and clause.inherited and not clause.passive:
        return _antecedent(clause, scene)
    return clause.doers


def _verb_object(found: Found, clause: Clause) -> tuple[int, ...]:
    """The form's own object, else the verb's; a fixed phrase or a fixed passive has none but the form's."""
    if found.match.objects is not None:
        return found.match.objects
    return () if found.kind == "phrase" or found.match.surface else clause.undergoers


def _antecedent(clause: Clause, scene: Scene) -> tuple[int, ...]:
    """What "which" stands for; where the parser took the nearest town for it, the event noun before ("attacks in Kesh
    which killed 28")."""
    near = clause.subjects
    sorts = (scene.sorts(near[0]) if near else None) or frozenset()
    if not near or not sorts & {"place", "facility"} or sorts & {"person", "group", "force", "org", "country"}:
        return near
    first = max(scene.parse.sentence(clause.head).first, near[0] - 20)
    behind = (i for i in range(near[0] - 1, first - 1, -1) if scene.phrase(i) is not None)
    return next(((i,) for i in behind if scene.lemma(i) in scene.lexicon.event_nouns), near)


def _clauses_of(clause: Clause, name: str, scene: Scene) -> tuple[int, ...]:
    found = []
    for _, head in clause.complements:
        inner = scene.parse.clauses[head]
        if _clause_sort(inner, scene) == name:
            found += [head, *_conjoined(head, scene)]
    return tuple(found or _hung_on_object(clause, name, scene))


def _hung_on_object(clause: Clause, name: str, scene: Scene) -> list[int]:
    """Clauses that the parser likes to hang on the one who is told, asked or accused: "told reporters that gunmen killed two",
    "invited the chief to visit", "accused rebels of killing six"."""
    found = []
    for at in (*clause.undergoers, *clause.indirect):
        phrase = scene.phrase(at)
        for head in phrase.clauses if phrase is not None else ():
            inner = scene.parse.clauses[head]
            told = name != "that:clause" or (
                inner.marker == "that" and bool(inner.subjects) and at not in inner.subjects
            )
            if inner.marker and told and _clause_sort(inner, scene) == name:
                found += [head, *_conjoined(head, scene)]
    return found


def _infinitives(heads: tuple[int, ...], scene: Scene) -> list[int]:
    phrases = [p for at in heads if (p := scene.phrase(at)) is not None]
    inner = [scene.parse.clauses[h] for p in phrases for h in p.clauses]
    return [h for c in inner if c.marker == "to" for h in (c.head, *_conjoined(c.head, scene))]


def _clause_sort(inner: Clause, scene: Scene) -> str:
    """Which clause slot an embedded clause fills: "to:clause", "ing:clause", "that:clause", or its preposition."""
    if inner.marker == "" and inner.tense == "infinitive" and inner.subjects and not inner.inherited:
        return "that:clause"  # the subjunctive of "demanded the mayor resign"
    if inner.marker == "to" or (inner.tense == "infinitive" and inner.marker in ("", "for")):
        return "to:clause"
    if scene.tokens[inner.head].tag == "VBG" and not inner.auxiliaries:
        return "ing:clause" if inner.marker == "" else f"{inner.marker}:clause"
    if inner.kind == "complement" or inner.marker in ("that", "whether"):
        return "that:clause"
    return f"{inner.marker or 'free'}:clause"


def _conjoined(head: int, scene: Scene) -> list[int]:
    return [c.head for c in scene.parse.clauses.values() if c.conjunct_of == head] if head >= 0 else []


def _inner_subject(clause: Clause, name: str, scene: Scene) -> tuple[int, ...]:
    inner = _clauses_of(clause, "that:clause" if name == "that:subject" else "to:clause", scene)
    for head in inner:
        below = scene.parse.clauses[head]
        if below.subjects and (name == "that:subject" or not below.inherited):
            return below.subjects
    return ()


def _prepositional(clause: Clause, prep: str, scene: Scene) -> tuple[int, ...]:
    heads = [h for p, h in clause.obliques if p == prep]
    if prep != "of":
        for at in clause.undergoers if not clause.passive else ():
            phrase = scene.phrase(at)
            heads += _noun_prep(phrase, prep) if phrase is not None else ()
    heads += _clauses_of(clause, f"{prep}:clause", scene)
    return tuple(dict.fromkeys(heads))


def _noun_prep(phrase: Phrase, prep: str) -> tuple[int, ...]:
    return tuple(h for p, h in phrase.preps if p == prep)


def _of_noun(found: Found, name: str, scene: Scene) -> tuple[int, ...]:
    phrase = scene.phrase(found.head)
    if phrase is None:
        return ()
    if name == "subject":
        return _noun_subject(found, phrase, scene)
    if name == "object":
        return found.match.objects or _noun_object(found, phrase, scene)
    if name == "modifier":
        return tuple(m for m in phrase.modifiers if m not in found.match.tokens)
    if name.endswith(":clause"):
        own = tuple(c for c in phrase.clauses if _clause_sort(scene.parse.clauses[c], scene) == name)
        return own or _clause_behind(found, phrase, name, scene)
    if name in ("that:subject", "to:subject"):
        inner = [scene.parse.clauses[c] for c in phrase.clauses]
        return next((c.subjects for c in inner if c.subjects and not c.inherited), ())
    return phrase.possessors if name == "possessor" else _prep_of_noun(found, phrase, name, scene)


def _prep_of_noun(found: Found, phrase: Phrase, name: str, scene: Scene) -> tuple[int, ...]:
    """A prepositional phrase of the noun, or of the verb that carries the noun as its object."""
    got = _noun_prep(phrase, name)
    if not got and name in ("against", "on"):
        got = tuple(
            h for p, inner in phrase.preps if p == "of" and (q := scene.phrase(inner)) for h in _noun_prep(q, name)
        )
    clause = scene.clause(found.clause)
    if not got and clause is not None and phrase.site in ("object", "indirect") and name not in ("in", "at"):
        got = tuple(h for p, h in clause.obliques if p == name)
    if not got and clause is not None and phrase.site == "subject" and clause.passive and found.support is not None:
        got = tuple(h for p, h in clause.obliques if p == name)
    return got


def _clause_behind(found: Found, phrase: Phrase, name: str, scene: Scene) -> tuple[int, ...]:
    """The clause right behind the noun that the parser hung on the verb ("glossed over warnings that …")."""
    clause = scene.clause(found.clause)
    if clause is None or phrase.site not in ("object", "oblique") or name not in ("that:clause", "to:clause"):
        return ()
    near = [h for h in _clauses_of(clause, name, scene) if scene.parse.clauses[h].marker in ("that", "to")]
    return tuple(h for h in near if 0 < scene.parse.clauses[h].first - found.head < 8)


def _noun_subject(found: Found, phrase: Phrase, scene: Scene) -> tuple[int, ...]:
    by = _noun_prep(phrase, "by") or _by_further_down(found, phrase, scene)
    if by:
        return by
    got = _by_participle(found, phrase, scene)
    if not got and found.entry.of == "subject":
        got = _noun_prep(phrase, "of")
    if not got and not _possessor_is_object(found, phrase):
        got = phrase.possessors
    if not got and found.entry.compound != "object":
        got = tuple(m for m in phrase.modifiers if _acts(m, found, scene))
    clause = scene.clause(found.clause)
    if not got and found.support is not None and clause is not None:
        got = _supported(found, clause, "subject")
    return got


def claimer(found: Found, scene: Scene) -> int:
    """Head of the one who claims the deed: "the group claimed the attack", "attacks, also claimed by X"; -1 for none."""
    clause, phrase = scene.clause(found.clause), scene.phrase(found.head)
    if found.support is not None and found.support.voice == "subject" and clause is not None and clause.doers:
        return clause.doers[0]
    for at in phrase.clauses if phrase is not None and found.kind == "noun" else ():
        below = scene.parse.clauses[at]
        rows = scene.lexicon.support_verbs.get(below.lemma, ())
        if below.passive and below.agents and any(s.voice == "subject" for s, _ in rows):
            return below.agents[0]
    return -1


def _by_participle(found: Found, phrase: Phrase, scene: Scene) -> tuple[int, ...]:
    """ "an attack carried out by rebels", "a bombing claimed by the group", "killings blamed on the rebels"."""
    for at in phrase.clauses:
        clause = scene.parse.clauses[at]
        if not clause.passive:
            continue
        if clause.agents and found.entry.type in ("SUPPORT", "AGREE", "CONSULT"):
            return clause.agents
        if clause.agents and any(s.gives == "subject" for s, _ in scene.lexicon.support_verbs.get(clause.lemma, ())):
            return clause.agents
        for support, rest in scene.lexicon.support_verbs.get(f"be {scene.tokens[at].lower}", ()):
            match = forms.at_verb(rest, clause, scene, True)
            if match is not None and match.objects and support.object_gives == "subject":
                return match.objects
    return ()


def _by_further_down(found: Found, phrase: Phrase, scene: Scene) -> tuple[int, ...]:
    """The by-phrase of "the beating of a student by policemen", wherever the parser hung it."""
    for _, head in phrase.preps:
        below = scene.phrase(head)
        if below is not None and (got := _noun_prep(below, "by")):
            return got
    clause = scene.clause(found.clause)
    if clause is None or found.support is not None:
        return ()
    return tuple(h for p, h in clause.obliques if p == "by" and found.head < h < found.head + 12)


def _supported(found: Found, clause: Clause, role: str) -> tuple[int, ...]:
    support = found.support
    if support is None or (clause.negations and role == "object" and support.count):
        return ()  # "was not hurt in the attack": no victim of it
    fixed = any(v.startswith("be ") for v in support.verbs) and clause.passive and not clause.agents
    first = clause.subjects if fixed else clause.doers
    if support.gives == role and found.head not in first:
        return first
    if support.object_gives == role and found.head not in clause.undergoers:
        return clause.undergoers
    return ()


def _noun_object(found: Found, phrase: Phrase, scene: Scene) -> tuple[int, ...]:
    got = _noun_prep(phrase, "of") if found.entry.of == "object" else ()
    if not got and _possessor_is_object(found, phrase):
        got = phrase.possessors
    if not got and (found.entry.compound or found.entry.of) == "object":
        got = tuple(m for m in phrase.modifiers if m not in found.match.tokens and _undergoes(m, scene))
    clause = scene.clause(found.clause)
    if not got and clause is not None:
        got = _supported(found, clause, "object")
    return got


def _possessor_is_object(found: Found, phrase: Phrase) -> bool:
    if found.entry.possessor:
        return found.entry.possessor == "object"
    if found.entry.of != "object" or any(p in ("of", "by") for p, _ in phrase.preps):
        return False
    return bool(PERSONAL_MODES & set(found.entry.mode))


def _acts(m: int, found: Found, scene: Scene) -> bool:
    """A word before an event noun that names who did it: nationality, organisation, "rebel", "police"."""
    if m in scene.places and m not in scene.actors:
        return False
    known = m in scene.actors and scene.actors[m].value is not None
    if m in found.match.tokens:
        return bool((scene.sorts(m) or frozenset()) & {"force", "org", "group", "country"})
    if known:
        return True
    token = scene.tokens[m]
    if (
        (token.pos not in ("NOUN", "PROPN") and token.ent != "NORP")
        or token.lemma in ("terrorist", "terror")
        or "-" in (token.text, scene.tokens[m - 1].text)
    ):
        return False
    sorts = scene.sorts(m) or frozenset()
    return "actor" in sorts and "civilian" not in sorts and "prisoner" not in sorts


def _undergoes(m: int, scene: Scene) -> bool:
    token = scene.tokens[m]
    if token.pos != "NOUN":
        return False
    return bool((scene.sorts(m) or frozenset()) & {"civilian", "prisoner", "person", "facility"})
