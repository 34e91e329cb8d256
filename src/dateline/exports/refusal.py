"""What a format's own rules do not allow: the event, the rule, in words. Written to a file beside the export."""

from __future__ import annotations

import msgspec

from dateline.exports.summary import Summary

COLUMNS = ("event", "known", "start", "end", "place", "title", "rule", "why")


class Refusal(msgspec.Struct, frozen=True):
    """Why something is not in an export. ``rule``: its short name; ``why``: what the codebook asks and what is told."""

    event: str
    known: str
    start: str | None
    end: str | None
    place: str
    title: str
    rule: str
    why: str


def refused(one: Summary, rule: str, why: str) -> Refusal:
    """The refusal of an event."""
    place = one.spot.place.name if one.spot else ""
    return Refusal(one.event, one.known, one.start, one.end, place, one.title, rule, why)
