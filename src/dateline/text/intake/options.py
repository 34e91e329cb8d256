"""What the caller of the intake may set, and how it says no."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import msgspec

from dateline.errors import InputError, OptionError
from dateline.text.header import EARLIEST, LATEST
from dateline.types import Skipped

SAID = 0
"""Code of a remark: nothing was lost."""
UNREADABLE = 3
"""Code of an input that cannot be read or understood."""
NOTHING = 6
"""Code of an input in which there is nothing to read."""
REFUSED = 7
"""Code of an input that dateline will not read: its address, its size, its language."""


class IntakeOptions(msgspec.Struct, frozen=True):
    """``published`` (ISO date) and ``outlet`` go before what the inputs say of themselves; ``max_bytes`` bounds each
    text, page and JSON line; ``allow_private`` lets addresses through that are not public; ``lexicon``: folders
    whose noise.toml and damage.toml go before ours; without ``unique`` an id that is taken is left as it is. ``text_field`` and
    ``date_field`` name the fields of tables, JSON and XML that hold the text and the day (None: found by their names).

    Raises OptionError when ``published`` is no date or ``max_bytes`` not positive.
    """

    published: str | None = None
    outlet: str | None = None
    max_bytes: int = 20_000_000
    allow_private: bool = False
    lexicon: tuple[str, ...] = ()
    follow: bool = False
    unique: bool = True
    text_field: str | None = None
    date_field: str | None = None

    def __post_init__(self) -> None:
        checked_day(self.published)
        if self.max_bytes <= 0:
            raise OptionError(f"{self.max_bytes} bytes let nothing in", where="max_bytes", remedy="give more than 0")


SMALLER = "divide it, or give a larger max_bytes in Python"
"""What to do with an input above the limit."""


class UnreadError(InputError):
    """One input that is not read, with the exit code that it asks for; ``column`` (from 1) where on its line."""

    def __init__(self, what: str, *, remedy: str = "", code: int = UNREADABLE, column: int = 1) -> None:
        super().__init__(what, remedy=remedy)
        self.code = code
        self.column = column

    def skipped(self, name: str) -> Skipped:
        """The same as a value, for the input called ``name``."""
        return Skipped(what=name, why=self.what, remedy=self.remedy, code=self.code)


@contextmanager
def web_extra(what: str) -> Iterator[None]:
    """Around the import of a package that only the extra ``web`` installs; ``what`` (in the plural) is read with it.

    Raises UnreadError that names the extra when the package is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        why = f"{what} are read with the extra web, which is not installed (no package {error.name})"
        raise UnreadError(why, remedy="pip install 'dateline[web]'") from error


def iso_day(value: str) -> str | None:
    """The day of an ISO 8601 date or date-time, None when it is none, or none on which a dispatch can have been published."""
    found = re.fullmatch(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][\d:.,]+\s?(?:Z|[+-]\d\d:?\d\d)?)?\s*", value)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    return day.isoformat() if day and EARLIEST <= day.year <= LATEST else None


def iso_moment(value: str) -> str | None:
    """The moment of an ISO 8601 date-time in UTC ("2025-03-03T14:05Z"), without a zone taken as UTC; None when it has no time."""
    if iso_day(value) is None:
        return None
    try:
        when = datetime.fromisoformat(value.strip().replace(",", "."))
    except ValueError:
        return None
    timed = re.search(r"\d[T ]\d", value)
    utc = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%MZ") if timed else None


def checked_day(value: str | None) -> str | None:
    """``value`` as a day. Raises OptionError when it is no date."""
    day = iso_day(value) if value is not None else None
    if value is not None and day is None:
        raise OptionError(f"{value} is no date", where="published", remedy="give it as YYYY-MM-DD, e.g. 2021-08-10")
    return day
