"""What is kept for every day of what was known is what would be worked out from claims and links."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from dateline.errors import OptionError
from dateline.record import engine, event_rows, schema, versions
from dateline.record.erasure import erase
from dateline.record.keeping import reduced
from dateline.record.queries import boards, kept_answers, standing
from dateline.record.queries.answers import Answers, mark_of
from dateline.record.queries.control import control
from dateline.record.queries.increments.answer import worked_on
from dateline.record.queries.increments.work import Work, packed, unpacked, work_of
from dateline.record.record import Record
from dateline.record.upkeep import check
from dateline.record.view import Asked, View
from dateline.types import Reading

DAYS = tuple(f"2019-01-{day:02d}" for day in range(1, 24))
LATE = "9999-12-31"
SIZE = 32


def made(seed: int) -> list[Reading]:
    """Made-up readings of two countries over a few days, in no order."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "bench" / "tools"))
    import newsroom

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(newsroom, "TOWNS", 4)
        patch.setattr(newsroom, "A_DAY", 10)
        patch.setattr(newsroom, "COUNTRIES", {"SO": "SOM", "SD": "SDN"})
        found = list(newsroom.Newsroom(seed).readings(SIZE))
    random.Random(seed).shuffle(found)
    return found


def keys(record: Record, column: Any, *only: Any) -> list[str]:
    with record.reading() as connection:
        return sorted(key for (key,) in connection.execute(select(column).where(*only)))


def judge(record: Record, chance: random.Random) -> None:
    """A judgement of something that is there, of some day; none where there is nothing to judge."""
    bases, said = keys(record, schema.claims.c.base, schema.claims.c.kind == "claim"), record.judgements()
    verdicts = ["retract", *["drop", "correct"] * bool(bases), *["same", "different"] * (len(bases) > 1)]
    verdict = chance.choice(verdicts + ["undo"] * bool(said))
    if verdict in {"same", "different"}:
        subjects = chance.sample(bases, 2)
    elif verdict == "undo":
        subjects = [chance.choice(said).key]
    else:
        subjects = [chance.choice(bases if verdict != "retract" else keys(record, schema.documents.c.key))]
    field = {"field": "type", "value": "AID"} if verdict == "correct" else {}
    try:
        record.judge(verdict, *subjects, by="ana", date=chance.choice(DAYS), **field)  # type: ignore[arg-type]
    except OptionError as error:
        if "there is no" not in error.what:  # a claim that was dropped stands no longer
            raise


def filled(path: Path, seed: int) -> Record:
    """A record of readings that came in batches, out of order, with judgements between them."""
    chance, left = random.Random(seed), made(seed)
    record = Record(path, create=True)
    while left:
        number = chance.randint(1, 12)
        record.add(left[:number])
        left = left[number:]
        judge(record, chance)
    return record


