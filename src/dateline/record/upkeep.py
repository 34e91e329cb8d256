"""Looking after a record: is it whole, what can be made anew, copies of it while it is in use.

What dispatches and people said (documents, claims, judgements) is never changed here; what is worked out from it (lists to find by,
links, events) can be made anew at any time.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from dateline.errors import RecordError, many
from dateline.record import claim_features, document_features, engine, event_rows, search_index, versions
from dateline.record.document_features import DocumentFeatures
from dateline.record.erasure import erased
from dateline.record.inserts import insert
from dateline.record.joining import around, first, groups, link
from dateline.record.judging import regroup_around
from dateline.record.packing import BROKEN, Stated, stated, unpacked
from dateline.record.remembering import note_change
from dateline.record.rows import Rows, claim_rows, document_key, facets_of
from dateline.record.rows import around as alone
from dateline.record.schema import claim_blocks, claims, document_blocks, documents, facets, members
from dateline.record.store import Store
from dateline.record.view import View, all_judgements
from dateline.types import Document, Resolution

AGAIN = "restore it from a backup, or ingest its dispatches into a new record"


class Finding(msgspec.Struct, frozen=True):
    """One thing that is not as it should be. ``where``: the table, and the key where one row is meant; ``mended``: it has been put right;
    ``remedy``: what to do, "" when it is mended."""

    where: str
    what: str
    mended: bool = False
    remedy: str = ""


def check(record: Store, *, repair: bool = False) -> list[Finding]:
    """What is wrong with a record. ``repair`` makes anew, in one transaction, what is worked out from documents, claims and judgements;
    these themselves it never changes or takes away."""
    if not repair:
        with record.reading() as connection:
            return list(_findings(connection))
    with record.writing() as connection:
        found = list(_findings(connection))
        if any(not one.remedy for one in found):
            _mend(connection)
            left = {one.where for one in _findings(connection)}
            found = [msgspec.structs.replace(one, mended=one.where not in left) for one in found]
        return [one if one.mended or one.remedy else msgspec.structs.replace(one, remedy=AGAIN) for one in found]


def _findings(connection: Connection) -> Iterator[Finding]:
    """Those without a remedy can be mended from what the record holds."""
    yield from _file(connection)
    profiles: dict[str, DocumentFeatures] = {}
    changed = erased(connection).keys
    for row in connection.execute(select(documents)):
        why = _document_fault(row, profiles, changed)
        if why:
            yield Finding(f"documents {row.key}", why, remedy=AGAIN)
    yield from _listed(connection, profiles)
    yield from _events(connection)


def _file(connection: Connection) -> Iterator[Finding]:
    """What the database itself says of its file."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            entry = "index" in said and "missing" in said
            yield Finding("file", str(said), remedy="" if entry else AGAIN)
    lost: dict[str, int] = defaultdict(int)
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        lost[table] += 1
    for table, number in sorted(lost.items()):
        kept = table in ("documents", "claims", "judgements")
        yield Finding(table, f"{many(number, 'row')} of what is not in the record", remedy=AGAIN if kept else "")


def _document_fault(row: Any, profiles: dict[str, DocumentFeatures], changed: Collection[str] = ()) -> str:
    """What is wrong with a document. From those in ``changed`` a person was erased: their key is of the text before."""
    try:
        profiles[row.key] = document_features.decoded(row.profile)
        unpacked(row.mentions, tuple[Resolution, ...])
        if row.text is not None and row.key not in changed:
            text = unpacked(row.text, str)
            document = Document(row.id, text, published=row.published, outlet=row.outlet, url=row.url)
            return "" if document_key(document) == row.key else "it is not what its key says"
    except BROKEN as error:
        return f"it cannot be unpacked ({type(error).__name__})"
    return ""


