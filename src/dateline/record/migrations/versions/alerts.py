"""Alerts, what they found, and what was sent of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """To this schema."""
    op.create_table(
        "alerts",
        _text("key", 16),
        _text("name"),
        _text("filter", comment="JSON: which events fit"),
        _text("webhook", comment="address; empty for none"),
        _text("secret", comment="what a webhook is signed with"),
        _text("each", 4, "new, or more: also when more is told of an event"),
        _number("paused", comment="1 where nothing is noticed"),
        _text("by"),
        _text("made", 32, "UTC"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alerts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_alerts_name"), "alerts", ["name"], unique=True)
    op.create_table(
        "alert_hits",
        _text("key", 32),
        _text("alert", 16),
        _text("entry", comment="claim that the event was first known by; the same however the event grows"),
        _text("event", comment="its key then"),
        _text("news", 4, "new or more"),
        _text("at", 32, "UTC"),
        _text("day", 10, "last day something was told of it"),
        _number("turn", "order"),
        _text("body", comment="JSON: the event as it was"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alert_hits")),
        sqlite_with_rowid=False,
    )
    for columns in (["alert", "turn"], ["alert", "entry"], ["day"]):
        op.create_index(op.f(f"ix_alert_hits_{'_'.join(columns)}"), "alert_hits", columns, unique=False)
    _deliveries()


def _deliveries() -> None:
    op.create_table(
        "alert_deliveries",
        _text("key", 32),
        _text("alert", 16),
        _text("kind", 16, "event.new, event.more or test"),
        _text("body", comment="JSON: what is sent, the same in every try"),
        _text("state", 8, "waiting, sent or failed"),
        _number("tries"),
        _text("at", 32, "UTC"),
        _text("next", 32, "UTC: not tried before"),
        _text("held", 32, "UTC: somebody is sending it until then; empty for nobody"),
        sa.Column("status", sa.Integer(), nullable=True),
        _text("said"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alert_deliveries")),
        sqlite_with_rowid=False,
    )
    for columns in (["state", "next"], ["alert", "at"]):
        op.create_index(op.f(f"ix_alert_deliveries_{'_'.join(columns)}"), "alert_deliveries", columns, unique=False)
    op.create_table(
        "alert_tries",
        _text("delivery", 32),
        _number("number"),
        _text("at", 32, "UTC"),
        sa.Column("status", sa.Integer(), nullable=True),
        _text("said"),
        sa.Column("took", sa.Integer(), nullable=True, comment="milliseconds"),
        sa.PrimaryKeyConstraint("delivery", "number", name=op.f("pk_alert_tries")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Without them."""
    for name in ("alert_tries", "alert_deliveries", "alert_hits", "alerts"):
        op.drop_table(name)


def _text(name: str, length: int | None = None, comment: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False, comment=comment)


def _number(name: str, comment: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, comment=comment)
