"""Names of private persons on a page: there, but covered until somebody clicks on them or comes to them with the keyboard."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import escape

from dateline.record.privacy import HIDDEN, pattern

PARTS = re.compile(
    r"(<svg\b.*?</svg>|<title\b.*?</title>|<option\b.*?</option>|<textarea\b.*?</textarea>|<[^>]*>)", re.DOTALL
)
"""What is no running text of a page: drawings, and elements that hold no others; tags."""
COVER = '<span class="veil" tabindex="0" role="button" aria-label="name of a private person: press to show">{}</span>'


def veiled(page: str, names: Collection[str]) -> str:
    """The page with the names covered; in drawings and titles, which cannot be uncovered, they are left out."""
    if not names:
        return page
    found = pattern({str(escape(name)) for name in names})
    parts = PARTS.split(page)
    return "".join(
        _tag(part, found) if at % 2 else found.sub(lambda name: COVER.format(name[0]), part)
        for at, part in enumerate(parts)
    )


def _tag(part: str, found: re.Pattern[str]) -> str:
    """A drawing or title without the names; a tag as it is, its addresses have to lead where they did."""
    return found.sub(HIDDEN, part) if part.startswith(("<svg", "<title", "<option")) else part
