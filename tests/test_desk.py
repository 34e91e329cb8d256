"""The desk through its application: what pages and API answer, what they refuse, what stays."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

pytest.importorskip("starlette", reason="the desk needs the extra serve")
pytest.importorskip("httpx", reason="the test client needs httpx")

from alembic import command
from markupsafe import escape
from records import few, file_of_few
from sqlalchemy import inspect, select
from starlette.testclient import TestClient

from dateline.desk.app import PAGES, application, view
from dateline.desk.mapping import drawn
from dateline.desk.readying import FIRST, WINDOWS, ready
from dateline.desk.render import _Kept
from dateline.desk.settings import Answers, Settings
from dateline.desk.veil import veiled
from dateline.desk.views import maps, today
from dateline.desk.views.event import matrix
from dateline.desk.views.events import cell
from dateline.desk.views.review import GOLD
from dateline.errors import RecordError, many
from dateline.faces import templating
from dateline.faces.cli import run
from dateline.record import engine as engines
from dateline.record import search_index, sensitivity
from dateline.record.erasure import erase
from dateline.record.event_rows import _figures, facet_rows, row_of
from dateline.record.keeping import reduced
from dateline.record.privacy import is_private
from dateline.record.queries import events as queries
from dateline.record.queries import lists
from dateline.record.queries.actor import parts, portrait
from dateline.record.queries.changes import changes, due
from dateline.record.queries.filters import Card
from dateline.record.queries.outlet import corrections
from dateline.record.queries.review import alpha
from dateline.record.record import Record
from dateline.record.schema import documents, event_facets, events, facets
from dateline.record.settling import Setting, place
from dateline.record.state.attribution import outlets_of, speaker
from dateline.record.state.tolls import tolls
from dateline.record.states import Toll
from dateline.record.store import Store
from dateline.record.upkeep import check
from dateline.record.view import View
from dateline.types import Claim, Party, Place, Span

pytestmark = pytest.mark.filterwarnings("ignore::starlette.exceptions.StarletteDeprecationWarning")
HOSTILE = """KINSHASA, Feb 6, 2024 (Test) - Rebels attacked Goma on Monday, killing <script>alert(1)</script> three people, the army
said. "<img src=x onerror=alert(2)>" \u202ereversed\u202c zero\u200bwidth </div></body> {{ 7 * 7191 }} {% raw %}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "record.sqlite"
    path.write_bytes(file_of_few())
    return path


@pytest.fixture
def address(made: Path, tmp_path: Path) -> str:
    path = tmp_path / "record.sqlite"
    path.write_bytes(made.read_bytes())
    return str(path)


@pytest.fixture
def desk(address: str) -> Iterator[TestClient]:
    with TestClient(application(Settings(address)), follow_redirects=False) as client:
        yield client


def test_how_sensitive_the_record_is_travels_with_every_answer(desk: TestClient) -> None:
    record = desk.app.state.desk.record  # type: ignore[attr-defined]
    assert "x-sensitivity" not in desk.get("/api/v1/events").headers
    sensitivity.mark(record, "restricted")
    try:
        for path in ("/", "/events.csv", "/api/v1/events"):
            assert desk.get(path).headers["x-sensitivity"] == "restricted"
    finally:
        sensitivity.mark(record, "")


def form(client: TestClient, path: str, values: dict[str, Any], **more: Any) -> Any:
    client.get("/bring")
    return client.post(path, data={"csrf": client.cookies["dateline-csrf"], **values}, **more)


