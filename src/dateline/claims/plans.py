"""What a deed is that the text only plans, announces or threatens: another type, or nothing."""

from __future__ import annotations

from dateline.claims.frames import topic
from dateline.claims.values import Certainty, Frame
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse

# Types that a bare purpose ("went there to …") does not make a claim of.
NO_PURPOSE = {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "AGREE", "CONCEDE", "SUPPORT", "COOPERATE", "AID", "RETREAT",
              "REJECT"}  # fmt: skip
ANNOUNCING = {"modal", "verb", "adjective", "conjunction"}
MATERIAL = {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"}
Typed = tuple[str, tuple[str, ...], str, str]
"""Type ("" for no claim), modes, modality, and the id of the rule that changed them ("" for none)."""


def typed(
    frame: Frame, mode: tuple[str, ...], certainty: Certainty, own: bool, parse: Parse, lexicon: Lexicon
) -> Typed:
    """Type, modes and modality of an event after the rules for plans and announcements.

    ``own``: the speaker is the actor himself.
    """
    kind, sure = frame.entry.type, _sure(frame, certainty)
    if kind == "THREATEN" and sure == "actual" and _under_condition(frame, parse):
        return kind, mode, "conditional", ""
    if frame.entry.negated and sure == "planned":
        return kind, mode, "actual", ""
    if sure == "planned" and _is_idle(kind, certainty, own):
        return "", (), sure, ""
    announced = own or (kind == "ASSAULT" and any(c.hedge.kind in ANNOUNCING for c in certainty.cues))
    rule = topic.shift(kind, mode, sure, announced, lexicon)
    if rule is not None:
        return rule.to, rule.mode, "actual" if own and rule.to == "THREATEN" else rule.modality or sure, rule.id
    if kind == "ASSAULT" and sure in ("planned", "conditional"):
        return "", (), sure, ""
    return kind, mode, sure, ""


def _under_condition(frame: Frame, parse: Parse) -> bool:
    """ "threatened to attack unless …": a condition on the threat or on what is threatened."""
    tops = (frame.clause, *frame.content)
    inner = [h for at in tops if (c := parse.clause(at)) is not None for _, h in c.complements]
    return any(parse.clauses[h].marker in ("if", "unless") for h in inner)


def _sure(frame: Frame, certainty: Certainty) -> str:
    if certainty.modality != "actual":
        return certainty.modality
    if certainty.attempt and frame.entry.type != "ASSAULT":
        return frame.entry.modality or "possible"
    return frame.entry.modality or "actual"


def _is_idle(kind: str, certainty: Certainty, own: bool) -> bool:
    """A bare purpose ("went there to …"), or a material act that nobody announces."""
    kinds = {c.hedge.kind for c in certainty.cues}
    return (kind in NO_PURPOSE and "purpose" in kinds) or (kind in MATERIAL and not own and "modal" not in kinds)
