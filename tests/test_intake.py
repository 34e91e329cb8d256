"""From files, folders, streams and addresses to documents, and what bad input gets."""

from __future__ import annotations

import io
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest

from dateline.errors import InputError, OptionError
from dateline.text.intake import IntakeOptions, checked, documents, read_text
from dateline.text.intake.language import foreign
from dateline.text.intake.options import iso_day
from dateline.text.intake.web import check_number
from dateline.types import Document, Skipped

PAGE = """<html><head><title>Rebels take Kesh</title>
<meta property="og:site_name" content="Mast News">
<meta property="article:published_time" content="2021-08-10T10:00:00Z"></head>
<body><nav>Home</nav><article>
<h1>Rebels take Kesh</h1><p>KABUL (AP) - Rebels took the town of Kesh on Sunday, the governor said.
They fought for three days.</p>
<p>[ad_1]</p><p>Advertisement</p><p>He said nine soldiers were killed and four hurt. It was a hard fight.</p>
</article></body></html>"""
RUSSIAN = (
    "Армия взяла город. Солдаты вошли в город утром, сообщил представитель армии в воскресенье, добавив, что жители "
    "покинули дома и ушли на север. Об этом пишет местная газета, ссылаясь на свои источники в штабе."
)


def taken(*paths: object, **options: object) -> list[Document | Skipped]:
    return list(documents([str(path) for path in paths], options=IntakeOptions(**options)))  # type: ignore[arg-type]


def only(path: object, **options: object) -> Document | Skipped:
    found = taken(path, **options)
    assert len(found) == 1
    return found[0]


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "code", "why"),
    [
        ("empty.txt", b"", 6, "empty"),
        ("blank.txt", b" \r\n\t ", 6, "empty"),
        ("nul.txt", b"Rebels\0took\0the town", 3, "binary"),
        ("page.txt", b"%PDF-1.7 ...", 3, "a PDF"),
        ("late.pdf", b"junk before it\n%PDF-1.4\nwords", 3, "a PDF"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n....", 3, "a PNG image"),
        ("pack.txt", b"PK\x03\x04....", 3, "ZIP"),
        ("half.txt", b"\xff\xfeR\x00e\x00x", 3, "utf-16"),
        ("page.html", b"<html><head><title></title></head><body><script>f()</script></body></html>", 6, "no text"),
        ("rows.jsonl", b"\n\n", 6, "empty"),
        ("ru.txt", RUSSIAN.encode("cp1251"), 7, "language ru"),
        ("ru8.txt", RUSSIAN.encode(), 7, "language ru"),
        ("long.txt", b"Rebels took the town. " * 100, 7, "larger than 1000 bytes"),
    ],
)
def test_unreadable_files_are_skipped_with_reason_and_code(
    tmp_path: Path, name: str, data: bytes, code: int, why: str
) -> None:
    found = only(write(tmp_path, name, data), max_bytes=1000)
    assert isinstance(found, Skipped)
    assert found.code == code
    assert why in found.why
    assert found.remedy
    assert name in found.what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    text = "“We left,” the general said.\r\n\r\nNine were hurt in São Tomé.\r\n"
    found = only(write(tmp_path, "a.txt", text.encode(encoding)))
    assert isinstance(found, Document)
    assert found.text == text
    assert [flag.kind for flag in found.damage if flag.kind == "encoding"] == (
        ["encoding"] if encoding == "cp1252" else []
    )


def test_a_few_broken_bytes_do_not_turn_utf8_into_a_guess(tmp_path: Path) -> None:
    data = "“We left” — “all of us” — the general said. “Now.” He left…".encode() + b"\xe2\x80"
    found = only(write(tmp_path, "a.txt", data))
    assert isinstance(found, Document)
    assert found.text.startswith("“We left” — “all of us”")
    assert next(flag.kind for flag in found.damage) == "encoding"
    assert "1 byte" in found.damage[0].note


