"""Full text of a record, by its database's own means: FTS5 in SQLite, tsvector in PostgreSQL.

A document is found by its text and title, a claim by its sentence and its fields. Rows are only added: what a record holds stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, text

from dateline.record.inserts import insert
from dateline.record.joining import asked as asked_rows
from dateline.record.packing import BROKEN, Stated, stated, unpacked
from dateline.record.rows import Row, Rows, sides_of
from dateline.record.schema import WORDS, claims, documents, search_rows

MAKE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5(fields, words, content='', tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        f"CREATE TABLE {WORDS} (rowid integer PRIMARY KEY, vector tsvector NOT NULL)",
        f"CREATE INDEX ix_{WORDS}_vector ON {WORDS} USING gin (vector)",
    ),
}
"""What makes the index."""
ADD = {
    "sqlite": f"INSERT INTO {WORDS} (rowid, fields, words) VALUES (:id, :fields, :words)",
    "postgresql": f"INSERT INTO {WORDS} (rowid, vector) VALUES (:id, setweight(to_tsvector('english', :fields), 'A')"
    " || to_tsvector('english', :words))",
}
FIND = {
    "sqlite": f"SELECT rowid AS id, bm25({WORDS}, 4.0, 1.0) AS rank FROM {WORDS} WHERE {WORDS} MATCH :asked",
    "postgresql": f"SELECT rowid AS id, -ts_rank(vector, query) AS rank FROM {WORDS},"
    " websearch_to_tsquery('english', :asked) AS query WHERE vector @@ query",
}
LONGEST = 600_000  # characters of a text that are looked through: PostgreSQL takes about a megabyte
BATCH = 500  # documents read at once when an index is made anew


class Words(msgspec.Struct, frozen=True):
    """What is looked through: of a ``document`` or ``claim``, its key, its fields, its words."""

    kind: str
    key: str
    fields: str
    words: str


def make(connection: Connection) -> None:
    """Make the index, empty."""
    for statement in MAKE[connection.dialect.name]:
        connection.execute(text(statement))


def fill(connection: Connection) -> None:
    """Put in what a record holds already."""
    keys = [key for (key,) in connection.execute(select(documents.c.key).order_by(documents.c.key))]
    for at in range(0, len(keys), BATCH):
        some = keys[at : at + BATCH]
        rows: Rows = {
            "documents": [dict(row) for row in connection.execute(select(documents).where(documents.c.key.in_(some))).mappings()],
            "claims": [dict(row) for row in connection.execute(select(claims).where(claims.c.document.in_(some))).mappings()],
        }  # fmt: skip
        add(connection, [rows])


def missing(connection: Connection) -> int:
    """How many documents and claims the index lacks."""
    there = connection.scalar(select(func.count()).select_from(search_rows)) or 0
    held = connection.scalar(select(func.count()).select_from(documents)) or 0
    told = connection.scalar(select(func.count()).select_from(claims).where(claims.c.version == "")) or 0
    return max(0, held + told - there)


def add(connection: Connection, made: Iterable[Rows]) -> None:
    """Put in the rows of new readings."""
    found = [one for rows in made for one in _words(rows)]
    there = {
        key
        for (key,) in asked_rows(connection, select(search_rows.c.key), search_rows.c.key, {one.key for one in found})
    }
    found = [one for one in found if one.key not in there]
    if not found:
        return
    first = (connection.scalar(select(func.max(search_rows.c.id))) or 0) + 1
    numbered = list(enumerate(found, first))
    insert(connection, search_rows, [{"id": number, "kind": one.kind, "key": one.key} for number, one in numbered])
    values = [{"id": number, "fields": one.fields, "words": one.words} for number, one in numbered]
    connection.execute(text(ADD[connection.dialect.name]), values)


def _words(rows: Rows) -> Iterator[Words]:
    for row in rows["documents"]:
        whole = _text(row)
        fields = " ".join(filter(None, (row["title"], row["outlet"], row["id"])))
        yield Words("document", row["key"], clean(fields), clean(whole[:LONGEST]))
    yield from (_claim_words(row) for row in rows["claims"] if not row["version"])


def _text(row: Row) -> str:
    """The text; "" where the record keeps none or it is broken."""
    try:
        return unpacked(row["text"], str) if row["text"] else ""
    except BROKEN:
        return ""


def _claim_words(row: Row) -> Words:
    try:
        fields = " ".join(_fields(stated(row["kind"], row["body"]), row))
    except BROKEN:
        fields = ""  # the sentence finds it still
    return Words("claim", row["key"], clean(fields), clean(row["sentence"]))


def _fields(claim: Stated, row: Row) -> Iterator[str]:
    """What a claim is found by besides its sentence: type, modes, names, codes, places."""
    yield row["type"]
    yield from getattr(claim, "mode", ())
    for party in (*sides_of(claim), *(voice.speaker for voice in claim.voices)):
        yield from (party.name, party.code)
    for where in claim.place:
        yield where.place.name if where.place else where.text


def clean(words: str) -> str:
    """Words without the character that PostgreSQL cannot hold."""
    return words.replace("\x00", " ")


def asked(dialect: str, words: str) -> str:
    """A question for the index from what a person typed; "" when there is no word in it.

    Every word must be there; "words in quotes" stand together; the last word may be a beginning. No sign is an operator.
    """
    if dialect == "postgresql":
        return clean(words).strip()
    parts = clean(words).split('"')
    quoted = [part for at, part in enumerate(parts) if at % 2 and any(map(str.isalnum, part))]
    loose = [
        word for at, part in enumerate(parts) if not at % 2 for word in part.split() if any(map(str.isalnum, word))
    ]
    terms = [f'"{part}"' for part in (*quoted, *loose)]
    if loose and not words.endswith((" ", '"')):
        terms[-1] += "*"
    return " AND ".join(terms)


def find(connection: Connection, words: str, *, kinds: Collection[str], limit: int, skip: int = 0) -> list[Any]:
    """Rows (kind, key, rank) of what holds all the words, the best first."""
    dialect = connection.dialect.name
    question = asked(dialect, words)
    if not question:
        return []
    found = text(FIND[dialect]).bindparams(asked=question).columns(id=search_rows.c.id.type).subquery()
    joined = select(search_rows.c.kind, search_rows.c.key, text("rank")).join(found, found.c.id == search_rows.c.id)
    ordered = joined.where(search_rows.c.kind.in_(kinds)).order_by(text("rank"), search_rows.c.key)
    return list(connection.execute(ordered.limit(limit).offset(skip)))
