"""What becomes of a deed that the text only plans, announces or threatens: another type, or no claim."""

from __future__ import annotations

from typing import NamedTuple

from dateline.claims.certainty.clause_cues import is_inverted_should
from dateline.claims.values import Certainty, Frame
from dateline.lexicon import traits
from dateline.lexicon.entries import Shift
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse

ANNOUNCING = {"modal", "verb", "adjective", "conjunction"}  # kinds of hedges that announce violence


class Announced(NamedTuple):
    """Type ("" for no claim), modes and modality of an event, and the id of the rule that changed them ("" for none)."""

    type: str
    mode: tuple[str, ...]
    modality: str
    rule: str = ""


def of(
    frame: Frame, mode: tuple[str, ...], certainty: Certainty, own: bool, parse: Parse, lexicon: Lexicon
) -> Announced:
    """An event after the rules for plans and announcements. ``own``: the speaker is the actor himself."""
    found = _of(frame, mode, certainty, own, parse, lexicon)
    weighed = found.modality in ("planned", "actual") and _is_weighed(certainty, parse, lexicon)
    return found._replace(modality="possible") if weighed else found


def _is_weighed(certainty: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Is considering sending peacekeepers", "are weighing sanctions": it may come to that, and is not planned yet."""
    verbs = (c.tokens[0] for c in certainty.cues if c.hedge.kind == "verb" and c.hedge.effect == "planned" and c.tokens)
    return any(parse.lemma(at) in lexicon.words["weighing_verbs"] for at in verbs)


def _of(
    frame: Frame, mode: tuple[str, ...], certainty: Certainty, own: bool, parse: Parse, lexicon: Lexicon
) -> Announced:
    entry, modality = frame.entry, _modality(frame, certainty)
    told = _told(frame, modality, certainty, parse, lexicon)
    if told:
        return Announced(entry.type, mode, told)
    own = own or _is_resolved_on(frame, certainty, parse, lexicon)
    announces = frame.support is not None and frame.support.announces
    if modality == "planned" and _is_idle(frame, certainty, own or announces):
        return Announced("", (), modality)
    return _shifted(frame, mode, modality, certainty, own or (announces and entry.traits.violent), lexicon)


def _is_resolved_on(frame: Frame, certainty: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The council decided to impose sanctions": who resolves on a deed of his own makes it known as much as by saying so."""
    known = frame.entry.traits
    if known.gathering or (known.violent and frame.kind != "verb"):
        return False  # a strike or a march that is planned threatens nobody; a planned attack has entries of its own
    resolving = _resolving(certainty, parse, lexicon)
    return any(not set(frame.slot("subject")).isdisjoint(parse.clauses[at].subjects) for at in resolving)


def _resolving(certainty: Certainty, parse: Parse, lexicon: Lexicon) -> list[int]:
    """The verbs of resolving in whose scope an event stands."""
    verbs = [c.tokens[0] for c in certainty.cues if c.hedge.kind == "verb" and c.tokens]
    return [at for at in verbs if at in parse.clauses and parse.lemma(at) in lexicon.words["resolving_verbs"]]


def _told(frame: Frame, modality: str, certainty: Certainty, parse: Parse, lexicon: Lexicon) -> str:
    """The modality of a threat under a condition, of a refusal under one, which is made by saying it, of what stands under negation
    alone and of gatherings that were called or tried ("called a strike", "tried to march"); "" where none of them decides."""
    known = frame.entry.traits
    if known.threat and modality == "actual" and _under_condition(frame, parse, lexicon):
        return "conditional"
    if known.answers and modality == "conditional" and not _is_under_if(certainty, parse):
        return "actual"
    if certainty.modality == "actual" and _is_ahead(frame, certainty):
        return "actual" if _is_participle(frame, parse) else "planned"
    return "actual" if modality == "planned" and frame.entry.negated else ""


def _is_under_if(certainty: Certainty, parse: Parse) -> bool:
    """ "Will fight the plan if he proposes it", unlike "refused to talk unless they leave"."""
    opening = (c.tokens[0] for c in certainty.cues if c.hedge.effect == "conditional" and c.tokens)
    return any(parse.tokens[at].lower == "if" for at in opening)


def _is_ahead(frame: Frame, certainty: Certainty) -> bool:
    """Whether the entry tells of a gathering that is to come, or the text of an attempt at one."""
    known = frame.entry.traits
    if not (known.gathering and known.material):
        return False
    return frame.entry.modality == "planned" or (certainty.attempt and not known.by_trying)


def _is_participle(frame: Frame, parse: Parse) -> bool:
    """ "A strike called by the union shut the port": what a participle tells of a gathering that was held."""
    clause = parse.clause(frame.clause)
    return clause is not None and clause.kind == "participle" and clause.passive


def _shifted(
    frame: Frame, mode: tuple[str, ...], modality: str, certainty: Certainty, own: bool, lexicon: Lexicon
) -> Announced:
    """The event as the lexicon's rule for plans rewrites it; violence ahead that no rule takes up is no claim."""
    violent = frame.entry.traits.violent
    told = own or (violent and any(c.hedge.kind in ANNOUNCING for c in certainty.cues))
    rule = next((r for r in lexicon.shifts if _applies(r, frame.entry.type, mode, modality, told)), None)
    if rule is not None:
        return _by_rule(rule, modality, certainty, own)
    ahead = violent and modality in ("planned", "conditional")
    return Announced("", (), modality) if ahead else Announced(frame.entry.type, mode, modality)


def _by_rule(rule: Shift, modality: str, certainty: Certainty, own: bool) -> Announced:
    """What a rule makes of a plan; "guarantees that it would not be attacked" threaten nobody."""
    if certainty.polarity == "-" and traits.of_type(rule.to).threat:
        return Announced("", (), modality)
    return Announced(rule.to, rule.mode, _of_rule(rule, modality, own), rule.id)


def _applies(rule: Shift, type_: str, mode: tuple[str, ...], modality: str, told: bool) -> bool:
    """Whether a rule rewrites a type told as a plan ("will visit" is AGREE); ``told``: somebody announces it."""
    if type_ != rule.from_ or modality not in rule.when or (rule.speaker == "own" and not told):
        return False
    return not rule.from_mode or not set(rule.from_mode).isdisjoint(mode or ("",))


def _of_rule(rule: Shift, modality: str, own: bool) -> str:
    """The rule's modality; a threat is made by saying it, unless it hangs on a condition."""
    made = traits.of_type(rule.to).threat and modality == "planned"
    return "actual" if made else rule.modality or modality


def _under_condition(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "threatened to attack unless …": a condition on the threat or on what is threatened."""
    tops = (c for at in (frame.clause, *frame.content) if (c := parse.clause(at)) is not None)
    below = [parse.clauses[h] for c in tops for _, h in c.complements]
    inverted = any(is_inverted_should(c, parse) for c in below)
    return inverted or not lexicon.words["condition_markers"].isdisjoint(c.marker for c in below)


def _modality(frame: Frame, certainty: Certainty) -> str:
    """The text's modality; where it says nothing the entry's; an attempt at what is no violence and not done by trying is possible."""
    if certainty.modality != "actual":
        return certainty.modality
    attempt = certainty.attempt and not frame.entry.traits.violent and not frame.entry.traits.by_trying
    return frame.entry.modality or ("possible" if attempt else "actual")


def _is_idle(frame: Frame, certainty: Certainty, own: bool) -> bool:
    """A bare purpose ("went there to …"), or a material act that nobody announces."""
    kinds, known = {c.hedge.kind for c in certainty.cues}, frame.entry.traits
    return ("purpose" in kinds and not known.by_purpose) or (known.material and not own and "modal" not in kinds)