def _listed(connection: Connection, profiles: dict[str, DocumentFeatures]) -> Iterator[Finding]:
    """Claims that are broken, and lists to find them and their documents by that lack an entry."""
    wanted: dict[str, set[tuple[str, ...]]] = {
        "document_blocks": {
            tuple(one.values())
            for key, profile in profiles.items()
            for one in document_features.block_rows(profile, key)
        }
    }
    for row, made in _made(connection, profiles):
        if isinstance(made, str):
            yield Finding(f"claims {row.key}", made, remedy=AGAIN)
            continue
        for name in ("facets", "claim_blocks"):
            wanted.setdefault(name, set()).update(tuple(one.values()) for one in made[name])
    for table in (facets, claim_blocks, document_blocks):
        there = {tuple(row) for row in connection.execute(select(table))}
        lacking = sum(_is_lacking(row, there) for row in wanted.get(table.name, ()))
        if lacking:
            yield Finding(table.name, f"{many(lacking, 'entry')} missing")


def _is_lacking(row: tuple[str, ...], there: Collection[tuple[str, ...]]) -> bool:
    """Whether a list lacks an entry, in the words of today and in those of earlier versions."""
    return row not in there and (claim_features.former(row[0]), *row[1:]) not in there


def _made(connection: Connection, profiles: dict[str, DocumentFeatures]) -> Iterator[tuple[Any, Any]]:
    """Each claim with its rows as they would be made now, or with what is wrong with it."""
    known = {row.key: row for row in connection.execute(select(documents.c.key, documents.c.id, documents.c.published, documents.c.outlet,
                                                               documents.c.url, documents.c.title))}  # fmt: skip
    for row in connection.execute(select(claims)):
        try:
            claim = stated(row.kind, row.body)
            named = f"{row.document}.{claim.id}"
            if row.base != named or row.key != (f"{named}.{row.version}" if row.version else named):
                yield row, "its key is of another claim"
            elif not row.sentence and row.document in profiles:
                yield row, _wordless(row, claim, profiles[row.document])
            elif len(row.sentence) != claim.sentence.end - claim.sentence.start:
                yield row, "its sentence is not the one that it was read from"
            elif row.document in profiles:
                of = known[row.document]
                document = alone(
                    Document(of.id, "", published=of.published, outlet=of.outlet, url=of.url, title=of.title),
                    claim,
                    row.sentence,
                )
                profile = profiles[row.document]
                yield (
                    row,
                    claim_rows(claim, document, row.document, profile, sentence=row.sentence, version=row.version),
                )
        except BROKEN as error:
            yield row, f"it cannot be unpacked ({type(error).__name__})"


def _wordless(row: Any, claim: Stated, profile: DocumentFeatures) -> Rows:
    """What a claim is found by whose sentence the record does not keep."""
    features = claim_features.decoded(row.telling) if row.telling else None
    blocks = sorted(claim_features.keys(features, profile)) if features else []
    return {
        "facets": [{"kind": name, "value": value, "claim": row.key} for name, value in sorted(set(facets_of(claim)))],
        "claim_blocks": [{"block": block, "claim": row.key} for block in blocks],
    }


def _events(connection: Connection) -> Iterator[Finding]:
    """Events that are not those that the links and judgements make."""
    wanted, there = _grouped(connection), {row.claim: row.event for row in connection.execute(select(members))}
    wrong = sum(there.get(key) != event for key, event in wanted.items()) + len(there.keys() - wanted.keys())
    if wrong:
        yield Finding("members", f"{many(wrong, 'claim')} not in the event that links and judgements make")
    elif stale := event_rows.wrong(connection):
        yield Finding("events", f"{many(stale, 'row')} not as its event is")
    elif past := sum(versions.wrong(connection)):
        yield Finding("memberships", f"{many(past, 'row')} of earlier days not as the links make them")
    if lacking := search_index.missing(connection):
        yield Finding("search_rows", f"{many(lacking, 'entry')} missing")


def _grouped(connection: Connection) -> dict[str, str]:
    """The event of each claim that stands, as it would be made now."""
    view = View(connection)
    keys = {key for (key,) in connection.execute(select(claims.c.key).where(claims.c.kind == "claim"))}
    graph = around(connection, keys, view.standing, view.judged)
    known = view.order(graph.keys)
    return {key: first(group, known) for group in groups(graph) for key in group}


