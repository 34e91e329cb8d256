"""How much of the words of dispatches a record keeps, and for how long.

``full``: the texts. ``snippets``: no text, but the sentence of each claim. ``offsets``: neither these nor what is quoted; of the words
only triggers, names, places, times and figures stay, each with where it stands in the text that whoever owns it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, select, text, update

from dateline.record import search_index, versions
from dateline.record.joining import chunks
from dateline.record.packing import packed, stated
from dateline.record.remembering import note_change
from dateline.record.rows import unquoted
from dateline.record.schema import WORDS, claims, documents, search_rows
from dateline.record.store import Store


def reduced(record: Store, before: str, keep: Literal["snippets", "offsets"]) -> int:
    """Take the texts of documents known before a day out of a record, and with ``offsets`` their sentences and quotations too; how
    many were changed. It cannot be undone; backups and exports are not reached."""
    with record.writing() as connection:
        keys = _older(connection, before, keep)
        for some in chunks(keys):
            connection.execute(update(documents).where(documents.c.key.in_(some)).values(text=None))
            if keep == "offsets":
                _without_words(connection, some)
        if keys:
            versions.fill(connection)
            index_anew(connection)
            note_change(connection)
    if keys:
        overwritten(record)
    return len(keys)


def older(record: Store, before: str, keep: Literal["snippets", "offsets"]) -> int:
    """How many documents ``reduced`` would change."""
    with record.reading() as connection:
        return len(_older(connection, before, keep))


def _older(connection: Connection, before: str, keep: Literal["snippets", "offsets"]) -> list[str]:
    """Keys of documents known before a day that keep more words."""
    more: ColumnElement[bool] = documents.c.text.is_not(None)
    if keep == "offsets":
        more |= documents.c.key.in_(select(claims.c.document).where(claims.c.sentence != ""))
    return sorted(connection.scalars(select(documents.c.key).where(documents.c.known < before, more)))


def _without_words(connection: Connection, keys: Iterable[str]) -> None:
    for row in connection.execute(select(claims).where(claims.c.document.in_(list(keys)))).all():
        body = packed(unquoted(stated(row.kind, row.body)))
        connection.execute(update(claims).where(claims.c.key == row.key).values(body=body, sentence=""))


def index_anew(connection: Connection) -> None:
    """Make the full text anew: its rows cannot be taken out one by one."""
    connection.execute(search_rows.delete())
    connection.execute(text(f"DROP TABLE {WORDS}"))
    search_index.make(connection)
    search_index.fill(connection)


def overwritten(record: Store) -> None:
    """Write over the pages of the file in which removed words stood; a server does that in its own time."""
    from dateline.record.engine import told

    if "://" in record.address:
        return
    with told(record.address):
        raw: Any = record.engine.raw_connection()
        try:
            for order in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(order)
        finally:
            raw.close()
