"""What a record holds, frozen: these carry, they do not work.

Two clocks run through all of it. *When it was so* is the interval of a claim; *when we learned it* is ``known``, the day
a document was published (the day it came in, when it has no date). Days are ISO 8601 strings.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

import msgspec

from dateline.errors import many
from dateline.record.packing import Stated

Relation = Literal["same", "part", "copy", "different"]
"""``same``: one happening; ``part``: the first is part of the campaign that the second tells of; ``copy``: two outlets,
one text (documents only)."""
Verdict = Literal["same", "different", "unsure", "correct", "keep", "drop", "add", "retract", "undo"]


class Filed(msgspec.Struct, frozen=True, gc=False):
    """A document as the record files it.

    ``key``: 16 hex digits, a hash of its id, text, date, outlet and address. ``known``: the day it counts from.
    ``lead``: key of the document it copies, its own when it copies none. ``received``: when it came in, UTC.
    ``source``: outlet of the document it copies; "" when it copies none, or when that names none.
    """

    key: str
    id: str
    known: str
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    lead: str = ""
    received: str = ""
    source: str = ""


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A claim or control statement in the record. ``key``: document key, dot, claim id, and for a corrected
    claim another dot and a hash of its corrections. ``sentence``: the words of its
    sentence. ``event``: key of the event it belongs to, "" for control statements."""

    key: str
    document: Filed
    claim: Stated
    sentence: str = ""
    event: str = ""


class Feature(msgspec.Struct, frozen=True, gc=False):
    """One reason for or against joining: its name in ``join.toml``, how strongly it speaks (-1 to 1), the weight it
    has there, and the words it rests on."""

    name: str
    value: float
    weight: float
    why: str = ""


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """Two things held against each other; ``a < b`` by key. ``score`` 0-1 is how sure we are that they are the same
    (for ``part``: that ``a`` or ``b``, named by ``whole``, contains the other)."""

    a: str
    b: str
    score: float
    relation: Relation
    features: tuple[Feature, ...] = ()
    whole: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """What a person decided: dated, signed, reversible.

    ``key``: hash of the rest. ``subjects``: two claim keys (same, different, unsure), one claim key (correct, keep, drop), one
    document key (add, retract), one judgement key (undo). ``field`` and ``value`` (JSON) belong to correct; of add they are
    the id of the claim and the claim. ``made``: the day it counts from. ``note``: why. ``at``: when it was entered, UTC to the
    second, or the time of day it was given; "" in judgements of older records. ``turn``: one more than that of any
    judgement the record held when it was entered. Of one day the later ``at`` counts, of one ``at`` the higher ``turn``.
    """

    key: str
    verdict: Verdict
    subjects: tuple[str, ...]
    made: str
    by: str
    field: str = ""
    value: str = ""
    note: str = ""
    at: str = ""
    turn: int = 0

    @property
    def order(self) -> tuple[str, str, int, str]:
        """What judgements are sorted by: of two that differ the later in this order holds."""
        return self.made, self.at, self.turn, self.key


class Happening(msgspec.Struct, frozen=True):
    """Claims joined: what people call an event. ``key``: that of its first-known claim, so that a later report
    does not rename it. ``kept`` in order of what was known first. ``links``: what joined them. ``campaign``: keys of
    events that contain it."""

    key: str
    kept: tuple[Kept, ...]
    links: tuple[Comparison, ...] = ()
    campaign: tuple[str, ...] = ()

    def to_frame(self, to: str = "pandas") -> Any:
        """Its claims, one a row, as a data frame: "pandas", "polars" or "arrow". Raises OptionError when that is missing."""
        return import_module("dateline.exports.frames").of_kept(self.kept, to)

    def __repr__(self) -> str:
        dispatches = len({one.document.key for one in self.kept})
        return f"<Event {self.key}: {many(len(self.kept), 'claim')} of {many(dispatches, 'dispatch')}>"


class Happenings(list[Happening]):
    """Events in a list that can be shown as a table."""

    def to_frame(self, to: str = "pandas") -> Any:
        """One event a row as a data frame: "pandas", "polars" or "arrow". Raises OptionError when that is missing."""
        return import_module("dateline.exports.frames").of_events(self, to)
