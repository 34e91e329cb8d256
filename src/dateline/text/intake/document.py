"""One text to one Document."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Literal

import msgspec

from dateline.text.blocks import mark
from dateline.text.damage import breaks, detect
from dateline.text.header import header
from dateline.text.intake.language import judged, mark_foreign
from dateline.text.intake.options import NOTHING, UnreadError, checked_day, iso_moment
from dateline.text.normal import blocks_received, normal, visible
from dateline.text.residue import residue
from dateline.types import Damage, Document, Skipped

From = Literal["option", "metadata", "header"]
HALF = re.compile("[\ud800-\udfff]")


def read_text(
    text: str,
    *,
    id: str = "text",
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    lexicon: tuple[str, ...] = (),
) -> Document:
    """``text`` as a Document with its blocks and damage; the date comes from the dispatch's header when not given.

    ``lexicon``: folders whose noise.toml and damage.toml go before ours. Raises OptionError when ``published`` is no ISO
    date, InputError when the text holds half characters (surrogates), LexiconError when a file of a folder is wrong.
    """
    half = HALF.search(text)
    if half:
        why = f"character {half.start()} is half a character (a lone surrogate)"
        raise UnreadError(why, remedy="decode the text anew")
    return compose(
        text,
        id,
        sha=sha256(text.encode()).hexdigest(),
        given=checked_day(published),
        outlet=outlet,
        url=url,
        title=title,
        lexicon=lexicon,
        at=published and iso_moment(published),
    )


def checked(document: Document) -> tuple[Skipped, ...]:
    """What of a text will not be read. Raises UnreadError when that is all of it: a text without words, or in another language."""
    if not document.text.strip():
        raise UnreadError("the text is empty", remedy="give a text with words in it", code=NOTHING)
    refusal, remarks = judged(document, document.id)
    if refusal:
        raise UnreadError(refusal.why, remedy=refusal.remedy, code=refusal.code)
    return tuple(remarks)


def blocked(document: Document, lexicon: tuple[str, ...] = ()) -> Document:
    """The document with its blocks and damage marked; as it is when it has blocks, or no text to mark."""
    if document.blocks or not document.text.strip():
        return document
    made = compose(
        document.text,
        document.id,
        sha=document.sha256 or sha256(document.text.encode(errors="surrogatepass")).hexdigest(),
        given=checked_day(document.published),
        outlet=document.outlet,
        url=document.url,
        title=document.title,
        remarks=document.damage,
        lexicon=lexicon,
    )
    return msgspec.structs.replace(
        made, published_from=document.published_from or made.published_from, at=document.at or made.at
    )


def compose(
    text: str,
    id: str,
    *,
    sha: str,
    given: str | None = None,
    metadata: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    remarks: tuple[Damage, ...] = (),
    lexicon: tuple[str, ...] = (),
    at: str | None = None,
) -> Document:
    """The Document; its date is ``given``, else ``metadata``, else the header's. ``remarks`` precede the damage; ``at``: the
    moment of publication, where it is known."""
    view = normal(text)
    words = view.words if view else text
    marked = mark_foreign(words, mark(words, title=visible(title), rules=residue(lexicon)))
    found = header(words, marked)
    blocks = blocks_received(marked, view, len(text)) if view else marked
    dates: tuple[tuple[str | None, From], ...] = (
        (given, "option"),
        (metadata, "metadata"),
        (found.published, "header"),
    )
    published, origin = next(((day, name) for day, name in dates if day), (None, None))
    return Document(
        id=id,
        text=text,
        published=published,
        published_from=origin,
        outlet=outlet or (found.agency.text if found.agency else None),
        url=url,
        title=title,
        sha256=sha,
        blocks=blocks,
        damage=remarks + detect(text, blocks, breaks(lexicon)),
        at=at,
    )
