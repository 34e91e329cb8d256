"""Small facts that a record keeps about itself beside its tables, as JSON by their name: what was erased, how sensitive it is."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, delete, func, select

from dateline.record.inserts import insert
from dateline.record.schema import answers, judgements, remembered

T = TypeVar("T")
CHANGED = "changed"
"""Under which a record remembers how often something in it was changed in its place."""


def recalled(connection: Connection, name: str, kind: type[T]) -> T | None:
    """The fact of a name; None when there is none."""
    found = connection.execute(select(remembered.c.value).where(remembered.c.name == name)).scalar()
    return None if found is None else msgspec.json.decode(found, type=kind)


def noted(connection: Connection, name: str, value: object) -> None:
    """Keep a fact in the place of an earlier one of its name."""
    connection.execute(delete(remembered).where(remembered.c.name == name))
    insert(
        connection, remembered, [{"name": name, "value": msgspec.json.encode(value, order="deterministic").decode()}]
    )


def note_change(connection: Connection) -> None:
    """Say that rows were changed in their place or made anew, which no number of documents or judgements tells. Answers that were made of
    them go: they may hold words that were to go."""
    connection.execute(delete(answers))
    noted(connection, CHANGED, changes_noted(connection) + 1)


def changes_noted(connection: Connection) -> int:
    """How often that was."""
    return recalled(connection, CHANGED, int) or 0


class Upheld(NamedTuple):
    """What stays the same for as long as an answer can be brought up to what came in: how many judgements there are, when the last
    came, and how often something was changed in its place."""

    judgements: int
    judged: str
    changes: int


def upheld(connection: Connection) -> Upheld:
    """The judgements and changes of a record as they stand."""
    judged = connection.execute(select(func.count(), func.max(judgements.c.received)).select_from(judgements)).one()
    return Upheld(judged[0], judged[1] or "", changes_noted(connection))
