"""``dateline.read``: the reading of one text, which shows itself in notebooks and turns into plain values."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import msgspec

from dateline import types
from dateline.read import read as plainly


class Reading(types.Reading, frozen=True):
    """Everything read from one document, with faces: ``to_dict()``, ``to_html()``, and what a notebook shows."""

    def to_dict(self) -> dict[str, Any]:
        """Document, claims, controls, mentions, voices, skipped: the same values that the command line writes."""
        from dateline.faces.export import reading_dict

        return reading_dict(self)

    def to_html(self) -> str:
        """The self-contained page of ``--to html``."""
        from dateline.faces.page import page

        return page([self])

    def _repr_html_(self) -> str:
        size = 'width="100%" height="640"'
        return f'<iframe title="dateline" {size} sandbox="allow-scripts" srcdoc="{escape(self.to_html())}"></iframe>'


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str = "text",
    lexicon: Iterable[str] = (),
    parser: str | None = None,
) -> Reading:
    """Read one dispatch. ``published`` is its ISO date; without it or one in the header, relative dates stay open.

    ``lexicon``: folders on top of ours; ``parser``: a spaCy pipeline by name or folder, None for the one that ships.
    Raises OptionError, InputError, LexiconError, ParserError.
    """
    found = plainly(
        text, published=published, outlet=outlet, title=title, url=url, id=id, lexicon=tuple(lexicon), parser=parser
    )
    return with_faces(found)


def with_faces(reading: types.Reading) -> Reading:
    """The same reading, able to show itself."""
    return Reading(**msgspec.structs.asdict(reading))
