"""What a deed is that the text only plans, announces or threatens: another type, or nothing."""

from __future__ import annotations

from dateline.claims import contents
from dateline.claims.modality import Mood
from dateline.claims.scene import Scene
from dateline.claims.slots import Found

# Types that a bare purpose ("went there to …") does not make a claim of.
NO_PURPOSE = {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "AGREE", "CONCEDE", "SUPPORT", "COOPERATE", "AID", "RETREAT",
              "REJECT"}  # fmt: skip
ANNOUNCING = {"modal", "verb", "adjective", "conjunction"}
MATERIAL = {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"}
Typed = tuple[str, tuple[str, ...], str, str]
"""Type ("" for no claim), modes, modality, and the id of the rule that changed them ("" for none)."""


def typed(found: Found, mode: tuple[str, ...], mood: Mood, own: bool, scene: Scene) -> Typed:
    """Type, modes and modality of an event after the rules for plans and announcements.

    ``own``: the speaker is the actor himself.
    """
    kind, sure = found.entry.type, _sure(found, mood)
    if kind == "THREATEN" and sure == "actual" and _under_condition(found, scene):
        return kind, mode, "conditional", ""
    if found.entry.negated and sure == "planned":
        return kind, mode, "actual", ""
    if sure == "planned" and _is_idle(kind, mood, own):
        return "", (), sure, ""
    announced = own or (kind == "ASSAULT" and any(c.hedge.kind in ANNOUNCING for c in mood.cues))
    rule = contents.shift(kind, mode, sure, announced, scene)
    if rule is not None:
        return rule.to, rule.mode, "actual" if own and rule.to == "THREATEN" else rule.modality or sure, rule.id
    if kind == "ASSAULT" and sure in ("planned", "conditional"):
        return "", (), sure, ""
    return kind, mode, sure, ""


def _under_condition(found: Found, scene: Scene) -> bool:
    """ "threatened to attack unless …": a condition on the threat or on what is threatened."""
    tops = (found.clause, *contents.heads(found, scene))
    inner = [h for at in tops if (c := scene.clause(at)) is not None for _, h in c.complements]
    return any(scene.parse.clauses[h].marker in ("if", "unless") for h in inner)


def _sure(found: Found, mood: Mood) -> str:
    if mood.modality != "actual":
        return mood.modality
    if mood.attempt and found.entry.type != "ASSAULT":
        return found.entry.modality or "possible"
    return found.entry.modality or "actual"


def _is_idle(kind: str, mood: Mood, own: bool) -> bool:
    """A bare purpose ("went there to …"), or a material act that nobody announces."""
    kinds = {c.hedge.kind for c in mood.cues}
    return (kind in NO_PURPOSE and "purpose" in kinds) or (kind in MATERIAL and not own and "modal" not in kinds)
