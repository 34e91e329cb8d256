"""Which events are asked for, and how lists show them: what lists of now and of earlier days have in common."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select

from dateline.places.gazetteer import load as gazetteer
from dateline.record import search_index
from dateline.record.schema import claims, members
from dateline.record.view import Clock, named

Sort = Literal["latest", "known", "start", "killed", "sources"]
SORTS: tuple[Sort, ...] = ("latest", "known", "start", "killed", "sources")
"""What events may be sorted by, the largest or latest first."""
CHOSEN = ("type", "mode", "modality", "grade", "country", "outlet")
"""Filters that take a value as it stands, and are counted."""
FOUND = 20_000  # claims and documents that a text filter looks through
VALUES = 12  # values of a facet that are counted


class Card(msgspec.Struct, frozen=True):
    """An event as lists show it.

    ``start``, ``end``: its days; ``known``, ``latest``: first and last day something was told of it. ``killed``: the lowest
    figure of the dead, None when none is told; ``figures``: all its tolls in words. ``contradicted``: accounts cannot all be
    right. ``sources`` are independent, ``copies`` are documents that corroborate nothing. ``score``: of its surest claim.
    """

    key: str
    title: str
    type: str
    modes: str
    modality: str
    grade: str
    contradicted: bool
    place: str
    place_id: str
    precision: str
    country: str
    lat: float | None
    lon: float | None
    start: str
    end: str
    known: str
    latest: str
    sources: int
    documents: int
    copies: int
    claims: int
    killed: int | None
    figures: str
    score: float


class Filter(msgspec.Struct, frozen=True):
    """Which events; every part narrows, "" and None ask for nothing.

    ``place``: a name, id or code, with all that lies in it; ``actor``: a side or speaker by name, id or code. ``type``, ``mode``,
    ``modality``, ``grade``, ``country`` (ISO 3166 alpha-2), ``outlet``: as they stand. ``since``, ``until``: days on which it
    may have happened. ``text``: words of its sentences. ``contradicted``: only those whose accounts cannot all be right.
    ``known_by``, ``clock``: only what was known by a day. ``judged_by``: with the judgements of this day and before, all of them
    if not given.
    """

    place: str = ""
    actor: str = ""
    type: str = ""
    mode: str = ""
    modality: str = ""
    grade: str = ""
    country: str = ""
    outlet: str = ""
    since: str | None = None
    until: str | None = None
    text: str = ""
    contradicted: bool = False
    known_by: str | None = None
    clock: Clock = "published"
    sort: Sort = "latest"
    judged_by: str | None = None


class Page(msgspec.Struct, frozen=True):
    """Some events. ``after``: what to ask the next page with, "" when this is the last. ``total``: of all pages."""

    events: tuple[Card, ...]
    after: str
    total: int


def card(row: Any) -> Card:
    """An event from its row."""
    return Card(**{**row, "contradicted": bool(row["contradicted"])})


def cursor(last: Card, sort: Sort) -> str:
    """What to ask the next page with."""
    return urlsafe_b64encode(msgspec.json.encode(rank(last, sort))).decode().rstrip("=")


def rank(one: Any, sort: Sort) -> tuple[str | int, str]:
    """What an event is sorted by; its key among equals."""
    value = getattr(one, sort)
    return (-1 if value is None else value), one.key


def commonest(counted: tuple[str, int]) -> tuple[int, str]:
    """What counted values are sorted by."""
    return -counted[1], counted[0]


def place_values(name: str) -> set[str]:
    """What a place is found by: its names and codes, and the ids of the provinces and countries called so in other ways."""
    found = (entry for entry in gazetteer().lookup(name) if entry.precision in {"admin1", "country"})
    return named(name) | {entry.key for entry in found}


def with_text(connection: Connection, words: str) -> set[str]:
    """Events with a claim whose sentence or fields hold the words."""
    found = search_index.find(connection, words, kinds=("claim",), limit=FOUND)
    keys = sorted(row.key for row in found)
    wanted: set[str] = set()
    for at in range(0, len(keys), 2000):
        question = select(members.c.event).join(claims, claims.c.key == members.c.claim)
        rows = connection.execute(question.where(claims.c.base.in_(keys[at : at + 2000])))
        wanted.update(event for (event,) in rows)
    return wanted
