"""One text to one Document."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import Literal

from dateline.errors import OptionError
from dateline.text.blocks import mark
from dateline.text.damage import detect
from dateline.text.header import header
from dateline.types import Document

From = Literal["option", "metadata", "header"]


def iso_day(value: str) -> str | None:
    """The day of an ISO 8601 date or date-time, None when it is none."""
    found = re.fullmatch(r"\s*(\d{4}-\d\d-\d\d)(?:[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?\s*", value)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None


def checked_day(value: str | None) -> str | None:
    """``value`` as a day. Raises OptionError when it is no date."""
    day = iso_day(value) if value is not None else None
    if value is not None and day is None:
        raise OptionError(f"{value} is no date", where="published", remedy="give it as YYYY-MM-DD, e.g. 2021-08-10")
    return day


def read_text(text: str, *, id: str = "text", published: str | None = None, outlet: str | None = None,
              url: str | None = None, title: str | None = None) -> Document:
    """``text`` as a Document with its blocks and damage; the date comes from the dispatch's header when not given.

    Raises OptionError when ``published`` is no ISO date.
    """
    return compose(text, id, sha=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
                   given=checked_day(published), outlet=outlet, url=url, title=title)


def compose(text: str, id: str, *, sha: str, given: str | None = None, metadata: str | None = None,
            outlet: str | None = None, url: str | None = None, title: str | None = None) -> Document:
    """The Document; its date is ``given``, else ``metadata``, else the header's."""
    blocks = mark(text, title=title)
    found = header(text, blocks)
    dates: tuple[tuple[str | None, From], ...] = (
        (given, "option"), (metadata, "metadata"), (found.published, "header"))
    published, origin = next(((day, name) for day, name in dates if day), (None, None))
    return Document(id=id, text=text, published=published, published_from=origin,
                    outlet=outlet or (found.agency.text if found.agency else None), url=url, title=title,
                    sha256=sha, blocks=blocks, damage=detect(text, blocks))
