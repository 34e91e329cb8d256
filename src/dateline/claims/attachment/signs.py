"""What is seen of a candidate for the place of an event: named signs, there or not. attachment.toml weighs them.

``way_``: how it stands to the event (text/ways.py); ``back_``: in which sentence before; ``prep_``: the preposition before it;
``none_``: what speaks for no candidate at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.claims.attachment.candidates import Candidate
from dateline.claims.values import Draft, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.text.ways import Node, Ways
from dateline.types import Place, Span

NEAR = (3, 7, 15)  # tokens between an event and a candidate


class Asked(NamedTuple):
    """An event (its main mention) whose place is asked for, with what else stands in the dispatch.

    ``used``: spans of the places that the rules gave to events, with sentence and type of these; ``events``: heads of the
    mentions of all other events.
    """

    one: Draft
    used: dict[Span, frozenset[tuple[int, str]]]
    events: frozenset[int]

    @property
    def form(self) -> str:
        """Of two forms: a noun, or a verb with all that is no noun."""
        return "noun" if self.one.frame.kind == "noun" else "verb"

    @property
    def sort(self) -> str:
        """The sort of event: violent, meeting, speech, deed."""
        traits = self.one.frame.entry.traits
        named = (("violent", traits.violent), ("meeting", traits.meeting), ("speech", traits.speech))
        return next((name for name, holds in named if holds), "deed")


def of_candidate(
    one: Candidate, all_: list[Candidate], asked: Asked, ways: Ways, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> list[str]:
    """The signs of a candidate among ``all_``."""
    sort, form = asked.sort, asked.form
    return [
        f"back_{one.back}", f"back_{one.back}_{sort}", f"back_{one.back}_{form}", f"back_{one.back}_{asked.one.type}",
        *_of_way(one, asked, ways),
        *_of_words(one, parse),
        *_of_value(one, mentions),
        *_of_clause(one, asked, parse, lexicon),
        *_of_company(one, all_, asked, parse),
    ]  # fmt: skip


def of_none(found: list[Candidate], asked: Asked, parse: Parse, lexicon: Lexicon) -> list[str]:
    """The signs of an event of which no place is told."""
    one, form = asked.one, asked.form
    clause = parse.clauses.get(one.frame.clause)
    phrase = parse.phrases.get(one.frame.head) if form == "noun" else None
    told = [
        "none", f"none_{one.type}", f"none_{form}", f"none_{asked.sort}_{form}", f"none_{one.modality}",
        f"none_many_{min(3, len(found))}", f"none_here_{min(2, sum(c.back == 0 for c in found))}",
    ]  # fmt: skip
    seen = {
        f"none_{form}_{clause.kind if clause else ''}": clause is not None,
        f"none_{form}_{clause.tense if clause else ''}": clause is not None,
        "none_denied": one.certainty.polarity == "-",
        "none_historical": one.historical,
        "none_timed": one.time is not None,
        "none_counted": bool(one.counts),
        "none_voiced": bool(one.voices),
        "none_light": one.frame.support is not None,
        "none_headline": parse.sentence(one.frame.head).kind == "headline",
        "none_definite": phrase is not None and phrase.determiner in lexicon.words["definite"],
        "none_owned": phrase is not None and bool(phrase.possessors),
        "none_plural": phrase is not None and parse.tokens[one.frame.head].tag == "NNS",
    }
    return [*told, *(name for name, holds in seen.items() if holds)]


def _of_way(one: Candidate, asked: Asked, ways: Ways) -> Iterator[str]:
    """How it stands to the event in its sentence, and how far."""
    if one.back:
        return
    frame, form = asked.one.frame, asked.form
    node: Node = (False, frame.head) if form == "noun" or frame.clause < 0 else (True, frame.clause)
    way = ways.between(node, one.head)
    yield from (f"way_{form}_{way}", f"way_{asked.sort}_{form}_{way}")
    if form == "noun" and frame.clause >= 0:
        yield f"way_clause_{ways.between((True, frame.clause), one.head)}"
    side = "before" if one.head < frame.head else "after"
    far = abs(one.head - frame.head)
    yield f"{side}_{next((n for n in NEAR if far <= n), 'far')}"


def _of_words(one: Candidate, parse: Parse) -> Iterator[str]:
    """The preposition before it, and where its phrase stands."""
    phrase = parse.phrases.get(one.head)
    if phrase is None:
        yield "inside"
        return
    where = "here" if one.back == 0 else "back"
    yield from (f"prep_{phrase.prep}", f"prep_{where}_{phrase.prep}", f"site_{where}_{phrase.site}")


def _of_value(one: Candidate, mentions: Mentions) -> Iterator[str]:
    """How precise a place it is, and whether somebody goes by its name."""
    value = one.resolution.value
    precision = value.precision if isinstance(value, Place) else ""
    yield from (f"precision_{precision}", f"precision_{precision}_back_{one.back}")
    if one.head in mentions.actors:
        yield "also_actor"


def _of_clause(one: Candidate, asked: Asked, parse: Parse, lexicon: Lexicon) -> Iterator[str]:
    """The clause in which it stands: of a saying, of another event, of the same tense."""
    where = "here" if one.back == 0 else "back"
    own, above = parse.clauses.get(asked.one.frame.clause), _clause_above(one.head, parse)
    if above is None:
        return
    if above.lemma in lexicon.voice_verbs:
        yield from (f"said_{where}", f"said_{where}_{asked.sort}")
    if own is not None and own is not above:
        yield f"tense_{where}_{'same' if own.tense == above.tense else 'other'}"
    yield f"clause_{where}_{above.kind}"
    if above.head in asked.events:
        yield from (f"of_other_event_{where}", f"of_other_event_{where}_{asked.sort}")


def _clause_above(head: int, parse: Parse) -> Clause | None:
    at = next((a for a in parse.tree.ancestors(head) if a in parse.clauses), -1)
    return parse.clauses.get(at)


def _of_company(one: Candidate, all_: list[Candidate], asked: Asked, parse: Parse) -> Iterator[str]:
    """Whether it is alone, the nearest, behind another event, or already that of another one."""
    head, here = asked.one.frame.head, parse.tokens[asked.one.frame.head].sent
    near = [c for c in all_ if c.back == one.back]
    if len(near) == 1:
        yield f"alone_back_{one.back}"
    if min(near, key=lambda c: abs(c.head - head)) is one:
        yield f"nearest_back_{one.back}"
    if not any(c.back < one.back for c in all_):
        yield "first_seen"
    low, high = sorted((head, one.head))
    if one.back == 0 and any(low < event < high for event in asked.events):
        yield "past_other_event"
    yield from _of_use(one, here, asked)


def _of_use(one: Candidate, here: int, asked: Asked) -> Iterator[str]:
    """Whether another event has it already, in the same sentence or another, of the same type or another."""
    for sentence, kind in sorted(asked.used.get(one.span, ())):
        yield "used_here" if sentence == here else "used_elsewhere"
        if kind == asked.one.type:
            yield "used_by_same_type"
