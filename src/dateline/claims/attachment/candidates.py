"""Which places an event may have: those mentioned in its sentence and in the two before."""

from __future__ import annotations

from typing import NamedTuple

from dateline.claims.values import Draft, Mentions
from dateline.text.parse import Parse
from dateline.types import Place, Resolution, Span

BACK = 2  # sentences before that of the event
LITERAL = "literal"


class Candidate(NamedTuple):
    """A place mentioned: its head token, how many sentences before the event it stands, what it stands for."""

    head: int
    back: int
    resolution: Resolution

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self.resolution.mention.span


def around(one: Draft, parse: Parse, mentions: Mentions) -> list[Candidate]:
    """The candidates for the place of an event, in text order: places that stand for themselves, not for those who govern
    there; for an event in the body none of a headline, and the other way."""
    here, kind = parse.tokens[one.frame.head].sent, parse.sentence(one.frame.head).kind
    own, cues = set(one.frame.match.tokens), {voice.cue.span.start for voice in one.voices}
    found = []
    for head, resolution in mentions.places.items():
        back = here - parse.tokens[head].sent
        near = 0 <= back <= BACK and parse.sentence(head).kind == kind
        if near and head not in own and _is_ground(resolution) and not _is_of_saying(head, cues, parse):
            found.append(Candidate(head, back, resolution))
    return sorted(found, key=lambda candidate: candidate.head)


def _is_of_saying(head: int, cues: set[int], parse: Parse) -> bool:
    """ "The minister said in Geneva that …": where something is said it did not happen."""
    above = next((at for at in parse.tree.ancestors(head) if at in parse.clauses), -1)
    return above >= 0 and parse.tokens[above].start in cues


def _is_ground(resolution: Resolution) -> bool:
    return isinstance(resolution.value, Place) and resolution.mention.use == LITERAL
