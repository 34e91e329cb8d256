"""Somebody in the record: what they did, what was done to them, what they said, and what others say they did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from sqlalchemy import Connection, func, select

from dateline.record.joining import asked
from dateline.record.privacy import private_names
from dateline.record.queries.filters import Card, card
from dateline.record.queries.lists import spellings
from dateline.record.schema import event_facets, events, members
from dateline.record.state.attribution import said_by, speaker
from dateline.record.types import Kept
from dateline.record.view import View
from dateline.types import Claim, Party

Part = Literal["did", "suffered", "said", "alleged", "open"]
MOST = 150  # events that are looked at, the latest told of


class Deed(msgspec.Struct, frozen=True):
    """An event in which somebody has a part, and by whose word: voices, then outlet, each once."""

    event: Card
    by: tuple[str, ...]


class Portrait(msgspec.Struct, frozen=True):
    """What is told of somebody. ``did``: as the dispatch itself or they themselves tell it; ``alleged``: as others say;
    ``suffered``: what was done to them; ``said``: what they are the voice of; ``open``: planned, possible or denied. ``events``: in how
    many events they are, of which the latest ``MOST`` were looked at; ``private``: names of private persons in these."""

    name: str
    events: int
    did: tuple[Deed, ...] = ()
    suffered: tuple[Deed, ...] = ()
    said: tuple[Deed, ...] = ()
    alleged: tuple[Deed, ...] = ()
    open: tuple[Deed, ...] = ()
    private: frozenset[str] = frozenset()


def portrait(connection: Connection, name: str) -> Portrait:
    """What the record tells of whoever is called so; of nobody where there are no events."""
    facet = event_facets.c
    inside = select(facet.event).where(facet.kind.in_(("side", "voice")), facet.value.in_(spellings(name)))
    number = connection.scalar(select(func.count()).select_from(inside.distinct().subquery())) or 0
    latest = select(events).where(events.c.key.in_(inside)).order_by(events.c.latest.desc(), events.c.key).limit(MOST)
    cards = {row["key"]: card(row) for row in connection.execute(latest).mappings()}
    question = select(members.c.claim, members.c.event)
    within: dict[str, str] = dict(map(tuple, asked(connection, question, members.c.event, cards)))
    found: dict[Part, dict[str, dict[str, None]]] = {
        part: {} for part in ("did", "suffered", "said", "alleged", "open")
    }
    claims = View(connection).kept(within)
    for kept in claims:
        for part in parts(kept, name):
            found[part].setdefault(within[kept.key], {})[said_by(kept)] = None
    told = {part: tuple(_deeds(some, cards)) for part, some in found.items()}
    return Portrait(name, number, private=private_names(kept.claim for kept in claims), **told)


def _deeds(some: dict[str, dict[str, None]], cards: dict[str, Card]) -> Iterator[Deed]:
    for key, one in cards.items():
        if key in some:
            yield Deed(one, tuple(some[key]))


def parts(kept: Kept, name: str) -> Iterator[Part]:
    """The parts that somebody has in a claim."""
    claim = kept.claim
    if not isinstance(claim, Claim):
        return
    voices = [voice.speaker for voice in claim.voices]
    if _is_among(name, voices):
        yield "said"
    if _is_among(name, claim.actor):
        told = claim.modality == "actual" and claim.polarity == "+"
        yield "open" if not told else "alleged" if voices and not _is_among(name, voices) else "did"
    if _is_among(name, claim.recipient):
        yield "suffered"


def _is_among(name: str, some: Iterable[Party]) -> bool:
    return not spellings(name).isdisjoint(map(speaker, some))
