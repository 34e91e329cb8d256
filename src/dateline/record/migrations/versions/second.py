"""Judgements keep when they were entered, and in which order; a record keeps the rules it was joined by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """To this schema."""
    with op.batch_alter_table("judgements") as table:
        table.add_column(
            sa.Column(
                "at",
                sa.String(length=32),
                nullable=False,
                server_default="",
                comment="when it was entered, UTC; empty before it was kept",
            )
        )
        table.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="0", comment="order of entry"))
    op.create_table(
        "remembered",
        sa.Column("name", sa.String(length=16), nullable=False, comment="join: the rules of the joiner"),
        sa.Column("value", sa.Text(), nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_remembered")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Back to the first schema."""
    op.drop_table("remembered")
    with op.batch_alter_table("judgements") as table:
        table.drop_column("turn")
        table.drop_column("at")
