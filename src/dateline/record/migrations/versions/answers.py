"""Answers about whole records that took long are kept in the record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """To this schema; answers come as they are asked for."""
    op.create_table(
        "answers",
        sa.Column("key", sa.String(length=32), nullable=False, comment="hash of the question and of what answers it"),
        sa.Column(
            "mark", sa.Text(), nullable=False, comment="JSON: what the record held; another mark, another answer"
        ),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False, comment="UTC"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="zlib, JSON: states.State"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answers")),
    )


def downgrade() -> None:
    """Back to answers that are worked out by each process."""
    op.drop_table("answers")
