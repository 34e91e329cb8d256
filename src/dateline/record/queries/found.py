"""What full text finds, with the words around it."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from dateline.record import search_index
from dateline.record.joining import asked
from dateline.record.packing import unpacked
from dateline.record.schema import claims, documents, members


class Hit(msgspec.Struct, frozen=True):
    """A ``document`` or ``claim`` that holds the words: its document, title, outlet and day, the words, the event of a claim."""

    kind: str
    key: str
    document: str
    title: str
    outlet: str
    known: str
    words: str
    event: str = ""


def search(connection: Connection, words: str, *, limit: int, skip: int = 0) -> list[Hit]:
    """The best first. Every word must be there; "words in quotes" stand together; the last word may be a beginning."""
    rows = search_index.find(connection, words, kinds=("document", "claim"), limit=limit, skip=skip)
    by_document = {row.key for row in rows if row.kind == "document"}
    by_claim = {row.key for row in rows if row.kind == "claim"}
    found = {one.key: one for one in _documents(connection, by_document)} | {
        one.key: one for one in _claims(connection, by_claim)
    }
    return [found[row.key] for row in rows if row.key in found]


def _documents(connection: Connection, keys: set[str]) -> list[Hit]:
    rows = asked(connection, select(documents), documents.c.key, keys)
    return [
        Hit(
            "document",
            row.key,
            row.key,
            row.title or row.id,
            row.outlet or "",
            row.known,
            unpacked(row.text, str) if row.text else "",
        )
        for row in rows
    ]


def _claims(connection: Connection, keys: set[str]) -> list[Hit]:
    question = select(claims.c.key, claims.c.sentence, documents.c.key.label("document"), documents.c.title, documents.c.id,
                      documents.c.outlet, documents.c.known).join(documents)  # fmt: skip
    events = {row.claim: row.event for row in asked(connection, select(members), members.c.claim, keys)}
    return [
        Hit(
            "claim",
            row.key,
            row.document,
            row.title or row.id,
            row.outlet or "",
            row.known,
            row.sentence,
            events.get(row.key, ""),
        )
        for row in asked(connection, question, claims.c.key, keys)
    ]
