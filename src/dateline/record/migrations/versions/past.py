"""Who was in which event, what events were, what documents copied and said of who holds what, for every day of what was known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.record import versions

revision = "0006"
down_revision = "0005"
TABLES = ("memberships", "event_states", "copied", "moves", "move_places")
DAY = sa.String(length=10)
JUDGED = "then: by the judgements of the day; all: by all; empty: by either"


def upgrade() -> None:
    """To this schema, with what the record holds already."""
    _memberships()
    _event_states()
    _copied()
    _moves()
    undated = sa.text("published IS NULL")
    op.create_index("ix_documents_undated", "documents", ["key"], sqlite_where=undated, postgresql_where=undated)
    versions.fill(op.get_bind())


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_documents_undated", table_name="documents")
    for name in TABLES:
        op.drop_table(name)


def _span(*named: sa.Column[str]) -> list[sa.Column[str]]:
    """What all of them have: what they are of, from when until when, by which judgements."""
    return [
        *named,
        sa.Column("since", DAY, nullable=False, comment="first day of what was known on which it is so"),
        sa.Column("judged", sa.String(length=4), nullable=False, comment=JUDGED),
        sa.Column("until", DAY, nullable=False, comment="first day on which it is no more; 9999-12-31 for none"),
    ]  # fmt: skip


def _memberships() -> None:
    op.create_table(
        "memberships",
        *_span(sa.Column("claim", sa.String(), nullable=False)),
        sa.Column("event", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"]),
        sa.PrimaryKeyConstraint("claim", "since", "judged", name=op.f("pk_memberships")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_memberships_event"), "memberships", ["event"], unique=False)


def _event_states() -> None:
    op.create_table(
        "event_states",
        *_span(sa.Column("event", sa.String(), nullable=False)),
        sa.Column(
            "print", sa.String(length=16), nullable=False, comment="hash of its claims and of what their documents copy"
        ),
        sa.Column("latest", DAY, nullable=False, comment="last day something was told of it"),
        sa.Column(
            "card", sa.LargeBinary(), nullable=False, comment="msgpack: its row in lists and the values it is found by"
        ),
        sa.Column("summary", sa.LargeBinary(), nullable=False, comment="msgpack: state/summaries"),
        sa.PrimaryKeyConstraint("event", "since", "judged", name=op.f("pk_event_states")),
    )
    op.create_index(op.f("ix_event_states_latest"), "event_states", ["latest"], unique=False)


def _copied() -> None:
    op.create_table(
        "copied",
        *_span(sa.Column("document", sa.String(), nullable=False)),
        sa.Column("lead", sa.String(), nullable=False, comment="the document that it copies"),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.ForeignKeyConstraint(["lead"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "since", "judged", name=op.f("pk_copied")),
        sqlite_with_rowid=False,
    )


def _moves() -> None:
    op.create_table(
        "moves",
        *_span(sa.Column("document", sa.String(), nullable=False)),
        sa.Column("first", DAY, nullable=False, comment="first day that one of its statements counts from"),
        sa.Column("last", DAY, nullable=False),
        sa.Column(
            "body", sa.LargeBinary(), nullable=False, comment="msgpack: what it says of who holds what; queries/control"
        ),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "since", "judged", name=op.f("pk_moves")),
    )
    op.create_table(
        "move_places",
        sa.Column(
            "value",
            sa.String(),
            nullable=False,
            comment="key, spelling or country of a place; # for places that are counted",
        ),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("value", "document", name=op.f("pk_move_places")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_move_places_document"), "move_places", ["document"], unique=False)
