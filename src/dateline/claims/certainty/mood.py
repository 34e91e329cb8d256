"""The mood of an event: what the hedge cues over it add up to, what a voice does to it, and what is no claim at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from dateline.claims.certainty import general, scope
from dateline.claims.certainty.noun_cues import is_definite
from dateline.claims.values import Attributed, Attributions, Certainty, Cue, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause

STRENGTH = {"unknown": 5, "conditional": 4, "possible": 3, "planned": 2, "actual": 1}
"""Modalities, the stronger the farther from fact; of several the strongest holds."""


def judge(
    attributions: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Callable[[Frame], Certainty]:
    """What says of a frame how sure the text is of it, by the cues in whose scope it stands; ``voiced`` is what speakers make of it."""
    boundary = scope.boundaries(attributions, parse)
    return lambda frame: _of(frame, boundary, attributions, parse, mentions, lexicon)


def of(frame: Frame, attributions: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Certainty:
    """How sure the text is of one frame; its content slots must have been filled."""
    return judge(attributions, parse, mentions, lexicon)(frame)


def _of(
    frame: Frame, boundary: frozenset[int], attributions: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Certainty:  # fmt: skip
    content = tuple(h for name in frame.entry.content if name.endswith(":clause") for h in frame.slot(name))
    cues = tuple(scope.of(frame, content, boundary, attributions, parse, mentions, lexicon))
    effects = _effects(frame, cues, parse, lexicon)
    modality = "actual" if frame.kind == "modal" else max(effects & STRENGTH.keys(), key=STRENGTH.__getitem__)
    taken = frame.entry.negated or frame.kind == "modal"  # "must not" asks for what must not be
    polarity = "-" if "negative" in effects and not taken else "+"
    historical = "historical" in effects or _is_past_era(frame, parse) or _is_of_whole_war(frame, parse, lexicon)
    return Certainty(modality, polarity, historical, "attempt" in effects, cues)


def _effects(frame: Frame, cues: tuple[Cue, ...], parse: Parse, lexicon: Lexicon) -> set[str]:
    """What the cues and the support verb say, at least "actual"; a bare purpose says nothing of what is done by saying it
    ("rallied to demand his return")."""
    said = _is_said(frame, parse, lexicon)
    support = set(_of_support(frame, parse, lexicon))
    told = {c.hedge.effect for c in cues if c.hedge.kind != "purpose" or not said}
    beside = {c.hedge.effect for c in cues if frame.clause not in c.tokens}
    both = support & beside & {"negative"}  # "were unable to stop the attacks": the attacks went on
    return {"actual", *((support | told) - both)}


def _is_said(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "rallied to demand his return": the demand was made, but "travelled to warn them" tells of a plan."""
    clause = parse.clause(frame.clause)
    above = parse.clause(clause.parent) if clause is not None else None
    moving = above is not None and above.lemma in lexicon.words["motion_verbs"]
    return frame.entry.traits.spoken and not moving


def _is_past_era(frame: Frame, parse: Parse) -> bool:
    """ "When they last ruled the country, three states recognised them": what the when-clause dates is background."""
    clause = parse.clause(frame.clause)
    if clause is None:
        return False
    below = [parse.clauses[h] for kind, h in clause.complements if kind == "adverbial"]
    past = [c for c in (clause, *below) if c.marker == "when" and c.tense == "past"]
    return any(parse.tokens[i].lower == "last" for c in past for i in range(c.first, c.head))


