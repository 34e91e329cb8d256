"""No statement goes through a table that grows with the record, but for questions about all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from test_past import DAYS, made

from dateline.record import touches
from dateline.record.queries import events
from dateline.record.record import Record
from dateline.record.schema import metadata
from dateline.record.view import Asked

FEW = {"judgements", "alerts", "touched"}
"""Tables of which there are few rows, however large the record."""
SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
PARTIAL = {"ix_documents_undated"}
"""Indexes of the few rows that a statement asks for."""


def scans(record: Record, work: Callable[[Record], object]) -> set[str]:
    """The tables that the statements of some work go through from the first row to the last, by SQLite's own account."""
    found: set[str] = set()

    def explain(connection: Any, cursor: Any, statement: str, given: Any, context: Any, many: bool) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "DELETE", "UPDATE", "WITH")) or " LIMIT " in statement:
            return
        plan = cursor.connection.execute("EXPLAIN QUERY PLAN " + statement, given[0] if many else given).fetchall()
        told = (SCAN.match(row[3]) for row in plan)
        found.update(one[1] for one in told if one is not None and one[2] not in PARTIAL)

    event.listen(record.engine, "before_cursor_execute", explain)
    work(record)
    event.remove(record.engine, "before_cursor_execute", explain)
    return found & metadata.tables.keys() - FEW


def look(record: Record) -> None:
    """All of one event."""
    found = record.happenings(Asked(limit=1))
    record.event(found[0].key)
    record.rivals(found[0].key)


def page(record: Record) -> None:
    with record.reading() as connection:
        events.page(connection, events.Filter(place="Somalia"))


QUESTIONS: dict[str, Callable[[Record], object]] = {
    "as-of of a place": lambda record: record.as_of(DAYS[5], place="Somalia"),
    "as-of of an actor": lambda record: record.as_of(DAYS[5], actor="made.som"),
    "events of a place": lambda record: record.happenings(Asked(place="Somalia", limit=5)),
    "events of a place by what was known": lambda record: record.happenings(Asked(DAYS[5], place="Somalia", limit=5)),
    "one event": look,
    "a page of events of a place": page,
    "taking in": lambda record: record.add(made(1)[18:24]),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Record(tmp_path_factory.mktemp("scans") / "a.db", create=True) as record:
        record.add(made(1)[:16])
        record.as_of(DAYS[5])  # days are counted once a process
        yield record


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_about_a_part_goes_through_no_table(record: Record, question: str) -> None:
    assert scans(record, QUESTIONS[question]) == set()


def test_a_question_about_everything_is_seen_to_go_through_tables(record: Record) -> None:
    assert "event_states" in scans(record, lambda record: record.as_of(DAYS[7]))


def test_the_log_of_what_was_touched_does_not_grow(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touches, "KEPT", 5)
    monkeypatch.setattr(touches, "EVERY", 2)
    with record.writing() as connection:
        for number in range(8):
            touches.note(connection, [f"{number}.0a", f"{number}.0b"], [])
        assert connection.exec_driver_sql("SELECT count(*) FROM touched").scalar() <= 5 + 2 * 2
        assert touches.since(connection, 0) is None, "what is forgotten is not told as nothing"
