"""Which fields of other programs' records hold the text, the day, the title and the outlet, and what is read from them.

The names are those that news and humanitarian interfaces give their reports, as their public documentation has them: GDELT,
NewsAPI and Mediastack (``articles``, ``content``, ``publishedAt``), The Guardian (``fields.bodyText``, ``webPublicationDate``),
ReliefWeb (``fields.body``, ``date.created``), news-please (``maintext``, ``date_publish``), WordPress (``content.rendered``),
JSON Feed (``content_text``), Event Registry (``body``, ``dateTime``), ACLED (``notes``, ``event_date``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from dateline.text.header import MONTHS, PIVOT, day_in
from dateline.text.intake.options import iso_day

TEXT = ("text", "maintext", "articlebody", "bodytext", "body_text", "body", "content_text", "content", "content_html",
        "article_text", "full_text", "fulltext", "story", "body-html", "main_content", "article_body",
        "story_text", "text_body", "news_text")  # fmt: skip
"""Fields that hold a whole dispatch, best first; case does not count."""
NOTES = ("notes", "description", "summary", "abstract", "snippet", "trailtext")
"""Fields that hold a few sentences: read where the record also has a day, since a description may be of anything."""
DAY = ("published", "publishedat", "published_at", "published_date", "publication_date", "publicationdate", "webpublicationdate",
       "date_publish", "date_published", "pub_date", "pubdate", "event_date", "datetime", "date", "created", "created_at", "seendate",
       "timestamp", "report_date", "incident_date", "updated", "updated_at", "modified", "metadata_modified", "last_updated",
       "date.issue", "datepublished", "dateissued", "date_issued", "published_on", "publish_date", "release_date")  # fmt: skip
TITLE = ("title", "headline", "webtitle", "subject")
OUTLET = (
    "outlet",
    "source",
    "source_name",
    "publisher",
    "publication",
    "sourcename",
    "site",
    "source_domain",
    "domain",
)
ADDRESS = ("url", "link", "weburl", "url_alias", "permalink", "external_url")
NAME = ("id", "_id", "uri", "guid", "event_id_cnty", "event_id")
INSIDE = (
    "fields",
    "properties",
    "_source",
    "attributes",
    "article",
    "report",
    "story",
    "document",
    "item",
    "node",
    "post",
    "payload",
)
"""Objects inside a record that carry its fields."""
VALUES = ("rendered", "original", "created", "value", "name", "shortname", "title", "#text", "text")
"""Keys of a field that is an object, best first (``content.rendered``, ``date.original``, ``source.name``)."""
LISTS = ("articles", "results", "data", "items", "documents", "docs", "entries", "news", "features", "stories", "posts", "records",
         "reports", "value", "hits", "response", "feed")  # fmt: skip
"""Keys under which an answer keeps its list of records, at most three deep."""
ABROAD = (
    *("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    *("enero", "feb", "marzo", "abr", "mayo", "junio", "julio", "ago", "sep", "oct", "nov", "dic"),
    *("ene", "fev", "março", "abril", "maio", "junho", "julho", "agosto", "set", "out", "novembro", "dez"),
    *("jan", "fév", "mär", "april", "mai", "juni", "juli", "aug", "september", "okt", "november", "dez"),
    *("genn", "febbr", "mar", "apr", "magg", "giug", "lugl", "agos", "sett", "ott", "nov", "dice"),
    *("январ", "феврал", "март", "апрел", "мая", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
    *("янв", "фев", "мар", "апр", "май", "июнь", "июль", "авг", "сен", "окт", "ноя", "дек"),
    *("ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"),
)
"""How names of months begin in French, Spanish, Portuguese, German, Italian, Russian (in full and short) and Turkish, twelve a line."""
HTML = re.compile(r"<(?:p|br|div|a|h[1-6]|ul|strong|em)\b[^>]*>", re.IGNORECASE)


class Fields(msgspec.Struct, frozen=True):
    """What a record says. ``text`` may be HTML; ``day`` is an ISO date, None when there is none; ``odd``: a day that could not
    be read, as it stands."""

    text: str
    day: str | None = None
    odd: str = ""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    id: str | None = None

    @property
    def is_html(self) -> bool:
        """Whether the text carries the marks of a page."""
        return bool(HTML.search(self.text))


def fields(record: Mapping[str, Any], text_field: str | None = None, date_field: str | None = None) -> Fields | None:
    """The fields of one record; None when it has no text. ``text_field`` and ``date_field`` name them when given."""
    flat = _flat(record)
    day, odd = _day(flat, (date_field,) if date_field else DAY)
    text = _string(flat, (text_field,) if text_field else TEXT) or (
        _string(flat, NOTES) if (day or odd) and not text_field else None
    )
    if text is None:
        return None
    return Fields(
        text,
        day,
        odd,
        _string(flat, TITLE),
        _string(flat, OUTLET),
        _string(flat, ADDRESS),
        _string(flat, NAME, scalar=True),
    )


def record_lists(value: Any, depth: int = 4) -> Iterator[list[Any]]:
    """The lists of records in an answer: the value itself, what stands under one of ``LISTS``, else under any other key; objects
    that hold one record under each key count as a list."""
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict) and depth:
        known, others = _parted(value)
        yield from _inside(known, depth) or _inside(others, depth)
        if len(value) > 1 and all(isinstance(item, dict) for item in value.values()):
            yield [{"id": key, **item} for key, item in value.items()]


def _parted(value: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """What an object holds under ``LISTS``, in their order, and under other keys."""
    by_name = {str(key).lower(): item for key, item in value.items() if isinstance(item, list | dict)}
    return [by_name[name] for name in LISTS if name in by_name], [
        by_name[name] for name in by_name if name not in LISTS
    ]


def _inside(items: list[Any], depth: int) -> list[list[Any]]:
    return [rows for item in items for rows in record_lists(item, depth - 1) if _are_records(rows)]


def _are_records(rows: list[Any]) -> bool:
    return any(isinstance(row, Mapping) for row in rows)


def any_day(value: object) -> str | None:
    """The day that a field of any program gives: ISO, ``20240514``, RFC 822, seconds since 1970, or as people write it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_seconds(float(value))
    if not isinstance(value, str):
        return None
    words = value.strip()
    return _in_numbers(words) or iso_day(words) or _from_mail(words) or _as_written(words)