def test_line_ends_are_kept(tmp_path: Path) -> None:
    data = b"Rebels took the town.\r\nThey left.\rAgain.\n"
    found = only(write(tmp_path, "a.txt", data))
    assert isinstance(found, Document)
    assert found.text.encode() == data
    assert found.id == "a"
    assert len(found.sha256) == 64


def test_html_gives_text_and_metadata_and_keeps_residue_as_noise(tmp_path: Path) -> None:
    found = only(write(tmp_path, "a.html", PAGE))
    assert isinstance(found, Document)
    assert (found.published, found.published_from, found.outlet) == ("2021-08-10", "metadata", "Mast News")
    kinds = [(block.kind, found.text[block.span.start : block.span.end].strip()) for block in found.blocks]
    assert kinds[:2] == [("headline", "Rebels take Kesh"), ("dateline", "KABUL (AP) -")]
    assert ("noise", "[ad_1]") in kinds
    assert ("noise", "Advertisement") in kinds


def test_html_in_its_declared_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("the governor", "“Ёж”, the governor")
    found = only(write(tmp_path, "a.html", page.encode("cp1251")))
    assert isinstance(found, Document)
    assert "“Ёж”, the governor" in found.text


def test_each_bad_json_line_is_said_with_its_column_and_the_others_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "r.jsonl",
        b"\n".join(
            [
                b'{"id":"1","text":"A bomb went off.","published":"2021-08-10T08:00:00Z","outlet":"AP","more":[1]}',
                b'{"id":"2"',
                b"",
                b'{"id":3,"text":5}',
                b'{"id":"4"}',
                b'{"text":"x","published":"2021-13-45"}',
                b"[1]",
                b'{"text":"\\ud800 went off."}',
                b'{"text":"\xff"}',
                b'{"text":" "}',
                b'{"text":"Another bomb went off."}',
            ]
        ),
    )
    found = taken(path)
    first, last = found[0], found[-1]
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.id, first.published, first.published_from, first.outlet) == ("1", "2021-08-10", "metadata", "AP")
    assert last.id == "r:11"
    skipped = [(item.what.rsplit("r.jsonl", 1)[1], item.code) for item in found[1:-1] if isinstance(item, Skipped)]
    assert skipped == [
        (":2:10", 3),
        (":4:1", 3),
        (":5:1", 3),
        (":6:1", 3),
        (":7:1", 3),
        (":8:1", 3),
        (":9:10", 3),
        (":10:1", 6),
    ]


def test_a_json_line_over_the_limit_costs_that_line(tmp_path: Path) -> None:
    rows = ['{"text":"Rebels left."}', '{"text":"' + "x" * 500 + '"}', '{"text":"Rebels came."}']
    found = taken(write(tmp_path, "r.jsonl", "\n".join(rows)), max_bytes=200)
    assert [item.text if isinstance(item, Document) else item.code for item in found] == [
        "Rebels left.",
        7,
        "Rebels came.",
    ]


def test_json_lines_are_read_as_a_stream(tmp_path: Path) -> None:
    path = write(tmp_path, "r.jsonl", '{"text":"Rebels left."}\n' * 3)
    stream = documents([str(path)], options=IntakeOptions())
    assert isinstance(next(stream), Document)


def test_options_go_before_metadata_and_metadata_before_the_header(tmp_path: Path) -> None:
    path = write(
        tmp_path, "r.jsonl", '{"text":"KABUL, Aug. 9, 2021 (AP) — Rebels left.","published":"2021-08-10","outlet":"X"}'
    )
    given = only(path, published="2021-08-11", outlet="Y")
    own = only(path)
    header = only(write(tmp_path, "a.txt", "KABUL, Aug. 9, 2021 (AP) — Rebels left."))
    assert isinstance(given, Document)
    assert isinstance(own, Document)
    assert isinstance(header, Document)
    assert (given.published, given.published_from, given.outlet) == ("2021-08-11", "option", "Y")
    assert (own.published, own.published_from, own.outlet) == ("2021-08-10", "metadata", "X")
    assert (header.published, header.published_from, header.outlet) == ("2021-08-09", "header", "AP")


