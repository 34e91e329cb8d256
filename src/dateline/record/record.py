"""``dateline.Record``: many readings, one memory, from Python."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from datetime import date as date_
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, get_args

import msgspec

from dateline.errors import OptionError
from dateline.lexicon.ontology import TYPES
from dateline.record import additions
from dateline.record.corrections import FIELDS, value_of
from dateline.record.judgements import PAIRS, in_force
from dateline.record.packing import grouped
from dateline.record.queries.answers import Answers
from dateline.record.rows import Keep, document_key
from dateline.record.settling import settled
from dateline.record.state.attribution import outlets_of
from dateline.record.state.figures import assigned
from dateline.record.states import State
from dateline.record.store import Added, Asked, Store
from dateline.record.types import Comparison, Happening, Happenings, Judgement, Kept, Verdict
from dateline.record.view import Clock, View, all_judgements
from dateline.types import Document

if TYPE_CHECKING:
    from dateline.read import Reader

BATCH = 100
"""Documents read and kept in one transaction."""
VERDICTS: tuple[str, ...] = get_args(Verdict)
DAY = len("2021-08-10")
FIRST_YEAR = 1000
"""What is asked about lies behind it, so that days before it can be worked out."""


class Wanted(TypedDict, total=False):
    """What is asked for; every part narrows.

    ``place``, ``actor``: a name, an id or a code. ``type``: a PLOVER type. ``since``, ``until``: days on which it may have
    happened. ``known_by``: only what was known by this day. ``clock``: "published" (default), known from the day a dispatch
    was published, or "received", from the day the record got it. ``limit``: so many events, the latest known.
    ``judged_by``: with the judgements of this day and before, those of ``known_by`` if not given. Days are ISO dates
    (YYYY-MM-DD).
    """

    place: str
    actor: str
    type: str
    since: str | None
    until: str | None
    known_by: str | None
    clock: Clock
    limit: int | None
    judged_by: str | None


MOST_LISTED = 10**9
"""Events that a list may be asked for; databases take no larger numbers everywhere."""


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
        keep: bool | Keep = True,
    ) -> Added:
        """Read what the record does not hold yet, and keep it, a batch at a time; says how many were new and known.

        Texts are of the day ``published`` (ISO date) and called by a number; documents say it themselves. ``reader``: by
        default one of the record's lexicon. ``keep``: how much of the words stays in the record: "full", "snippets" (the sentences of
        claims) or "offsets" (see docs/record.md); True is full, False snippets.
        """
        from dateline.read import Options
        from dateline.read import reader as reader_of
        from dateline.text.intake import read_text

        reads = reader or reader_of(Options(self.folders))
        found = (
            read_text(one, id=str(number), published=published, lexicon=reads.folders) if isinstance(one, str) else one
            for number, one in enumerate(texts, 1)
        )
        total = Added()
        for batch in grouped(found, BATCH):
            there = self.has(batch)
            fresh = [one for one in batch if document_key(one) not in there]
            added = self.add((reads.read_document(one) for one in fresh), texts=keep)
            total = Added(total.new + added.new, total.known + len(batch) - len(fresh), total.claims + added.claims)
        return total

    def events(self, **wanted: Unpack[Wanted]) -> Happenings:
        """The events asked for, whole, by what was known first; ``to_frame()`` makes a table of them."""
        return Happenings(self.happenings(asked(**wanted)))

    def export(
        self, path: str, to: str, *, bom: bool = False, refused: str | None = None, names: bool = False,
        **wanted: Unpack[Wanted],
    ) -> Any:  # fmt: skip
        """Write the record in a format of others: acled, ucdp, plover, polecat, geojson, geoparquet, csv, xlsx, annotation,
        brat, label-studio.

        ``names``: with the names of private persons, which are left out otherwise. ``bom`` and ``refused`` as
        ``exports.formats.write`` has them. What comes back says how many rows were written, and how many refused by which rule
        (``rows``, ``refused``, ``refusals``: the file that lists them). Raises OptionError for another format or a file that
        cannot be written.
        """
        return import_module("dateline.exports.formats").write(
            self, path, to, asked(**wanted), bom=bom, refused=refused, names=names
        )

    def event(self, key: str, **wanted: Unpack[Wanted]) -> Happening:
        """The event that a claim or event key (or its beginning) belongs to, as known by ``known_by``."""
        return self.happening(key, asked(**wanted))[0]

    def rivals(self, key: str, **wanted: Unpack[Wanted]) -> list[Comparison]:
        """What was held against that event and not joined to it, the likeliest first."""
        return self.happening(key, asked(**wanted))[1]

    def figures(self, happening: Happening, **wanted: Unpack[Wanted]) -> list[Kept]:
        """Figures that no claim counts and that belong to an event, by what was known first: told beside it, replacing its
        number, or naming its place and day."""
        question = asked(**wanted)
        keys = {kept.document.key for kept in happening.kept}
        where = frozenset().union(*map(_place_ids, happening.kept))
        told = self.kept(question, ("figure",))
        lines = [one for one in told if one.document.key in keys or where & _place_ids(one)]
        return assigned(lines, [happening], outlets_of([*lines, *happening.kept])).inside.get(happening.key, [])

    def as_of(self, day: str, **wanted: Unpack[Wanted]) -> State:
        """How things stood on ``day``, by what was known by ``known_by`` (that day itself if not given). What was asked of late is not
        worked out again until something comes in that was known by then."""
        question = msgspec.structs.replace(asked(**wanted), known_by=wanted.get("known_by") or checked(day), limit=None)
        with self.reading() as connection:
            return self._answers.as_of(connection, day, question)

    @cached_property
    def _answers(self) -> Answers:
        """Answers of late."""
        return Answers(engine=self.engine)

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

        ``verdict``: same, different, unsure (two claims or events), correct (a claim, with ``field`` and ``value``; None empties
        it), keep (a claim that was read rightly), drop (one that was misread), add (a document, with a claim
        that was missed as ``value``), retract (a document),
        undo (a judgement). ``subjects``: their keys, or how these begin.

        A ``value`` is given in words, as offsets into the text (``[start, end]`` or "start:end"), or as JSON values as
        ``dateline read`` writes them; places and actors are resolved. That of add is a mapping of ``kind`` (claim, control,
        figure, deadline), ``trigger`` and the fields of that kind.

        ``by``: who judges, your user name if not given; ``date``: the day it counts from, perhaps with a time
        (2021-08-10T14:30, UTC), now if not given. Of two judgements of one matter and day the later entered holds.
        Raises OptionError for what is not there or does not fit.
        """
        named = [self._subject(verdict, key) for key in subjects]
        if len(named) != (2 if verdict in PAIRS else 1):
            raise OptionError(
                f"{verdict} of {len(named)} subjects", where="judge", remedy="give two for a pair, else one"
            )
        day, at = moment(date)
        with self.in_force():
            field, told = self._told(verdict, named[0], field, value)
        who = by or getpass.getuser()
        return self.enter(verdict, named, made=day, at=at, by=who, field=field, value=told, note=note)

    def judged_later(self, **wanted: Unpack[Wanted]) -> list[Judgement]:
        """Judgements in force now that the answer to a question leaves out, since they count from a later day than it asks
        about, though they speak of what was known by then; none when it asks about the present."""
        question = asked(**wanted)
        until = question.judged_by or question.known_by
        if until is None:
            return []
        with self.reading() as connection:
            later = [one for one in in_force(all_judgements(connection, question.clock)) if one.made > until]
            there = View(connection, question.known_by, question.clock).documents_known(_documents(later))
        return [one for one in later if there & _documents([one])]

    def speaks_of_earlier(self, judgement: Judgement) -> bool:
        """Whether a judgement speaks of dispatches that were known on a day before it counts."""
        before = (date_.fromisoformat(judgement.made) - timedelta(days=1)).isoformat()
        with self.reading() as connection:
            return bool(View(connection, before).documents_known(_documents([judgement])))

    def _told(self, verdict: str, subject: str, field: str, value: Any) -> tuple[str, str]:
        """Field and value of a judgement, as it keeps them. Raises OptionError."""
        if verdict == "add":
            if not isinstance(value, Mapping):
                raise OptionError("no claim is given", where="judge add", remedy="give its trigger and fields")
            setting = self.setting(subject)
            addition = additions.made(self.document(subject), value, setting, self.sentences(subject))
            return str(addition.claim["id"]), _json(msgspec.to_builtins(addition))
        if verdict != "correct":
            return "", ""
        kept = self.kept_by_key([subject])[subject]
        if field not in FIELDS[type(kept.claim)]:
            value_of(kept.claim, field, "null")
        return field, _json(settled(field, value, self.setting(kept.document.key, kept)))

    def _subject(self, verdict: str, key: str) -> str:
        """The whole key of what a verdict speaks of."""
        if verdict not in VERDICTS:
            raise OptionError(f"{verdict!r} is no verdict", where="judge", remedy=f"give one of {', '.join(VERDICTS)}")
        if verdict in {"retract", "add"}:
            return self.document_named(key)
        if verdict != "undo":
            return self.claim_key(key)
        found = [one.key for one in self.judgements() if one.key.startswith(key)]
        if len(found) != 1:
            what = f"{len(found) or 'no'} judgements begin with {key!r}"
            raise OptionError(what, remedy="dateline judge list prints their keys")
        return found[0]


