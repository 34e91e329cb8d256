"""The tables of a record: one schema for SQLite and PostgreSQL, keyed by what is in a row, never by when it came.

Primary keys are hashes, so that the same readings make the same rows in whatever order they come. The columns in
``CLOCKS`` say when something reached this record, and are the only ones that differ between two equal records.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    column,
    text,
)

REVISION = "0010"
"""Newest migration; a test holds it against ``migrations/``."""

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"})


DEADLINES, CONTROLS, OTHERS = text("kind = 'deadline'"), text("kind = 'control'"), text("kind <> 'claim'")
PARTS = text("relation = 'part'")
UNDATED = text("published IS NULL")
"""Of which rows there are indexes of their own; a question has to say it in these words."""


def _key(name: str = "key") -> Column[str]:
    return Column(name, String, primary_key=True)


def _span() -> tuple[Column[str], ...]:
    """From when until when a row holds, by the days of what was known, and by which judgements."""
    return (
        Column("since", String(10), primary_key=True, comment="first day of what was known on which it is so"),
        Column(
            "judged",
            String(4),
            primary_key=True,
            comment="then: by the judgements of the day; all: by all; empty: by either",
        ),
        Column("until", String(10), nullable=False, comment="first day on which it is no more; 9999-12-31 for none"),
    )


# Indexes with a condition have it on PostgreSQL too; the migrations make them, and naming it here would load its dialect at every start.
documents = Table(
    "documents", metadata, _key(),
    Column("id", Text, nullable=False),
    Column("known", String(10), nullable=False),
    Column("published", String(10)),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("sha256", String(64), nullable=False),
    Column("identity", String(16), comment="same in all versions of one document; null when nothing tells"),
    Column("reader", Text, nullable=False, comment="what read it: version of dateline"),
    Column("text", LargeBinary, comment="zlib; null when the record keeps no texts"),
    Column("mentions", LargeBinary, nullable=False, comment="zlib, JSON: resolutions"),
    Column("profile", LargeBinary, nullable=False, comment="what the joiner knows of the document; see document_features"),
    Column("received", String(32), nullable=False, comment="UTC"),
    Index(None, "known"), Index(None, "identity"), Index(None, "id"), Index("ix_documents_outlet", "outlet", "known", "identity"),
    Index("ix_documents_undated", "key", sqlite_where=UNDATED),
)  # fmt: skip
claims = Table(
    "claims", metadata, _key(),
    Column("base", String, nullable=False, comment="key of the claim as it was read"),
    Column("version", String(16), nullable=False, comment="hash of the corrections in it; empty as it was read"),
    Column("document", ForeignKey("documents.key"), nullable=False),
    Column("kind", String(8), nullable=False, comment="claim or control"),
    Column("type", String(16), nullable=False),
    Column("start", String(10), comment="first day that the words allow"),
    Column("end", String(10)),
    Column("body", LargeBinary, nullable=False, comment="zlib, JSON: the claim"),
    Column("telling", LargeBinary, comment="what the joiner knows of the claim; null for control statements"),
    Column("sentence", Text, nullable=False),
    Index(None, "document"), Index(None, "base"),
    Index("ix_claims_deadlines", "end", sqlite_where=DEADLINES),
    Index("ix_claims_controls", "document", sqlite_where=CONTROLS),
    Index("ix_claims_lines", "key", sqlite_where=OTHERS),
)  # fmt: skip
LINE = ("key", "kind", "base", "version", "document")
_COLUMNS: list[ColumnElement[Any]] = [column(one.name, one.type) for one in claims.c]
OTHER_LINES: FromClause = (
    text("SELECT * FROM claims INDEXED BY ix_claims_lines WHERE kind <> 'claim'").columns(*_COLUMNS).subquery("line")
)
"""Rows of claims that are something else, for SQLite, which would fetch every claim of a place to see of which kind it is; ``LINE``: the
columns that say whether they stand."""
facets = Table(
    "facets", metadata,
    Column("kind", String(8), primary_key=True, comment="place or actor"),
    Column("value", String, primary_key=True, comment="folded name, id or code"),
    Column("claim", ForeignKey("claims.key"), primary_key=True),
    Index(None, "claim"), sqlite_with_rowid=False,
)  # fmt: skip
document_blocks = Table(
    "document_blocks", metadata, Column("block", String, primary_key=True),
    Column("published", String(10), primary_key=True, comment="day of its document; empty for none"),
    Column("document", ForeignKey("documents.key"), primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip
claim_blocks = Table(
    "claim_blocks", metadata, Column("block", String, primary_key=True),
    Column("claim", ForeignKey("claims.key"), primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip
copies = Table(
    "copies", metadata,
    Column("a", ForeignKey("documents.key"), primary_key=True),
    Column("b", ForeignKey("documents.key"), primary_key=True),
    Column("score", Float, nullable=False), Index(None, "b"), sqlite_with_rowid=False,
)  # fmt: skip
links = Table(
    "links", metadata,
    Column("a", ForeignKey("claims.key"), primary_key=True),
    Column("b", ForeignKey("claims.key"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("relation", String(9), nullable=False),
    Column("whole", String, nullable=False),
    Column("features", Text, nullable=False, comment="JSON"),
    Index(None, "b"), Index("ix_links_parts_a", "a", "whole", sqlite_where=PARTS),
    Index("ix_links_parts_b", "b", "whole", sqlite_where=PARTS), sqlite_with_rowid=False,
)  # fmt: skip
members = Table(
    "members", metadata,
    Column("claim", ForeignKey("claims.key"), primary_key=True),
    Column("event", String, nullable=False), Index(None, "event"), sqlite_with_rowid=False,
)  # fmt: skip
judgements = Table(
    "judgements", metadata, _key(),
    Column("verdict", String(9), nullable=False),
    Column("subjects", Text, nullable=False, comment="JSON"),
    Column("made", String(10), nullable=False),
    Column("by", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("received", String(32), nullable=False, comment="UTC"),
    Column("at", String(32), nullable=False, server_default="", comment="when it was entered, UTC; empty before it was kept"),
    Column("turn", Integer, nullable=False, server_default="0", comment="order of entry"), sqlite_with_rowid=False,
)  # fmt: skip
feeds = Table(
    "feeds", metadata, Column("address", Text, primary_key=True), Column("state", Text, nullable=False, comment="JSON"),
    sqlite_with_rowid=False,
)  # fmt: skip
remembered = Table(
    "remembered", metadata, Column("name", String(16), primary_key=True, comment="join: the rules of the joiner"),
    Column("value", Text, nullable=False, comment="JSON"), sqlite_with_rowid=False,
)  # fmt: skip

events = Table(
    "events", metadata, _key(),
    Column("title", Text, nullable=False),
    Column("type", String(16), nullable=False, comment="the commonest among its claims"),
    Column("modes", Text, nullable=False),
    Column("modality", String(12), nullable=False),
    Column("grade", Text, nullable=False),
    Column("contradicted", Integer, nullable=False, comment="1 where two figures cannot both be right"),
    Column("place", Text, nullable=False, comment="the narrowest that its claims name"),
    Column("place_id", Text, nullable=False),
    Column("precision", String(12), nullable=False),
    Column("country", String(2), nullable=False),
    Column("lat", Float), Column("lon", Float),
    Column("start", String(10), nullable=False, comment="first of its days; the day it was known when none is told"),
    Column("end", String(10), nullable=False),
    Column("known", String(10), nullable=False, comment="first day it was known"),
    Column("latest", String(10), nullable=False, comment="last day something was told of it"),
    Column("sources", Integer, nullable=False), Column("documents", Integer, nullable=False),
    Column("copies", Integer, nullable=False), Column("claims", Integer, nullable=False),
    Column("killed", Integer, comment="lowest figure of the dead; null when none is told"),
    Column("figures", Text, nullable=False, comment="its tolls in words"),
    Column("score", Float, nullable=False, comment="of the surest of its claims"),
    Index(None, "latest"), Index(None, "known"), Index(None, "start"), Index(None, "killed"), Index(None, "sources"),
    Index(None, "score"), sqlite_with_rowid=False,
)  # fmt: skip
event_facets = Table(
    "event_facets", metadata,
    Column("kind", String(8), primary_key=True, comment="type mode modality grade country outlet voice side place actor unplaced"),
    Column("value", String, primary_key=True),
    Column("event", String, primary_key=True), Index(None, "event"), sqlite_with_rowid=False,
)  # fmt: skip
memberships = Table(
    "memberships", metadata,
    Column("claim", ForeignKey("claims.key"), primary_key=True),
    *_span(),
    Column("event", String, nullable=False), Index(None, "event"), sqlite_with_rowid=False,
)  # fmt: skip
event_states = Table(
    "event_states", metadata,
    Column("event", String, primary_key=True),
    *_span(),
    Column("print", String(16), nullable=False, comment="hash of its claims and of what their documents copy"),
    Column("latest", String(10), nullable=False, comment="last day something was told of it"),
    Column("card", LargeBinary, nullable=False, comment="msgpack: its row in lists and the values it is found by"),
    Column("summary", LargeBinary, nullable=False, comment="msgpack: state/summaries"),
    Index(None, "latest"),
)  # fmt: skip
copied = Table(
    "copied", metadata,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    *_span(),
    Column("lead", ForeignKey("documents.key"), nullable=False, comment="the document that it copies"), sqlite_with_rowid=False,
)  # fmt: skip
moves = Table(
    "moves", metadata,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    *_span(),
    Column("first", String(10), nullable=False, comment="first day that one of its statements counts from"),
    Column("last", String(10), nullable=False),
    Column("body", LargeBinary, nullable=False, comment="msgpack: what it says of who holds what; queries/control"),
)  # fmt: skip
move_places = Table(
    "move_places", metadata,
    Column("value", String, primary_key=True, comment="key, spelling or country of a place; # for places that are counted"),
    Column("document", ForeignKey("documents.key"), primary_key=True), Index(None, "document"), sqlite_with_rowid=False,
)  # fmt: skip
search_rows = Table(
    "search_rows", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="row of the full-text index"),
    Column("kind", String(8), nullable=False, comment="document or claim"),
    Column("key", String, nullable=False), Index(None, "key"),
)  # fmt: skip

answers = Table(
    "answers", metadata, Column("key", String(32), primary_key=True, comment="hash of the question and of what answers it"),
    Column("mark", Text, nullable=False, comment="JSON: what the record held; another mark, another answer"),
    Column("rows", Integer, nullable=False), Column("at", String(32), nullable=False, comment="UTC"),
    Column("body", LargeBinary, nullable=False, comment="zlib, JSON: states.State"),
    Column("work", LargeBinary, comment="zlib, msgpack: what it was worked out from; null for what is worked out as a whole"),
)  # fmt: skip
touched = Table(
    "touched", metadata, Column("turn", Integer, primary_key=True, autoincrement=False, comment="number of the write"),
    Column("kind", String(8), primary_key=True, comment="event or document; all for a write of too many"),
    Column("key", String, primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip
tokens = Table(
    "tokens", metadata, Column("hash", String(64), primary_key=True),
    Column("name", Text, nullable=False), Column("role", String(8), nullable=False, comment="reader or editor"),
    sqlite_with_rowid=False,
)  # fmt: skip
alerts = Table(
    "alerts", metadata, Column("key", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("filter", Text, nullable=False, comment="JSON: which events fit"),
    Column("webhook", Text, nullable=False, comment="address; empty for none"),
    Column("secret", Text, nullable=False, comment="what a webhook is signed with"),
    Column("each", String(4), nullable=False, comment="new, or more: also when more is told of an event"),
    Column("paused", Integer, nullable=False, comment="1 where nothing is noticed"),
    Column("by", Text, nullable=False), Column("made", String(32), nullable=False, comment="UTC"),
    Index(None, "name", unique=True), sqlite_with_rowid=False,
)  # fmt: skip
alert_hits = Table(
    "alert_hits", metadata, Column("key", String(32), primary_key=True),
    Column("alert", String(16), nullable=False),
    Column("entry", Text, nullable=False, comment="claim that the event was first known by; the same however the event grows"),
    Column("event", Text, nullable=False, comment="its key then"),
    Column("news", String(4), nullable=False, comment="new or more"),
    Column("at", String(32), nullable=False, comment="UTC"),
    Column("day", String(10), nullable=False, comment="last day something was told of it"),
    Column("turn", Integer, nullable=False, comment="order"),
    Column("body", Text, nullable=False, comment="JSON: the event as it was"),
    Index(None, "alert", "turn"), Index(None, "alert", "entry"), Index(None, "day"), sqlite_with_rowid=False,
)  # fmt: skip
alert_deliveries = Table(
    "alert_deliveries", metadata, Column("key", String(32), primary_key=True),
    Column("alert", String(16), nullable=False),
    Column("kind", String(16), nullable=False, comment="event.new, event.more or test"),
    Column("body", Text, nullable=False, comment="JSON: what is sent, the same in every try"),
    Column("state", String(8), nullable=False, comment="waiting, sent or failed"),
    Column("tries", Integer, nullable=False),
    Column("at", String(32), nullable=False, comment="UTC"),
    Column("next", String(32), nullable=False, comment="UTC: not tried before"),
    Column("held", String(32), nullable=False, comment="UTC: somebody is sending it until then; empty for nobody"),
    Column("status", Integer), Column("said", Text, nullable=False),
    Index(None, "state", "next"), Index(None, "alert", "at"), sqlite_with_rowid=False,
)  # fmt: skip
alert_tries = Table(
    "alert_tries", metadata, Column("delivery", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False, comment="UTC"),
    Column("status", Integer), Column("said", Text, nullable=False),
    Column("took", Integer, comment="milliseconds"), sqlite_with_rowid=False,
)  # fmt: skip

WORDS = "search_words"
"""The full-text index, which each database has in its own way: an FTS5 table in SQLite, a column of tsvector in PostgreSQL."""
UNKEPT = frozenset(
    {"feeds", "search_rows", "tokens", "alerts", "alert_hits", "alert_deliveries", "alert_tries", "answers", "touched"}
)
"""Tables that ``dump`` leaves out: they say when, or in which order, things came, who may ask, who is told of what, what was asked."""
CLOCKS = {"documents": {"received", "reader"}, "judgements": {"received"}}
"""Columns that say when and by which dateline; ``dump`` leaves them out, and ``feeds`` altogether."""
