"""A situation report as Markdown with footnotes; drawings stand in it as data."""

from __future__ import annotations

import re
from base64 import b64encode

from dateline.brief.model import Block, Brief, Bullets, Heading, Note, Paragraph, Picture, Sentence, Table
from dateline.brief.words import source_line

SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def written(brief: Brief) -> str:
    """The report."""
    parts = [f"# {_plain(brief.title)}", _plain(brief.subtitle)]
    for section in brief.sections:
        parts.append(f"## {_plain(section.title)}")
        parts += [_block(block) for block in section.blocks]
    parts += ["## Sources", *[_note(note) for note in brief.notes]]
    return "\n\n".join(parts) + "\n"


def _plain(words: str) -> str:
    return SPECIAL.sub(r"\\\1", words)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"### {_plain(text)}"
        case Paragraph():
            return _paragraph(block)
        case Bullets(items):
            return "\n".join(f"- {_paragraph(item)}" for item in items)
        case Table(columns, rows):
            lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
            return "\n".join([*lines, *(f"| {' | '.join(map(_sentence, row))} |" for row in rows)])
        case Picture(svg, caption):
            return f"![{_plain(caption)}](data:image/svg+xml;base64,{b64encode(svg.encode()).decode()})"


def _paragraph(one: Paragraph) -> str:
    lead = f"**{_plain(one.lead)}.** " if one.lead else ""
    return lead + " ".join(map(_sentence, one.sentences))


def _sentence(one: Sentence) -> str:
    return _plain(one.text) + "".join(f"[^{number}]" for number in one.notes)


def _note(note: Note) -> str:
    where = f" <{note.link}>" if note.link else f" {_plain(note.url)}" if note.url else ""
    return f"[^{note.number}]: {_plain(source_line(note))}{where}"