def test_a_folder_is_read_in_order_and_says_what_it_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/a.txt", ".hidden.txt", "photo.jpg", "map.jpg", "list.csv"):
        write(tmp_path, name, "Rebels took the town.")
    found = taken(tmp_path)
    assert [item.id for item in found if isinstance(item, Document)] == ["a", "b", str(tmp_path / "sub/a.txt")]
    said = [(item.code, item.why) for item in found if isinstance(item, Skipped)]
    assert said == [(0, "the id 'a' is taken"), (0, "1 hidden"), (0, "3 of other kinds (.csv 1, .jpg 2)")]


def test_a_folder_without_texts(tmp_path: Path) -> None:
    write(tmp_path, "photo.jpg", "x")
    assert [item.code for item in taken(tmp_path) if isinstance(item, Skipped)] == [0, 6]


def test_one_bad_input_never_costs_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, "a.txt", "Rebels took the town.")
    found = taken(tmp_path / "none.txt", "/dev/null/x", good, "gopher://x/y", tmp_path / "bad\0name")
    assert [item.code if isinstance(item, Skipped) else item.id for item in found] == [3, 3, "a", 7, 3]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b"Rebels took the town.", ["stdin"]),
        (PAGE.encode(), ["stdin"]),
        (b'{"id":"x","text":"Rebels left."}\n{"id":"y","text":"They came."}\n', ["x", "y"]),
    ],
)
def test_standard_input_is_told_by_its_content(monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(data))))  # type: ignore[arg-type]
    found = taken("-")
    assert [item.id for item in found if isinstance(item, Document)] == ids
    assert all("<" not in item.text for item in found if isinstance(item, Document))


@pytest.mark.parametrize("day", ["2021-13-45", "10 August 2021", "", "2021-02-29"])
def test_a_date_that_is_none(day: str) -> None:
    with pytest.raises(OptionError, match="is no date"):
        IntakeOptions(published=day)
    with pytest.raises(OptionError, match="is no date"):
        read_text("Rebels left.", published=day)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-08-10", "2021-08-10"),
        ("2021-08-10T23:00:00+02:00", "2021-08-10"),
        ("2021-08-10 10:00", "2021-08-10"),
        ("2021-08", None),
        ("yesterday", None),
    ],
)
def test_iso_days(value: str, day: str | None) -> None:
    assert iso_day(value) == day


@pytest.mark.parametrize("text", ["\u202e", "\u200b\u00ad", "...", "14", "«»", "\U0001f525\U0001f525"])
def test_a_text_without_a_letter_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="it holds no words"):
        checked(read_text(text))
    found = only(write(tmp_path, "signs.txt", text))
    assert isinstance(found, Skipped) and (found.code, found.why) == (6, "it holds no words")


def test_half_characters_are_refused() -> None:
    with pytest.raises(InputError, match="half a character"):
        read_text("Rebels \ud800 left.")


NAMES = (
    "Mohammad Yaqoob Khan, Abdul Ghani Baradar, Sher Mohammad Abbas Stanekzai, Suhail Shaheen and Zabihullah Mujahid "
    "met Nguyen Van Thieu, Xi Jinping, Recep Tayyip Erdogan and Aleksandr Lukashenko in Doha, Qatar."
)
CAPITALS = "THE REBELS OF SENDERO LUMINOSO HAVE ATTACKED SAN PEDRO DE CAJAS, HUANCAYO, CERRO DE PASCO AND TINGO MARIA."
GERMAN = (
    "Die Aufständischen haben am Sonntag die Stadt Kundus eingenommen, wie ein Sprecher der Armee mitteilte. "
    "Bei den Kämpfen wurden neun Soldaten getötet und vier verletzt, viele Menschen flohen aus der Stadt."
)
SPANISH = (
    "Los rebeldes tomaron el domingo la ciudad de Kesh, según informó el gobernador. Nueve soldados murieron en los "
    "combates y cuatro resultaron heridos, mientras cientos de personas huyeron hacia el norte del país."
)


