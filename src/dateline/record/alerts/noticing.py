"""Inside a write: which events fit an alert now and did not before, or are told more of; what is sent of them is put on the list.

All of it stands or falls with the write that it is part of: a process that dies has said nothing, and says it when it comes again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, func, select

from dateline.record import search_index
from dateline.record.alerts.types import Alert, News
from dateline.record.engine import now
from dateline.record.inserts import insert
from dateline.record.joining import asked
from dateline.record.queries.events import FOUND, Card, Filter, fitting
from dateline.record.schema import alert_deliveries, alert_hits, alerts, claims, members

WATCHED = ("title", "place_id", "start", "end", "modality", "grade", "figures", "documents")
"""Fields of an event in which more is told of it when they are not as before."""


class Watch:
    """What fitted which alert before a write changed events."""

    def __init__(self, connection: Connection, watched: tuple[Alert, ...], fitted: dict[str, dict[str, Card]]) -> None:
        self.connection, self.watched, self.fitted = connection, watched, fitted

    @classmethod
    def before(cls, connection: Connection, keys: Collection[str]) -> Self:
        """Look at events that are about to change or go."""
        watched = tuple(one for one in map(alert_of, connection.execute(select(alerts))) if not one.paused)
        return cls(connection, watched, {one.key: fitting(connection, one.filter, keys) for one in watched})

    def after(self, changed: Collection[str], new: Collection[str]) -> None:
        """Notice what fits now. ``new``: keys of the documents that came in with the write."""
        if not self.watched or not changed:
            return
        bases: dict[str, set[str]] = defaultdict(set)
        question = select(members.c.event, claims.c.base).join(claims, claims.c.key == members.c.claim)
        for row in asked(self.connection, question, members.c.event, changed):
            bases[row.event].add(row.base)
        at = now(self.connection)
        for one in self.watched:
            self._notice(one, fitting(self.connection, one.filter, changed), bases, set(new), at)

    def _notice(self, alert: Alert, found: dict[str, Card], bases: dict[str, set[str]], new: set[str], at: str) -> None:
        with_text = _with_text(self.connection, alert.filter, found)
        known = _entries(self.connection, alert.key, {base for key in found for base in bases[key]})
        for key, event in sorted(found.items()):
            if with_text is None or not with_text.isdisjoint(bases[key]):
                entry = min((known[base] for base in bases[key] if base in known), default=None)
                self._look(alert, event, entry, self._before(alert.key, bases[key], new, with_text), at, come=bool(new))

    def _look(self, alert: Alert, event: Card, entry: str | None, old: Card | None, at: str, *, come: bool) -> None:
        """Keep that an event is new to an alert, or that more is told of it by what has ``come`` in. ``entry``: what it was noticed as,
        ``old``: how it fitted before; None for neither."""
        if old is None and entry is None:
            _keep(self.connection, alert, event.key, event, "new", at)
        elif alert.each == "more" and come and _differs(old, event):
            _keep(self.connection, alert, entry or event.key, event, "more", at)

    def _before(self, alert: str, inside: set[str], new: set[str], with_text: set[str] | None) -> Card | None:
        """The event as it fitted before; None when it did not."""
        if with_text is not None and not any(base.partition(".")[0] not in new for base in with_text & inside):
            return None
        return next((card for key, card in sorted(self.fitted[alert].items()) if key in inside), None)


def _with_text(connection: Connection, wanted: Filter, found: Collection[Any]) -> set[str] | None:
    """Claims that hold the words of a filter; None when it asks for none."""
    if not wanted.text:
        return None
    if not found:
        return set()
    return {row.key for row in search_index.find(connection, wanted.text, kinds=("claim",), limit=FOUND)}


def _entries(connection: Connection, alert: str, bases: Collection[str]) -> dict[str, str]:
    """By the key that an event had when it was noticed: what its hits are called."""
    question = select(alert_hits.c.event, alert_hits.c.entry).where(alert_hits.c.alert == alert)
    return {row.event: row.entry for row in asked(connection, question, alert_hits.c.event, bases)}


def _differs(old: Card | None, event: Card) -> bool:
    return old is None or any(getattr(old, name) != getattr(event, name) for name in WATCHED)


def _keep(connection: Connection, alert: Alert, entry: str, event: Card, news: News, at: str) -> None:
    """Keep a hit, and put it on the list of what is sent; one that was kept already is not kept again."""
    said = msgspec.json.encode([alert.key, entry, *(getattr(event, name) for name in WATCHED)])
    key = sha256(said).hexdigest()[:24]
    if connection.execute(select(alert_hits.c.key).where(alert_hits.c.key == key)).first():
        return
    turn = 1 + (connection.scalar(select(func.max(alert_hits.c.turn))) or 0)
    insert(connection, alert_hits, [{
        "key": key, "alert": alert.key, "entry": entry, "event": event.key, "news": news, "at": at, "day": event.latest, "turn": turn,
        "body": msgspec.json.encode(event).decode(),
    }])  # fmt: skip
    if alert.webhook:
        told = {"alert": {"key": alert.key, "name": alert.name}, "text": in_words(alert, event, news), "event": event}
        put(connection, alert.key, key, f"event.{news}", told, at)


def put(connection: Connection, alert: str, key: str, kind: str, told: dict[str, Any], at: str) -> None:
    """Put something on the list of what is sent."""
    body = msgspec.json.encode({"type": kind, "timestamp": at, "data": told}).decode()
    insert(connection, alert_deliveries, [{
        "key": key, "alert": alert, "kind": kind, "body": body, "state": "waiting", "tries": 0, "at": at, "next": at, "held": "",
        "status": None, "said": "",
    }])  # fmt: skip


def in_words(alert: Alert, event: Card, news: News) -> str:
    """One line for people: "Taken by force: Capture of Zaranj, 6 Aug (2 sources)"."""
    return f"{alert.name}: {event.title}{'' if news == 'new' else ', more is told of it'} ({', '.join(_told(event))})"


def _told(event: Card) -> Iterator[str]:
    if event.figures:
        yield event.figures
    yield f"{event.sources} source{'' if event.sources == 1 else 's'}"
    yield event.grade


def alert_of(row: Any) -> Alert:
    """An alert from its row."""
    wanted = msgspec.json.decode(row.filter, type=Filter)
    return Alert(row.key, row.name, wanted, row.webhook, row.each, bool(row.paused), row.by, row.made)
