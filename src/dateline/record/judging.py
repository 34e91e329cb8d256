"""Judgements inside a write: held against what they speak of, kept, and followed by rows and events."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from dateline.errors import OptionError
from dateline.record import additions, document_features, search_index
from dateline.record import versions as versions_
from dateline.record.alerts.noticing import Watch
from dateline.record.corrections import corrected, value_of
from dateline.record.inserts import insert
from dateline.record.joining import asked, link
from dateline.record.judgements import added as additions_among
from dateline.record.judgements import standings, subject
from dateline.record.packing import Stated, stated, unpacked
from dateline.record.rows import Rows, around, claim_rows, type_of
from dateline.record.schema import claim_blocks, claims, documents, facets, judgements, links
from dateline.record.types import Judgement
from dateline.record.view import all_judgements
from dateline.types import Document

OF_CLAIMS = {"claims": claims, "facets": facets, "claim_blocks": claim_blocks}
"""Where the rows of a claim go, in this order."""


def keep(connection: Connection, judgement: Judgement, received: str, *, strict: bool) -> bool:
    """Keep a judgement that came in at ``received`` (UTC) and rejoin what it touches; False when it was there already.

    ``strict``: what it speaks of must be there; else it waits for it. Raises OptionError.
    """
    if strict:
        _check(connection, judgement)
    row = {**msgspec.structs.asdict(judgement), "received": received}
    row["subjects"] = msgspec.json.encode(judgement.subjects).decode()
    if connection.execute(select(judgements.c.key).where(judgements.c.key == judgement.key)).first():
        return False
    insert(connection, judgements, [row])
    touched = _touched(connection, judgement)
    fresh = _added(connection, [judgement]) | {key for claim in touched for key in _version(connection, claim)}
    link(connection, (), fresh)
    regroup_around(connection, fresh | _rows_of(connection, touched))
    _forget(connection, touched)
    return True


def regroup_around(
    connection: Connection, keys: Collection[str], new: Collection[str] = (), *, quiet: bool = False
) -> None:
    """Make anew the events around these claims, and what lists show of them and of all that copies of their documents, or of
    ``new`` ones, tell. ``quiet``: alerts notice nothing."""
    if keys:
        versions_.refresh(connection, keys, new, watching=None if quiet else Watch.before)


def versions(connection: Connection, new: dict[str, Rows]) -> set[str]:
    """Claims that people had added to new documents, and versions of those corrected, before the documents came."""
    known = all_judgements(connection)
    made = _added(connection, [one for one in additions_among(known) if one.subjects[0] in new])
    there = {row["base"] for found in new.values() for row in found["claims"]} | made
    waiting = {j.subjects[0] for j in known if j.verdict == "correct"}
    return made | {key for claim in there & waiting for key in _version(connection, claim)}


def _added(connection: Connection, judged: Iterable[Judgement]) -> set[str]:
    """Write the claims that judgements add to documents that are there; what comes back are their row keys."""
    made: set[str] = set()
    for judgement in additions_among(judged):
        key = judgement.subjects[0]
        row = connection.execute(select(documents.c.profile).where(documents.c.key == key)).first()
        if row is None:
            continue
        addition = additions.decoded(judgement.value)
        claim = additions.claim_of(addition)
        document = around(document_of(connection, key), claim, addition.sentence)
        profile = document_features.decoded(row.profile)
        made |= _write(connection, claim_rows(claim, document, key, profile, sentence=addition.sentence))
    return made


def _version(connection: Connection, base: str) -> set[str]:
    """Write every version of a claim that some day's corrections ask for; what comes back are their row keys."""
    known = all_judgements(connection)
    wanted = {ruled.version(base): ruled.corrections.get(base, ()) for ruled in standings(known, base)}
    wanted.pop("", None)
    question = select(claims, documents.c.profile, documents.c.id).join(documents).where(claims.c.key == base)
    row = connection.execute(question).first()
    made: set[str] = set()
    for version, corrections in sorted(wanted.items()) if row else ():
        made |= _write_version(connection, row, version, corrections)
    return made


