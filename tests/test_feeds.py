"""Feeds: what becomes of their entries, what hosts ask for and get, and when a feed is looked at again."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.text.intake import IntakeOptions, documents
from dateline.text.intake.feed_entries import feed, is_feed, plain
from dateline.text.intake.feeds import FLOOR, FeedState, entries, poll, watch
from dateline.text.intake.options import UnreadError
from dateline.text.intake.politeness import DAY, Manners, retry_after
from dateline.text.intake.web import Answer, AnsweredError
from dateline.types import Document, Skipped

SENTENCE = "Rebels took the town of Kesh on Sunday, the governor said, and nine soldiers were killed in the fight. "
LONG = SENTENCE * 6
PAGE = f"<html><head><title>Kesh falls</title>%s</head><body><article><p>{SENTENCE}</p><p>{LONG}</p></article></body></html>"
OPTIONS = IntakeOptions(allow_private=True)


def rss(*items: str, more: str = "") -> bytes:
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?>{head}<channel><title>Mast News</title>{more}{inner}</channel></rss>'.encode()


def item(link: str, *, body: str = "", title: str = "Kesh falls", summary: str = "", date: str = "") -> str:
    full = f"<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded>" if body else ""
    day = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<title>{title}</title><link>{link}</link><description>{summary}</description>{full}{day}"


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Mast News</title>
<entry><id>a1</id><title>Kesh falls</title><link href="http://a.example/1"/><published>2021-08-09T23:30:00-05:00</published>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>""".encode()
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="x"><title>Mast News</title></channel><item rdf:about="http://a.example/1"><title>Kesh falls</title>
<link>http://a.example/1</link><dc:date>2021-08-09</dc:date>
<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item></rdf:RDF>""".encode()
RSS = rss(item("http://a.example/1", body=LONG, date="Mon, 09 Aug 2021 23:30:00 -0500"))


def taken(folder: Path, data: bytes, name: str = "x.xml", **options: object) -> list[Document | Skipped]:
    path = folder / name
    path.write_bytes(data)
    return list(documents([str(path)], options=IntakeOptions(**options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [RSS, ATOM, RDF], ids=["rss2", "atom", "rss1"])
@pytest.mark.parametrize("name", ["x.xml", "x.rss", "x.atom", "x"])
def test_full_entries_become_documents(tmp_path: Path, data: bytes, name: str) -> None:
    (found,) = taken(tmp_path, data, name)
    assert isinstance(found, Document)
    assert (found.url, found.outlet, found.title) == ("http://a.example/1", "Mast News", "Kesh falls")
    assert (found.published, found.published_from) == ("2021-08-09", "metadata"), "the day in the feed's own time zone"
    assert found.text.startswith("Kesh falls\nRebels took the town")
    assert len(found.sha256) == 64


def test_short_entries_of_a_file_are_read_as_they_stand_or_said(tmp_path: Path) -> None:
    found = taken(
        tmp_path, rss(item("http://a.example/1", summary=SENTENCE), item("http://a.example/2", summary="More."))
    )
    assert isinstance(found[0], Document)
    assert isinstance(found[1], Skipped)
    assert (found[1].what, found[1].code) == ("http://a.example/2", 6)
    assert "page is not fetched" in found[1].why


def test_a_summary_that_is_a_whole_sentence_is_read_however_short(tmp_path: Path) -> None:
    (one,) = taken(tmp_path, rss(item("http://a.example/1", title="Raid", summary="Rebels burned the mill at Kesh.")))
    assert isinstance(one, Document) and one.text.endswith("Rebels burned the mill at Kesh.")


@pytest.mark.parametrize(
    ("data", "code", "why"),
    [
        (b'<rss version="2.0"><channel><title>x</title></channel></rss>', 6, "no entries"),
        (b"Rebels left.", 3, "no feed"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>', 7, "entities"),
    ],
)  # fmt: skip
def test_feeds_without_use(tmp_path: Path, data: bytes, code: int, why: str) -> None:
    found = taken(tmp_path, data, "x.rss")
    assert isinstance(found[-1], Skipped)
    assert (found[-1].code, why in found[-1].why) == (code, True)


def test_an_entity_bomb_in_another_encoding_is_refused_too() -> None:
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    text = (
        f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [{bomb}]><rss version="2.0"><channel>&a12;</channel></rss>'
    )
    with pytest.raises(UnreadError, match="entities"):
        feed(text.encode("utf-16"))


def test_a_damaged_feed_is_read_as_far_as_it_goes_and_said(tmp_path: Path) -> None:
    found = taken(tmp_path, RSS.replace(b"</channel></rss>", b"<item><title>A & B <b></channel>"))
    assert any(isinstance(one, Document) and one.url == "http://a.example/1" for one in found)
    assert any(isinstance(one, Skipped) and one.code == 0 and "damaged" in one.why for one in found)


def test_entries_told_twice_count_once_and_long_feeds_are_cut() -> None:
    assert len(feed(rss(*[item("http://a.example/1", body=LONG)] * 3)).entries) == 1
    long = feed(rss(*[item(f"http://a.example/{n}") for n in range(2005)]))
    assert (len(long.entries), long.left) == (2000, 5)
    with pytest.raises(UnreadError, match="larger"):
        feed(b"<rss>" + b" " * 9_000_000)


@pytest.mark.parametrize(
    ("more", "interval"),
    [
        ("", 0),
        ("<ttl>30</ttl>", 1800),
        ("<ttl>-5</ttl>", 0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86400),
    ],
)
def test_how_often_a_feed_asks_to_be_looked_at(more: str, interval: float) -> None:
    assert feed(rss(more=more)).interval == interval


def test_plain_text_of_html() -> None:
    assert plain("<p>One &amp; two</p><script>bad()</script><div>three<br>four</div>") == "One & two\nthree\nfour"


@pytest.mark.parametrize(
    "piece", [b"<x>", b"<item>", b"<", b"<!", b"<a ", b"<![CDATA[", b"&lt;div&gt;", b"&lt;p", b"&lt;!"]
)
@pytest.mark.parametrize("head", [b"", b"<item><description>"])
def test_hostile_feeds_come_to_an_end(head: bytes, piece: bytes) -> None:
    """300,000 bytes: whatever grows with the square of them would not end within the hour, so no clock is asked."""
    found = []
    with suppress(UnreadError):
        found += feed(b'<rss version="2.0"><channel>' + head + piece * (300_000 // len(piece))).entries
    assert len(found) <= 1


def test_relative_links_are_resolved_against_the_feed() -> None:
    assert [entry.link for entry in feed(rss(item("/1")), "http://a.example/feed").entries] == ["http://a.example/1"]


def test_a_link_that_is_no_address_costs_nothing() -> None:
    assert len(feed(rss(item("//[a"), item("http://b.example/1")), "http://a.example/feed").entries) == 2


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(RSS)))
def test_no_bytes_raise(noise: bytes, at: int) -> None:
    data = RSS[:at] + noise + RSS[at:]
    assert is_feed(data) in (True, False)
    for found, _ in entries(io.BytesIO(data), "x.rss", "x", IntakeOptions()):
        assert isinstance(found, Document | Skipped)


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


class Site:
    """A server on this machine: ``answers`` by path are (status, headers, body) or functions of the request."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []

    def serve(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, data)


