"""A situation report as DOCX by python-docx. Drawings are vector pictures (SVG) with a PNG behind them for programs that draw none."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from dateline.brief.model import Block, Brief, Bullets, Heading, Note, Paragraph, Picture, Sentence, Table
from dateline.brief.typst import png
from dateline.brief.words import source_line
from dateline.errors import OptionError

SVG_NS = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
WIDTH = 16.0  # centimetres of a picture
MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""Date of every document, so that the same report gives the same content."""


def docx(brief: Brief) -> bytes:
    """The report. Raises OptionError without python-docx, or typst for its pictures."""
    try:
        import docx as library
        from docx.shared import Pt, RGBColor
    except ModuleNotFoundError as error:
        raise OptionError(
            "DOCX needs the package python-docx", where="--to", remedy="pip install 'dateline[brief]'"
        ) from error
    document = library.Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(10.5)
    for level, size in ((1, 14), (2, 11.5)):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Georgia", Pt(size), RGBColor(0x8C, 0x2F, 0x39)
    document.core_properties.title, document.core_properties.author = brief.title, "dateline"
    document.core_properties.created = document.core_properties.modified = MADE
    document.add_heading(brief.title, 0)
    document.add_paragraph(brief.subtitle, style="Subtitle")
    for section in brief.sections:
        document.add_heading(section.title, 1)
        for block in section.blocks:
            _block(document, block)
    document.add_heading("Sources", 1)
    for note in brief.notes:
        _note(document, note)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _block(document: Any, block: Block) -> None:
    match block:
        case Heading(text):
            document.add_heading(text, 2)
        case Paragraph():
            _paragraph(document.add_paragraph(), block)
        case Bullets(items):
            for item in items:
                _paragraph(document.add_paragraph(style="List Bullet"), item)
        case Table():
            _table(document, block)
        case Picture(svg, caption):
            _picture(document, svg, caption)


def _paragraph(here: Any, one: Paragraph) -> None:
    if one.lead:
        here.add_run(f"{one.lead}. ").bold = True
    for at, sentence in enumerate(one.sentences):
        _sentence(here, sentence, before=" " if at else "")


def _sentence(here: Any, one: Sentence, *, before: str = "") -> None:
    here.add_run(before + one.text)
    for at, number in enumerate(one.notes):
        if at:
            here.add_run(", ").font.superscript = True
        _link(here, number)


def _link(here: Any, number: int) -> None:
    """The number of a note, raised, as a link to it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"n{number}")
    run = here.add_run(str(number))
    run.font.superscript = True
    link.append(run._r)
    here._p.append(link)


def _hyperlink(here: Any, address: str) -> Any:
    """An address as a link to it; the run that shows it."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), here.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = here.add_run(address)
    link.append(run._r)
    here._p.append(link)
    return run


def _note(document: Any, note: Note) -> None:
    """A note with a bookmark that its numbers lead to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    here = document.add_paragraph()
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(note.number))
        if name.endswith("Start"):
            mark.set(qn("w:name"), f"n{note.number}")
        here._p.append(mark)
    for text, bold in ((f"{note.number}  ", True), (f"{source_line(note)} ", False)):
        run = here.add_run(text)
        run.bold, run.font.size = bold, Pt(8.5)
    if note.url:
        run = _hyperlink(here, note.link) if note.link else here.add_run(note.url)
        run.font.size, run.font.underline = Pt(8.5), bool(note.link)


def _table(document: Any, block: Table) -> None:
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(block.columns))
    table.style = "Light Grid"
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(column).bold = True
    for row in block.rows:
        for cell, sentence in zip(table.add_row().cells, row, strict=True):
            _sentence(cell.paragraphs[0], sentence)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    document.add_paragraph()


def _picture(document: Any, svg: str, caption: str) -> None:
    """A PNG, and in it a reference to the SVG that newer programs draw instead."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(png(svg)), width=Cm(WIDTH))
    shape._inline.docPr.set("descr", caption)
    package = document.part.package
    number = sum(1 for part in package.iter_parts() if str(part.partname).endswith(".svg")) + 1
    part = Part(PackURI(f"/word/media/drawing{number}.svg"), "image/svg+xml", svg.encode(), package)
    relation = document.part.relate_to(part, RELATION)
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    blip.append(parse_xml(
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<a:ext uri="{EXTENSION}"><asvg:svgBlip xmlns:asvg="{SVG_NS}" r:embed="{relation}"/></a:ext></a:extLst>'
    ))  # fmt: skip
    document.add_paragraph(caption, style="Caption")
