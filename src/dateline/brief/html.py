"""A situation report as one HTML page: no script, nothing fetched; notes are links there and back."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files

from dateline.brief.model import Block, Brief, Bullets, Heading, Note, Paragraph, Picture, Sentence, Table
from dateline.brief.words import day


def written(brief: Brief) -> str:
    """The page."""
    style = files("dateline.brief").joinpath("data", "brief.css").read_text(encoding="utf-8")
    digest = f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    policy = f"default-src 'none'; style-src {digest}; base-uri 'none'; form-action 'none'"
    body = "".join(_section(section.title, "".join(map(_block, section.blocks))) for section in brief.sections)
    notes = "".join(map(_note, brief.notes))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(brief.title)}, {escape(brief.subtitle)}</title><style>{style}</style></head>\n<body><main>"
        f'<header><h1>{escape(brief.title)}</h1><p class="subtitle">{escape(brief.subtitle)}</p></header>'
        f'{body}<section class="sources"><h2>Sources</h2><ol>{notes}</ol></section></main></body></html>\n'
    )


def _section(title: str, inside: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{inside}</section>\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h3>{escape(text)}</h3>"
        case Paragraph():
            return f"<p>{_paragraph(block)}</p>"
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{_paragraph(item)}</li>' for item in items)}</ul>"
        case Table(columns, rows):
            head = "".join(f"<th>{escape(column)}</th>" for column in columns)
            body = "".join(f"<tr>{''.join(f'<td>{_sentence(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        case Picture(svg, caption):
            return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _paragraph(one: Paragraph) -> str:
    lead = f"<b>{escape(one.lead)}.</b> " if one.lead else ""
    return lead + " ".join(map(_sentence, one.sentences))


def _sentence(one: Sentence) -> str:
    marks = ", ".join(f'<a href="#n{number}">{number}</a>' for number in one.notes)
    return escape(one.text) + (f"<sup>{marks}</sup>" if marks else "")


def _note(note: Note) -> str:
    link = f' <span class="url">{escape(note.url)}</span>' if note.url else ""
    head = f'<b>{escape(note.outlet)}</b>, {escape(day(note.date))} <span class="id">({escape(note.document)})</span>'
    return f'<li id="n{note.number}">{head}: {escape(note.words)}{link}</li>'
