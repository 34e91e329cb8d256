"""A dispatch as the record keeps it, and the words around what is said of it."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dateline.errors import OptionError
from dateline.record.packing import unpacked
from dateline.record.schema import documents, members
from dateline.record.types import Kept
from dateline.record.view import View
from dateline.text.intake import blocked
from dateline.types import Claim, Control, Deadline, Document, Figure, Reading, Resolution

KINDS = ("claim", "control", "figure", "deadline")


class Dispatch(msgspec.Struct, frozen=True):
    """A document of the record with all that stands in it.

    ``kept``: its claims and statements, corrected as far as they were; ``events``: the event of each claim by key; ``lead``: key
    of the document it copies, its own when it copies none; ``has_text``: whether the record keeps its text.
    """

    key: str
    reading: Reading
    kept: tuple[Kept, ...]
    events: dict[str, str]
    lead: str
    received: str
    has_text: bool


def dispatch(
    connection: Connection, key: str, *, known_by: str | None = None, judged_by: str | None = None
) -> Dispatch:
    """The document of a key, as known and judged by these days. Raises OptionError where there is none."""
    row = connection.execute(select(documents).where(documents.c.key == key)).first()
    if row is None:
        raise OptionError(f"there is no document {key!r}", remedy="the lists link to those there are")
    if known_by is not None and row.known > known_by:
        raise OptionError(f"there is no document {key!r} that was known by {known_by}", remedy="give a later day")
    view = View(connection, known_by, judged_by=judged_by)
    kept = view.kept(view.of_documents([key], KINDS))
    return Dispatch(
        key=key, reading=_reading(row, kept), kept=tuple(kept), events=_events(view, kept), lead=view.leads([key])[key],
        received=row.received, has_text=row.text is not None,
    )  # fmt: skip


def _events(view: View, kept: list[Kept]) -> dict[str, str]:
    """The event of each claim: as it is kept up to date, or worked out for an earlier day."""
    keys = [one.key for one in kept]
    if view.until is not None:
        return view.grouped(keys)
    question = select(members.c.claim, members.c.event).where(members.c.claim.in_(keys))
    return {row.claim: row.event for row in view.connection.execute(question)}


def _reading(row: Any, kept: list[Kept]) -> Reading:
    """The reading as far as the record keeps it: without the steps behind a claim, which are made by reading again."""
    text = unpacked(row.text, str) if row.text else _sentences(kept)
    bare = Document(
        row.id, text, published=row.published, outlet=row.outlet, url=row.url, title=row.title, sha256=row.sha256
    )
    document = blocked(bare) if row.text else bare
    stated = [one.claim for one in sorted(kept, key=lambda one: one.claim.trigger.span)]
    return Reading(
        document=document, resolutions=unpacked(row.mentions, tuple[Resolution, ...]),
        claims=tuple(one for one in stated if isinstance(one, Claim)),
        controls=tuple(one for one in stated if isinstance(one, Control)),
        figures=tuple(one for one in stated if isinstance(one, Figure)),
        deadlines=tuple(one for one in stated if isinstance(one, Deadline)),
    )  # fmt: skip


def _sentences(kept: list[Kept]) -> str:
    """What is left of a text that the record does not keep: the sentences of its claims where they stood, blanks between."""
    text: list[str] = []
    for one in kept:
        span = one.claim.sentence
        text.extend(" " * (span.end - len(text)))
        text[span.start : span.end] = one.sentence[: span.end - span.start].ljust(span.end - span.start)
    return "".join(text)
