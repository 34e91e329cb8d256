"""Rows of events as lists show them, the full-text index, and the indexes that lists need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.record import search_index
from dateline.record.inserts import insert
from dateline.record.packing import stated
from dateline.record.rows import facets_of
from dateline.record.schema import WORDS, claims, facets

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """To this schema, with what the record holds already."""
    op.create_index(op.f("ix_documents_outlet"), "documents", ["outlet"], unique=False)
    for name, column, kind in (
        ("ix_claims_deadlines", "end", "deadline"),
        ("ix_claims_controls", "document", "control"),
    ):
        only = sa.text(f"kind = '{kind}'")
        op.create_index(name, "claims", [column], unique=False, sqlite_where=only, postgresql_where=only)
    _events()
    _search()
    _tokens()
    _facets()
    search_index.make(op.get_bind())
    search_index.fill(op.get_bind())


def downgrade() -> None:
    """Without them."""
    op.execute(f"DROP TABLE {WORDS}")
    for name in ("tokens", "search_rows", "event_facets", "events"):
        op.drop_table(name)
    op.drop_index("ix_claims_controls", table_name="claims")
    op.drop_index("ix_claims_deadlines", table_name="claims")
    op.drop_index(op.f("ix_documents_outlet"), table_name="documents")


def _text(name: str, length: int | None = None, comment: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False, comment=comment)


def _number(name: str, comment: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, comment=comment)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("key", sa.String(), nullable=False),
        _text("title"),
        _text("type", 16, "the commonest among its claims"),
        _text("modes"),
        _text("modality", 12),
        _text("grade"),
        _number("contradicted", "1 where two figures cannot both be right"),
        _text("place", comment="the narrowest that its claims name"),
        _text("place_id"),
        _text("precision", 12),
        _text("country", 2),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        _text("start", 10, "first of its days; the day it was known when none is told"),
        _text("end", 10),
        _text("known", 10, "first day it was known"),
        _text("latest", 10, "last day something was told of it"),
        _number("sources"),
        _number("documents"),
        _number("copies"),
        _number("claims"),
        sa.Column("killed", sa.Integer(), nullable=True, comment="lowest figure of the dead; null when none is told"),
        _text("figures", comment="its tolls in words"),
        sa.Column("score", sa.Float(), nullable=False, comment="of the surest of its claims"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_events")),
        sqlite_with_rowid=False,
    )
    for column in ("latest", "known", "start", "killed", "sources", "score"):
        op.create_index(op.f(f"ix_events_{column}"), "events", [column], unique=False)
    op.create_table(
        "event_facets",
        sa.Column(
            "kind",
            sa.String(length=8),
            nullable=False,
            comment="type mode modality grade country outlet voice side place actor unplaced",
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "event", name=op.f("pk_event_facets")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_event_facets_event"), "event_facets", ["event"], unique=False)


def _search() -> None:
    op.create_table(
        "search_rows",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False, comment="row of the full-text index"),
        sa.Column("kind", sa.String(length=8), nullable=False, comment="document or claim"),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_rows")),
    )
    op.create_index(op.f("ix_search_rows_key"), "search_rows", ["key"], unique=False)


def _facets() -> None:
    """A town is found by its province too."""
    connection = op.get_bind()
    for some in connection.execute(sa.select(claims.c.key, claims.c.kind, claims.c.body)).partitions(1000):
        told = ((row.key, set(facets_of(stated(row.kind, row.body)))) for row in some)
        insert(
            connection,
            facets,
            [{"kind": name, "value": value, "claim": key} for key, found in told for name, value in found],
        )


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("hash", sa.String(length=64), nullable=False),
        _text("name"),
        _text("role", 8, "reader or editor"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
        sqlite_with_rowid=False,
    )
