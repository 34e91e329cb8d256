"""A record as Parquet files, a few hundred documents at a time."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, select

from dateline.errors import RecordError
from dateline.record.erasure import erased
from dateline.record.exchange.layout import COLUMNS, COUNTED, FILES, arrow, made_by, schema
from dateline.record.joining import base_of
from dateline.record.packing import Stated, kind_of, packed, unpacked
from dateline.record.rows import sides_of, type_of
from dateline.record.schema import claims, documents, members
from dateline.record.state.attribution import names, outlets_of
from dateline.record.state.grade import doers_in_words, grade, origins
from dateline.record.state.tolls import claims_of, place, tolls
from dateline.record.store import Store
from dateline.record.titles import title
from dateline.record.types import Happening, Kept
from dateline.record.view import View, all_judgements
from dateline.types import Actor, Claim, Count, Interval, Party, Place, Resolution, Tally

GROUP = 500  # documents, or events, of a row group
ALWAYS = "9999-12-31"
Row = dict[str, Any]


def export_parquet(record: Store, folder: str, *, texts: bool = False) -> dict[str, int]:
    """Write a folder of Parquet files, whole or not at all; what comes back are the rows of each.

    Texts are left out unless asked for; the sentence of each claim always travels. Raises RecordError when the folder
    is there and is none of ours, or cannot be written.
    """
    pa, target = arrow(), Path(folder).resolve()
    _check(target)
    part, old = (target.with_name(f".{target.name}.{token_hex(4)}.{word}") for word in ("part", "old"))
    try:
        part.mkdir(parents=True)
        written = _write(record, part, texts)
        _put(part, target, old)
    except (OSError, pa.ArrowException) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise RecordError(f"it cannot be written: {why}", where=folder, remedy="give another folder") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return written


def _put(part: Path, target: Path, old: Path) -> None:
    """The new folder in the place of the old one, which stays until then."""
    if target.exists():
        target.rename(old)
    try:
        part.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check(target: Path) -> None:
    if target.exists() and not (target.is_dir() and all(_is_ours(path) for path in target.iterdir())):
        raise RecordError("it is there and holds other things", where=str(target), remedy="give a new folder")


def _is_ours(path: Path) -> bool:
    """Whether a file was written by an export, by what it says in itself."""
    pa = arrow()
    try:
        return path.suffix == ".parquet" and made_by(pa.parquet.read_schema(path)).get("file") == path.stem
    except (OSError, pa.ArrowException):
        return False


def _write(record: Store, folder: Path, texts: bool) -> dict[str, int]:
    with record.reading() as connection, _Files(folder).open() as files:
        view = View(connection)
        changed = erased(connection).keys
        for keys in _groups(connection.scalars(select(documents.c.key).order_by(documents.c.key)).all()):
            _documents(connection, view, keys, files, texts=frozenset(keys) - changed if texts else frozenset())
        events = connection.scalars(select(members.c.event).distinct().order_by(members.c.event)).all()
        for some in _groups(events):
            rows = connection.scalars(select(members.c.claim).where(members.c.event.in_(some))).all()
            files.add("events", [event_row(one) for one in view.happenings(set(rows))])
        trail = [(one, _day(one.made)) for one in all_judgements(connection) if one.key not in changed]
        files.add("judgements", [{**_fields(one), "subjects": list(one.subjects), "made": made} for one, made in trail])
        return dict(files.written)


def _fields(value: Any) -> Row:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _groups(keys: Iterable[str]) -> Iterator[list[str]]:
    listed = list(keys)
    yield from (listed[at : at + GROUP] for at in range(0, len(listed), GROUP))


class _Files:
    """The files under way; ``written`` counts their rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written = dict.fromkeys(FILES, 0)
        self.writers: dict[str, Any] = {}

    @contextmanager
    def open(self) -> Iterator[_Files]:
        pq = arrow().parquet
        try:
            self.writers = {
                name: pq.ParquetWriter(self.folder / f"{name}.parquet", schema(name), compression="zstd")
                for name in FILES
            }
            yield self
        finally:
            for writer in self.writers.values():
                writer.close()

    def add(self, name: str, rows: list[Row]) -> None:
        """A row group; a column that a row lacks is null."""
        whole = [{column: row.get(column) for column in COLUMNS[name]} for row in rows]
        self.writers[name].write_table(arrow().Table.from_pylist(whole, schema=schema(name)))
        self.written[name] += len(rows)


def _documents(connection: Connection, view: View, keys: list[str], files: _Files, *, texts: Collection[str]) -> None:
    found = list(connection.execute(select(documents).where(documents.c.key.in_(keys)).order_by(documents.c.key)))
    leads = view.leads(keys)
    files.add("documents", [_document(row, leads[row.key], texts=row.key in texts) for row in found])
    files.add(
        "mentions",
        [mention for row in found for mention in mention_rows(row.key, unpacked(row.mentions, tuple[Resolution, ...]))],
    )
    question = select(claims.c.key).where(claims.c.document.in_(keys), claims.c.version == "")
    kept = view.kept(set(connection.scalars(question)))
    standing = select(claims.c.base, members.c.event).join(claims).where(claims.c.document.in_(keys))
    events = {row.base: row.event for row in connection.execute(standing)}
    files.add("claims", [claim_row(one, events.get(one.key)) for one in sorted(kept, key=lambda one: one.key)])


