"""The first schema: documents, claims, links, events, judgements, feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
TABLES = (
    "feeds",
    "judgements",
    "members",
    "links",
    "copies",
    "claim_blocks",
    "document_blocks",
    "facets",
    "claims",
    "documents",
)


def upgrade() -> None:
    """To this schema."""
    _documents()
    _claims()
    _blocks()
    _joined()
    _judged()


def downgrade() -> None:
    """Back to an empty database."""
    for name in TABLES:
        op.drop_table(name)


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("known", sa.String(length=10), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "identity",
            sa.String(length=16),
            nullable=True,
            comment="same in all versions of one document; null when nothing tells",
        ),
        sa.Column("reader", sa.Text(), nullable=False, comment="what read it: version of dateline"),
        sa.Column("text", sa.LargeBinary(), nullable=True, comment="zlib; null when the record keeps no texts"),
        sa.Column("mentions", sa.LargeBinary(), nullable=False, comment="zlib, JSON: resolutions"),
        sa.Column("profile", sa.LargeBinary(), nullable=False, comment="JSON: what the joiner knows of the document"),
        sa.Column("received", sa.String(length=32), nullable=False, comment="UTC"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_documents")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_documents_id"), "documents", ["id"], unique=False)
    op.create_index(op.f("ix_documents_identity"), "documents", ["identity"], unique=False)
    op.create_index(op.f("ix_documents_known"), "documents", ["known"], unique=False)


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False, comment="key of the claim as it was read"),
        sa.Column(
            "version",
            sa.String(length=16),
            nullable=False,
            comment="hash of the corrections in it; empty as it was read",
        ),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False, comment="claim or control"),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("start", sa.String(length=10), nullable=True, comment="first day that the words allow"),
        sa.Column("end", sa.String(length=10), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="zlib, JSON: the claim"),
        sa.Column(
            "telling",
            sa.LargeBinary(),
            nullable=True,
            comment="JSON: what the joiner knows of the claim; null for control statements",
        ),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claims")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claims_base"), "claims", ["base"], unique=False)
    op.create_index(op.f("ix_claims_document"), "claims", ["document"], unique=False)


def _blocks() -> None:
    op.create_table(
        "facets",
        sa.Column("kind", sa.String(length=8), nullable=False, comment="place or actor"),
        sa.Column("value", sa.String(), nullable=False, comment="folded name, id or code"),
        sa.Column("claim", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claims.key"],
        ),
        sa.PrimaryKeyConstraint("kind", "value", "claim", name=op.f("pk_facets")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_facets_claim"), "facets", ["claim"], unique=False)
    op.create_table(
        "document_blocks",
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
        ),
        sa.PrimaryKeyConstraint("block", "document", name=op.f("pk_document_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_blocks",
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claims.key"],
        ),
        sa.PrimaryKeyConstraint("block", "claim", name=op.f("pk_claim_blocks")),
        sqlite_with_rowid=False,
    )


def _joined() -> None:
    op.create_table(
        "copies",
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["a"],
            ["documents.key"],
        ),
        sa.ForeignKeyConstraint(
            ["b"],
            ["documents.key"],
        ),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_copies")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copies_b"), "copies", ["b"], unique=False)
    op.create_table(
        "links",
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("relation", sa.String(length=9), nullable=False),
        sa.Column("whole", sa.String(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False, comment="JSON"),
        sa.ForeignKeyConstraint(
            ["a"],
            ["claims.key"],
        ),
        sa.ForeignKeyConstraint(
            ["b"],
            ["claims.key"],
        ),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_links_b"), "links", ["b"], unique=False)
    op.create_table(
        "members",
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claims.key"],
        ),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_members")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_members_event"), "members", ["event"], unique=False)


def _judged() -> None:
    op.create_table(
        "judgements",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(length=9), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("made", sa.String(length=10), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("received", sa.String(length=32), nullable=False, comment="UTC"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_judgements")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feeds",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_feeds")),
        sqlite_with_rowid=False,
    )
