"""How sensitive a record is, in a word that travels with all that leaves it: the levels of humanitarian information sharing protocols."""

from __future__ import annotations

from sqlalchemy import delete, select

from dateline.errors import OptionError
from dateline.record.joining import insert
from dateline.record.schema import remembered
from dateline.record.store import Store

NAME = "sensitivity"  # under which it is remembered
LEVELS = ("public", "restricted", "confidential", "strictly confidential")
"""From the least to the most sensitive."""


def of(record: Store) -> str:
    """The level of a record; "" where nobody has said."""
    with record.reading() as connection:
        return connection.execute(select(remembered.c.value).where(remembered.c.name == NAME)).scalar() or ""


def mark(record: Store, level: str) -> None:
    """Say how sensitive a record is; "" takes it back. Raises OptionError for a level that is none."""
    if level and level not in LEVELS:
        raise OptionError(f"{level!r} is no level", where="sensitivity", remedy=f"give one of {', '.join(LEVELS)}")
    with record.writing() as connection:
        connection.execute(delete(remembered).where(remembered.c.name == NAME))
        insert(connection, remembered, [{"name": NAME, "value": level}] if level else [])
