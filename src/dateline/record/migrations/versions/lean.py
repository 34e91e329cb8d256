"""Leaner rows: documents and claims as tables with room for several rows in a page, features packed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from dateline.record import claim_features, document_features
from dateline.record.packing import BROKEN
from dateline.record.schema import claims, documents

revision = "0005"
down_revision = "0004"
COMMENTS = (
    ("documents", "profile", "what the joiner knows of the document; see document_features"),
    ("claims", "telling", "what the joiner knows of the claim; null for control statements"),
)
"""What lies in columns, as PostgreSQL keeps it."""
BATCH = 1000  # rows changed at once


def upgrade() -> None:
    """To this schema."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for name in ("documents", "claims"):
            _rebuilt(connection, name, with_rowid=True)
    else:
        for table, column, comment in COMMENTS:
            kind = sa.LargeBinary()
            op.alter_column(table, column, comment=comment, existing_type=kind, existing_nullable=column == "telling")
    _packed(
        connection,
        documents.c.key,
        documents.c.profile,
        lambda data: document_features.encoded(document_features.decoded(data)),
    )
    _packed(
        connection, claims.c.key, claims.c.telling, lambda data: claim_features.encoded(claim_features.decoded(data))
    )


def downgrade() -> None:
    """Back to rows in the tree of their keys; what is packed stays so."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for name in ("documents", "claims"):
            _rebuilt(connection, name, with_rowid=False)


def _rebuilt(connection: sa.Connection, name: str, *, with_rowid: bool) -> None:
    """The same table with or without row ids: of those without, a row longer than a quarter of a page takes a page of its own."""
    known = "SELECT sql FROM sqlite_master WHERE tbl_name = :name AND type = :type AND sql IS NOT NULL"
    sql = connection.execute(sa.text(known), {"name": name, "type": "table"}).scalar_one()
    indexes = list(connection.execute(sa.text(known), {"name": name, "type": "index"}).scalars())
    bare = re.sub(r"\s+WITHOUT ROWID\s*$", "", sql)
    made = re.sub(rf'^CREATE TABLE "?{name}"?', f"CREATE TABLE {name}_anew", bare, count=1)
    connection.exec_driver_sql(made if with_rowid else f"{made} WITHOUT ROWID")
    connection.exec_driver_sql(f"INSERT INTO {name}_anew SELECT * FROM {name} ORDER BY key")
    connection.exec_driver_sql(f"DROP TABLE {name}")
    connection.exec_driver_sql(f"ALTER TABLE {name}_anew RENAME TO {name}")
    for index in indexes:
        connection.exec_driver_sql(index)


def _packed(connection: sa.Connection, key: Any, column: Any, pack: Callable[[bytes], bytes]) -> None:
    """A column packed anew, row by row; a broken value stays as it is, for ``record check`` to tell."""
    keys = [one for (one,) in connection.execute(sa.select(key).where(column.is_not(None)).order_by(key))]
    change = sa.update(key.table).where(key == sa.bindparam("of")).values({column.name: sa.bindparam("data")})
    for at in range(0, len(keys), BATCH):
        rows = connection.execute(sa.select(key, column).where(key.in_(keys[at : at + BATCH]))).all()
        changed = []
        for of, data in rows:
            try:
                changed.append({"of": of, "data": pack(data)})
            except BROKEN:
                continue
        if changed:
            connection.execute(change, changed)
