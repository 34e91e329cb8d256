"""How sure the text is of an event: modals, negation, conditions, intentions and hedges that have it in their scope."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from dateline.claims.scene import Scene
from dateline.claims.slots import Found, slot
from dateline.lexicon.entries import Hedge
from dateline.lexicon.load import Lexicon
from dateline.text.trees import Clause, Phrase

DEFINITE = {"the", "this", "these", "that", "those"}
STRENGTH = {"unknown": 5, "conditional": 4, "possible": 3, "planned": 2, "actual": 1}
CONTENT_KINDS = ("complement", "open", "adverbial", "parataxis", "subject")


class Cue(msgspec.Struct, frozen=True):
    """A hedge found: its entry and its tokens. ``opens``: it opens the event's own clause ("if rebels attack")."""

    hedge: Hedge
    tokens: tuple[int, ...]
    opens: bool = False


class Mood(msgspec.Struct, frozen=True):
    """What the cues add up to. ``attempt``: begun without success. ``aspect``: the support verb's (planned, prevented …)."""

    modality: str = "actual"
    polarity: str = "+"
    historical: bool = False
    attempt: bool = False
    cues: tuple[Cue, ...] = ()


class Hedges(msgspec.Struct, frozen=True):
    """The hedges by what they look like: single words by kind, longer forms by their first word."""

    single: dict[tuple[str, str], tuple[Hedge, ...]]
    longer: dict[str, tuple[tuple[tuple[str, ...], Hedge], ...]]


@lru_cache(maxsize=8)
def _index(lexicon_hedges: tuple[Hedge, ...]) -> Hedges:
    single: dict[tuple[str, str], tuple[Hedge, ...]] = {}
    longer: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for hedge in lexicon_hedges:
        for form in hedge.words:
            words = tuple(form.split())
            if len(words) == 1:
                single[hedge.kind, words[0]] = (*single.get((hedge.kind, words[0]), ()), hedge)
            else:
                longer.setdefault(words[0], []).append((words, hedge))
    return Hedges(single, {first: tuple(rows) for first, rows in longer.items()})


_HEDGES: dict[int, Hedges] = {}


def hedges_of(lexicon: Lexicon) -> Hedges:
    """The index of a lexicon's hedges, made once."""
    if id(lexicon) not in _HEDGES:
        _HEDGES[id(lexicon)] = _index(lexicon.hedges)
    return _HEDGES[id(lexicon)]


def of(found: Found, boundary: frozenset[int], scene: Scene) -> Mood:
    """The mood of an event; ``boundary``: heads of clauses where an attribution's content begins, which scope does not cross."""
    cues = tuple(_cues(found, boundary, scene))
    modality, polarity, historical, attempt = "actual", "+", False, False
    for cue in cues:
        effect = cue.hedge.effect
        if effect == "negative":
            polarity = "-"
        elif effect == "historical":
            historical = True
        elif effect == "attempt":
            attempt = True
        elif STRENGTH.get(effect, 0) > STRENGTH[modality]:
            modality = effect
    if _is_past_era(found, scene):
        historical = True
    if found.support is not None:
        modality, polarity = _supported(found, modality, polarity, scene)
    if found.entry.negated and polarity == "-":
        polarity = "+"
    if found.kind == "modal":
        modality = "actual"
    return Mood(modality, polarity, historical, attempt, cues)


def _is_past_era(found: Found, scene: Scene) -> bool:
    """ "When they last ruled the country, three states recognised them": what the when-clause dates is background."""
    clause = scene.clause(found.clause)
    below = (
        [scene.parse.clauses[h] for kind, h in clause.complements if kind == "adverbial"] if clause is not None else []
    )
    return any(
        b.marker == "when"
        and b.tense == "past"
        and any(scene.tokens[i].lower == "last" for i in range(b.first, b.head))
        for b in below
    )


def _supported(found: Found, modality: str, polarity: str, scene: Scene) -> tuple[str, str]:
    aspect = found.support.aspect if found.support else "actual"
    phrase, clause = scene.phrase(found.head), scene.clause(found.clause)
    done = phrase is not None and phrase.determiner in DEFINITE and clause is not None and clause.tense == "past"
    if aspect == "planned" and modality == "actual" and not done:
        modality = "planned"
    if aspect == "prevented":
        polarity = "-" if polarity == "+" else polarity
    return modality, polarity