def served(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            status, headers, body = site.answers.get(self.path, (404, {}, b"none"))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    made = Site(server.server_port)
    server.RequestHandlerClass = served(made)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def look(site: Site, clock: Clock, state: FeedState | None = None, **options: Any) -> tuple[list[Any], FeedState]:
    return poll(f"{site.address}/feed", state, OPTIONS, now=clock.now, pause=clock.pause, **options)


def feeding(site: Site, *paths: str, **headers: str) -> None:
    site.serve(
        "/feed",
        rss(*[item(f"{site.address}{path}", date="Mon, 09 Aug 2021 10:00:00 GMT") for path in paths]),
        **headers,
    )


def test_linked_pages_are_fetched_once_and_dated_by_the_feed(site: Site, clock: Clock) -> None:
    feeding(site, "/1", ETag='"a"')
    site.serve("/1", PAGE % "")
    found, state = look(site, clock)
    assert [(one.url, one.published, one.outlet) for one in found] == [(f"{site.address}/1", "2021-08-09", "Mast News")]
    assert (state.etag, state.checked, len(state.seen)) == ('"a"', clock.time, 1)
    assert site.asked == ["/robots.txt", "/.well-known/tdmrep.json", "/feed", "/1"]
    assert clock.waits == pytest.approx([1.0, 1.0, 1.0])
    site.asked.clear()
    found, again = look(site, clock, state)
    assert (found, site.asked, again.errors) == ([], ["/feed"], 0)
    feeding(site, "/1", "/2", ETag='"b"')
    site.serve("/2", PAGE % "")
    found, again = look(site, clock, again)
    assert [one.url for one in found] == [f"{site.address}/2"]
    clock.time += DAY
    site.asked.clear()
    look(site, clock, again)
    assert "/robots.txt" in site.asked, "rules are remembered for a day"


@pytest.mark.parametrize(
    ("path", "body", "headers", "meta", "why"),
    [
        ("/robots.txt", "User-agent: dateline\nDisallow: /1", {}, "", "robots.txt keeps dateline"),
        ("/.well-known/tdmrep.json", '[{"location": "/1*", "tdm-reservation": 1}]', {}, "", "tdmrep.json reserves"),
        ("", "", {"tdm_reservation": "1"}, "", "header reserves"),
        ("", "", {"X_Robots_Tag": "noindex, noai"}, "", "X-Robots-Tag header says noai"),
        ("", "", {}, '<meta name="tdm-reservation" content="1">', "page's tdm-reservation"),
        ("", "", {}, "<META content='noai' name=robots>", "meta element says noai"),
    ],
)
def test_reservations_are_honoured_and_named(
    site: Site, clock: Clock, path: str, body: str, headers: dict[str, str], meta: str, why: str
) -> None:
    feeding(site, "/1")
    site.serve("/1", PAGE % meta, **headers)
    site.serve(path, body)
    found, state = look(site, clock)
    assert [one.code for one in found] == [7]
    assert why in found[0].why
    assert found[0].remedy
    assert len(state.seen) == 1, "it is not asked for again"


@pytest.mark.parametrize(
    ("path", "body", "headers", "meta"),
    [
        ("/robots.txt", "User-agent: other\nDisallow: /", {}, ""),
        ("/robots.txt", "User-agent: *\nDisallow: /\nAllow: /1\nAllow: /feed", {}, ""),
        ("/.well-known/tdmrep.json", '[{"location": "/1", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]', {}, ""),
        ("/.well-known/tdmrep.json", "{broken", {}, ""),
        ("", "", {"X_Robots_Tag": "other: noai"}, '<meta name="tdm-reservation" content="0">'),
        ("", "", {"X_Robots_Tag": "noindex"}, ""),
    ],
)  # fmt: skip
def test_what_is_allowed_is_read(
    site: Site, clock: Clock, path: str, body: str, headers: dict[str, str], meta: str
) -> None:
    site.serve("/1", PAGE % meta, **headers)
    site.serve(path, body)
    address = f"{site.address}/1"
    answer = Manners(OPTIONS, now=clock.now, pause=clock.pause).fetch(address)
    assert answer.url == address


def test_a_host_that_cannot_be_asked_counts_as_a_no(site: Site, clock: Clock) -> None:
    site.serve("/robots.txt", status=503)
    feeding(site, "/1")
    found, state = look(site, clock)
    assert [one.code for one in found] == [7]
    assert "counts as a no" in found[0].why
    assert site.asked == ["/robots.txt"]
    assert state.errors == 1


def test_a_redirect_is_asked_about_like_the_first_address(site: Site, clock: Clock) -> None:
    feeding(site, "/1", "/2")
    site.serve("/1", status=302, Location="/closed")
    site.serve("/2", status=302, Location="/open")
    site.serve("/open", PAGE % "")
    site.serve("/robots.txt", "User-agent: *\nDisallow: /closed")
    found, _ = look(site, clock)
    assert [one.code if isinstance(one, Skipped) else one.url for one in found] == [7, f"{site.address}/open"]
    assert "/closed" not in site.asked


def test_addresses_inside_stay_refused(site: Site, clock: Clock) -> None:
    feeding(site, "/1")
    found, _ = poll(f"{site.address}/feed", None, IntakeOptions(), now=clock.now, pause=clock.pause)
    assert [one.code for one in found] == [7]
    assert site.asked == []


def test_a_crawl_delay_is_kept_and_a_busy_host_left_alone(site: Site, clock: Clock) -> None:
    feeding(site, "/1", "/2")
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    site.serve("/1", status=429, Retry_After="900")
    found, state = look(site, clock)
    assert 7.0 in clock.waits
    assert [one.code for one in found] == [3, 3]
    assert "/2" not in site.asked, "a host that is busy is not asked further in this look"
    assert (state.seen, state.etag) == ((), ""), "both are tried again"


def test_a_busy_feed_is_looked_at_when_it_says(site: Site, clock: Clock) -> None:
    site.serve("/feed", status=429, Retry_After="7200")
    found, state = look(site, clock)
    assert [one.code for one in found] == [3]
    assert state.next == clock.time + 7200


def test_errors_put_the_next_look_off_up_to_a_day(site: Site, clock: Clock) -> None:
    site.serve("/feed", status=500)
    state, waits = None, []
    for _ in range(12):
        _, state = look(site, clock, state)
        waits.append(state.next - clock.time)
        clock.time = state.next
    assert waits[0] < waits[1] < waits[2]
    assert 2 * FLOOR <= waits[0] <= 2.2 * FLOOR
    assert DAY <= waits[-1] <= 1.1 * DAY


def test_pages_that_fail_for_now_are_tried_again_and_those_gone_are_not(site: Site, clock: Clock) -> None:
    feeding(site, "/1", "/2", ETag='"a"')
    site.serve("/1", status=500)
    found, state = look(site, clock)
    assert [one.code for one in found] == [3, 3]
    assert (len(state.seen), state.etag) == (1, "")
    site.serve("/1", PAGE % "")
    found, state = look(site, clock, state)
    assert [type(one) for one in found] == [Document]
    assert state.etag == '"a"'


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 01 Jan 1970 00:20:00 GMT", 200.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, 1000.0) == seconds


def answering(bodies: Mapping[str, bytes | int]) -> Callable[..., Answer]:
    def get(url: str, options: IntakeOptions, **_: object) -> Answer:
        body = bodies.get(url, 404)
        if isinstance(body, int):
            raise AnsweredError(body, "no", {})
        return Answer(body, None, url, {"cache-control": "max-age=600"})

    return get


def test_watching_looks_when_due_and_stops_when_asked(clock: Clock) -> None:
    bodies: dict[str, bytes | int] = {"http://a.example/f": RSS, "http://b.example/f": 410}

    def pause(seconds: float) -> None:
        clock.pause(seconds)
        if clock.time > 1_003_600:
            raise KeyboardInterrupt

    looks = list(watch(list(bodies), {}, OPTIONS, get=answering(bodies), now=clock.now, pause=pause))
    states = [one for one in looks if isinstance(one, FeedState)]
    assert sum(isinstance(one, Document) for one in looks) == 1
    assert [state.gone for state in states if state.address == "http://b.example/f"] == [True]
    times = [state.checked for state in states if state.address == "http://a.example/f"]
    assert len(times) == 6
    assert all(600 <= later - sooner <= 662 for sooner, later in pairwise(times))


def test_watching_goes_on_from_the_states_it_is_given(clock: Clock) -> None:
    address = "http://a.example/f"
    _, state = poll(address, None, OPTIONS, get=answering({address: RSS}), now=clock.now, pause=clock.pause)
    watched = watch(
        [address], {address: state}, OPTIONS, get=answering({address: RSS}), now=clock.now, pause=clock.pause
    )
    again = next(watched)
    assert isinstance(again, FeedState), "nothing is told twice"
    assert again.checked >= state.next


def test_all_feeds_gone_ends_the_watch(clock: Clock) -> None:
    found = list(
        watch(
            ["http://a.example/f"],
            {},
            OPTIONS,
            get=answering({"http://a.example/f": 410}),
            now=clock.now,
            pause=clock.pause,
        )
    )
    assert [type(one) for one in found] == [Skipped, FeedState]


def test_an_address_that_answers_with_a_feed_is_read_as_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.text.intake.politeness.DELAY", 0.0)
    feeding(site, "/1")
    site.serve("/1", PAGE % "")
    found = list(documents([f"{site.address}/feed"], options=OPTIONS))
    assert [one.url for one in found if isinstance(one, Document)] == [f"{site.address}/1"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_answer_makes_a_poll_raise(noise: bytes) -> None:
    clock, address = Clock(), "http://a.example/f"
    for body in (noise, b"<rss>" + noise, RSS[:200] + noise):
        bodies: dict[str, bytes | int] = {
            address: body, "http://a.example/robots.txt": b"User-agent: *\nDisallow: /x" + noise,
            "http://a.example/.well-known/tdmrep.json": noise,
        }  # fmt: skip
        found, state = poll(address, None, OPTIONS, get=answering(bodies), now=clock.now, pause=clock.pause)
        assert all(isinstance(one, Document | Skipped) for one in found)
        assert state.next > clock.time
