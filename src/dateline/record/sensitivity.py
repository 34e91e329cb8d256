"""How sensitive a record is, in a word that travels with all that leaves it: the levels of humanitarian information sharing protocols."""

from __future__ import annotations

from dateline.errors import OptionError
from dateline.record.remembering import noted, recalled
from dateline.record.store import Store

NAME = "sensitivity"  # under which it is remembered
LEVELS = ("public", "restricted", "confidential", "strictly confidential")
"""From the least to the most sensitive."""


def of(record: Store) -> str:
    """The level of a record; "" where nobody has said."""
    with record.reading() as connection:
        return recalled(connection, NAME, str) or ""


def raised(record: Store, level: str) -> None:
    """Let the more sensitive of what a record says and what comes into it hold."""
    here = of(record)
    if level in LEVELS and (not here or LEVELS.index(level) > LEVELS.index(here)):
        mark(record, level)


def mark(record: Store, level: str) -> None:
    """Say how sensitive a record is; "" takes it back. Raises OptionError for a level that is none."""
    if level and level not in LEVELS:
        raise OptionError(f"{level!r} is no level", where="sensitivity", remedy=f"give one of {', '.join(LEVELS)}")
    with record.writing() as connection:
        noted(connection, NAME, level)
