"""What keeps two claims from ever being one event, whatever third claims they are like."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.record.claim_features import ClaimFeatures
from dateline.record.rules import rules
from dateline.record.similarity import EXACT, FEATURES, NEAR, is_reversed

FOES = -0.6
"""What sides say at most that are not one."""
PROVINCE = ("admin1",)
APART = -0.7
"""What places say at most that are not one."""


def _value(name: str, a: ClaimFeatures, b: ClaimFeatures) -> float:
    """How strongly a feature speaks."""
    return FEATURES[name](a, b)[0]


def barred(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether two claims never belong to one event, whatever third claims they are like: the sides are exchanged, or days or
    places that both name lie apart, or one speaker tells the one and says that the other is not so. Other sides, other acts and
    denials are of one event only where both name one place or target."""
    if a.many or b.many:
        return _is_said_apart(a, b)
    if any(rule(a, b) for rule in NEVER):
        return True
    return any(rule(a, b) for rule in UNLESS_ONE_PLACE) and not _name_one_spot(a, b)


def _name_one_spot(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether both name one target, or one place; a province that both name is too wide to say so."""
    if _value("target", a, b) > 0:
        return True
    provinces = {one.id for one in a.places if one.precision in PROVINCE} & {one.id for one in b.places}
    a, b = _without(provinces, a), _without(provinces, b)
    return _value("place", a, b) > NEAR


def _without(ids: set[str], one: ClaimFeatures) -> ClaimFeatures:
    """A claim without places of these ids."""
    if not ids:
        return one
    return msgspec.structs.replace(one, places=tuple(at for at in one.places if at.id not in ids))


def _are_of_two_times(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether one is long past, or each names one day, and these are not next to each other: a night is of two days."""
    if a.historical != b.historical:
        return True
    if not (a.start and a.start == a.end and b.start and b.start == b.end):
        return False
    return abs((date.fromisoformat(b.start) - date.fromisoformat(a.start)).days) > 1


def _are_of_two_places(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether both name places, and none of the one is near any of the other."""
    return _value("place", a, b) <= APART


def _are_other_words(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether both are words and not deeds, and of another kind: a demand, a threat, a refusal."""
    return {a.type, b.type} <= rules().claims.said and a.type != b.type


def _is_taking(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether one takes a town and the other does not, and they do not name one place and one day."""
    taking = rules().claims.takings
    if (a.modes & taking) == (b.modes & taking):
        return False
    return not (_value("place", a, b) >= 1 and _value("day", a, b) >= EXACT)


def _are_foes_deeds(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether two dispatches tell of deeds of sides that are not one."""
    return a.document != b.document and a.type == b.type == "ASSAULT" and _value("doer", a, b) <= FOES


def _are_other_acts(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether two dispatches tell one of an abduction, the other of something else."""
    acts = rules().claims.acts
    return a.document != b.document and (a.modes & acts) != (b.modes & acts)


def _is_another_denial(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether one dispatch denies something, and another tells of something that is not done in the same way."""
    return a.document != b.document and a.polarity != b.polarity and not a.modes & b.modes


def _is_said_apart(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether one dispatch, by one voice, says that the one was and the other was not."""
    return a.document == b.document and a.polarity != b.polarity and a.speakers == b.speakers


def _are_counted_apart(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether one sentence, by one voice, counts two numbers of one thing: "killed five, a week after an attack killed 21". That
    two claims stand in one sentence is seen by its words."""
    if a.document != b.document or a.terms != b.terms or a.speakers != b.speakers or a.polarity != b.polarity:
        return False
    both = a.figures.keys() & b.figures.keys()
    return any(None not in (*a.figures[what], *b.figures[what]) and a.figures[what] != b.figures[what] for what in both)


NEVER = (
    _is_said_apart,
    _are_counted_apart,
    is_reversed,
    _are_of_two_times,
    _are_of_two_places,
    _are_other_words,
    _is_taking,
)
"""What is never one event."""
UNLESS_ONE_PLACE = (_are_foes_deeds, _are_other_acts, _is_another_denial)
"""What is one event only where both name one place or one target."""