@pytest.mark.parametrize("text", [NAMES, CAPITALS, "Kundus gefallen"])
def test_english_with_many_names_is_never_foreign(text: str) -> None:
    assert foreign(text) is None


@pytest.mark.parametrize(("language", "text"), [("de", GERMAN), ("es", SPANISH), ("ru", RUSSIAN)])
def test_other_languages_are_told(language: str, text: str) -> None:
    assert foreign(text) == language


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:0a00:0001::",
        "0.0.0.0",
        "224.0.0.1",
        "100.64.0.1",
        "198.18.0.1",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::7f00:1",
        "fec0::1",
        "192.0.0.192",
        "192.88.99.1",
        "::ffff:0:7f00:1",
        "5f00::1",
        "3fff::1",
        "ff02::1",
        "::",
    ],
)
def test_numbers_that_are_not_public_are_refused(number: str) -> None:
    with pytest.raises(InputError, match="not public"):
        check_number(number)


def test_public_numbers_pass() -> None:
    check_number("93.184.215.14")
    check_number("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    check_number("64:ff9b::5db8:d70e")


@pytest.mark.parametrize(
    "host",
    ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]", "localhost", "0"],
)
def test_numbers_in_other_forms_lead_inside_too(host: str) -> None:
    found = only(f"http://{host}:9/a")
    assert isinstance(found, Skipped)
    assert (found.code, "not public" in found.why) == (7, True)


class _Site(BaseHTTPRequestHandler):
    feed = target = ""
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/drip"):
            self._drip()
            return
        answers = {
            "/page": (200, PAGE),
            "/long": (200, "x" * 5000),
            "/moved": (302, ""),
            "/loop": (302, ""),
            "/inside": (302, ""),
            "/short": (200, PAGE),
        }
        answers["/feed"] = (200, self.feed)
        code, body = answers.get(self.path, (404, "gone"))
        self.send_response(code)
        if code == 302:
            self.send_header(
                "Location", {"/moved": "file:///etc/hostname", "/inside": self.target}.get(self.path, "/loop")
            )
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/short":
            self.send_header("Content-Length", str(len(body) + 9))
        self.end_headers()
        self.wfile.write(body.encode())

    def _drip(self) -> None:
        """A byte now and then, of the head or of the body, until nobody listens."""
        with suppress(OSError):
            self.wfile.write(
                b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n" + (b"X: " if "head" in self.path else b"\r\n")
            )
            for _ in range(300):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_inside_is_refused_unless_allowed(site: str) -> None:
    refused, allowed = only(f"{site}/page"), only(f"{site}/page", allow_private=True)
    assert isinstance(refused, Skipped)
    assert refused.code == 7
    assert "not public" in refused.why
    assert isinstance(allowed, Document)
    assert allowed.id == allowed.url == f"{site}/page"
    assert allowed.published == "2021-08-10"


@pytest.mark.parametrize(
    ("path", "code", "why"),
    [
        ("/none", 3, "404"),
        ("/long", 7, "larger than 2000"),
        ("/moved", 3, "not allowed"),
        ("/loop", 3, "302"),
        ("/short", 3, "broke off"),
    ],
)
def test_what_an_address_may_answer(site: str, path: str, code: int, why: str) -> None:
    found = only(f"{site}{path}", allow_private=True, max_bytes=2000)
    assert isinstance(found, Skipped)
    assert found.code == code
    assert why in found.why


