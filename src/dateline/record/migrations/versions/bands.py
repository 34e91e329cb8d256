"""Bands of documents lie by the day they were published, so that copies are looked for among those of their weeks alone; and indexes of
the few claims and links that answers need among the many: lines and control statements, parts of a whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
TABLE, FORMER = "document_blocks", "former_blocks"
LINES, PARTS = "kind <> 'claim'", "relation = 'part'"
INDEXES = (
    ("ix_claims_lines", "claims", ["key"], LINES),
    ("ix_links_parts_a", "links", ["a", "whole"], PARTS),
    ("ix_links_parts_b", "links", ["b", "whole"], PARTS),
)


def upgrade() -> None:
    """To this schema, with what the record holds already."""
    day = sa.Column("published", sa.String(length=10), nullable=False, comment="day of its document; empty for none")
    _made_anew(
        [day],
        "INSERT INTO document_blocks (block, published, document) "
        "SELECT former_blocks.block, COALESCE(documents.published, ''), documents.key "
        "FROM former_blocks JOIN documents ON documents.key = former_blocks.document ORDER BY 1, 2, 3",
    )
    for name, table, columns, only in INDEXES:
        op.create_index(name, table, columns, sqlite_where=sa.text(only), postgresql_where=sa.text(only))


def downgrade() -> None:
    """Back to bands alone."""
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table_name=table)
    _made_anew(
        [], "INSERT INTO document_blocks (block, document) SELECT block, document FROM former_blocks ORDER BY 1, 2"
    )


def _made_anew(days: list[sa.Column[str]], fill: str) -> None:
    """The table with these columns between its block and its document, filled from what was in it."""
    connection = op.get_bind()
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {FORMER} AS SELECT block, document FROM {TABLE}")
    op.drop_table(TABLE)
    op.create_table(
        TABLE,
        sa.Column("block", sa.String(), nullable=False),
        *days,
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("block", *(one.name for one in days), "document", name=op.f(f"pk_{TABLE}")),
        sqlite_with_rowid=False,
    )
    connection.exec_driver_sql(fill)
    connection.exec_driver_sql(f"DROP TABLE {FORMER}")