def _as_written(words: str) -> str | None:
    return day_in(words) or _day_first(words) or day_in(_in_english(words))


def _in_numbers(words: str) -> str | None:
    """ "20240514", "2024/5/14", seconds since 1970; None for anything else."""
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", words)
    slashed = re.match(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=\D|$)", words) or re.match(
        r"(\d{4})年(\d{1,2})月(\d{1,2})日", words
    )
    numbers = compact or slashed
    if numbers and (day := iso_day(f"{numbers[1]}-{int(numbers[2]):02d}-{int(numbers[3]):02d}")):
        return day
    return _from_seconds(float(words)) if re.fullmatch(r"1\d{9}(?:\d{3})?", words) else None


def _day_first(words: str) -> str | None:
    """ "14.05.2024", "14/05/24": a date in numbers that begins with its day, as dots and a number above twelve say; "03/04/2024" may
    be either and is None, and so is "22-06-15", which may begin with its year."""
    found = re.match(r"(?:\w{2,4}\.?,?\s+)?(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?=\D|$)", words)
    if found is None:
        return None
    first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if _may_begin_with_year(mark, year):
        return None
    if mark != "." and max(first, second) <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    full = year if len(year) == 4 else f"20{year}" if int(year) < PIVOT else f"19{year}"
    return iso_day(f"{full}-{month:02d}-{day:02d}")


def _may_begin_with_year(mark: str, last: str) -> bool:
    return mark == "-" and len(last) == 2 and int(last) <= 31


def _in_english(words: str) -> str:
    """A date with its month in English, where it stands there in another language ("14 mai 2024", "14 мая 2024")."""
    return re.sub(
        r"[^\W\d_]{3,}\.?",
        lambda found: _month(found[0].rstrip(".").casefold()) or found[0],
        words.replace(" de ", " "),
    )


def _month(word: str) -> str:
    return next((MONTHS[i % 12].capitalize() for i, name in enumerate(ABROAD) if word.startswith(name)), "")


def _from_seconds(seconds: float) -> str | None:
    """Seconds or milliseconds since 1970; what lies before 1990 or after 2100 is no day of a dispatch."""
    if seconds > 1e11:
        seconds /= 1000
    if not 631_152_000 < seconds < 4_102_444_800:
        return None
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _from_mail(words: str) -> str | None:
    try:
        return iso_day(parsedate_to_datetime(words).date().isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record's fields by lower-case name, one of several words ("Full text") also with underscores; those of objects such as
    ``fields`` stand behind its own."""
    found: dict[str, Any] = {}
    for inner in (record, *(record[key] for key in INSIDE if isinstance(record.get(key), Mapping))):
        for key, value in inner.items():
            found.setdefault(str(key).strip().lower(), value)
            found.setdefault("_".join(str(key).lower().split()), value)
    return found


def _plain(value: Any, depth: int = 2) -> Any:
    """The value of a field: of an object the first of ``VALUES``, of a list the first item."""
    if isinstance(value, list) and value and depth:
        return _plain(value[0], depth - 1)
    if isinstance(value, Mapping) and depth:
        inner = next((value[key] for key in VALUES if value.get(key)), None)
        return _plain(inner, depth - 1)
    return value


def _string(flat: Mapping[str, Any], names: tuple[str, ...], *, scalar: bool = False) -> str | None:
    for name in names:
        value = _plain(flat.get(name.lower()))
        if scalar and isinstance(value, int) and not isinstance(value, bool) and value.bit_length() < 200:
            return str(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _day(flat: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str | None, str]:
    """The day, or the words that should have told one."""
    odd = ""
    for name in names:
        value = _plain(flat.get(name.lower()))
        day = any_day(value)
        if day:
            return day, ""
        if isinstance(value, str) and value.strip() and not odd:
            odd = value.strip()[:60]
    return None, odd