def _forget(connection: Connection, bases: Collection[str]) -> None:
    """Take away versions of claims that no day asks for any more: an undoing may count from before what it undoes."""
    question = select(claims.c.key, claims.c.base, claims.c.version).where(claims.c.version != "")
    rows = list(asked(connection, question, claims.c.base, bases))
    known = all_judgements(connection) if rows else ()
    asked_for = {base: {ruled.version(base) for ruled in standings(known, base)} for base in {row.base for row in rows}}
    for key in (row.key for row in rows if row.version not in asked_for[row.base]):
        connection.execute(delete(links).where((links.c.a == key) | (links.c.b == key)))
        for table in (facets, claim_blocks):
            connection.execute(delete(table).where(table.c.claim == key))
        connection.execute(delete(claims).where(claims.c.key == key))


def _write_version(connection: Connection, row: Any, version: str, corrections: tuple[Judgement, ...]) -> set[str]:
    claim = _claim(row)
    profile = document_features.decoded(row.profile)
    document = around(document_of(connection, row.document), claim, row.sentence)
    found = claim_rows(
        corrected(claim, corrections), document, row.document, profile, sentence=row.sentence, version=version
    )
    return _write(connection, found)


def _write(connection: Connection, found: Rows) -> set[str]:
    for name, table in OF_CLAIMS.items():
        insert(connection, table, found[name])
    search_index.add(connection, [{"documents": [], "claims": found["claims"]}])
    return {one["key"] for one in found["claims"]}


def _claim(row: Any) -> Stated:
    return stated(row.kind, row.body)


def document_of(connection: Connection, key: str) -> Document:
    """A document as it was filed; its text is "" when the record keeps none."""
    row = connection.execute(select(documents).where(documents.c.key == key)).one()
    text = unpacked(row.text, str) if row.text else ""
    return Document(
        row.id, text, published=row.published, outlet=row.outlet, url=row.url, title=row.title, sha256=row.sha256
    )


def _check(connection: Connection, judgement: Judgement) -> None:
    """Raises OptionError when a judgement speaks of what is not there, or corrects what cannot be."""
    table = {"retract": documents, "add": documents, "undo": judgements}.get(judgement.verdict, claims)
    column = claims.c.base if table is claims else table.c.key
    for key in judgement.subjects:
        if not connection.execute(select(column).where(column == key)).first():
            what = {documents: "document", judgements: "judgement"}.get(table, "claim")
            remedy = "dateline events and dateline show print keys"
            raise OptionError(f"there is no {what} {key}", where="judge", remedy=remedy)
    if judgement.verdict == "correct":
        row = connection.execute(select(claims).where(claims.c.key == judgement.subjects[0])).one()
        value_of(_claim(row), judgement.field, judgement.value)
    if judgement.verdict == "add":
        _check_added(connection, judgement)


def _check_added(connection: Connection, judgement: Judgement) -> None:
    """Raises OptionError when what is added is not in the text, or is there already."""
    key = judgement.subjects[0]
    addition = additions.decoded(judgement.value)
    claim = additions.checked(addition, judgement.field)
    document = document_of(connection, key)
    if document.text and document.text[claim.sentence.start : claim.sentence.end] != addition.sentence:
        raise OptionError("its sentence does not stand in the text", where="judge add", remedy="add it again")
    question = select(claims.c.key, claims.c.kind, claims.c.body).where(
        claims.c.document == key, claims.c.version == "", claims.c.type == type_of(claim)
    )
    for row in connection.execute(question):
        if row.key != subject(judgement) and _claim(row).trigger.span == claim.trigger.span:
            what = f"{claim.trigger.text!r} is read as {type_of(claim)} already: {row.key}"
            raise OptionError(what, where="judge add", remedy="correct it with dateline judge correct")


def _touched(connection: Connection, judgement: Judgement) -> set[str]:
    """Claims (as read) that a judgement speaks of; those of what it undoes."""
    if judgement.verdict == "undo":
        known = {one.key: one for one in all_judgements(connection)}
        return {claim for key in judgement.subjects if key in known for claim in _touched(connection, known[key])}
    if judgement.verdict == "retract":
        question = select(claims.c.base)
        return {base for (base,) in asked(connection, question, claims.c.document, judgement.subjects)}
    return {subject(judgement)} if judgement.verdict == "add" else set(judgement.subjects)


def _rows_of(connection: Connection, bases: Collection[str]) -> set[str]:
    return {key for (key,) in asked(connection, select(claims.c.key), claims.c.base, bases)}
