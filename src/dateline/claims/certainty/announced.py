"""What becomes of a deed that the text only plans, announces or threatens: another type, or no claim."""

from __future__ import annotations

from typing import NamedTuple

from dateline.claims import contents
from dateline.claims.values import Attributed, Certainty, Classes, Frame, Mentions
from dateline.lexicon.entries import Shift
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse

# Types that a bare purpose ("went there to …") does not make a claim of.
NO_PURPOSE = {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "AGREE", "CONCEDE", "SUPPORT", "COOPERATE", "AID", "RETREAT",
              "REJECT"}  # fmt: skip
ANNOUNCING = {"modal", "verb", "adjective", "conjunction"}  # kinds of hedges that announce an assault
MATERIAL = {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"}


class Announced(NamedTuple):
    """Type ("" for no claim), modes and modality of an event, and the id of the rule that changed them ("" for none)."""

    type: str
    mode: tuple[str, ...]
    modality: str
    rule: str = ""


def of(
    frame: Frame,
    mode: tuple[str, ...],
    certainty: Certainty,
    own: bool,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> Announced:
    """An event after the rules for plans and announcements. ``own``: the speaker is the actor himself."""
    modality = _modality(frame, certainty)
    if frame.entry.type == "THREATEN" and modality == "actual":
        content = contents.heads(frame, attributions, parse, mentions, classes, lexicon)
        if _under_condition((frame.clause, *content), parse, lexicon):
            return Announced(frame.entry.type, mode, "conditional")
    if frame.entry.negated and modality == "planned":
        return Announced(frame.entry.type, mode, "actual")
    if modality == "planned" and _is_idle(frame.entry.type, certainty, own):
        return Announced("", (), modality)
    return _shifted(frame.entry.type, mode, modality, certainty, own, lexicon)


def _shifted(
    type_: str, mode: tuple[str, ...], modality: str, certainty: Certainty, own: bool, lexicon: Lexicon
) -> Announced:
    """The event as the lexicon's rule for plans rewrites it; an assault that no rule takes up is no claim."""
    told = own or (type_ == "ASSAULT" and any(c.hedge.kind in ANNOUNCING for c in certainty.cues))
    rule = contents.shift(type_, mode, modality, told, lexicon)
    if rule is not None:
        return Announced(rule.to, rule.mode, _of_rule(rule, modality, own), rule.id)
    if type_ == "ASSAULT" and modality in ("planned", "conditional"):
        return Announced("", (), modality)
    return Announced(type_, mode, modality)


def _of_rule(rule: Shift, modality: str, own: bool) -> str:
    """The rule's modality; a threat of the speaker's own is made by saying it."""
    return "actual" if own and rule.to == "THREATEN" else rule.modality or modality


def _under_condition(heads: tuple[int, ...], parse: Parse, lexicon: Lexicon) -> bool:
    """ "threatened to attack unless …": a condition on the threat or on what is threatened."""
    tops = (c for at in heads if (c := parse.clause(at)) is not None)
    inner = (parse.clauses[h].marker for c in tops for _, h in c.complements)
    return not lexicon.words["condition_markers"].isdisjoint(inner)


def _modality(frame: Frame, certainty: Certainty) -> str:
    """The text's modality; where it says nothing the entry's, and an attempt that is no assault is only possible."""
    if certainty.modality != "actual":
        return certainty.modality
    attempt = certainty.attempt and frame.entry.type != "ASSAULT"
    return frame.entry.modality or ("possible" if attempt else "actual")


def _is_idle(type_: str, certainty: Certainty, own: bool) -> bool:
    """A bare purpose ("went there to …"), or a material act that nobody announces."""
    kinds = {c.hedge.kind for c in certainty.cues}
    return (type_ in NO_PURPOSE and "purpose" in kinds) or (type_ in MATERIAL and not own and "modal" not in kinds)
