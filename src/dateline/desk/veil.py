"""Names of private persons on a page: there, but covered until somebody clicks on them or comes to them with the keyboard."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from markupsafe import escape

from dateline.record.privacy import HIDDEN, pattern

PARTS = re.compile(
    r"(<svg\b.*?</svg>|<title\b.*?</title>|<option\b.*?</option>|<textarea\b.*?</textarea>|<[^>]*>)", re.DOTALL
)
"""What is no running text of a page: drawings, and elements that hold no others; tags."""
COVER = (
    '<span class="veil" tabindex="0" role="button"><span class="unseen">name of a private person: press to show</span>'
    '<span aria-hidden="true">{}</span></span>'
)
INSIDE = '<span class="veil"><span class="unseen">a private person</span><span aria-hidden="true">{}</span></span>'
"""The same in what is a button or link itself: it holds no other, and shows the name when somebody comes to it."""
HOLDERS = re.compile(r"<(/?)(?:a|summary|button)\b")


def veiled(page: str, names: Collection[str]) -> str:
    """The page with the names covered; in drawings and titles, which cannot be uncovered, they are left out."""
    if not names:
        return page
    return "".join(_covered(PARTS.split(page), pattern({str(escape(name)) for name in names})))


def _covered(parts: list[str], found: re.Pattern[str]) -> Iterator[str]:
    """The parts of a page, text and tags in turn, with what is found covered."""
    cover = COVER
    for at, part in enumerate(parts):
        if at % 2 == 0:
            yield found.sub(lambda name, cover=cover: cover.format(name[0]), part)  # type: ignore[misc]
            continue
        holder = HOLDERS.match(part)
        if holder:
            cover = COVER if holder[1] else INSIDE
        yield _tag(part, found)


def _tag(part: str, found: re.Pattern[str]) -> str:
    """A drawing or title without the names; a tag as it is, its addresses have to lead where they did."""
    return found.sub(HIDDEN, part) if part.startswith(("<svg", "<title", "<option")) else part
