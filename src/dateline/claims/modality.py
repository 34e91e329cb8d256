"""How sure the text is of an event: what the hedges found over it add up to, and what is no claim at all."""

from __future__ import annotations

from dateline.claims.scope import DEFINITE, cues, inherits
from dateline.claims.values import Attributed, Certainty, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
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


def of(
    frame: Frame,
    boundary: frozenset[int],
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    lexicon: Lexicon,
) -> Certainty:
    """The mood of an event; ``boundary``: heads of clauses where an attribution's content begins, which scope does not cross."""
    found_cues = tuple(cues(frame, boundary, attributions, parse, mentions, lexicon))
    effects = [c.hedge.effect for c in found_cues if c.hedge.kind != "purpose" or not _is_said(frame, parse)]
    modality = max(("actual", *(e for e in effects if e in STRENGTH)), key=lambda e: STRENGTH[e])
    polarity = "-" if "negative" in effects else "+"
    historical = "historical" in effects or _is_past_era(frame, parse)
    if frame.support is not None:
        modality, polarity = _supported(frame, modality, polarity, parse)
    if frame.entry.negated and polarity == "-":
        polarity = "+"
    if frame.kind == "modal":
        modality = "actual"
    return Certainty(modality, polarity, historical, "attempt" in effects, found_cues)


def _is_said(frame: Frame, parse: Parse) -> bool:
    """ "rallied to demand his return": the demand was made, but "travelled to warn them" tells of a plan."""
    clause = parse.clause(frame.clause)
    above = parse.clause(clause.parent) if clause is not None and clause.parent >= 0 else None
    moving = above is not None and above.lemma in MOTION
    return frame.entry.type in SPOKEN and not moving


def _is_past_era(frame: Frame, parse: Parse) -> bool:
    """ "When they last ruled the country, three states recognised them": what the when-clause dates is background."""
    clause = parse.clause(frame.clause)
    if clause is None:
        return False
    below = [parse.clauses[h] for kind, h in clause.complements if kind == "adverbial"]
    past = [c for c in (clause, *below) if c.marker == "when" and c.tense == "past"]
    return any(parse.tokens[i].lower == "last" for c in past for i in range(c.first, c.head))


def _supported(frame: Frame, modality: str, polarity: str, parse: Parse) -> tuple[str, str]:
    aspect = frame.support.aspect if frame.support else "actual"
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    done = phrase is not None and phrase.determiner in DEFINITE and clause is not None and clause.tense == "past"
    if aspect == "planned" and modality == "actual" and not done:
        modality = "planned"
    if aspect == "prevented":
        polarity = "-" if polarity == "+" else polarity
    return modality, polarity


def is_premise(frame: Frame, certainty: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """True for what is no claim: a condition ("if talks fail"), an idea hung on a noun ("the need to act"), a term not yet come
    ("until he visits"), what did not come about ("would have fled"), a duty, an imperative, a question of how to."""
    if any(c.opens and c.hedge.effect == "conditional" for c in certainty.cues):
        return True
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind == "noun" and frame.support is None and not _inherits_now(frame, parse, lexicon):
        return False
    if frame.entry.type not in SPOKEN and (_is_counterfactual(certainty) or _is_duty(frame, clause)):
        return True
    return _is_ahead(clause) or _is_inverted(clause, parse) or _is_bare(clause, certainty, parse)


def _is_counterfactual(certainty: Certainty) -> bool:
    """ "would have attacked"."""
    return any(c.hedge.effect == "negative" and c.hedge.kind == "modal" for c in certainty.cues)


def _is_duty(frame: Frame, clause: Clause) -> bool:
    """ "rebels must not attack": what ought to be tells nothing of what is; the must itself may be a request."""
    return frame.kind != "modal" and clause.modal in ("must", "should", "ought") and not clause.perfect


def _is_ahead(clause: Clause) -> bool:
    """ "until he visits", "before police could arrest them"."""
    return clause.marker in ("until", "before") and (clause.tense == "present" or clause.modal in ("can", "could"))


def _is_inverted(clause: Clause, parse: Parse) -> bool:
    """ "Should the rebels attack, …", "Had they attacked, …": a condition without "if"."""
    if parse.tokens[parse.sentence(clause.head).last - 1].text == "?":
        return False
    first = min(clause.subjects, default=0)
    phrase = parse.phrase(first)
    before = phrase.first - 1 if phrase is not None and phrase.first > 0 else first
    inverted = {parse.tokens[a].lower for a in (*clause.auxiliaries, before) if a < first}
    return bool(inverted & {"should", "had", "were"})


def _is_bare(clause: Clause, certainty: Certainty, parse: Parse) -> bool:
    """An imperative, a question of how to, an infinitive hung on a noun that no hedge explains."""
    if clause.tense != "infinitive":
        return False
    bare = not clause.marker and not clause.auxiliaries and (not clause.subjects or clause.inherited)
    if bare and clause.kind in ("main", "complement", "parataxis") and parse.tokens[clause.head].tag == "VB":
        return True
    if parse.tokens[max(clause.first, 0)].lower in ("how", "where", "whether", "what"):
        return True
    explicit = any(c.hedge.effect in STRENGTH and c.hedge.kind != "purpose" for c in certainty.cues)
    return clause.kind in ("participle", "relative") and not explicit


def _inherits_now(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    phrase = parse.phrase(frame.head)
    return phrase is not None and inherits(frame, phrase, parse, lexicon)