def test_a_redirect_to_a_name_inside_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address is taken for a public one, wherever it leads here; the one that it sends us to is not."""
    port = site.rpartition(":")[2]
    numbers = {"news.example": "93.184.215.14", "inside.example": "10.0.0.7"}
    real = socket.getaddrinfo
    monkeypatch.setattr("dateline.text.intake.web._numbers", lambda host, port: {numbers[host]})
    monkeypatch.setattr("dateline.text.intake.web._check_peer", lambda connection: None)
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1", *rest, **more))
    asked: list[str] = []
    monkeypatch.setattr(_Site, "target", f"http://inside.example:{port}/page")
    monkeypatch.setattr(_Site, "asked", asked)
    found = only(f"http://news.example:{port}/inside")
    assert isinstance(found, Skipped)
    assert (found.code, "10.0.0.7" in found.why, asked) == (7, True, ["/inside"])
    page = only(f"http://news.example:{port}/page")
    assert isinstance(page, Document)


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
@pytest.mark.parametrize("private", [False, True])
def test_an_answer_that_drips_in_is_not_waited_for(
    path: str, private: bool, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.text.intake.web.PATIENCE", 0.5)
    monkeypatch.setattr("dateline.text.intake.web._numbers", lambda host, port: {"93.184.215.14"})
    monkeypatch.setattr("dateline.text.intake.web._check_peer", lambda connection: None)
    began = time.monotonic()
    found = only(f"{site}{path}", allow_private=private)
    assert isinstance(found, Skipped)
    assert found.code == 3 and time.monotonic() - began < 10


def test_a_proxy_that_is_not_used_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://me:word@proxy.example:3128")

    def unknown(*_: object, **__: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    found = only("https://news.example/a")
    assert isinstance(found, Skipped)
    assert "proxy.example:3128" in found.remedy and "--allow-private" in found.remedy and "word" not in found.remedy
    monkeypatch.delenv("https_proxy")
    found = only("https://news.example/a")
    assert isinstance(found, Skipped)
    assert "proxy" not in found.remedy


def test_the_pages_of_a_feed_inside_are_fetched_when_allowed(site: str) -> None:
    feed = f"<rss version='2.0'><channel><title>Mast</title><item><link>{site}/page</link></item></channel></rss>"
    _Site.feed = feed
    assert isinstance(only(f"{site}/feed"), Skipped)
    found = only(f"{site}/feed", allow_private=True)
    assert isinstance(found, Document)
    assert (found.url, found.outlet) == (f"{site}/page", "Mast")


def test_a_name_that_turns_inside_after_the_check_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.text.intake.web._numbers", lambda host, port: {"93.184.215.14"})
    found = only(f"{site}/page")
    assert isinstance(found, Skipped)
    assert found.code == 7
    assert "127.0.0.1" in found.why


@pytest.mark.parametrize(
    "address",
    ["http://user:word@news.example/", "http://", "https://[::1", "ftp://news.example/a", "http://news.example:99999/"],
)
def test_addresses_that_are_none(address: str) -> None:
    found = only(address)
    assert isinstance(found, Skipped)
    assert found.code == 7


@pytest.mark.parametrize(
    ("name", "package", "what"),
    [
        ("page.html", "trafilatura", "web pages"),
        ("news.rss", "feedparser", "feeds"),
        ("crawl.warc", "warcio.archiveiterator", "web archives"),
        ("news.xml", "lxml", "XML files"),
    ],
)
def test_what_needs_the_extra_says_so_and_costs_nothing_else(
    name: str, package: str, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    feed = "<rss version='2.0'><channel><item><title>Rebels take Kesh</title></item></channel></rss>"
    records = "<news><item><date>2021-08-10</date><text>Rebels took the town of Kesh on Sunday.</text></item></news>"
    content = {".html": PAGE, ".xml": records}.get(Path(name).suffix, feed)
    (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "wire.txt").write_text("Rebels took the town of Kesh on Sunday.", encoding="utf-8")
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "dateline.text.intake.warc", raising=False)
    lacking, read = taken(tmp_path / name, tmp_path / "wire.txt")
    assert isinstance(lacking, Skipped)
    assert lacking.why == f"{what} are read with the extra web, which is not installed (no package {package})"
    assert (lacking.remedy, lacking.code) == ("pip install 'dateline[web]'", 3)
    assert isinstance(read, Document)
