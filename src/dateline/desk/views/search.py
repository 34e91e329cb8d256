"""Search over the text and the fields of what the record holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.asking import LONGEST, number
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of
from dateline.record.privacy import named_in
from dateline.record.queries.events import titles
from dateline.record.queries.found import Hit, search

SIZE = 40
AROUND = 110  # characters shown either side of the first word found
WORD = re.compile(r"\w+")


def page(request: Request) -> Response:
    """Dispatches and claims that hold all the words."""
    given = request.query_params
    words, skip = given.get("q", "").strip()[:LONGEST], number(given, "skip", 0, least=0, most=100_000)
    found: list[Hit] = []
    private: frozenset[str] = frozenset()
    events: dict[str, str] = {}
    if words:
        with desk_of(request).record.reading() as connection:
            found = search(connection, words, limit=SIZE + 1, skip=skip)
            private = named_in(connection, {one.document for one in found})
            events = titles(connection, {one.event for one in found if one.event})
    hits = [(one, *_snippet(one.words, words)) for one in found[:SIZE]]
    return made(
        request, "search.html", hits=hits, events=events, wordless=not WORD.search(words), words=words, skip=skip,
        more=len(found) > SIZE, SIZE=SIZE, private=private,
    )  # fmt: skip


def _snippet(text: str, words: str) -> tuple[Markup, bool]:
    """The text around the first of the words, with all of them marked, and whether any is; words are found by how they begin."""
    wanted = {word.casefold()[: max(4, len(word) - 3)] for word in WORD.findall(words)}
    places = (match.start() for match in WORD.finditer(text) if _is_one(match.group(), wanted))
    found = next(places, None)
    first = found or 0
    start = max(0, first - AROUND)
    shown = text[start : first + 2 * AROUND]
    marked = Markup("").join(_marked(shown, wanted))
    shown_ = Markup("{}{}{}").format("… " if start else "", marked, " …" if first + 2 * AROUND < len(text) else "")
    return shown_, found is not None


def _is_one(word: str, wanted: set[str]) -> bool:
    return any(word.casefold().startswith(one) for one in wanted)


def _marked(text: str, wanted: set[str]) -> Iterator[Any]:
    at = 0
    for match in WORD.finditer(text):
        if _is_one(match.group(), wanted):
            yield escape(text[at : match.start()])
            yield Markup("<mark class='found'>{}</mark>").format(match.group())
            at = match.end()
    yield escape(text[at:])
