"""What an alert is, what it found, and what was sent of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.record.queries.events import Card, Filter

Each = Literal["new", "more"]
"""Told of new events only, or also when more is told of one."""
News = Literal["new", "more"]
State = Literal["waiting", "sent", "failed"]


class Alert(msgspec.Struct, frozen=True):
    """A saved question.

    ``filter``: which events fit, as on the page of events. ``webhook``: address that is told, "" for none; ``each``: of new
    events only, or also when more is told of one. ``paused``: nothing is noticed. ``made`` (UTC) ``by`` whom; ``hits``: how
    many times it found something, ``last`` (UTC) of these, "" for none.
    """

    key: str
    name: str
    filter: Filter
    webhook: str
    each: Each
    paused: bool
    by: str
    made: str
    hits: int = 0
    last: str = ""


class Made(msgspec.Struct, frozen=True):
    """A new alert, and the secret that its webhook is signed with ("" without one), which is shown this once."""

    alert: Alert
    secret: str


class Hit(msgspec.Struct, frozen=True):
    """An event that fits: ``event`` as it was when it was noticed, at ``at`` (UTC); ``day``: the last day something was told of it.

    ``entry`` is the same for all hits of one alert and event, whatever the event grows into.
    """

    key: str
    alert: str
    entry: str
    news: News
    at: str
    day: str
    event: Card


class Delivery(msgspec.Struct, frozen=True):
    """What is sent to a webhook, ``what`` in words. ``key``: the same in every try, so that a receiver takes it once; ``tries`` so
    far; ``next`` (UTC): when it is tried again; ``status``: last answer, None where there was none; ``said``: what went wrong, or
    what answered."""

    key: str
    alert: str
    kind: str
    what: str
    state: State
    tries: int
    at: str
    next: str
    status: int | None
    said: str


class Try(msgspec.Struct, frozen=True):
    """One attempt to send: number, when (UTC), the answer (None without one), what was said, milliseconds it took."""

    delivery: str
    number: int
    at: str
    status: int | None
    said: str
    took: int | None