def _cues(found: Found, boundary: frozenset[int], scene: Scene) -> Iterator[Cue]:
    phrase = scene.phrase(found.head)
    if found.kind == "noun" and phrase is not None:
        yield from _noun_cues(found, phrase, scene)
        if not _inherits(found, phrase, scene):
            return
    clause = scene.clause(found.clause)
    if clause is not None:
        yield from _clause_cues(clause, found, boundary, scene)


def _inherits(found: Found, phrase: Phrase, scene: Scene) -> bool:
    """An event noun takes its clause's mood when a support verb carries it, or when it is indefinite there."""
    clause = scene.clause(found.clause)
    if clause is None:
        return False
    definite = phrase.determiner in DEFINITE or bool(phrase.possessors)
    if found.support is not None:
        return not (definite and found.support.aspect in ("ended", "continuing", "prevented"))
    ahead = phrase.determiner == "the" and clause.tense in ("future", "conditional")
    if definite and not ahead:
        return False
    direct = phrase.governor == found.clause or phrase.head == found.clause
    return direct and phrase.site in ("subject", "object", "predicate", "agent")


def _noun_cues(found: Found, phrase: Phrase, scene: Scene) -> Iterator[Cue]:
    hedges = hedges_of(scene.lexicon)
    for m in phrase.modifiers:
        joined = m == phrase.head - 2 and scene.tokens[m + 1].text == "-"
        yield from _single(hedges, ("adjective", "adverb", *(("prefix",) if joined else ())), m, scene)
    for at in range(phrase.first, phrase.head):
        token = scene.tokens[at]
        yield from _single(hedges, ("determiner",), at, scene)
        if "-" in token.lower:
            yield from _prefixes(hedges, at, scene)
    yield from _governing_nouns(phrase, hedges, scene)
    clause = scene.clause(found.clause)
    if clause is not None and found.head in clause.undergoers:
        yield from _verb_hedge(clause, "object", hedges, scene)
    if clause is not None and phrase.site == "oblique":
        yield from _verb_hedge(clause, phrase.prep, hedges, scene)


