"""``dateline.Record``: many readings, one memory, from Python."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any, TypedDict, Unpack

import msgspec

from dateline.errors import OptionError
from dateline.lexicon.files import using
from dateline.lexicon.ontology import TYPES
from dateline.read import Options, Reader
from dateline.read import reader as reader_of
from dateline.record.judgements import PAIRS, signed
from dateline.record.rows import document_key
from dateline.record.state import as_of as state_of
from dateline.record.states import State
from dateline.record.store import Added, Asked, Store
from dateline.record.types import Comparison, Happening, Happenings, Judgement
from dateline.record.view import Clock
from dateline.text.intake import read_text
from dateline.text.intake.options import iso_day
from dateline.types import Document

BATCH = 100
"""Documents read and kept in one transaction."""


class Wanted(TypedDict, total=False):
    """What is asked for; every part narrows.

    ``place``, ``actor``: a name, an id or a code. ``type``: a PLOVER type. ``since``, ``until``: days on which it may have
    happened. ``known_by``: only what was known by this day. ``clock``: "published" (default), known from the day a dispatch
    was published, or "received", from the day the record got it. ``limit``: so many events, the latest known. Days are ISO
    dates (YYYY-MM-DD).
    """

    place: str
    actor: str
    type: str
    since: str | None
    until: str | None
    known_by: str | None
    clock: Clock
    limit: int | None


class Record(Store):
    """A record: readings kept, joined and judged, and answering as of any day.

        with dateline.Record("dateline.sqlite", create=True) as record:
            record.ingest(texts)
            record.events(place="Iraq", type="ASSAULT")
            record.as_of("2021-08-10").control

    Every method raises RecordError when the database fails, OptionError for a value that is not usable.
    """

    def __repr__(self) -> str:
        return f"<Record at {self.address.rpartition('@')[2]}>"

    def ingest(
        self,
        texts: Iterable[str | Document],
        *,
        published: str | None = None,
        reader: Reader | None = None,
        keep: bool = True,
    ) -> Added:
        """Read what the record does not hold yet, and keep it, a batch at a time; says how many were new and known.

        Texts are of the day ``published`` (ISO date) and called by a number; documents say it themselves. ``reader``: by
        default one of the record's lexicon. ``keep``: keep the texts in the record too.
        """
        reads = reader or reader_of(Options(self.folders))
        found = (
            read_text(one, id=str(number), published=published, lexicon=reads.folders) if isinstance(one, str) else one
            for number, one in enumerate(texts, 1)
        )
        total = Added()
        for batch in batches(found):
            there = self.has(batch)
            fresh = [one for one in batch if document_key(one) not in there]
            added = self.add((reads.read_document(one) for one in fresh), texts=keep)
            total = Added(total.new + added.new, total.known + len(batch) - len(fresh), total.claims + added.claims)
        return total

    def events(self, **wanted: Unpack[Wanted]) -> Happenings:
        """The events asked for, whole, by what was known first; ``to_frame()`` makes a table of them."""
        return Happenings(self.happenings(asked(**wanted)))

    def export(
        self, path: str, to: str, *, bom: bool = False, refused: str | None = None, **wanted: Unpack[Wanted]
    ) -> Any:
        """Write the record in a format of others: acled, ucdp, plover, polecat, geojson, geoparquet, csv, xlsx, annotation,
        brat, label-studio. What comes back says how many rows were written, and how many refused by which rule (``rows``,
        ``refused``, ``refusals``: the file that lists them). Raises OptionError for another format or a file that cannot be written.
        """
        return import_module("dateline.exports.formats").write(
            self, path, to, asked(**wanted), bom=bom, refused=refused
        )

    def event(self, key: str, **wanted: Unpack[Wanted]) -> Happening:
        """The event that a claim or event key (or its beginning) belongs to, as known by ``known_by``."""
        return self.happening(key, asked(**wanted))[0]

    def rivals(self, key: str, **wanted: Unpack[Wanted]) -> list[Comparison]:
        """What was held against that event and not joined to it, the likeliest first."""
        return self.happening(key, asked(**wanted))[1]

    def as_of(self, day: str, **wanted: Unpack[Wanted]) -> State:
        """How things stood on ``day``, by what was known by ``known_by`` (that day itself if not given)."""
        question = msgspec.structs.replace(asked(**wanted), known_by=wanted.get("known_by") or checked(day), limit=None)
        kept, happenings = self.known(question)
        whole = None
        if question.place:  # "the town" and other spellings are told by what is said elsewhere
            whole = self.kept(Asked(known_by=question.known_by, clock=question.clock))
        with using(self.folders):
            return state_of(day, kept, happenings, known_by=question.known_by, whole=whole, place=question.place)

    def judge(
        self,
        verdict: str,
        *subjects: str,
        by: str = "",
        date: str | None = None,
        note: str = "",
        field: str = "",
        value: Any = None,
    ) -> Judgement:
        """Keep a judgement and rejoin what it touches.

        ``verdict``: same, different, unsure (two claims or events), correct (a claim, with ``field`` and ``value``), retract
        (a document), undo (a judgement). ``subjects``: their keys, or how these begin. ``by``: who judges, your user name if
        not given; ``date``: the day it counts from, today if not given.
        """
        named = [self._subject(verdict, key) for key in subjects]
        if len(named) != (2 if verdict in PAIRS else 1):
            raise OptionError(
                f"{verdict} of {len(named)} subjects", where="judge", remedy="give two for a pair, else one"
            )
        told = json.dumps(value, ensure_ascii=False, sort_keys=True) if verdict == "correct" else ""
        day = checked(date) or self.now()[:10]
        made = signed(verdict, named, made=day, by=by or getpass.getuser(), field=field, value=told, note=note)
        self.keep_judgement(made)
        return made

    def _subject(self, verdict: str, key: str) -> str:
        """The whole key of what a verdict speaks of."""
        if verdict == "retract":
            return self.document_named(key)
        if verdict != "undo":
            return self.claim_key(key)
        found = [one.key for one in self.judgements() if one.key.startswith(key)]
        if len(found) != 1:
            what = f"{len(found) or 'no'} judgements begin with {key!r}"
            raise OptionError(what, remedy="dateline judge list prints their keys")
        return found[0]


def asked(**wanted: Unpack[Wanted]) -> Asked:
    """The question of these values. Raises OptionError when a date is none, a type unknown, a limit below 0."""
    type_, limit = wanted.get("type", ""), wanted.get("limit")
    for name in ("known_by", "since", "until"):
        checked(wanted.get(name))  # type: ignore[arg-type]
    if type_ and type_.upper() not in TYPES:
        raise OptionError(f"{type_} is no type", where="type", remedy=f"give one of {', '.join(TYPES)}")
    if limit is not None and limit < 0:
        raise OptionError(f"{limit} events cannot be listed", where="limit", remedy="give 1 or more")
    return Asked(**wanted)


def checked(day: str | None) -> str | None:
    """A day as it is; None for none. Raises OptionError."""
    if day is None or iso_day(day) == day:
        return day
    raise OptionError(f"{day!r} is no date", remedy="give it as YYYY-MM-DD")


def batches(items: Iterable[Document]) -> Iterator[list[Document]]:
    """The items in lists of BATCH, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
