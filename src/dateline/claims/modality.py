"""How sure the text is of an event: what the hedges found over it add up to, and what is no claim at all."""

from __future__ import annotations

import msgspec

from dateline.claims.hedges import Cue
from dateline.claims.scene import Scene
from dateline.claims.scope import DEFINITE, cues, inherits
from dateline.claims.slots import Found
from dateline.text.trees import Clause

STRENGTH = {"unknown": 5, "conditional": 4, "possible": 3, "planned": 2, "actual": 1}

SPOKEN = {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}

MOTION = {
    "return",
    "travel",
    "go",
    "come",
    "fly",
    "arrive",
    "head",
    "leave",
    "set",
    "depart",
    "plan",
    "prepare",
    "due",
    "be",
}


class Mood(msgspec.Struct, frozen=True):
    """What the cues add up to. ``attempt``: begun without success. ``aspect``: the support verb's (planned, prevented …)."""

    modality: str = "actual"
    polarity: str = "+"
    historical: bool = False
    attempt: bool = False
    cues: tuple[Cue, ...] = ()


def of(found: Found, boundary: frozenset[int], scene: Scene) -> Mood:
    """The mood of an event; ``boundary``: heads of clauses where an attribution's content begins, which scope does not cross."""
    found_cues = tuple(cues(found, boundary, scene))
    effects = [c.hedge.effect for c in found_cues if c.hedge.kind != "purpose" or not _is_said(found, scene)]
    modality = max(("actual", *(e for e in effects if e in STRENGTH)), key=lambda e: STRENGTH[e])
    polarity = "-" if "negative" in effects else "+"
    historical = "historical" in effects or _is_past_era(found, scene)
    if found.support is not None:
        modality, polarity = _supported(found, modality, polarity, scene)
    if found.entry.negated and polarity == "-":
        polarity = "+"
    if found.kind == "modal":
        modality = "actual"
    return Mood(modality, polarity, historical, "attempt" in effects, found_cues)


def _is_said(found: Found, scene: Scene) -> bool:
    """ "rallied to demand his return": the demand was made, but "travelled to warn them" tells of a plan."""
    clause = scene.clause(found.clause)
    above = scene.clause(clause.parent) if clause is not None and clause.parent >= 0 else None
    moving = above is not None and above.lemma in MOTION
    return found.entry.type in SPOKEN and not moving


def _is_past_era(found: Found, scene: Scene) -> bool:
    """ "When they last ruled the country, three states recognised them": what the when-clause dates is background."""
    clause = scene.clause(found.clause)
    if clause is None:
        return False
    below = [scene.parse.clauses[h] for kind, h in clause.complements if kind == "adverbial"]
    past = [c for c in (clause, *below) if c.marker == "when" and c.tense == "past"]
    return any(scene.tokens[i].lower == "last" for c in past for i in range(c.first, c.head))


def _supported(found: Found, modality: str, polarity: str, scene: Scene) -> tuple[str, str]:
    aspect = found.support.aspect if found.support else "actual"
    phrase, clause = scene.phrase(found.head), scene.clause(found.clause)
    done = phrase is not None and phrase.determiner in DEFINITE and clause is not None and clause.tense == "past"
    if aspect == "planned" and modality == "actual" and not done:
        modality = "planned"
    if aspect == "prevented":
        polarity = "-" if polarity == "+" else polarity
    return modality, polarity


def is_premise(found: Found, mood: Mood, scene: Scene) -> bool:
    """True for what is no claim: a condition ("if talks fail"), an idea hung on a noun ("the need to act"), a term not yet come
    ("until he visits"), what did not come about ("would have fled"), a duty, an imperative, a question of how to."""
    if any(c.opens and c.hedge.effect == "conditional" for c in mood.cues):
        return True
    clause = scene.clause(found.clause)
    if clause is None or found.kind == "noun" and found.support is None and not _inherits_now(found, scene):
        return False
    if found.entry.type not in SPOKEN and (_is_counterfactual(mood) or _is_duty(found, clause)):
        return True
    return _is_ahead(clause) or _is_inverted(clause, scene) or _is_bare(clause, mood, scene)


def _is_counterfactual(mood: Mood) -> bool:
    """ "would have attacked"."""
    return any(c.hedge.effect == "negative" and c.hedge.kind == "modal" for c in mood.cues)


def _is_duty(found: Found, clause: Clause) -> bool:
    """ "rebels must not attack": what ought to be tells nothing of what is; the must itself may be a request."""
    return found.kind != "modal" and clause.modal in ("must", "should", "ought") and not clause.perfect


def _is_ahead(clause: Clause) -> bool:
    """ "until he visits", "before police could arrest them"."""
    return clause.marker in ("until", "before") and (clause.tense == "present" or clause.modal in ("can", "could"))


def _is_inverted(clause: Clause, scene: Scene) -> bool:
    """ "Should the rebels attack, …", "Had they attacked, …": a condition without "if"."""
    if scene.tokens[scene.parse.sentence(clause.head).last - 1].text == "?":
        return False
    first = min(clause.subjects, default=0)
    phrase = scene.phrase(first)
    before = phrase.first - 1 if phrase is not None and phrase.first > 0 else first
    inverted = {scene.tokens[a].lower for a in (*clause.auxiliaries, before) if a < first}
    return bool(inverted & {"should", "had", "were"})


def _is_bare(clause: Clause, mood: Mood, scene: Scene) -> bool:
    """An imperative, a question of how to, an infinitive hung on a noun that no hedge explains."""
    if clause.tense != "infinitive":
        return False
    bare = not clause.marker and not clause.auxiliaries and (not clause.subjects or clause.inherited)
    if bare and clause.kind in ("main", "complement", "parataxis") and scene.tokens[clause.head].tag == "VB":
        return True
    if scene.tokens[max(clause.first, 0)].lower in ("how", "where", "whether", "what"):
        return True
    explicit = any(c.hedge.effect in STRENGTH and c.hedge.kind != "purpose" for c in mood.cues)
    return clause.kind in ("participle", "relative") and not explicit


def _inherits_now(found: Found, scene: Scene) -> bool:
    phrase = scene.phrase(found.head)
    return phrase is not None and inherits(found, phrase, scene)