def listed(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/events", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["events"]
    return found


def brought_in(client: TestClient, answer: Any) -> dict[str, Any]:
    assert answer.status_code == 303, answer.text
    job = answer.headers["location"].rpartition("/")[2]
    for _ in range(600):
        found: dict[str, Any] = client.get(f"/api/v1/ingest/{job}").json()
        if found["state"] in {"done", "failed"}:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not end")


@pytest.mark.parametrize(
    "path", [path for path, _ in PAGES if "{" not in path and "." not in path and path not in {"/source", "/actor"}]
)
def test_every_view_opens_and_holds_no_script_or_style_of_its_own(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<h1>" in answer.text
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", answer.text) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', answer.text) == []


def test_pages_of_one_thing_open(desk: TestClient) -> None:
    key = listed(desk, sort="sources", limit=1)[0]["key"]
    event, dispatch = desk.get(f"/event/{key}"), desk.get(f"/dispatch/{key.partition('.')[0]}")
    assert "Who says what" in event.text
    assert 'class="piece event"' in dispatch.text
    assert desk.get("/source", params={"name": few()[0].document.outlet}).status_code == 200


def test_a_province_finds_what_happened_in_its_towns(desk: TestClient) -> None:
    towns = {one["key"] for one in listed(desk, place="Nyala")}
    assert towns
    assert towns <= {one["key"] for one in listed(desk, place="South Darfur")}
    assert towns <= {one["key"] for one in listed(desk, place="Sudan")}
    assert towns.isdisjoint(one["key"] for one in listed(desk, place="North Kivu"))


@pytest.mark.parametrize("sort", queries.SORTS)
def test_pages_follow_each_other_without_gap_or_repetition(desk: TestClient, sort: str) -> None:
    whole = [one["key"] for one in listed(desk, sort=sort, limit=500)]
    found, after = [], ""
    while True:
        answer = desk.get("/api/v1/events", params={"sort": sort, "limit": 3, "after": after}).json()
        found += [one["key"] for one in answer["events"]]
        after = answer["after"]
        if not after:
            break
    assert found == whole
    assert len(whole) == answer["total"] > 6


def test_what_an_actor_did_stands_apart_from_what_others_say_it_did(desk: TestClient, address: str) -> None:
    with Record(address) as record:
        claimed = [kept for one in record.events() for kept in one.kept if isinstance(kept.claim, Claim)]
    kept = next(one for one in claimed if one.claim.actor and one.claim.voices and one.claim.modality == "actual")
    claim, doer, voice = kept.claim, speaker(kept.claim.actor[0]), speaker(kept.claim.voices[0].speaker)

    def of(name: str, **changed: Any) -> list[str]:
        return list(parts(msgspec.structs.replace(kept, claim=msgspec.structs.replace(claim, **changed)), name))

    assert (of(doer), of(voice), of("nobody")) == (["alleged"], ["said"], [])
    assert (of(doer, voices=()), of(doer, polarity="-"), of(doer, modality="planned")) == (["did"], ["open"], ["open"])
    assert of(doer, actor=(), recipient=claim.actor) == ["suffered"]
    page = desk.get("/actor", params={"name": doer})
    assert page.status_code == 200
    assert "Is said to have done" in page.text
    assert desk.get("/actor", params={"name": "nobody"}).status_code == 404


def test_an_actor_that_begins_a_sentence_is_no_other(address: str) -> None:
    with Record(address) as record, record.writing() as connection:
        first, second = connection.scalars(select(events.c.key).order_by(events.c.key).limit(2))
        told = (("Zorbs", first), ("zorbs", first), ("zorbs", second))
        connection.execute(event_facets.insert(), [{"kind": "side", "value": name, "event": key} for name, key in told])
        (row,) = lists.named(connection, "side", "zorb")
        assert (row.name, row.events) == ("zorbs", 2)
        assert {portrait(connection, name).events for name in ("zorbs", "Zorbs")} == {2}
        (_, killed) = connection.execute(select(events.c.key, events.c.killed).where(events.c.key == first)).one()
        (_, more) = connection.execute(select(events.c.key, events.c.killed).where(events.c.key == second)).one()
        assert row.killed == (killed or 0) + (more or 0)


def test_what_people_open_first_is_made_before_they_ask(address: str) -> None:
    made = application(Settings(address, ahead=True))
    asked: list[str] = []

    def noted(name: str) -> Any:
        asked.append(name)
        return view(name)

    ready(made, noted)
    assert asked == [*FIRST, *(FIRST[0] for _ in WINDOWS)]
    kept = {key[0] for key in made.state.desk.answers._found}
    assert {"today", "map", "board", "counts", "sources", "actors", "places"} <= kept
    made.state.desk.record.close()


def test_today_is_left_in_the_record_for_the_next_start(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[str] = []

    def counted(*given: Any) -> Any:
        worked_out.append(given[1])
        return changes(*given)

    def shown(**settings: Any) -> str:
        with TestClient(application(Settings(address, **settings))) as client:
            return re.sub(r"csrf[^>]*>", "", client.get("/?window=31").text)

    monkeypatch.setattr(today, "changes", counted)
    first = shown(read_only=True)
    assert shown() and len(worked_out) == 2, "who may change nothing leaves nothing"
    assert shown(read_only=True) == first
    assert len(worked_out) == 2
    with Record(address) as record:
        record.judge("drop", record.events(limit=1)[0].key, date="2021-01-01")
    assert shown()
    assert len(worked_out) == 3, "not from what was judged otherwise"


def test_events_without_what_joined_them_are_the_same_events(address: str) -> None:
    with Record(address) as record, record.reading() as connection:
        view_ = View(connection, "2030-01-01", judged_by="2030-01-01")
        there = view_.kept(view_.since("2000-01-01", ("claim",)))
        keys = {one.key for one in there}
        whole = view_.happenings(keys)
        assert any(one.links for one in whole)
        bare = [msgspec.structs.replace(one, links=(), campaign=()) for one in whole]
        assert view_.happenings(keys, linked=False, there=there[::2]) == bare


def test_tolls_that_one_source_counts_contradict_nobody(address: str) -> None:
    with Record(address) as record, record.reading() as connection:
        view_ = View(connection)
        some = view_.happenings(view_.since("2000-01-01", ("claim",)))
    outlets = outlets_of([kept for one in some for kept in one.kept])
    whole, several = (tolls("2030-01-01", some, outlets, several=only) for only in (False, True))
    assert len(several) < len(whole)
    against = [one for one in whole if one.contradicted]
    assert against
    assert [one for one in several if one.contradicted] == against


def test_pages_stand_where_templates_cannot_be_kept(tmp_path: Path) -> None:
    made = templating.environment()
    made.bytecode_cache = _Kept(str(tmp_path / "gone"))
    assert made.get_template("claim.html").module
    (tmp_path / "there").mkdir()
    made.bytecode_cache = kept = _Kept(str(tmp_path / "there"))
    bucket = kept.get_bucket(made, "x", None, "text")
    bucket.code = compile("1", "x", "eval")
    kept.set_bucket(bucket)
    assert kept.get_bucket(made, "x", None, "text").code == bucket.code
    assert kept.get_bucket(made, "x", None, "another text").code is None


def test_who_asks_while_an_answer_is_made_waits_for_it() -> None:
    answers, made, begun = Answers(), [], Barrier(3)

    def asked(_: int) -> int:
        begun.wait(10)
        return answers.get("key", lambda: (time.sleep(0.05), made.append(1), len(made))[2])

    with ThreadPoolExecutor(3) as several:
        assert list(several.map(asked, range(3))) == [1, 1, 1]
    with pytest.raises(KeyError):
        answers.get("other", lambda: {}["none"])
    assert answers.get("other", lambda: 2) == 2


def test_sources_that_say_more_or_less_of_one_thing_agree(address: str) -> None:
    with Record(address) as record:
        event = next(one for one in record.events() if len(one.kept) > 1 and isinstance(one.kept[1].claim, Claim))
    first, second = event.kept[:2]
    assert isinstance(first.claim, Claim) and isinstance(second.claim, Claim)

    def verdict(**changed: Any) -> str:
        other = msgspec.structs.replace(second, claim=msgspec.structs.replace(second.claim, **changed))
        told = matrix(msgspec.structs.replace(event, kept=(first, other)))
        return next(one.verdict for one in told if one.name == "what")

    assert verdict(type=first.claim.type, mode=(*first.claim.mode, "firearms")) == "agree"
    assert verdict(type="CONSULT" if first.claim.type != "CONSULT" else "AID", mode=()) == "differ"


def test_a_source_has_what_it_put_right(desk: TestClient) -> None:
    outlet = few()[1].document.outlet
    page = desk.get("/source", params={"name": outlet}).text
    assert "Dispatches that came again" in page
    assert "2 versions: 2024-02-0" in page
    key = page.partition('href="/dispatch/')[2].partition('"')[0]
    form(desk, "/judge", {"verdict": "retract", "subjects": key, "note": "a mistake"})
    told = desk.get("/source", params={"name": outlet}).text
    assert "Withdrawn" in told
    assert "a mistake" in told


def test_a_number_that_a_dispatch_says_replaces_another_is_put_right(tmp_path: Path) -> None:
    reading = next(one for one in few() if one.figures)
    figure = msgspec.structs.replace(reading.figures[0], low=14, high=14, supersedes=41)
    outlet = "The Corrector"
    document = msgspec.structs.replace(reading.document, outlet=outlet)
    with Store(str(tmp_path / "r.sqlite"), create=True) as record:
        record.add([msgspec.structs.replace(reading, document=document, figures=(figure,))])
        with record.reading() as connection:
            (told,) = corrections(connection, outlet).replaced
    assert (told.before, told.now, told.what) == ("41", "14", figure.what)


def test_counts_are_of_the_events_listed(desk: TestClient) -> None:
    counts = desk.get("/api/v1/counts", params={"place": "Sudan"}).json()["counts"]
    for value, number in counts["type"]:
        assert len(listed(desk, place="Sudan", type=value)) == number


def test_downloads_are_what_is_seen(desk: TestClient) -> None:
    shown = listed(desk, type="ASSAULT", limit=500)
    lines = [json.loads(line) for line in desk.get("/events.jsonl", params={"type": "ASSAULT"}).text.splitlines()]
    table = desk.get("/events.csv", params={"type": "ASSAULT"})
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert lines == shown
    assert [row["key"] for row in rows] == [one["key"] for one in shown]
    assert table.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(words: str) -> None:
    assert cell(words) == f"'{words}"
    assert cell("Attack") == "Attack"
    assert cell(-3) == -3


def test_rows_of_events_are_what_the_whole_computation_says(address: str) -> None:
    """Kept up to date through judgements: after each of them every row is as if made anew."""
    with Record(address) as record:
        pair = record.doubtful(1)[0]
        judged = record.judge("different", pair.a, pair.b, by="ana")
        dropped = record.judge("drop", record.happenings()[0].kept[0].key, by="ana")
        document = record.happenings()[-1].kept[0].document.key
        for verdict, subject in (("", ""), ("undo", judged.key), ("undo", dropped.key), ("retract", document)):
            if verdict:
                record.judge(verdict, subject, by="ana")
            made_anew = record.happenings()
            with record.reading() as connection:
                rows = {row["key"]: dict(row) for row in connection.execute(events.select()).mappings()}
                facets = {(row.kind, row.value, row.event) for row in connection.execute(event_facets.select())}
            assert rows == {one.key: row_of(one) for one in made_anew}
            assert facets == {tuple(row.values()) for one in made_anew for row in facet_rows(one)}


def test_what_was_known_by_a_day_is_made_for_the_answer(desk: TestClient, address: str) -> None:
    with Record(address) as record:
        wanted = {one.key for one in record.events(known_by="2024-06-21")}
    found = listed(desk, known_by="2024-06-21", limit=500)
    assert {one["key"] for one in found} == wanted
    assert max(one["latest"] for one in found) <= "2024-06-21"


def test_today_says_what_came_in_and_what_it_moved(desk: TestClient) -> None:
    first = desk.get("/api/v1/changes", params={"day": "2024-06-20"}).json()
    then = desk.get("/api/v1/changes", params={"day": "2024-06-21"}).json()
    assert any("Nyala" in one["place"] for one in first["new"])
    moved = {(one["what"], one["before"], one["now"]) for one in then["tolls"]}
    assert any(what == "killed" and before and before != now for what, before, now in moved), moved
    page = desk.get("/", params={"day": "2024-06-21"}).text
    assert "Tolls that moved" in page
    assert "Nothing became known" in desk.get("/", params={"day": "2001-01-01"}).text


def test_days_set_are_found_among_few_deeds_as_among_all(address: str) -> None:
    """Days set that near are told from what the record keeps of each claim as from all claims themselves."""
    with Record(address) as record, record.reading() as connection:
        days = sorted(connection.scalars(select(documents.c.known).distinct()))
        found = 0
        for day in days:
            kept, whole = (View(connection, day, judged_by="9999-12-31", stored=stored) for stored in (True, False))
            assert kept.series is not None and whole.series is None
            told = due(kept, day, f"{day[:4]}-12-31")
            assert told == due(whole, day, f"{day[:4]}-12-31"), day
            found += len(told)
    assert found, "no day is set in this record"


def test_the_map_and_its_list_say_the_same(desk: TestClient) -> None:
    page = desk.get("/map", params={"day": "2024-06-24", "window": 7}).text
    assert page.count('class="spot') >= 1
    assert "Nyala" in re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]  # type: ignore[index]
    spot = re.search(r'href="(/events\?place=[^"]*)"><circle', page)
    assert spot
    assert "Nyala" in desk.get(spot[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("asked", "held"),
    [("market", True), ('"livestock market"', True), ('"market livestock"', False), ("livest", True), ("NYALA", True), ("xyzzy", False),
     ('" OR * NOT (', False), ("market AND NEAR(", False), ("a" * 5000, False)],
)  # fmt: skip
def test_search_finds_words_and_no_sign_is_an_operator(desk: TestClient, asked: str, held: bool) -> None:
    answer = desk.get("/api/v1/search", params={"q": asked})
    assert answer.status_code == 200
    assert bool(answer.json()["hits"]) is held
    assert desk.get("/search", params={"q": asked}).status_code == 200


def test_a_judgement_sticks_after_a_restart_and_can_be_undone(desk: TestClient, address: str) -> None:
    one = listed(desk, sort="latest", limit=1)[0]["key"]
    claim = desk.get(f"/api/v1/events/{one}").json()["claims"][0]["key"]
    answer = form(desk, "/judge", {"verdict": "drop", "subjects": claim, "back": "/review"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    with TestClient(application(Settings(address)), follow_redirects=False) as again:
        trail = again.get("/api/v1/judgements").json()
        assert trail["in_force"]
        assert claim not in {
            key
            for event in listed(again, limit=500)
            for key in again.get(f"/api/v1/events/{event['key']}").json()["event"]["claims"]
        }
        form(again, "/judge", {"verdict": "undo", "subjects": trail["in_force"][0]})
        assert again.get(f"/event/{claim}").status_code == 200
        assert len(again.get("/api/v1/judgements").json()["judgements"]) == 2


def test_a_field_is_corrected_by_words_of_the_text(desk: TestClient) -> None:
    key = listed(desk, place="Nyala", limit=1)[0]["key"]
    claim = desk.get(f"/api/v1/events/{key}").json()["claims"][0]
    document = claim["document"]["key"]
    text = desk.get(f"/api/v1/documents/{document}").json()["document"]["text"]
    words = text.split()[-2].strip('.,"')
    at = text.rindex(words)
    given = {"claim": claim["key"], "field": "actor", "value": f"{at}:{at + len(words)}", "note": "as the text says"}
    answer = form(desk, f"/dispatch/{document}/correct", given)
    assert answer.status_code == 303, answer.text
    claims = desk.get(f"/api/v1/documents/{document}").json()["claims"]
    assert [at, at + len(words)] in [party["span"] for one in claims for party in one["claim"]["actor"]]
    assert "corrected" in desk.get(f"/dispatch/{document}").text
    empty = form(desk, f"/dispatch/{document}/correct", {"claim": claim["key"], "field": "actor", "value": ""})
    assert empty.status_code == 400
    assert "no value is given" in empty.text


def test_two_reviewers_and_their_agreement(desk: TestClient) -> None:
    for by in ("ana", "ben"):
        form(desk, "/name", {"name": by})
        for key in [one["key"] for one in listed(desk, limit=4)]:
            form(desk, "/judge", {"verdict": "keep", "subjects": key})
    page = desk.get("/review").text
    assert "4 of 4 alike" in page
    gold = [json.loads(line) for line in desk.get("/review/gold.jsonl").text.splitlines()]
    assert len(gold) == 4
    assert {"doc", "id", "type", "trigger", "voices", "modality"} <= gold[0].keys()


def test_alpha_is_that_of_the_textbook() -> None:
    """Krippendorff's own example of three observers with missing values: 0.691 for nominal data."""
    table = [
        "* * * * * 3 4 1 2 1 1 3 3 * 3".split(),
        "1 * 2 1 3 3 4 3 * * * * * * *".split(),
        "* * 2 1 3 4 4 * 2 1 1 3 3 * 4".split(),
    ]
    units = [[row[at] for row in table if row[at] != "*"] for at in range(15)]
    assert alpha([unit for unit in units if len(unit) > 1]) == pytest.approx(0.691, abs=0.001)
    assert alpha([["a", "a"], ["b", "b"]]) == 1
    assert alpha([["a", "a"]]) is None


def test_nothing_is_changed_by_a_get_or_a_foreign_form(desk: TestClient) -> None:
    key = listed(desk, limit=1)[0]["key"]
    given = {"verdict": "drop", "subjects": key}
    assert desk.get("/judge", params=given).status_code == 405
    assert desk.post("/judge", data=given).status_code == 403
    assert desk.post("/judge", data={**given, "csrf": "guessed"}).status_code == 403
    assert form(desk, "/judge", given, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert form(desk, "/judge", given, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert (
        desk.post(
            "/api/v1/judgements",
            content=json.dumps({"verdict": "drop", "subjects": [key]}),
            headers={"content-type": "text/plain"},
        ).status_code
        == 415
    )
    assert desk.get("/", headers={"host": "rebound.example"}).status_code == 403
    assert desk.get("/", headers={"host": "[a"}).status_code == 403
    assert desk.post("/bring", headers={"origin": "http://[a"}).status_code == 403
    assert desk.get("/api/v1/judgements").json()["judgements"] == []


@pytest.mark.parametrize(
    ("back", "where"),
    [("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/"), ("/review", "/review")],
)
def test_a_form_leads_back_to_this_desk_only(desk: TestClient, back: str, where: str) -> None:
    key = listed(desk, limit=1)[0]["key"]
    assert form(desk, "/judge", {"verdict": "keep", "subjects": key, "back": back}).headers["location"] == where


def test_read_only_shows_and_changes_nothing(address: str) -> None:
    with TestClient(application(Settings(address, read_only=True)), follow_redirects=False) as client:
        key = listed(client, limit=1)[0]["key"]
        assert "Put right" not in client.get(f"/dispatch/{key.partition('.')[0]}").text
        assert form(client, "/judge", {"verdict": "keep", "subjects": key}).status_code == 403


def test_other_hosts_ask_for_a_token_whose_hash_alone_is_kept(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    tokens = {}
    for role in ("reader", "editor"):
        assert run(["token", "add", f"the {role}", "--role", role, "--record", address]) == 0
        tokens[role] = capsys.readouterr().out.strip()
    raw = b"".join(path.read_bytes() for path in Path(address).parent.iterdir())
    assert all(token.encode() not in raw for token in tokens.values())
    with TestClient(application(Settings(address, host="0.0.0.0")), follow_redirects=False) as client:
        refused = client.get("/api/v1/events")
        assert (refused.status_code, refused.headers["content-type"]) == (401, "application/problem+json")
        assert client.get("/").status_code == 401
        reader, editor = ({"authorization": f"Bearer {tokens[role]}"} for role in ("reader", "editor"))
        key = client.get("/api/v1/events", headers=reader).json()["events"][0]["key"]
        judged = {"verdict": "keep", "subjects": [key], "by": "somebody else"}
        assert client.post("/api/v1/judgements", json=judged, headers=reader).status_code == 403
        made = client.post("/api/v1/judgements", json=judged, headers=editor)
        assert (made.status_code, made.json()["by"]) == (201, "the editor")
        assert client.get("/api/v1/events", headers={"authorization": "Bearer dl_guess"}).status_code == 401
        assert form(client, "/enter", {"token": tokens["reader"]}).status_code == 303
        assert client.get("/").status_code == 200
    assert run(["token", "revoke", "the reader", "--record", address]) == 0
    assert run(["token", "add", "the editor", "--record", address]) == 2


def test_answers_know_when_nothing_came_in(desk: TestClient) -> None:
    first = desk.get("/api/v1/events")
    same = desk.get("/api/v1/events", headers={"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    key = first.json()["events"][0]["key"]
    form(desk, "/judge", {"verdict": "keep", "subjects": key})
    assert desk.get("/api/v1/events", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_the_description_of_the_api_holds_every_answer(desk: TestClient) -> None:
    told = desk.get("/api/v1/openapi.json").json()
    known = re.findall(r'"\$ref":\s?"#/components/schemas/([^"]+)"', json.dumps(told))
    assert set(known) <= told["components"]["schemas"].keys()
    assert {"get", "post"} == set(told["paths"]["/api/v1/judgements"])
    ids = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(ids) == len(set(ids)) == 21


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [("/events?since=2024-13-01", 400, "since"), ("/events?type=NONE", 400, "NONE is no type"), ("/events?after=%00%00", 400, "cursor"),
     ("/events?limit=-1", 400, "number from 1"), ("/event/ffff", 404, "there is no event"),
     ("/dispatch/ffff", 404, "there is no document"),
     ("/nowhere", 404, "Not Found"), ("/map?day=yesterday", 400, "give it as YYYY-MM-DD"), ("/api/v1/as-of/never", 400, "no date"),
     ("/assets/../schema.py", 404, ""), ("/bring/none", 404, "there is no such job"), ("/?window=999", 400, "number from 1 to 31"),
     ("/events?sort=title", 400, "no sort"), ("/source?name=none", 404, "there is no outlet"), ("/review?queue=x", 400, "no queue")],
)  # fmt: skip
def test_what_does_not_fit_gets_one_clear_line(desk: TestClient, path: str, status: int, words: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "Traceback" not in answer.text
    if path.startswith("/api/"):
        assert answer.json()["status"] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b'{"verdict": 3, "subjects": []}', 422), (b'{"verdict": "same", "subjects": []}', 400),
     (b'{"verdict": "drop", "subjects": ["ffff"]}', 404), (b'{"verdict": "never", "subjects": ["a"]}', 400), (b"\xff\xfe", 400)],
)  # fmt: skip
def test_a_broken_judgement_is_refused(desk: TestClient, body: bytes, status: int) -> None:
    answer = desk.post("/api/v1/judgements", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_hostile_dispatch_stays_text(desk: TestClient, reader: object) -> None:
    answer = form(
        desk,
        "/bring/paste",
        {"text": HOSTILE, "title": "<script>alert(3)</script>", "outlet": '"><i>', "published": "2024-02-06"},
    )
    found = brought_in(desk, answer)
    assert (found["state"], found["new"]) == ("done", 1), found
    key = found["documents"][0][0]
    progress = desk.get(f"/bring/{found['id']}").text
    assert 'href="/?day=2024-02-06"' in progress, "what came in is a click away, whatever day Today is at"
    assert f"/bring?outlet={quote(chr(34), safe='')}" in progress, "and the next of the same outlet needs no typing"
    for path in (
        f"/dispatch/{key}",
        "/?day=2024-02-06",
        "/events?place=Goma",
        "/search?q=alert",
        "/sources",
        f"/bring/{found['id']}",
    ):
        page = desk.get(path).text
        assert not re.search(r'<script>|<img src=x|"><i>|</div></body>\s*{{|50337', page), path
    page = desk.get(f"/dispatch/{key}").text
    assert "\u202ereversed" in page
    assert "zero\u200bwidth" in page
    assert "{{ 7 * 7191 }}" in page


def test_files_show_up_and_what_was_skipped_says_why(desk: TestClient, reader: object) -> None:
    line = json.dumps(
        {
            "id": "up-1",
            "text": "GOMA, Feb 7, 2024 - Rebels shelled the town of Sake on Tuesday, killing four people, the army said.",
        }
    )
    files = [
        ("files", ("good.jsonl", line.encode())),
        ("files", ("broken.jsonl", b'{"id": 1')),
        ("files", ("../../evil.txt", b"")),
    ]
    found = brought_in(desk, form(desk, "/bring/upload", {"published": "2024-02-07"}, files=files))
    assert found["new"] == 1
    assert {one["what"].partition(":")[0] for one in found["skipped"]} == {"broken.jsonl", "evil.txt"}
    assert any("Sake" in one["place"] for one in listed(desk, since="2024-02-06"))
    again = brought_in(desk, form(desk, "/bring/upload", {"published": "2024-02-07"}, files=files[:1]))
    assert (again["new"], again["known"]) == (0, 1)


@pytest.mark.parametrize(
    ("path", "values", "words"),
    [("/bring/paste", {"text": "  "}, "no text is given"), ("/bring/paste", {"text": "a", "published": "soon"}, "published"),
     ("/bring/address", {"address": "file:///etc/passwd"}, "is no address"), ("/bring/upload", {}, "no file came")],
)  # fmt: skip
def test_nothing_to_bring_in_is_said(desk: TestClient, path: str, values: dict[str, str], words: str) -> None:
    answer = form(desk, path, values)
    assert answer.status_code in {400, 422}
    assert words in answer.text


def test_a_private_person_is_covered_and_an_official_is_not() -> None:
    def party(name: str, code: str, id: str = "") -> Party:
        return Party(name, Span(0, len(name)), name, code, id)

    assert is_private(party("Ahmed Saleh", "SDN-CVL"))
    assert is_private(party("Ali Hassan", ""))
    assert not is_private(party("Ahmed Saleh", "SDN-MIL"))
    assert not is_private(party("Ali Hassan", "", "person.hassan"))
    assert not is_private(party("the army", ""))
    page = '<p>Ali Hassan said</p><svg><text>Ali Hassan</text></svg><a href="/x?Ali Hassan">y</a>'
    covered = veiled(page, {"Ali Hassan"})
    assert covered.count("Ali Hassan") == 2
    assert 'class="veil"' in covered
    assert 'href="/x?Ali Hassan"' in covered
    held = veiled("<a href='/d'>Ali Hassan freed</a> by Ali Hassan", {"Ali Hassan"})
    assert [part.count("tabindex") for part in held.split("</a>")] == [0, 1], "no button within a link"


def test_serve_says_what_is_wrong_in_a_line(tmp_path: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(tmp_path / "none.sqlite")]) == RecordError.code
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["serve", address, "--port", "0"]) == 2
    assert run(["serve", address, "--host", "203.0.113.7", "--port", "9"]) == 2


def test_a_record_made_before_is_brought_up_to_date(address: str) -> None:
    """Without the rows of events, the full text and the provinces, as an older dateline made it: all are there once it is opened."""
    made_ = engines.engine(address, create=False)
    with made_.connect().execution_options(writes=True) as connection, connection.begin():
        before = {tuple(row) for row in connection.execute(event_facets.select())}
        connection.execute(facets.delete().where(facets.c.value.in_(["south darfur", "iso:SD-DS"])))
        command.downgrade(engines.configuration(connection), "0002")
        assert not inspect(connection).has_table("events")
    made_.dispose()
    with Record(address) as record:
        assert check(record) == []
        assert record.events(place="South Darfur")
        with record.reading() as connection:
            assert {tuple(row) for row in connection.execute(event_facets.select())} == before
            assert search_index.find(connection, "market", kinds=("document",), limit=5)


def test_wrong_rows_of_events_are_found_and_mended(address: str) -> None:
    with Record(address) as record:
        with record.writing() as connection:
            connection.execute(events.update().values(grade="fair", sources=99))
        assert [one.where for one in check(record)] == ["events"]
        assert all(one.mended for one in check(record, repair=True))
        assert check(record) == []


ODD = (
    "\x00",
    "\ud7ff\U0010ffff",
    "'; DROP TABLE events; --",
    "-1",
    "9" * 40,
    "0001-01-01",
    "9999-12-31",
    "\u202e\u200b",
    "a" * 3000,
)
NAMES = (
    "day",
    "known_by",
    "window",
    "place",
    "actor",
    "q",
    "text",
    "sort",
    "skip",
    "after",
    "country",
    "column",
    "queue",
    "name",
    "limit",
)
VIEWS = ("/", "/map", "/events", "/actors", "/actor", "/places", "/sources", "/source", "/search", "/review", "/api/v1/events",
         "/api/v1/counts", "/api/v1/changes", "/api/v1/search", "/api/v1/events/ffff", "/api/v1/as-of/2024-06-21")  # fmt: skip


@pytest.mark.parametrize("value", ODD)
def test_no_odd_value_makes_a_view_fail(desk: TestClient, value: str) -> None:
    for path in VIEWS:
        for some in (NAMES[:3], NAMES[3:7], NAMES[7:11], NAMES[11:]):
            assert desk.get(path, params=dict.fromkeys(some, value)).status_code in {200, 400, 404}, (path, some)
    for path in (
        "/event/",
        "/dispatch/",
        "/bring/",
        "/api/v1/documents/",
        "/api/v1/as-of/",
        "/api/v1/ingest/",
        "/assets/",
    ):
        assert desk.get(path + quote(value, safe="")).status_code in {200, 400, 404}, path
    assert desk.get("/api/v1/events").json()["total"] > 6


def test_a_situation_report_is_given_as_a_file(desk: TestClient) -> None:
    asked = {"place": "Sake", "since": "2024-02-01", "as_of": "2024-02-28"}
    assert 'action="/report"' in desk.get("/report", params=asked).text
    answer = desk.get("/report", params=asked | {"to": "md"})
    assert answer.status_code == 200 and answer.text.startswith("# Situation report: Sake\n")
    assert answer.headers["content-disposition"] == 'attachment; filename="situation-report-2024-02-28.md"'
    assert desk.get("/report", params=asked | {"to": "exe"}).status_code == 400


def test_alerts_are_saved_from_filters_shown_today_and_told(desk: TestClient, reader: object) -> None:
    page = desk.get("/events", params={"place": "Goma", "type": "ASSAULT"}).text
    link = re.search(r'href="(/alerts[^"]*)">Save', page)
    assert link
    saving = desk.get(link[1].replace("&amp;", "&")).text
    assert 'name="place" value="Goma"' in saving and "<option selected>ASSAULT</option>" in saving
    saved = form(desk, "/alerts", {"name": "Goma", "place": "Goma", "type": "ASSAULT"})
    assert saved.status_code == 303, saved.text
    given = {"text": HOSTILE, "published": "2024-02-06", "title": "<b>hostile</b>"}
    assert brought_in(desk, form(desk, "/bring/paste", given))["new"] == 1
    (alert,) = desk.get("/api/v1/alerts").json()["alerts"]
    assert (alert["name"], alert["hits"]) == ("Goma", 1)
    (hit,) = desk.get(f"/api/v1/alerts/{alert['key']}/hits").json()["hits"]
    assert hit["event"]["key"] in desk.get(saved.headers["location"]).text
    assert f'href="/alerts/{alert["key"]}"' in desk.get("/", params={"day": "2024-02-06"}).text
    assert f'href="/alerts/{alert["key"]}"' not in desk.get("/", params={"day": "2024-02-09"}).text
    feed = desk.get(f"/alerts/{alert['key']}.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert f"urn:dateline:alert:{alert['key']}:{hit['entry']}" in feed.text
    assert f"http://testserver/event/{hit['event']['key']}" in feed.text
    for do in ("pause", "resume", "delete"):
        assert form(desk, f"/alerts/{alert['key']}", {"do": do}).status_code == 303
    assert desk.get(f"/alerts/{alert['key']}").status_code == 404


def test_alerts_by_the_api(desk: TestClient) -> None:
    base = "/api/v1/alerts"
    wrong: list[tuple[Any, int]] = [
        ({"name": "a"}, 422), ({"name": "a", "filter": {}}, 400), ({"name": "a", "filter": {"plaze": "x"}}, 422),
        ({"name": "a", "filter": {"type": "NONE"}}, 400), ({"name": "a", "filter": {"since": "soon"}}, 400),
        ({"name": "a", "filter": {"place": "Goma"}, "webhook": "http://127.0.0.1/"}, 400),
        ({"name": "a", "filter": {"place": "Goma"}, "each": "never"}, 422),
    ]  # fmt: skip
    for body, status in wrong:
        answer = desk.post(base, json=body)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), body
    asked = {"name": "Goma", "filter": {"place": "Goma", "contradicted": True}, "webhook": "https://198.51.100.7/"}
    assert desk.post(base, json=asked).status_code == 400, "a number that is kept for documents is not public"
    made = desk.post(base, json=asked | {"webhook": ""}).json()
    key = made["alert"]["key"]
    assert made["secret"] == ""
    first = desk.get(f"{base}/{key}")
    assert first.json()["filter"]["contradicted"] is True
    assert desk.get(f"{base}/{key}", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert desk.patch(f"{base}/{key}", json={"paused": True, "name": "Sake"}).json()["alert"]["paused"] is True
    assert desk.get(f"{base}/{key}", headers={"if-none-match": first.headers["etag"]}).status_code == 200
    assert desk.post(f"{base}/Sake/test").status_code == 400
    assert desk.get(f"{base}/{key}/deliveries").json() == {"deliveries": []}
    assert desk.post(f"{base}/{key}/deliveries/none/again").status_code == 404
    assert desk.put(f"{base}/{key}").status_code == 405
    assert "PATCH" in desk.put(f"{base}/{key}").headers["allow"]
    assert desk.delete(f"{base}/{key}").status_code == 204
    assert desk.delete(f"{base}/{key}").status_code == 404


def test_a_feed_is_read_with_a_token_in_each_way_and_pages_are_not(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["token", "add", "feeds", "--record", address]) == 0
    token = capsys.readouterr().out.strip()
    assert run(["alert", "add", "Goma", "--place", "Goma", "--record", address]) == 0
    with TestClient(application(Settings(address, host="0.0.0.0")), follow_redirects=False) as client:
        assert client.get("/alerts/Goma.atom").status_code == 401
        assert client.get("/alerts/Goma.atom", params={"token": token}).status_code == 200
        assert client.get("/alerts/Goma.atom", auth=("anybody", token)).status_code == 200
        assert client.get("/alerts/Goma.atom", headers={"authorization": "Basic !"}).status_code == 401
        assert client.get("/alerts/Goma", params={"token": token}).status_code == 401
        assert (
            client.post("/api/v1/alerts", json={"name": "b", "filter": {"place": "x"}}, auth=("x", token)).status_code
            == 403
        )


def test_every_read_answers_as_of_a_day(desk: TestClient, address: str) -> None:
    day = "2024-06-21"
    with Record(address) as record:
        wanted = {one.key for one in record.events(known_by=day)}
    then = listed(desk, as_of=day, limit=500)
    assert {one["key"] for one in then} <= wanted
    assert max(one["start"] for one in then) <= day
    key = max(listed(desk, known_by=day, place="Nyala", limit=500), key=lambda one: one["latest"])["key"]
    now_, by = (desk.get(f"/api/v1/events/{key}", params=asked).json() for asked in ({}, {"known_by": day}))
    assert by["card"]["latest"] <= day
    assert len(by["claims"]) < len(now_["claims"])
    form(desk, "/judge", {"verdict": "drop", "subjects": now_["claims"][0]["key"]})
    document = now_["claims"][0]["document"]["key"]
    dropped = now_["claims"][0]["key"]
    for path in (f"/api/v1/documents/{document}",):
        assert dropped not in {one["key"] for one in desk.get(path).json()["claims"]}
        assert dropped not in {one["key"] for one in desk.get(path, params={"known_by": day}).json()["claims"]}
        assert dropped in {one["key"] for one in desk.get(path, params={"as_of": day}).json()["claims"]}
        assert desk.get(path, params={"known_by": "2001-01-01"}).status_code == 404
    assert desk.get("/api/v1/judgements", params={"as_of": day}).json()["judgements"] == []
    assert len(desk.get("/api/v1/judgements").json()["judgements"]) == 1
    hits = desk.get("/api/v1/search", params={"q": "market", "as_of": day}).json()["hits"]
    assert hits and max(one["known"] for one in hits) <= day


def test_pages_of_finds_and_judgements_follow_each_other(desk: TestClient) -> None:
    def walked(path: str, part: str, **asked: Any) -> list[str]:
        keys, after = [], ""
        while True:
            answer = desk.get(path, params={**asked, "after": after, "limit": 2}).json()
            keys += [one["key"] for one in answer[part]]
            after = answer["after"]
            if not after:
                return keys

    whole = [one["key"] for one in desk.get("/api/v1/search", params={"q": "the", "limit": 100}).json()["hits"]]
    assert walked("/api/v1/search", "hits", q="the") == whole
    assert len(whole) > 4
    for one in listed(desk, limit=3):
        form(desk, "/judge", {"verdict": "keep", "subjects": one["key"]})
    assert len(set(walked("/api/v1/judgements", "judgements"))) == 3
    assert desk.get("/api/v1/search", params={"q": "the", "after": "!"}).status_code == 400


PRIVATE = """GOMA, Feb 8, 2024 (Test) - Rebels shelled the town of Sake on Thursday, killing Ahmed Saleh and two others, said
Amina Hassan, a resident. The army denied it."""


def test_private_persons_are_covered_in_the_api_unless_an_editor_asks(
    address: str, capsys: pytest.CaptureFixture[str], reader: object
) -> None:
    tokens = {}
    for role in ("reader", "editor"):
        assert run(["token", "add", role, "--role", role, "--record", address]) == 0
        tokens[role] = {"authorization": f"Bearer {capsys.readouterr().out.strip()}"}
    with TestClient(application(Settings(address, host="0.0.0.0")), follow_redirects=False) as client:
        sent = {"documents": [{"text": PRIVATE, "published": "2024-02-08", "id": "private"}]}
        job = client.post("/api/v1/ingest", json=sent, headers=tokens["editor"]).json()["id"]
        for _ in range(600):
            if client.get(f"/api/v1/ingest/{job}", headers=tokens["editor"]).json()["state"] in {"done", "failed"}:
                break
            time.sleep(0.1)
        events = client.get("/api/v1/documents/private", headers=tokens["reader"]).json()["events"]
        event = min(events.values())
        paths = (f"/api/v1/events/{event}", "/api/v1/documents/private", "/api/v1/search?q=shelled", "/api/v1/as-of/2024-02-09",
                 "/api/v1/changes?day=2024-02-08")  # fmt: skip
        for path in paths:
            answer = client.get(path, headers=tokens["reader"])
            assert answer.status_code == 200, path
            assert not re.search("Ahmed Saleh|Amina Hassan", answer.text), path
            mark = "&" if "?" in path else "?"
            assert client.get(f"{path}{mark}private=show", headers=tokens["reader"]).status_code == 403
            shown = client.get(f"{path}{mark}private=show", headers=tokens["editor"])
            assert "Amina Hassan" in shown.text or "changes" in path, path
        covered = client.get("/api/v1/documents/private", headers=tokens["reader"]).json()
        whole = client.get("/api/v1/documents/private?private=show", headers=tokens["editor"]).json()
        assert len(covered["document"]["text"]) == len(whole["document"]["text"])
        for page in (f"/event/{event}", "/dispatch/private", "/search?q=shelled", "/?day=2024-02-08"):
            assert not re.search(r"(?<!>)Amina Hassan", client.get(page, headers=tokens["reader"]).text), page


@pytest.mark.parametrize(
    ("table", "paths"),
    [
        ("events", ("/events", "/api/v1/events")),
        ("claims", ("/", "/search?q=army", "/api/v1/changes")),
        ("memberships", ("/", "/api/v1/changes")),
        ("alembic_version", ("/", "/events", "/map", "/actors", "/api/v1/events")),
    ],
)
def test_a_record_that_another_process_changes_under_the_desk_is_said_in_a_line(
    address: str, table: str, paths: tuple[str, ...]
) -> None:
    with TestClient(application(Settings(address)), follow_redirects=False, raise_server_exceptions=False) as client:
        assert client.get("/events").status_code == 200
        other = sqlite3.connect(address)
        other.execute(f"ALTER TABLE {table} RENAME TO {table}_of_another_dateline")
        other.commit()
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert "Traceback" not in answer.text and "SELECT" not in answer.text
        other.execute(f"ALTER TABLE {table}_of_another_dateline RENAME TO {table}")
        other.commit()
        other.close()
        for path in ("/events", *paths):
            assert client.get(path).status_code == 200, path


def test_a_record_that_a_newer_program_brought_up_to_date_is_not_answered_from(address: str) -> None:
    with TestClient(application(Settings(address)), follow_redirects=False, raise_server_exceptions=False) as client:
        assert client.get("/").status_code == 200
        other = sqlite3.connect(address)
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()
        other.close()
        for path in ("/", "/events", "/map", "/search?q=army", "/api/v1/as-of/2024-02-06"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert "newer dateline" in answer.text


def test_what_was_erased_or_taken_out_is_not_answered_from_memory(address: str) -> None:
    with TestClient(application(Settings(address)), follow_redirects=False) as client, Record(address) as record:
        known = client.get("/api/v1/events?limit=5&sort=sources")
        party = re.findall(r'/events\?actor=([A-Z][a-z]{4,})"', client.get("/actors").text)[0]
        erase(record, [party])
        again = client.get("/api/v1/events?limit=5&sort=sources", headers={"if-none-match": known.headers["etag"]})
        assert again.status_code == 200
        for path in ("/?window=31", "/actors", "/events", "/places", "/sources"):
            assert party not in client.get(path).text, path
        tag = client.get("/api/v1/events").headers["etag"]
        assert reduced(record, "9999-01-01", "snippets")
        assert client.get("/api/v1/events", headers={"if-none-match": tag}).status_code == 200


def test_a_name_is_signed_as_it_was_given(desk: TestClient) -> None:
    key = listed(desk, limit=1)[0]["key"]
    assert form(desk, "/name", {"name": 'José; Müller "Ünal" 中'}).status_code == 303
    assert form(desk, "/judge", {"verdict": "keep", "subjects": key}).status_code == 303
    (told,) = desk.get("/api/v1/judgements").json()["judgements"]
    assert told["by"] == 'José; Müller "Ünal" 中'


def test_a_claim_is_struck_and_one_added_and_the_page_says_so(desk: TestClient) -> None:
    key = listed(desk, place="Nyala", limit=1)[0]["key"]
    claim = desk.get(f"/api/v1/events/{key}").json()["claims"][0]
    document, trigger = claim["document"]["key"], claim["claim"]["trigger"]["text"]
    before = len(desk.get(f"/api/v1/documents/{document}").json()["claims"])
    page = f"/dispatch/{document}"
    assert form(desk, f"{page}/correct", {"claim": claim["key"], "strike": "1"}).status_code == 303
    assert (
        f'struck <a href="{page}#c-{claim["key"].replace(".", "-")}">“{trigger}” ({claim["claim"]["type"]})</a>'
        in desk.get(page).text
    )
    assert len(desk.get(f"/api/v1/documents/{document}").json()["claims"]) == before - 1
    text = desk.get(f"/api/v1/documents/{document}").json()["document"]["text"]
    word = max(re.findall(r"\w+", text), key=len)
    at = text.index(word)
    given = {"kind": "claim", "trigger": f"{at}:{at + len(word)}", "type": "PROTEST", "time": "2024-02-01"}
    sent = form(desk, f"{page}/add", given)
    assert sent.status_code == 303
    assert f'id="{sent.headers["location"].partition("#")[2]}"' in desk.get(page).text, (
        "it opens the claim that was added"
    )
    (made,) = [
        one
        for one in desk.get(f"/api/v1/documents/{document}").json()["claims"]
        if one["claim"]["trigger"]["text"] == word
    ]
    assert made["claim"]["type"] == "PROTEST"
    assert f"a claim</a>: “{word}” (PROTEST)" in desk.get("/judgements").text and "<b>" in desk.get("/judgements").text
    wrong = form(desk, f"{page}/add", given | {"actor": "nobody of this text"})
    assert wrong.status_code == 400
    assert "does not stand in the text" in wrong.text and "Nothing was changed" in wrong.text
    for one in desk.get("/api/v1/judgements").json()["in_force"]:
        form(desk, "/judge", {"verdict": "undo", "subjects": one})
    assert len(desk.get(f"/api/v1/documents/{document}").json()["claims"]) == before
    assert desk.get(page).text.count("(undone)") == 2


@pytest.mark.parametrize("words", ["the town of Kassala in the east", "Kassala", "the Kassala region"])
def test_words_for_a_place_name_it_with_what_it_is_the_name_of(words: str) -> None:
    text = f"Rebels attacked {words}."
    known = Place("x:1", "Kassala", country="SD", precision="city")
    at = text.index("Kassala")
    read = Setting(text, Span(0, len(text)), places=((Span(at, at + 7), known),))
    assert place(f"16:{16 + len(words)}", read).place == known, "what the reader found there"
    there = place(words, Setting(text, Span(0, len(text)))).place
    assert there is not None and there.country == "SD", "what the gazetteer knows by the name alone"
    other = Setting(text, Span(0, len(text)), places=((Span(0, 6), known),))
    assert place("0:15", Setting("some fields here", Span(0, 16))).place is None and place("7:15", other).place is None


def test_search_says_whose_claims_it_found_and_what_it_did_not(desk: TestClient) -> None:
    found = desk.get("/search", params={"q": "Nyala"}).text
    title = listed(desk, place="Nyala", limit=1)[0]["title"]
    assert escape(title) in found and "class='found'" in found
    assert "Nothing holds all of these words" in desk.get("/search", params={"q": "zzzqq"}).text
    assert "no word in it" in desk.get("/search", params={"q": '"*"'}).text
    assert "Type words above" in desk.get("/search").text
    assert "Nobody has judged anything yet" in desk.get("/judgements").text


def test_gold_is_what_people_kept_in_the_fields_of_the_guide(desk: TestClient) -> None:
    first, second = [one["key"] for one in listed(desk, limit=2)]
    kept = desk.get(f"/api/v1/events/{first}").json()["claims"][0]
    struck = desk.get(f"/api/v1/events/{second}").json()["claims"][0]
    form(desk, "/judge", {"verdict": "keep", "subjects": kept["key"], "back": "/review"})
    form(desk, "/judge", {"verdict": "drop", "subjects": struck["key"], "back": "/review"})
    answer = desk.get("/review/gold.jsonl")
    assert "attachment" in answer.headers["content-disposition"]
    (line,) = [json.loads(one) for one in answer.text.splitlines()]
    assert set(line) == {"doc", "id", *GOLD}
    text = desk.get(f"/api/v1/documents/{kept['document']['key']}").json()["document"]["text"]
    assert text[slice(*line["trigger"]["span"])] == line["trigger"]["text"] == kept["claim"]["trigger"]["text"]
    assert all(text[slice(*one["span"])] == one["text"] for one in line["actor"] + line["recipient"])


class Wire(BaseHTTPRequestHandler):
    """A site on this machine: a feed of one page, and the page."""

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        entry = f"<entry><id>urn:wire:1</id><title>Shelling</title><link href='{base}/1'/><updated>2024-02-06T10:00:00Z</updated></entry>"
        told = {
            "/feed": ("application/atom+xml", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title>{entry}</feed>"),
            "/1": ("text/html", f"<html><title>Shelling</title><article>{2 * f'<p>{SHELLED}</p>'}</article></html>"),
        }.get(self.path)  # fmt: skip
        self.send_response(200 if told else 404)
        self.send_header("content-type", told[0] if told else "text/plain")
        self.end_headers()
        self.wfile.write((told[1] if told else "").encode())

    def log_message(self, *_: object) -> None:
        return


SHELLED = "GOMA, Feb 6, 2024 (Wire) - Rebels shelled a market in Goma on Monday, killing four people, the army said in a statement."


@pytest.fixture
def wire() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Wire)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_feed_and_an_address_are_brought_in_and_what_fails_says_why(
    address: str, wire: str, reader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(application(Settings(address, allow_private=True)), follow_redirects=False) as desk:
        feed = {"address": f"{wire}/feed", "feed": "1"}
        done = brought_in(desk, form(desk, "/bring/address", feed))
        assert (done["state"], done["new"], done["skipped"]) == ("done", 1, [])
        assert "Shelling" in desk.get("/bring").text or done["documents"]
        assert brought_in(desk, form(desk, "/bring/address", feed))["new"] == 0
        gone = brought_in(desk, form(desk, "/bring/address", {"address": f"{wire}/none"}))
        assert gone["new"] == 0 and "404" in gone["skipped"][0]["why"]
        again = brought_in(desk, form(desk, "/bring/address", {"address": f"{wire}/1", "outlet": "Other"}))
        assert again["state"] == "done"
        assert any(one["place"] == "Goma" for one in listed(desk, since="2024-02-04", until="2024-02-06"))
    with TestClient(application(Settings(address)), follow_redirects=False) as closed:
        refused = brought_in(closed, form(closed, "/bring/address", {"address": f"{wire}/1"}))
        assert refused["new"] == 0 and refused["skipped"], "addresses that are not public are refused"


def test_open_pages_can_ask_whether_the_record_is_still_the_same(desk: TestClient) -> None:
    first = desk.get("/stamp.txt").text
    assert desk.get("/stamp.txt").text == first
    claim = desk.get(f"/api/v1/events/{listed(desk)[0]['key']}").json()["claims"][0]
    form(desk, "/judge", {"verdict": "keep", "subjects": claim["key"]})
    assert desk.get("/stamp.txt").text != first


def test_one_place_far_away_is_listed_and_makes_no_dot_of_the_others() -> None:
    usual = dict.fromkeys(("key", "title", "type", "modes", "modality", "grade", "figures"), "") | {
        "start": "2024-02-01", "end": "2024-02-01", "known": "2024-02-01", "latest": "2024-02-01", "score": 0.5, "killed": None,
        "contradicted": False, "precision": "city", "sources": 1, "documents": 1, "copies": 0, "claims": 1,
    }  # fmt: skip

    def at(name: str, country: str, lat: float, lon: float) -> Card:
        return Card(**{**usual, "place": name, "place_id": name, "country": country, "lat": lat, "lon": lon})

    near = [
        at("Nyala", "SD", 12.05, 24.88),
        at("El Fasher", "SD", 13.63, 25.35),
        at("Kutum", "SD", 14.2, 24.66),
        at("Nyala", "SD", 12.05, 24.88),
    ]
    alone, both = drawn(near, []), drawn([*near, at("Recife", "BR", -8.05, -34.9)], [])
    assert alone and both
    assert (both.km, both.spots) == (alone.km, alone.spots)
    assert [(one.name, one.country, one.events) for one in both.beyond] == [("Recife", "BR", 1)]
    two = drawn([near[0], at("Recife", "BR", -8.05, -34.9)], [])
    assert two and not two.beyond and two.km > 4 * alone.km, "of two places none is the far one"


def test_the_map_counts_every_country_and_keeps_the_one_that_is_chosen(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = desk.get("/map", params={"day": "2024-06-30", "window": "366"}).text
    counted = dict(re.findall(r'<option value="([A-Z]{2})"[^>]*>[^<]*\((\d+)\)', whole))
    assert len(counted) >= 2
    monkeypatch.setattr(maps, "MOST", 1)
    few_drawn = desk.get("/map", params={"day": "2024-06-30", "window": "365"}).text
    assert set(re.findall(r'<option value="([A-Z]{2})"', few_drawn)) == set(counted)
    chosen = desk.get("/map", params={"day": "2024-06-30", "window": "1", "country": "NO"}).text
    assert '<option value="NO" selected>Norway (0)' in chosen


def test_tolls_of_two_sides_say_whose_they_are_and_words_have_their_plurals() -> None:
    def toll(low: int, of: str) -> Toll:
        return Toll(
            event="e",
            title="",
            what="killed",
            low=low,
            high=low,
            sources=(),
            contradicted=False,
            grade="",
            place="",
            day="",
            of=of,
        )

    assert _figures([toll(10, "of the rebels"), toll(9, "soldiers")]) == "10 killed (the rebels), 9 killed (soldiers)"
    assert _figures([toll(10, "rebels")]) == "10 killed"
    assert [many(2, one) for one in ("copy", "try", "day", "dispatch", "country")] == [
        "2 copies", "2 tries", "2 days", "2 dispatches", "2 countries",
    ]  # fmt: skip
