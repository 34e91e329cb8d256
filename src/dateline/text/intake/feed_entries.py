"""The bytes of a feed (RSS 2.0, RSS 1.0, Atom) to its entries; nothing is ever fetched here."""

from __future__ import annotations

import io
import re
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dateline.text.intake.fields import any_day
from dateline.text.intake.options import REFUSED, UnreadError, web_extra

LOOKS = re.compile(rb"<(?:[\w.-]{1,20}:)?(rss|rdf|feed)[\s>]", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
HEAD = 8192
"""Bytes in which a file says that it is a feed."""
LARGEST = 8_000_000
"""Bytes that a feed may have; ours: the largest news feeds stay below one million."""
DEEPEST = 10_000
"""Elements that may stand open at once, those of HTML in entries counted too: the parser's time grows with their square."""
LONGEST = 100_000
"""Characters of HTML that an entry may hold; what is longer is left to the page it links to. The same reason."""
TAG = re.compile(rb"<(/?)[A-Za-z]|(/)>")
MOST = 2000
"""Entries that are taken from one feed."""
BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote", "section"}
)
UNSEEN = frozenset({"script", "style", "template", "noscript"})
PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}
"""Seconds of ``sy:updatePeriod`` (RSS 1.0 syndication module)."""


class Entry(msgspec.Struct, frozen=True):
    """One entry: ``key`` is a hash of all that it says; ``text`` its full content, "" without; ``published`` ISO day, ``odd`` the words
    that should have told it. ``author``: whose report it is, ``sourced``: it names its source by itself."""

    key: str
    link: str = ""
    title: str = ""
    summary: str = ""
    text: str = ""
    published: str | None = None
    odd: str = ""
    author: str = ""
    sourced: bool = False


class Feed(msgspec.Struct, frozen=True):
    """``interval``: seconds between two looks that it asks for, 0 when it does not say. ``damaged``: what is wrong
    with its XML, "" when nothing is. ``left``: entries past the limit. ``gathers``: it links to the pages of several hosts."""

    title: str = ""
    entries: tuple[Entry, ...] = ()
    interval: float = 0.0
    damaged: str = ""
    left: int = 0
    gathers: bool = False

    def outlet_of(self, entry: Entry) -> str | None:
        """Whose report an entry is: of a feed that gathers those of others the author's or source's, else the feed's."""
        own = entry.author if entry.sourced or self.gathers else ""
        return own or self.title or None


def is_feed(data: bytes) -> bool:
    """Whether a file that begins so is a feed."""
    start = data[:HEAD].replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    start = COMMENT.sub(b"", start)
    found = LOOKS.search(start)
    return bool(found) and not re.search(rb"<\w", start[: found.start() if found else 0])


def feed(data: bytes, address: str = "") -> Feed:
    """The feed in ``data``; relative links are resolved against ``address``; what is damaged is read as far as it goes.

    Raises UnreadError when it is too large, too deep, declares entities of its own, or is no feed.
    """
    if len(data) > LARGEST:
        raise UnreadError(f"the feed is larger than {LARGEST} bytes", remedy="ask for a shorter one", code=REFUSED)
    if b"<!entity" in data.replace(b"\0", b"").lower():
        raise UnreadError("the feed declares entities of its own", remedy="leave it out", code=REFUSED)
    if _depth(data) > DEEPEST:
        raise UnreadError(f"more than {DEEPEST} elements stand open in the feed", remedy="leave it out", code=REFUSED)
    found = _parsed(data, address)
    if not found.get("version") and not found.get("entries"):
        raise UnreadError("it is no feed", remedy="give RSS or Atom")
    return _made(found)


def _made(found: Any) -> Feed:
    """The feed of what the parser found."""
    head, items = found.get("feed", {}), found.get("entries", [])
    return Feed(
        title=_line(head.get("title")),
        entries=tuple({entry.key: entry for entry in map(_entry, items[:MOST])}.values()),
        interval=_interval(head),
        damaged=_line(str(found.get("bozo_exception", ""))) if found.get("bozo") and _hurts(found) else "",
        left=max(0, len(items) - MOST),
        gathers=len({_host(str(item.get("link") or "")) for item in items[:MOST]} - {""}) > 1,
    )


def _host(url: str) -> str:
    """The host of an address; "" for none, also of words that are no address ("http://[a")."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _depth(data: bytes) -> int:
    """How many elements stand open at once at most."""
    level = deepest = 0
    for found in TAG.finditer(data):
        level = max(0, level + (-1 if found[1] or found[2] else 1))
        deepest = max(deepest, level)
    return deepest


def _parsed(data: bytes, address: str) -> Any:
    with web_extra("feeds"):
        import feedparser

    try:
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-location": address},
            resolve_relative_uris=False,
            sanitize_html=False,  # no HTML leaves here, only its words
        )
    except Exception as error:
        why = f"the feed is damaged ({type(error).__name__})"
        raise UnreadError(why, remedy="ask its publisher to mend it") from error


def _hurts(found: Any) -> bool:
    """Whether the damage is more than an encoding told wrongly or not at all."""
    import feedparser

    return not isinstance(
        found.get("bozo_exception"), feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )


def _entry(item: Any) -> Entry:
    contents = [str(one.get("value") or "") for one in item.get("content", ()) if "html" in str(one.get("type", "html"))
                or str(one.get("type")).startswith("text/")]  # fmt: skip
    text, summary = max(map(plain, contents), key=len, default=""), plain(str(item.get("summary") or ""))
    link, title = str(item.get("link") or "").strip(), _line(plain(str(item.get("title") or "")))
    said = (str(item.get("id") or link), link, title, summary, text, str(dict.get(item, "updated") or ""))
    key = sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:16]
    return Entry(key, link, title, summary, text, _day(item), _odd(item), _author(item), bool(item.get("source")))


def _day(item: Any) -> str | None:
    """The day of the entry in its own time zone: when it was published, else when it was last changed."""
    value = str(dict.get(item, "published") or dict.get(item, "updated") or "")
    return any_day(value)


def _odd(item: Any) -> str:
    """The words that should have told the day of the entry and cannot be read; "" where they can, or where there are none."""
    value = _line(dict.get(item, "published") or dict.get(item, "updated"))
    return value[:60] if value and not _day(item) else ""


def _author(item: Any) -> str:
    """Whose report the entry is: the source that it names, else its author; "" when it says neither."""
    source = item.get("source")
    named = _line(source.get("title") if isinstance(source, dict) else "")
    return named or _line(item.get("author"))


def _line(value: object) -> str:
    return " ".join(str(value or "").split())


def _interval(head: Any) -> float:
    ttl, frequency = (_number(head.get(name)) for name in ("ttl", "sy_updatefrequency"))
    period = PERIODS.get(_line(head.get("sy_updateperiod")).lower(), 0.0)
    return max(ttl * 60.0, period / max(1.0, frequency))


def _number(value: object) -> float:
    found = re.fullmatch(r"\s*(\d{1,7})\s*", str(value or ""))
    return float(found[1]) if found else 0.0


class _Plain(HTMLParser):
    """Collects the words of a piece of HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        self.pieces.append("\n" if tag in BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        self.pieces.append("\n" if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)


def plain(html: str) -> str:
    """The text of a piece of HTML: one line a paragraph, lone surrogates replaced; "" when it is too long."""
    if len(html) > LONGEST:
        return ""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line).encode("utf-8", "replace").decode("utf-8")
