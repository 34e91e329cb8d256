"""Answers about whole records keep what they were worked out from, and the record which events and documents each write touched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """To this schema; answers that are kept already stay as they are, and are worked out as a whole when something comes in."""
    told = "zlib, msgpack: what it was worked out from; null for what is worked out as a whole"
    op.add_column("answers", sa.Column("work", sa.LargeBinary(), nullable=True, comment=told))
    op.create_table(
        "touched",
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False, comment="number of the write"),
        sa.Column(
            "kind", sa.String(length=8), nullable=False, comment="event or document; all for a write of too many"
        ),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("turn", "kind", "key", name=op.f("pk_touched")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Back to answers that are worked out anew whenever something comes in."""
    op.drop_table("touched")
    op.drop_column("answers", "work")
