"""How present somebody is at a point of the text: by nearness, by his part in the sentence, by how often he was named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.actors.referents import Referent

if TYPE_CHECKING:
    from dateline.actors.cast import Cast

# Weights set by hand and tried on the development dispatches.
SITES = {"subject": 1.0, "agent": 0.8, "possessor": 0.6, "object": 0.6, "indirect": 0.5, "apposition": 0.4, "root": 0.8}
ELSEWHERE = 0.2  # of any other site
STEP = 0.9  # taken off for each sentence back
OFTEN = 0.08  # for each mention so far, five at most


def most_salient(cast: Cast, referents: Iterable[Referent], head: int) -> Referent | None:
    """Of those mentioned before token ``head`` the one most present there, of two alike the one mentioned last; None when there
    is none. "Red Front, which is loyal to Blue Dawn, fled. The group …" is about Red Front."""
    here = cast.sentence_of(head)
    before = ((who, sentence, at, site) for who in referents for sentence, at, site in who.mentions if at < head)
    weighed = [(salience(who, site, here - sentence), at, who) for who, sentence, at, site in before]
    return max(weighed, key=lambda one: one[:2])[2] if weighed else None


def salience(who: Referent, site: str, back: int) -> float:
    """How present a mention makes somebody that stands in that part of a sentence, so many sentences back."""
    return SITES.get(site, ELSEWHERE) + min(len(who.mentions), 5) * OFTEN - back * STEP
