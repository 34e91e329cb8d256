"""What a situation report is made of, before it is Markdown, HTML, DOCX or PDF. Frozen: these carry, they do not work."""

from __future__ import annotations

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