def questions(chance: random.Random, places: list[str], actors: list[str], number: int) -> Iterator[tuple[str, Asked]]:
    narrow: tuple[dict[str, str], ...] = (
        {}, {}, {"place": chance.choice(places)}, {"actor": chance.choice(actors)}, {"type": "ASSAULT"}, {"place": chance.choice(places)},
        {"since": DAYS[3], "until": DAYS[7]},
    )  # fmt: skip
    for at in range(number):
        day = chance.choice(DAYS)
        known, judged = chance.choice((day, day, DAYS[11], None)), chance.choice((None, None, LATE, DAYS[8]))
        yield day, Asked(known_by=known, judged_by=judged, **narrow[at % len(narrow)])


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_what_is_kept_is_what_would_be_worked_out(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    with filled(tmp_path_factory.mktemp("past") / "a.db", seed) as record:
        places, actors = (
            keys(record, schema.facets.c.value, schema.facets.c.kind == kind) for kind in ("place", "actor")
        )
        with record.reading() as connection:
            assert versions.wrong(connection) == versions.Changed()
            assert event_rows.wrong(connection) == 0
            for day in (None, *chance.sample(DAYS, 2)):
                for judged in (None, LATE, DAYS[9]):
                    kept, worked_out = (View(connection, day, judged_by=judged, stored=how) for how in (True, False))
                    wanted = worked_out.matching(Asked())
                    assert kept.happenings(wanted) == worked_out.happenings(wanted)
                    assert kept.series is None or control(kept, day or DAYS[-1]) == control(worked_out, day or DAYS[-1])
            for day, asked in questions(chance, places, actors, 7):
                assert standing.as_of(connection, day, asked) == standing.as_of(connection, day, asked, stored=False), (
                    day,
                    asked,
                )


AS_OF = standing.as_of
NARROW: tuple[dict[str, str], ...] = (
    {"place": "Somalia"}, {"place": "SD"}, {"place": "Mogadishu"}, {"place": "Omdurman"}, {"actor": "made.som"}, {"actor": "police"},
    {"type": "ASSAULT"}, {"since": DAYS[2], "until": DAYS[6]}, {"place": "Sudan", "type": "ASSAULT"},
)  # fmt: skip
"""Questions for some claims only."""


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The days whose answers had to be worked out, as they are."""
    days: list[str] = []

    def counting(connection: Any, day: str, wanted: Asked, **how: bool) -> Any:
        days.append(day)
        return AS_OF(connection, day, wanted, **how)

    monkeypatch.setattr(standing, "as_of", counting)
    return days


def test_an_answer_is_good_until_something_comes_in_that_was_known_by_its_day(
    tmp_path: Path, worked_out: list[str]
) -> None:
    some = sorted(made(5), key=lambda one: one.document.published or "")
    day = some[SIZE // 2].document.published or ""
    by_then = [one for one in some if (one.document.published or "") <= day]
    later = some[len(by_then) :]
    assert later

    def is_worked_out(record: Record) -> bool:
        before = len(worked_out)
        found = record.as_of(day)
        with record.reading() as connection:
            assert found == AS_OF(connection, day, Asked(known_by=day), stored=False)
        return len(worked_out) > before

    with Record(tmp_path / "a.db", create=True) as record:
        record.add(by_then[1:])
        assert is_worked_out(record)
        assert not is_worked_out(record)
        record.add(later)  # as news comes in
        assert not is_worked_out(record)
        record.add(by_then[:1])  # late
        assert is_worked_out(record)
        assert not is_worked_out(record)
        record.judge("retract", keys(record, schema.documents.c.key)[0], by="ana", date=DAYS[0])
        assert is_worked_out(record)
        assert not is_worked_out(record)
        assert record.as_of(day, place="nowhere") != record.as_of(day)
    with Record(tmp_path / "a.db") as record:
        assert is_worked_out(record)


def test_a_large_answer_outlasts_the_process_until_something_else_is_known_by_its_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked_out: list[str]
) -> None:
    def asked_anew(day: str) -> bool:
        """Of another process: whether it had to be worked out."""
        before = len(worked_out)
        with Record(tmp_path / "a.db") as record, record.reading() as connection:
            assert record.as_of(day) == AS_OF(connection, day, Asked(known_by=day), stored=False)
            assert record.as_of(day) == record.as_of(day, known_by=day)
        return len(worked_out) > before

    some = sorted(made(5), key=lambda one: one.document.published or "")
    day = some[SIZE // 2].document.published or ""
    with Record(tmp_path / "a.db", create=True) as record:
        record.add(some[1:])
        assert asked_anew(day)
        assert asked_anew(day), "a small answer is worked out each time"
        monkeypatch.setattr(kept_answers, "LARGE", 1)
        with record.writing():
            assert asked_anew(day), "nobody waits for another program that writes"
        assert asked_anew(day)
        assert not asked_anew(day)
        record.add(some[:1])
        assert not asked_anew(day), "it is brought up to what came in"
        with record.writing() as connection:
            connection.execute(schema.answers.update().values(body=b"broken"))
        assert asked_anew(day)
        assert not asked_anew(day)
        monkeypatch.setattr(kept_answers, "ROWS", 120)
        for other in DAYS[:15]:
            record.as_of(other)
            with record.reading() as connection:
                assert sum(connection.scalars(select(schema.answers.c.rows))) <= 120
        assert reduced(record, LATE, "offsets")
        assert keys(record, schema.answers.c.key) == [], "no word outlives its dispatch"
        assert asked_anew(day)
        held, state = keys(record, schema.answers.c.key), record.as_of(day)
        assert not kept_answers.keep(record.engine, LATE, Asked(), (1, 0, "", 0), state), "worked out before words went"
        assert keys(record, schema.answers.c.key) == held


def other(reading: Reading, chance: random.Random) -> Reading:
    """A reading that may have no date, and counts people driven out in place of others."""
    replace, what = msgspec.structs.replace, chance.choice(("killed", "displaced", "injured"))
    document = replace(reading.document, published=None) if chance.random() < 0.1 else reading.document
    claims = tuple(replace(one, counts=tuple(replace(x, what=what) for x in one.counts)) for one in reading.claims)
    figures = tuple(replace(one, what=what, place=chance.choice((one.place, ()))) for one in reading.figures)
    return replace(reading, document=document, claims=claims, figures=figures)


def worked_from(connection: Any, day: str, asked: Asked) -> Work:
    """What an answer was worked out from, as it lies in the record."""
    found: list[Work] = []
    state = standing.as_of(connection, day, asked, seen=lambda answer, state: found.append(work_of(answer, state)))
    return unpacked(packed(found[0]), state)


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_an_answer_brought_up_to_what_came_in_is_that_worked_out_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    left = [other(one, chance) for one in made(seed)]
    with Record(tmp_path_factory.mktemp("past") / "a.db", create=True) as record:
        record.add(left[:12])
        judge(record, chance)
        asked = [(day, Asked(known_by=chance.choice((day, None)))) for day in (chance.choice(DAYS[:8]), DAYS[8])]
        asked += [
            (day, Asked(known_by=chance.choice((day, None)), **chance.choice(NARROW)))
            for day in (DAYS[5], DAYS[8], DAYS[8])
        ]
        with record.reading() as connection:
            works = {one: worked_from(connection, *one) for one in asked}
        for at in range(12, SIZE, 5):
            record.add(left[at : at + 5])
            with record.reading() as connection:
                for one, work in works.items():
                    found = worked_on(connection, *one, work)
                    assert found is not None
                    assert found.state == standing.as_of(connection, *one), one
                    works[one] = found


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_answers_that_are_kept_are_those_worked_out_anew_whatever_came_between(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Dispatches in any order, judgements and their undoing, names that were erased, words that were taken out."""
    chance, left = random.Random(seed), made(seed)
    chosen = [{}, *chance.sample(NARROW, 3)]
    with pytest.MonkeyPatch.context() as patch, Record(tmp_path_factory.mktemp("past") / "a.db", create=True) as record:
        patch.setattr(kept_answers, "LARGE", 1)
        record.add(left[:8])
        for at in range(8, SIZE, 6):
            for day, narrow in zip(DAYS[5:9], chosen, strict=True):
                found = record.as_of(day, **narrow)
                with record.reading() as connection:
                    assert found == AS_OF(connection, day, Asked(known_by=day, **narrow)), (day, narrow)
                    known = select(func.count()).where(schema.documents.c.known <= day)
                    assert mark_of(connection, day).documents == connection.scalar(known)
            _ = [judge(record, chance)] if chance.random() < 0.3 else []
            record.add(left[at : at + 6])
            _ = [erase(record, [chance.choice(("police", "governor"))])] if chance.random() < 0.2 else []
            _ = [reduced(record, chance.choice(DAYS), "snippets")] if chance.random() < 0.2 else []


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_a_board_brought_on_is_that_made_anew(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """To what came in and to later days, with judgements between; of an earlier day it is made anew and the later one stays kept."""
    chance, left = random.Random(seed), made(seed)
    brought, late = 0, 0
    with (
        pytest.MonkeyPatch.context() as patch,
        Record(tmp_path_factory.mktemp("board") / "a.db", create=True) as record,
    ):
        patch.setattr(boards, "WORTH", 1)
        among = boards.among

        def counting(*told: Any) -> Any:
            nonlocal brought
            brought += 1
            return among(*told)

        patch.setattr(boards, "among", counting)
        day = 0
        while left:
            number = chance.randint(1, 6)
            record.add(left[:number])
            left = left[number:]
            if chance.random() < 0.2:
                judge(record, chance)
            for _ in range(2):
                day = min(day + chance.choice((0, 0, 1, 3)), len(DAYS) - 1)
                asked = DAYS[chance.choice((day, day, day, max(0, day - 4)))]
                with record.reading() as connection:
                    anew = control(View(connection, asked, judged_by=LATE), asked)
                    assert boards.board(connection, asked, record.engine) == anew
                late += bool(anew)
    assert brought > 2
    assert late > 2


def test_few_rows_of_answers_are_kept(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", 3) as record, record.reading() as connection:
        answers = Answers(rows=60)
        for day in DAYS:
            asked = Asked(known_by=day)
            assert answers.as_of(connection, day, asked) == standing.as_of(connection, day, asked)
        assert sum(size for _, _, size in answers._kept.values()) <= 60
        assert answers._kept


def test_rows_of_earlier_days_are_checked_and_mended(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", 3) as record:
        assert check(record) == []
        with record.writing() as connection:
            connection.execute(schema.memberships.update().values(until=DAYS[5]))
        assert [one.where for one in check(record)] == ["memberships"]
        assert all(one.mended for one in check(record, repair=True))
        assert check(record) == []


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_a_record_is_the_same_in_whatever_order_it_came(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Readings and judgements, some of which count from before what they undo, in another order and other batches."""
    folder, chance = tmp_path_factory.mktemp("orders"), random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "now", lambda *_: "2026-01-01T00:00:00+00:00")
        with filled(folder / "a.db", seed) as record:
            came, whole = [*made(seed), *record.judgements()], record.dump()
        chance.shuffle(came)
        with Record(folder / "b.db", create=True) as other:
            for one in came:
                if isinstance(one, Reading):
                    other.add([one])
                else:
                    other.keep_judgement(one, strict=False)
            assert other.dump() == whole
