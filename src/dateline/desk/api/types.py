"""What the API takes and gives, beyond what the record says itself."""

from __future__ import annotations

from typing import Any

import msgspec

from dateline.faces.lines import ClaimLine, ControlLine
from dateline.faces.record_lines import EventLine, LinkLine, MemberLine
from dateline.record.alerts.types import Alert, Delivery, Each, Hit, Try
from dateline.record.queries.events import Card
from dateline.record.queries.found import Hit as Found
from dateline.record.types import Judgement
from dateline.types import Document


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document that is sent in. ``published``: ISO date."""

    text: str
    id: str = ""
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Documents to be read and kept."""

    documents: list[Sent]


class ReadAnswer(msgspec.Struct, frozen=True):
    """What one document says; nothing is kept, and no name is covered."""

    claims: list[ClaimLine]
    controls: list[ControlLine]


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A judgement to be kept: see ``dateline judge``. ``by``: who judges, on this machine only; a token says it itself."""

    verdict: str
    subjects: list[str]
    field: str = ""
    value: Any = None
    note: str = ""
    date: str | None = None
    by: str = ""


class Trail(msgspec.Struct, frozen=True):
    """Some judgements, the oldest first, and the keys of those of them in force. ``after``: what to ask the next page with, "" when
    this is the last."""

    judgements: list[Judgement]
    in_force: list[str]
    after: str = ""


class EventAnswer(msgspec.Struct, frozen=True):
    """One event: its row, its line, its claims, and the comparisons that joined them or did not."""

    card: Card
    event: EventLine
    claims: list[MemberLine]
    links: list[LinkLine]


class DocumentAnswer(msgspec.Struct, frozen=True):
    """One dispatch: its key, itself, what it claims, who holds what by it, the event of each claim by key."""

    key: str
    document: Document
    claims: list[MemberLine]
    controls: list[ControlLine]
    events: dict[str, str]
    lead: str
    received: str


class Counted(msgspec.Struct, frozen=True, array_like=True):
    """A value, and how many events have it."""

    value: str
    number: int


class Counts(msgspec.Struct, frozen=True):
    """How many events have each value, by filter."""

    counts: dict[str, list[Counted]]


class Hits(msgspec.Struct, frozen=True):
    """What full text finds. ``after``: what to ask the next page with, "" when this is the last."""

    hits: list[Found]
    after: str = ""


class Asking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an alert asks for: the filters of events."""

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


class NewAlert(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An alert to be made."""

    name: str
    filter: Asking
    webhook: str = ""
    each: Each = "new"


class AlertChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is changed of an alert; what is null stays."""

    name: str | None = None
    webhook: str | None = None
    each: Each | None = None
    paused: bool | None = None


class Alerts(msgspec.Struct, frozen=True):
    """All alerts, by name."""

    alerts: list[Alert]


class AlertHits(msgspec.Struct, frozen=True):
    """What an alert found, the latest first. ``after``: what to ask the next page with, "" when this is the last."""

    hits: list[Hit]
    after: str = ""


class DeliveryLog(msgspec.Struct, frozen=True):
    """What is sent, with every try."""

    delivery: Delivery
    tries: list[Try]


class Deliveries(msgspec.Struct, frozen=True):
    """What was sent of an alert, or waits, the latest first."""

    deliveries: list[DeliveryLog]