def _document(row: Any, lead: str, *, texts: bool) -> Row:
    plain = {
        name: getattr(row, name)
        for name in ("key", "id", "outlet", "url", "title", "sha256", "reader", "profile", "mentions")
    }
    return plain | {
        "known": _day(row.known), "published": _day(row.published), "received": datetime.fromisoformat(row.received),
        "copies": lead if lead != row.key else None, "text": unpacked(row.text, str) if row.text and texts else None,
    }  # fmt: skip


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def claim_row(kept: Kept, event: str | None) -> Row:
    """A claim or another statement in the columns of claims.parquet."""
    claim = kept.claim
    row = {
        "key": kept.key, "document": kept.document.key, "event": event, "trigger": claim.trigger.text,
        "trigger_start": claim.trigger.span.start, "trigger_end": claim.trigger.span.end, "sentence": kept.sentence,
        "place": [where.text for where in claim.place], **_place(claim), **_time(claim),
        "voices": list(names(tuple(voice.speaker for voice in claim.voices))), "stance": [voice.stance for voice in claim.voices],
        "historical": claim.historical, "score": claim.score, "rule": claim.rule, "body": packed(claim),
    }  # fmt: skip
    if not isinstance(claim, Claim):
        return row | {"kind": kind_of(claim), "type": type_of(claim), **_side("actor", sides_of(claim))}
    return row | {
        "kind": "claim", "type": claim.type, "mode": list(claim.mode), **_side("actor", claim.actor),
        **_side("recipient", claim.recipient), **_figures(claim.counts), "modality": claim.modality, "polarity": claim.polarity,
        "content": claim.content and claim.content.text,
    }  # fmt: skip


def _place(claim: Stated) -> Row:
    """Ids and countries of the resolved places, and the first point."""
    places = [where.place for where in claim.place if where.place is not None]
    point = next((one for one in places if one.lat is not None), None)
    return {
        "place_id": [one.id for one in places], "country": sorted({one.country for one in places if one.country}),
        "lat": point and point.lat, "lon": point and point.lon,
    }  # fmt: skip


def _time(claim: Stated) -> Row:
    time = claim.time
    if time is None:
        return {"start": None, "end": None, "time": None}
    return {"start": _day(time.start), "end": _day(time.end), "time": time.text}


def _side(name: str, parties: tuple[Party, ...]) -> Row:
    return {name: [one.name or one.text for one in parties], f"{name}_code": [one.code for one in parties]}


def _figures(counts: tuple[Tally, ...]) -> Row:
    """The largest figure of each thing counted."""
    found: Row = {}
    for tally in sorted(counts, key=lambda one: max(one.low or 0, one.high or 0)):
        if tally.what in COUNTED:
            found |= {f"{tally.what}_low": tally.low, f"{tally.what}_high": tally.high}
    return found


def mention_rows(document: str, resolutions: Iterable[Resolution]) -> Iterator[Row]:
    """Mentions of a document in the columns of mentions.parquet."""
    for one in resolutions:
        mention, value = one.mention, one.value
        plain = {
            "document": document, "kind": mention.kind, "text": mention.text, "start": mention.span.start,
            "end": mention.span.end, "rule": mention.rule, "use": mention.use, "reason": one.reason,
            "score": None if value is None else one.score,
        }  # fmt: skip
        yield plain | _value(value)


def _value(value: object) -> Row:
    if isinstance(value, Interval):
        return {
            "first_day": _day(value.start),
            "last_day": _day(value.end),
            "grain": value.grain,
            "timex_value": value.timex_value,
        }
    if isinstance(value, Place | Actor | Count):
        return {name: found for name, found in _fields(value).items() if name in COLUMNS["mentions"]}
    return {}


def event_row(one: Happening) -> Row:
    """An event in the columns of events.parquet."""
    told = tolls(ALWAYS, [one], outlets_of(list(one.kept)))
    kept = {found.document.key: found.document.lead for found in one.kept}
    return {
        "event": one.key, "title": title(one), "types": list(dict.fromkeys(claim.type for claim in claims_of(one))),
        **_event_place(one), **_event_time(one),
        "known": _day(one.kept[0].document.known), **{f"{t.what}_low": t.low for t in told}, **{f"{t.what}_high": t.high for t in told},
        "contradicted": [t.what for t in told if t.contradicted], "doers": doers_in_words(one), "grade": grade(one),
        "sources": len(origins(one)), "documents": list(kept), "copies": sum(key != lead for key, lead in kept.items()),
        "claims": [base_of(found.key) for found in one.kept], "campaign": list(one.campaign),
    }  # fmt: skip


def _event_place(one: Happening) -> Row:
    """The place most claims name, as the first of them resolves it."""
    name = place(one)
    places = (where.place for claim in claims_of(one) for where in claim.place if where.place)
    where = next((found for found in places if found.name == name), None)
    return {
        "place": where and where.name, "country": where and where.country, "lat": where and where.lat,
        "lon": where and where.lon,
    }  # fmt: skip


def _event_time(one: Happening) -> Row:
    """The earliest single day that a claim tells, else its earliest stretch of days."""
    times = [claim.time for claim in claims_of(one) if claim.time and claim.time.start and claim.time.end]
    time = min(times, key=lambda found: (found.start != found.end, found.start or ALWAYS), default=None)
    return {"start": _day(time.start) if time else None, "end": _day(time.end) if time else None}