def _mend(connection: Connection) -> None:
    """Make anew what is worked out: lists, links, events. Entries for what is not in the record go."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("REINDEX")
    profiles: dict[str, DocumentFeatures] = {}
    for row in connection.execute(select(documents)).all():
        _document_fault(row, profiles)
    _drop_lost(connection)
    for key, profile in profiles.items():
        insert(connection, document_blocks, document_features.block_rows(profile, key))
    whole = {row.key: (row.kind, made) for row, made in _made(connection, profiles) if not isinstance(made, str)}
    for _, made in whole.values():
        insert(connection, facets, made["facets"])
        insert(connection, claim_blocks, made["claim_blocks"])
    link(connection, profiles.keys(), {key for key, (kind, _) in whole.items() if kind == "claim"})
    regroup_around(connection, whole.keys(), profiles.keys(), quiet=True)
    versions.fill(connection)
    search_index.fill(connection)
    note_change(connection)


def _drop_lost(connection: Connection) -> None:
    """Entries of lists and links whose claim or document is not there."""
    from dateline.record.schema import copies, links

    for table, column, of in (
        (facets, facets.c.claim, claims.c.key), (claim_blocks, claim_blocks.c.claim, claims.c.key),
        (document_blocks, document_blocks.c.document, documents.c.key), (members, members.c.claim, claims.c.key),
        (copies, copies.c.a, documents.c.key), (copies, copies.c.b, documents.c.key),
        (links, links.c.a, claims.c.key), (links, links.c.b, claims.c.key),
    ):  # fmt: skip
        connection.execute(delete(table).where(column.not_in(select(of))))


def contents(record: Store) -> tuple[int, int, int]:
    """How many documents, claims and judgements it holds."""
    counts = record.counts()
    with record.reading() as connection:
        judged = len(all_judgements(connection))
    return counts["documents"], counts["claims"], judged


def backup(record: Store, path: str | Path) -> None:
    """A whole copy of a record, as of one moment, while others read and write it. The copy stands complete or not at all.

    Raises RecordError when the file is there already, when it cannot be written, or for a record on a server.
    """
    here = Path(path)
    if here.exists():
        raise RecordError("there is a file of this name already", where=str(here), remedy="give another name")
    _copied(_path_of(record), here)


def restore(path: str | Path, address: str) -> Path | None:
    """Make the record at ``address`` what a backup holds, in one step also for programs that have it open. What was there before is first
    copied beside it; the name of that copy comes back, None when there was no record.

    Raises RecordError when the backup is no whole record, or the record is on a server.
    """
    source = Path(path)
    with Store(source) as found:
        broken = [one for one in check(found) if one.remedy]
        _path_of(found)
    if broken:
        raise RecordError(f"the backup is not whole: {broken[0].what}", where=str(source), remedy="give another backup")
    target = _path_of_address(address)
    if not target.exists():
        _copied(source, target)
        return None
    aside = next(one for n in range(1, 10_000) if not (one := Path(f"{target}.before-restore-{n}")).exists())
    _copied(target, aside)
    with engine.told(str(target)):
        _into(source, target)
    return aside


def _path_of(record: Store) -> Path:
    return _path_of_address(record.address)


def _path_of_address(address: str) -> Path:
    if "://" in address:
        remedy = "copy it with the tools of its server: pg_dump, pg_restore"
        raise RecordError("a record on a server is no file", where=address.partition("://")[0], remedy=remedy)
    return Path(address)


def _copied(source: Path, target: Path) -> None:
    """A copy under a name of its own until it is whole."""
    part = Path(f"{target}.{os.getpid()}.part")
    try:
        with engine.told(str(target)):
            _into(source, part)
        os.link(part, target)  # fails when another has written it meanwhile
    except OSError as error:
        raise RecordError(
            f"it cannot be written: {error.strerror}", where=str(target), remedy="give another name"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _into(source: Path, target: Path) -> None:
    """All pages of one database into another, in one transaction of each."""
    one = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=engine.PATIENCE)
    other = sqlite3.connect(target, timeout=engine.PATIENCE)
    try:
        one.backup(other)
        if other.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise RecordError("the copy is not whole", where=str(target), remedy="check the disk and start again")
    finally:
        one.close()
        other.close()