def _governing_nouns(phrase: Phrase, hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    """ "threat of", "plans for", "possibility of" above the event noun; "in case of" before it."""
    above = phrase
    for _ in range(3):
        if above.site != "modifier" or above.governor < 0:
            break
        yield from _single(hedges, ("noun",), above.governor, scene)
        up = scene.phrase(above.governor)
        if up is None:
            break
        above = up
    yield from _longer_before(phrase.first, ("phrase",), hedges, scene)


def _clause_cues(clause: Clause, found: Found, boundary: frozenset[int], scene: Scene) -> Iterator[Cue]:
    hedges = hedges_of(scene.lexicon)
    at: Clause | None = clause
    for _ in range(8):
        if at is None:
            return
        yield from _own_cues(at, hedges, scene, inner=at is clause, found=found)
        if at.head in boundary or at.parent < 0:
            return
        up = scene.clause(at.parent)
        if up is None:
            yield from _noun_above(at, hedges, scene)
            return
        if at.kind not in CONTENT_KINDS or at.marker in ("after", "before", "when", "while", "as", "because", "since"):
            return
        above = tuple(_verb_hedge(up, _link(at, scene), hedges, scene))
        yield from above
        if at.marker == "to" and not above and (at.kind == "open" or up.copular) and not _goes_on(up, scene):
            yield from _purpose(at, hedges)
        gerund = scene.tokens[at.head].tag == "VBG" and at.marker in ("on", "for", "about", "in", "of", "with", "at")
        if at.kind in ("adverbial", "parataxis") and at.marker != "to" and not gerund:
            return
        at = up


def _noun_above(clause: Clause, hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    if clause.kind == "participle":
        yield from _single(hedges, ("noun",), clause.parent, scene)


def _link(clause: Clause, scene: Scene) -> str:
    if clause.marker == "to":
        return "to:clause"
    if scene.tokens[clause.head].tag == "VBG":
        return "ing:clause" if clause.marker in ("", "that") else clause.marker
    return "that:clause"


def _own_cues(clause: Clause, hedges: Hedges, scene: Scene, *, inner: bool, found: Found) -> Iterator[Cue]:
    yield from _word_cues(clause, hedges, scene, found)
    for _, head in clause.obliques:
        phrase = scene.phrase(head)
        if phrase is not None and head != found.head:
            yield from _longer_at(phrase, hedges, scene)
    yield from _negative_parties(clause, hedges, scene)
    if inner or clause.kind in ("main", "complement"):
        yield from _conditions(clause, hedges, scene)
    if inner:
        for head in content_boundary(found, scene):
            yield from _conditions(scene.parse.clauses[head], hedges, scene)
    if clause.marker == "to" and clause.kind == "adverbial":
        yield from _purpose(clause, hedges)


def _goes_on(clause: Clause, scene: Scene) -> bool:
    """Verbs whose infinitive tells what happened: "began to shell", "continued to arrest"."""
    rows = scene.lexicon.support_verbs.get(clause.lemma, ())
    return any(s.aspect in ("begun", "continuing") for s, _ in rows)


def _purpose(clause: Clause, hedges: Hedges) -> Iterator[Cue]:
    """An infinitive that only says what for, or what would be good: "came to talk", "it is better to leave"."""
    purpose = next((rows for (kind, _), rows in hedges.single.items() if kind == "purpose"), ())
    yield from (Cue(h, (clause.head,)) for h in purpose[:1])


def _word_cues(clause: Clause, hedges: Hedges, scene: Scene, found: Found) -> Iterator[Cue]:
    """Modals, negations, the opening word, adverbs, and fixed forms right before the verb."""
    for at in clause.auxiliaries:
        if at != found.head:
            yield from _single(hedges, ("modal",), at, scene)
    kinds = ("adverb", "determiner", "negation", "conjunction")
    for at in clause.negations:
        yield from _single(hedges, kinds, at, scene, effects=("negative",))
    if clause.marker:
        yield from _marker(clause, hedges, scene)
    for at in clause.adverbs:
        yield from _single(hedges, ("adverb",), at, scene)
    yield from _longer_before(clause.head, ("modal", "verb", "adverb"), hedges, scene)


def _marker(clause: Clause, hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    for hedge in hedges.single.get(("conjunction", clause.marker), ())[:1]:
        at = next((i for i in range(clause.first, clause.head) if scene.tokens[i].lower == clause.marker), clause.head)
        yield Cue(hedge, (at,), True)


def _conditions(clause: Clause, hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    """An if-clause below makes what hangs on it conditional."""
    for kind, head in clause.complements:
        below = scene.parse.clauses[head]
        for hedge in hedges.single.get(("conjunction", below.marker), ())[:1]:
            if kind == "adverbial" and hedge.effect == "conditional":
                yield Cue(hedge, (below.first,))


def _negative_parties(clause: Clause, hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    """ "no rebels attacked", "nobody was killed"."""
    for head in (*clause.subjects, *clause.objects):
        phrase = scene.phrase(head)
        at = phrase.first if phrase is not None and phrase.determiner in ("no", "neither") else head
        word = scene.tokens[at].lower
        if word in ("no", "neither", "nobody", "none", "nothing") or (word == "no" and at == head):
            yield from _single(hedges, ("determiner", "adverb", "noun"), at, scene, effects=("negative",))


def _verb_hedge(clause: Clause, link: str, hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    word = scene.tokens[clause.head].lower
    rows = hedges.single.get(("verb", clause.lemma), ()) or hedges.single.get(("adjective", word), ())
    if not rows and clause.copular:
        rows = hedges.single.get(("noun", scene.lemma(clause.head)), ())
    for hedge in rows:
        if link in hedge.complement and (not hedge.passive or clause.passive):
            yield Cue(hedge, (clause.head,))
            return


def _single(
    hedges: Hedges, kinds: tuple[str, ...], at: int, scene: Scene, effects: tuple[str, ...] = ()
) -> Iterator[Cue]:
    token = scene.tokens[at]
    for kind in kinds:
        for hedge in hedges.single.get((kind, token.lower), ()) or hedges.single.get((kind, token.lemma), ()):
            if not effects or hedge.effect in effects:
                yield Cue(hedge, (at,))
                return


def _prefixes(hedges: Hedges, at: int, scene: Scene) -> Iterator[Cue]:
    for hedge in hedges.single.get(("prefix", scene.tokens[at].lower.partition("-")[0]), ())[:1]:
        yield Cue(hedge, (at,))


def _longer_before(head: int, kinds: tuple[str, ...], hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    """Forms of several words that end right before ``head`` ("be due to", "in case of"), adverbs let through."""
    first = max(scene.parse.sentence(head).first, head - 8)
    for start in range(first, head):
        token = scene.tokens[start]
        for key in {token.lemma, token.lower}:
            for words, hedge in hedges.longer.get(key, ()):
                got = _run(words, start, head, scene) if hedge.kind in kinds else None
                if got:
                    yield Cue(hedge, got)


def _longer_at(phrase: Phrase, hedges: Hedges, scene: Scene) -> Iterator[Cue]:
    """Adverbial phrases that are hedges ("in all likelihood", "during the civil war")."""
    start = next(
        (i for i in range(phrase.first - 1, max(phrase.first - 4, -1), -1) if scene.tokens[i].pos == "ADP"),
        phrase.first,
    )
    words = [t.lower for t in scene.tokens[start : phrase.last] if t.lower not in ("the", "a", "an")]
    for form, hedge in hedges.longer.get(scene.tokens[start].lower, ()):
        bare = [w for w in form if w not in ("the", "a", "an")]
        if hedge.kind == "phrase" and bare == words:
            yield Cue(hedge, tuple(range(start, phrase.last)))


def _run(words: tuple[str, ...], start: int, head: int, scene: Scene) -> tuple[int, ...] | None:
    used, n = [start], 1
    for at in range(start + 1, head):
        token = scene.tokens[at]
        if n < len(words) and words[n] in (token.lower, token.lemma):
            used.append(at)
            n += 1
        elif token.pos not in ("ADV", "PART", "DET", "AUX", "PUNCT"):
            return None
    return tuple(used) if n == len(words) else None


def is_premise(found: Found, mood: Mood, scene: Scene) -> bool:
    """True for what is no claim: a condition ("if talks fail"), an idea hung on a noun ("the need to act"), a term not yet come
    ("until he visits"), an imperative, a question of how to."""
    if any(c.opens and c.hedge.effect == "conditional" for c in mood.cues):
        return True
    clause = scene.clause(found.clause)
    if clause is None or found.kind == "noun" and found.support is None and not _inherits_now(found, scene):
        return False
    if clause.marker in ("until", "before") and clause.tense == "present":
        return True
    bare = clause.tense == "infinitive" and not clause.marker and not clause.auxiliaries
    bare = bare and (not clause.subjects or clause.inherited)
    if any(scene.tokens[a].lower == "should" and a < min(clause.subjects, default=0) for a in clause.auxiliaries):
        return True
    if bare and clause.kind in ("main", "complement", "parataxis") and scene.tokens[clause.head].tag == "VB":
        return True
    if clause.tense == "infinitive" and scene.tokens[max(clause.first, 0)].lower in ("how", "where", "whether", "what"):
        return True
    explicit = any(c.hedge.effect in STRENGTH and c.hedge.kind != "purpose" for c in mood.cues)
    return clause.tense == "infinitive" and clause.kind in ("participle", "relative") and not explicit


def _inherits_now(found: Found, scene: Scene) -> bool:
    phrase = scene.phrase(found.head)
    return phrase is not None and _inherits(found, phrase, scene)


def content_boundary(found: Found, scene: Scene) -> tuple[int, ...]:
    """Heads of the clauses that are the content of a verbal event."""
    return tuple(h for name in found.entry.content if name.endswith(":clause") for h in slot(found, name, scene))
