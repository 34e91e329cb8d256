"""Rows that hold from a day of what was known until another."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

LATE = "9999-12-31"
"""No day that anything is known on: until then a row holds for good."""
BOTH, THEN, ALL = "", "then", "all"
"""Rows that hold with whatever judgements, with those of the day, with all of them."""


def valid(table: Any, day: str, series: str) -> ColumnElement[bool]:
    """The rows of a table that hold on a day; ``series``: THEN or ALL."""
    found: ColumnElement[bool] = (table.c.since <= day) & (table.c.until > day) & table.c.judged.in_((BOTH, series))
    return found