def _is_of_whole_war(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The war has killed thousands": what a whole war has done by now is background."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind != "verb" or not frame.entry.traits.violent or not clause.perfect:
        return False
    return any(parse.lemma(h) in lexicon.words["whole_wars"] for h in clause.subjects)


def _of_support(frame: Frame, parse: Parse, lexicon: Lexicon) -> Iterator[str]:
    """The effect of the support verb's aspect: "planned a raid", "prevented a raid", "ended its support"."""
    aspect = frame.support.aspect if frame.support is not None else "actual"
    if aspect == "planned" and not _is_done(frame, parse, lexicon):
        yield "planned"
    if aspect == "stopped" or (aspect == "prevented" and not _is_ended(frame, parse, lexicon)):
        yield "negative"


def _is_ended(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "stops its attacks", "to stop the offensive": what goes on is to end, so that it has been; "stopped an attack" prevented one."""
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    stopping = clause is not None and clause.lemma in lexicon.words["stopping_verbs"]
    return stopping and phrase is not None and is_definite(phrase, lexicon) and parse.tokens[frame.head].tag != "NNP"


def _is_done(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "planned the raid": told in the past of a definite event, so that it took place."""
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    definite = phrase is not None and phrase.determiner in lexicon.words["definite"]
    return definite and clause is not None and clause.tense == "past"


def voiced(certainty: Certainty, voices: tuple[Attributed, ...]) -> Certainty:
    """Certainty after what the cues of the voices do to it, innermost first: a denial negates, a belief makes possible."""
    modality, polarity = certainty.modality, certainty.polarity
    for voice in voices:
        if voice.cue.negative:
            polarity = "-" if polarity == "+" else "+"
        modality = _told(modality, voice, certainty)
    return msgspec.structs.replace(certainty, modality=modality, polarity=polarity)


def _told(modality: str, voice: Attributed, certainty: Certainty) -> str:
    """The modality that a voice leaves: the stronger of both, but a plan stands, and what somebody confirms is so."""
    if voice.cue.stance == "confirms" and voice.speakers and certainty.modality == "actual":
        return "actual"  # "confirmed reports that …"
    said = "possible" if voice.cue.stance == "alleges" and not voice.speakers else voice.cue.modality
    foreseen = voice.cue.stance == "predicts" and not voice.speakers  # "is expected to join the talks"
    planned = modality == "planned" and (foreseen or not voice.that)  # "will attack, the general warned"
    return said if STRENGTH.get(said, 0) > STRENGTH[modality] and not planned else modality


def is_premise(frame: Frame, certainty: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """True for what is no claim: a condition ("if talks fail"), an idea hung on a noun ("the need to act"), a term not yet come
    ("until he visits"), what did not come about ("would have fled"), a duty, an imperative, a question of how to, a custom."""
    if any(c.opens and c.hedge.effect == "conditional" for c in certainty.cues) or _is_apprehended(
        frame, parse, lexicon
    ):
        return True
    clause = parse.clause(frame.clause)
    if clause is None or not _is_in_clause(frame, parse, lexicon):
        return False
    if general.is_general(frame, clause, parse, lexicon) or general.is_upon_itself(frame, parse, lexicon):
        return True
    return _is_undone(frame, clause, certainty, lexicon) or _is_open(clause, certainty, parse, lexicon)


def _is_apprehended(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Fears of rebel attacks", "the threat of a raid": of what is not known to have been."""
    phrase = parse.phrase(frame.head) if frame.kind == "noun" else None
    if phrase is None or phrase.prep != "of" or phrase.governor < 0 or is_definite(phrase, lexicon):
        return False
    return phrase.site == "modifier" and parse.lemma(phrase.governor) in lexicon.words["apprehension_nouns"]


def _is_undone(frame: Frame, clause: Clause, certainty: Certainty, lexicon: Lexicon) -> bool:
    """What did not come about, or only ought to; saying so may itself be a request or a refusal."""
    undone = _is_counterfactual(certainty) or _is_duty(frame, clause, lexicon)
    return undone and not frame.entry.traits.spoken


def _is_open(clause: Clause, certainty: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the clause as it stands tells of nothing that came about."""
    if (
        _is_ahead(clause, parse, lexicon)
        or _is_inverted(clause, parse, lexicon)
        or _is_of_anybody(clause, parse, lexicon)
    ):
        return True
    return _is_bare(clause, certainty, parse, lexicon)


def _is_of_anybody(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Anyone who backs the general": what a relative clause in the present says of nobody in particular."""
    general = lexicon.words["general_persons"]
    return clause.kind == "relative" and clause.tense == "present" and parse.tokens[clause.parent].lower in general


def _is_in_clause(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether what holds of its clause holds of the event: always, but of a bare noun that does not take the clause's cues."""
    phrase = parse.phrase(frame.head)
    bare = frame.kind == "noun" and frame.support is None
    return not bare or (phrase is not None and scope.inherits(frame, phrase, parse, lexicon))


def _is_counterfactual(certainty: Certainty) -> bool:
    """ "would have attacked"."""
    return any(c.hedge.effect == "negative" and c.hedge.kind == "modal" for c in certainty.cues)


def _is_duty(frame: Frame, clause: Clause, lexicon: Lexicon) -> bool:
    """ "rebels must not attack": what ought to be tells nothing of what is; the must itself may be a request."""
    return frame.kind != "modal" and clause.modal in lexicon.words["duty_modals"] and not clause.perfect


def _is_ahead(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "until he visits", "before police could arrest them", "until they free him and leave"."""
    open_ = clause.tense == "present" or clause.modal in lexicon.words["ability_modals"]
    first = parse.clause(clause.conjunct_of) if clause.inherited and not clause.marker else None
    marker = first.marker if first is not None else clause.marker
    return open_ and marker in lexicon.words["deferring_markers"]


def _is_inverted(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Should the rebels attack, …", "Had they attacked, …": a condition without "if"."""
    if parse.tokens[parse.sentence(clause.head).last - 1].text == "?":
        return False
    first = min(clause.subjects, default=0)
    phrase = parse.phrase(first)
    before = phrase.first - 1 if phrase is not None and phrase.first > 0 else first
    inverted = (
        parse.tokens[a].lower for a in (*clause.auxiliaries, before) if a < first and not _is_after_there(a, parse)
    )
    return not lexicon.words["inverted_auxiliaries"].isdisjoint(inverted)


def _is_after_there(auxiliary: int, parse: Parse) -> bool:
    """ "There were attacks": what stands behind the verb is its subject for all that."""
    return auxiliary > 0 and parse.tokens[auxiliary - 1].lower == "there"


def _is_bare(clause: Clause, certainty: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """An imperative, a question of how to, an infinitive hung on a noun that no hedge explains."""
    if clause.tense != "infinitive":
        return False
    asking = lexicon.words["interrogatives"] | lexicon.words["polar_markers"]
    if _is_imperative(clause, parse) or parse.tokens[max(clause.first, 0)].lower in asking:
        return True
    explicit = any(c.hedge.effect in STRENGTH and c.hedge.kind != "purpose" for c in certainty.cues)
    return clause.kind in ("participle", "relative") and not explicit


def _is_imperative(clause: Clause, parse: Parse) -> bool:
    """A bare infinitive without a subject of its own."""
    if clause.marker or clause.auxiliaries or (clause.subjects and not clause.inherited):
        return False
    return clause.kind in ("main", "complement", "parataxis") and parse.tokens[clause.head].tag == "VB"