def _place_ids(kept: Kept) -> frozenset[str]:
    return frozenset(where.place.id for where in kept.claim.place if where.place and where.place.id)


def _documents(judged: Iterable[Judgement]) -> set[str]:
    """Keys of the documents that judgements speak of."""
    return {key.partition(".")[0] for one in judged for key in one.subjects}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def moment(given: str | None) -> tuple[str | None, str]:
    """The day of a date, and its time in UTC as ISO where it has one, else "". Raises OptionError."""
    if given is None or len(given) == DAY:
        return checked(given), ""
    try:
        when = datetime.fromisoformat(given)
    except ValueError as error:
        raise OptionError(f"{given!r} is no date", remedy="give it as YYYY-MM-DD or YYYY-MM-DDTHH:MM") from error
    utc = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    return utc.date().isoformat(), utc.isoformat(timespec="seconds")


def asked(**wanted: Unpack[Wanted]) -> Asked:
    """The question of these values. Raises OptionError when a date is none, a type unknown, a limit below 0."""
    type_, limit = wanted.get("type", ""), wanted.get("limit")
    for name in ("known_by", "since", "until", "judged_by"):
        checked(wanted.get(name))  # type: ignore[arg-type]
    if type_ and type_.upper() not in TYPES:
        raise OptionError(f"{type_} is no type", where="type", remedy=f"give one of {', '.join(TYPES)}")
    if limit is not None and not 0 <= limit <= MOST_LISTED:
        raise OptionError(
            f"{limit} events cannot be listed", where="limit", remedy=f"give 1 or more, {MOST_LISTED} at most"
        )
    return Asked(**wanted)


def checked(day: str | None) -> str | None:
    """A day as it is; None for none. Raises OptionError."""
    if day is None or _is_day(day):
        return day
    raise OptionError(f"{day!r} is no date", remedy="give it as YYYY-MM-DD")


def _is_day(words: str) -> bool:
    try:
        return (
            len(words) == DAY
            and date_.fromisoformat(words).year >= FIRST_YEAR
            and date_.fromisoformat(words).isoformat() == words
        )
    except ValueError:
        return False
