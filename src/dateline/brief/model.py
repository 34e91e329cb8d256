"""What a situation report is made of, before it is Markdown, HTML, DOCX or PDF. Frozen: these carry, they do not work."""

from __future__ import annotations

from urllib.parse import quote

import msgspec


class Note(msgspec.Struct, frozen=True):
    """A footnote: the dispatch, who published it and when, and its words. ``number`` from 1."""

    number: int
    document: str
    outlet: str
    date: str
    words: str
    title: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """The address as something that may be clicked: http(s) alone, signs that no address holds written with "%"; "" for any other."""
        if not self.url.lower().startswith(("http://", "https://")):
            return ""
        return "".join(quote(sign) if sign in UNSAFE or not sign.isprintable() else sign for sign in self.url)


UNSAFE = frozenset(' <>"`\\^{|}')
"""Signs that no address holds (RFC 3986) and that may end it where it stands."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence with the numbers of the notes that carry it."""

    text: str
    notes: tuple[int, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """Sentences one after the other; ``lead``: words in bold before them."""

    sentences: tuple[Sentence, ...]
    lead: str = ""


class Bullets(msgspec.Struct, frozen=True, tag=True):
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A heading below that of the section."""

    text: str


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table; every cell is a sentence or a part of one."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]


class Picture(msgspec.Struct, frozen=True, tag=True):
    """A drawing as SVG, with what it shows in words."""

    svg: str
    caption: str


Block = Paragraph | Bullets | Heading | Table | Picture


class Section(msgspec.Struct, frozen=True):
    """A part of the report under its heading."""

    title: str
    blocks: tuple[Block, ...]


class Brief(msgspec.Struct, frozen=True):
    """A situation report."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
