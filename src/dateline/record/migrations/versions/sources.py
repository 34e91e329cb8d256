"""What a list of outlets needs of each dispatch stands in an index, so that it is made without a look at the dispatches themselves."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
NAME, TABLE = "ix_documents_outlet", "documents"


def upgrade() -> None:
    """To this schema."""
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["outlet", "known", "identity"])


def downgrade() -> None:
    """Back to outlets alone."""
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["outlet"])
