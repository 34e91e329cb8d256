"""The record as a whole, on both databases: what goes in comes out, whatever the order, as of any day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import database, few
from sqlalchemy import inspect, select

from dateline.errors import OptionError
from dateline.record import engine, schema, store
from dateline.record.judgements import signed
from dateline.record.queries import kept_answers, lists, standing
from dateline.record.record import Record
from dateline.record.rows import document_key
from dateline.record.types import Happening, Judgement
from dateline.record.upkeep import check
from dateline.record.view import Asked
from dateline.types import Reading

NUMBER = count()
DAYS = ("2024-02-08", "2024-02-09", "2024-02-10", "2024-02-12")
Address = Callable[[], str]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Gives the address of a new record with every call."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("records")
        yield lambda: str(folder / f"{next(NUMBER)}.db")
        return
    server = request.getfixturevalue("server")
    yield lambda: database(server, f"record{next(NUMBER)}")


@pytest.fixture(autouse=True)
def _one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "now", lambda *_: "2026-01-01T00:00:00+00:00")


def record_of(address: Address, *batches: list[Reading] | tuple[Reading, ...] | Judgement) -> str:
    """Address of a record that got these batches and judgements in turn."""
    where = address()
    with store.Store(where, create=True) as record:
        for batch in batches:
            if isinstance(batch, Judgement):
                record.keep_judgement(batch, strict=False)
            else:
                record.add(batch)
    return where


def dump(where: str) -> bytes:
    with store.Store(where) as record:
        return record.dump()


def happenings(where: str, **asked: str) -> list[Happening]:
    with store.Store(where) as record:
        return record.happenings(store.Asked(**asked))  # type: ignore[arg-type]


def without_clocks(found: list[Happening]) -> list[Happening]:
    def kept(one: Happening) -> Happening:
        bare = tuple(
            msgspec.structs.replace(k, document=msgspec.structs.replace(k.document, received="")) for k in one.kept
        )
        return msgspec.structs.replace(one, kept=bare)

    return [kept(one) for one in found]


def judged(verdict: str, *subjects: str, made: str = "2027-03-01", **more: str) -> Judgement:
    return signed(verdict, subjects, made=made, by="editor", **more)


@pytest.fixture(scope="module")
def full(address: Address) -> str:
    return record_of(address, few())


def test_what_was_read_is_kept(full: str) -> None:
    with store.Store(full) as record:
        kept = {one.key: one for one in record.kept()}
        happened = record.happenings()
    later = document_key(few()[-1].document)
    former = document_key(few()[1].document)
    for reading in few():
        key = document_key(reading.document)
        for claim in (*reading.claims, *reading.controls):
            found = kept.get(f"{key}.{claim.id}")
            assert (found is None) is (key == former), claim
            if found:
                assert found.claim == msgspec.structs.replace(claim, steps=())
                assert found.sentence == reading.document.text[claim.sentence.start : claim.sentence.end]
    assert any(key.startswith(later) for key in kept)
    joined = [one.key for happening in happened for one in happening.kept]
    assert sorted(joined) == sorted(key for key, one in kept.items() if one.event)
    assert any(len(happening.kept) > 1 for happening in happened)


def test_adding_again_changes_nothing(full: str) -> None:
    before = dump(full)
    with store.Store(full) as record:
        assert record.add(few()) == store.Added(0, len(few()), 0)
        assert record.add([]) == store.Added()
        assert record.has([few()[0].document]) == {document_key(few()[0].document)}
    assert dump(full) == before


@pytest.mark.slow
@settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(13)), cuts=st.sets(st.integers(1, 12)))
def test_order_and_batches_do_not_matter(address: Address, full: str, order: list[int], cuts: set[int]) -> None:
    bounds = [0, *sorted(cuts), len(order)]
    batches = [[few()[at] for at in order[a:b]] for a, b in pairwise(bounds)]
    assert dump(record_of(address, *batches)) == dump(full)


@pytest.mark.parametrize("day", DAYS)
def test_as_of_a_day_is_what_was_known_then(address: Address, full: str, day: str) -> None:
    by_then = [one for one in few() if (one.document.published or "9") <= day]
    assert 0 < len(by_then) < len(few())
    partial = record_of(address, by_then)
    assert without_clocks(happenings(full, known_by=day)) == without_clocks(happenings(partial))
    with store.Store(full) as all_, store.Store(partial) as some:
        asked = store.Asked(known_by=day)
        assert {(one.key, one.event) for one in all_.kept(asked)} == {(one.key, one.event) for one in some.kept()}


def test_a_later_version_replaces_the_former_from_its_day_on(full: str) -> None:
    former, later = (document_key(few()[at].document) for at in (1, -1))
    for day, there, gone in (("2024-02-09", former, later), ("2024-02-10", later, former)):
        found = {one.document.key for happening in happenings(full, known_by=day) for one in happening.kept}
        assert there in found
        assert gone not in found


def test_a_copy_names_what_it_copies(full: str) -> None:
    with store.Store(full) as record:
        leads = {one.document.id: one.document.lead for one in record.kept(store.Asked(known_by="2024-02-09"))}
    original, copied = (document_key(few()[at].document) for at in (1, -2))
    assert leads["copied"] in {original, copied}
    assert leads["kivu-2"] == leads["copied"]
    assert leads["kivu-1"] == document_key(few()[0].document)


def test_two_clocks(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    where = address()
    with store.Store(where, create=True) as record:
        for day, reading in (("2025-05-02", few()[0]), ("2025-05-01", few()[2])):
            monkeypatch.setattr(engine, "now", lambda *_, day=day: f"{day}T12:00:00+00:00")
            record.add([reading])

        def known(by: str, clock: str) -> set[str]:
            return {one.document.id for one in record.kept(store.Asked(known_by=by, clock=clock))}  # type: ignore[arg-type]

        assert known("2024-02-08", "published") == {"kivu-1"}
        assert known("2024-02-12", "published") == {"kivu-1", "kivu-3"}
        assert known("2025-05-01", "received") == {"kivu-3"}
        assert known("2025-05-02", "received") == {"kivu-1", "kivu-3"}
        assert known("2024-12-31", "received") == set()


def a_pair(found: list[Happening], *, joined: bool) -> tuple[str, str]:
    """Claims of two dispatches, in one event or in two."""
    whole = next(one for one in found if len({kept.document.id for kept in one.kept}) > 1)
    if joined:
        first = whole.kept[0]
        return first.key, next(kept.key for kept in whole.kept if kept.document.id != first.document.id)
    other = next(one for one in found if one.key != whole.key)
    return whole.kept[0].key, other.kept[0].key


def event_of(found: list[Happening]) -> dict[str, str]:
    return {kept.key: happening.key for happening in found for kept in happening.kept}


@pytest.mark.slow
@pytest.mark.parametrize("verdict", ["same", "different", "unsure", "correct", "retract"])
def test_judgements_change_what_is_told_and_can_be_undone(address: Address, verdict: str) -> None:
    where = record_of(address, few())
    before = happenings(where)
    a, b = a_pair(before, joined=verdict != "same")
    subjects = {"correct": (a,), "retract": (a.partition(".")[0],)}.get(verdict, (a, b))
    more = {"field": "type", "value": '"MOBILIZE"', "note": "misread"} if verdict == "correct" else {}
    judgement = judged(verdict, *subjects, **more)
    with store.Store(where) as record:
        assert record.keep_judgement(judgement)
        assert not record.keep_judgement(judgement)
        assert record.judgements() == [judgement]
    after = happenings(where)
    told = event_of(after)
    if verdict in {"same", "different"}:
        assert (told[a] == told[b]) is (verdict == "same")
    elif verdict == "correct":
        assert a not in told
        (found,) = (k for one in after for k in one.kept if k.key.startswith(a))
        assert found.claim.type == "MOBILIZE"  # type: ignore[union-attr]
    elif verdict == "retract":
        assert not any(key.startswith(subjects[0]) for key in told)
    else:
        assert after == before
    assert happenings(where, known_by="2027-02-28") == before
    with store.Store(where) as record:
        assert record.keep_judgement(judged("undo", judgement.key, made="2027-03-02"))
    assert happenings(where) == before
    assert happenings(where, known_by="2027-03-01") == after


@pytest.mark.slow
def test_judgements_may_come_before_what_they_speak_of(address: Address, full: str) -> None:
    found = happenings(full)
    a, b = a_pair(found, joined=True)
    c, d = a_pair(found, joined=False)
    spoken = [
        judged("different", a, b), judged("same", c, d), judged("retract", document_key(few()[4].document)),
        judged("correct", b, field="polarity", value='"-"'),
        judged("correct", b, field="type", value='"AID"', made="2027-03-03"),
    ]  # fmt: skip
    spoken.append(judged("undo", spoken[0].key, made="2027-03-05"))
    after = dump(record_of(address, few(), *spoken))
    assert dump(record_of(address, *spoken, few())) == after
    assert dump(record_of(address, few()[:6], *reversed(spoken), few()[6:])) == after
    assert after != dump(full)


def test_a_judgement_needs_what_it_speaks_of(full: str) -> None:
    before = dump(full)
    key = a_pair(happenings(full), joined=True)[0]
    wrong = [
        judged("same", "0000.a", "0000.b"), judged("retract", "0000"), judged("undo", "0000"),
        judged("correct", key, field="polarity", value='"maybe"'), judged("correct", key, field="steps", value="[]"),
    ]  # fmt: skip
    with store.Store(full) as record:
        for judgement in wrong:
            with pytest.raises(OptionError):
                record.keep_judgement(judgement)
    assert dump(full) == before


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"place": "Nyala"}, {"nyala-1", "nyala-2", "nyala-3", "nyala-4", "nyala-5"}),
        ({"place": "Goma", "until": "2024-01-01"}, set()),
        ({"place": "Atlantis"}, set()),
        ({"actor": "M23"}, {"kivu-1", "kivu-2", "copied", "kivu-3", "kivu-4"}),
    ],
)
def test_questions_narrow(full: str, asked: dict[str, str], ids: set[str]) -> None:
    with store.Store(full) as record:
        found = {one.document.id for one in record.kept(store.Asked(**asked))}  # type: ignore[arg-type]
    assert found <= ids
    assert bool(found) is bool(ids)


def test_the_latest_events_are_left(full: str) -> None:
    known = happenings(full)
    with store.Store(full) as record:
        some = record.happenings(store.Asked(limit=3))
    last = sorted(max(kept.document.known for kept in one.kept) for one in known)[-3:]
    assert sorted(max(kept.document.known for kept in one.kept) for one in some) == last
    assert all(one in known for one in some)


def test_the_schema_is_what_the_migrations_make(address: Address) -> None:
    made = engine.engine(address(), create=True)
    with made.connect() as connection:
        script = ScriptDirectory.from_config(engine.configuration(connection))
        assert script.get_heads() == [schema.REVISION]
        ours = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(schema.WORDS)}
        context = MigrationContext.configure(connection, opts=ours)
        assert context.get_current_revision() == schema.REVISION
        assert compare_metadata(context, schema.metadata) == []
    made.dispose()


def test_a_full_record_of_a_much_older_schema_is_brought_up_to_date(address: Address) -> None:
    where = record_of(address, few())
    whole = dump(where)
    older = engine.engine(where, create=False)
    with older.connect().execution_options(writes=True) as connection, connection.begin():
        command.downgrade(engine.configuration(connection), "0002")
        assert MigrationContext.configure(connection).get_current_revision() == "0002"
    older.dispose()
    with Record(where) as record, record.reading() as connection:
        named = {one["name"]: one["column_names"] for one in inspect(connection).get_indexes("documents")}
        assert named["ix_documents_outlet"] == ["outlet", "known", "identity"]
        assert sum(one.dispatches for one in lists.sources(connection)) == len(few())
        assert check(record) == []
    assert dump(where) == whole


def test_a_record_whose_bands_have_no_days_is_brought_up_to_date(address: Address) -> None:
    """As an older dateline made it: it holds the same once it is opened, and goes on as if it had always been so."""
    first, then = few()[:6], few()[6:]
    where = record_of(address, first)
    made = engine.engine(where, create=False)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        command.downgrade(engine.configuration(connection), "0006")
        assert "published" not in {one["name"] for one in inspect(connection).get_columns("document_blocks")}
    made.dispose()
    assert dump(where) == dump(record_of(address, first))
    with store.Store(where) as record:
        record.add(then)
    assert dump(where) == dump(record_of(address, few()))


def test_a_record_that_keeps_answers_alone_says_the_same_and_brings_them_up_to_what_comes_in(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_answers, "LARGE", 1)
    first, then = few()[:6], few()[6:]
    where, day = record_of(address, first), "2030-01-01"
    with Record(where) as record:
        said = record.as_of(day)
    made = engine.engine(where, create=False)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        command.downgrade(engine.configuration(connection), "0009")
        assert "work" not in {one["name"] for one in inspect(connection).get_columns("answers")}
    made.dispose()
    worked_out = standing.as_of
    with Record(where) as record:
        assert record.as_of(day) == said
        for some in (then[:1], then[1:]):
            record.add(some)
            with record.reading() as connection:
                assert record.as_of(day) == worked_out(connection, day, Asked(known_by=day)) != said
            monkeypatch.setattr(standing, "as_of", None)  # the first time alone: what is kept does not tell from what


def test_copies_are_found_among_dispatches_of_their_weeks_and_those_without_a_day(address: Address) -> None:
    """A month apart is near enough and more is not; a dispatch without a day may be a copy of any, whichever came first."""
    one, days = few()[0], ("2024-02-01", "2024-03-02", "2024-03-03", None)
    some = [
        msgspec.structs.replace(
            one, document=msgspec.structs.replace(one.document, published=day, id=f"on {day}", url=None, outlet=None)
        )
        for day in days
    ]
    keys = {document_key(one.document): day for one, day in zip(some, days, strict=True)}

    def near(*batches: list[Reading]) -> set[frozenset[str | None]]:
        with store.Store(record_of(address, *batches)) as record, record.reading() as connection:
            pairs = connection.execute(select(schema.copies.c.a, schema.copies.c.b)).all()
        return {frozenset((keys[a], keys[b])) for a, b in pairs}

    wanted = {frozenset(pair) for pair in ((days[0], days[1]), (days[1], days[2]), *((day, None) for day in days[:3]))}
    assert near(some) == near(*([one] for one in some)) == near(*([one] for one in reversed(some))) == wanted


@pytest.mark.slow
def test_both_databases_hold_the_same(tmp_path: Path, server: str) -> None:
    there = record_of(lambda: database(server, "same"), few())
    assert dump(there) == dump(record_of(lambda: str(tmp_path / "a.db"), few()))
