"""One text to one Document."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Literal

from dateline.text.blocks import mark
from dateline.text.damage import detect
from dateline.text.header import header
from dateline.text.intake.language import mark_foreign
from dateline.text.intake.options import UnreadError, checked_day
from dateline.text.residue import residue
from dateline.types import Damage, Document

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
    lexicon: str | None = None,
) -> Document:
    """``text`` as a Document with its blocks and damage; the date comes from the dispatch's header when not given.

    ``lexicon``: a folder whose noise.toml goes before ours. Raises OptionError when ``published`` is no ISO date,
    InputError when the text holds half characters (surrogates), LexiconError when the folder's noise.toml is wrong.
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
    lexicon: str | None = None,
) -> Document:
    """The Document; its date is ``given``, else ``metadata``, else the header's. ``remarks`` precede the damage."""
    blocks = mark_foreign(text, mark(text, title=title, rules=residue(Path(lexicon) if lexicon else None)))
    found = header(text, blocks)
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
        damage=remarks + detect(text, blocks),
    )
