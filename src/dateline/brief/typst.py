"""A situation report as PDF by typst: one wheel without system packages, quick, with fonts of its own, tagged PDF and vector pictures."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from dateline.brief.model import Block, Brief, Bullets, Heading, Note, Paragraph, Picture, Sentence, Table
from dateline.brief.words import source_line
from dateline.errors import OptionError

TEMPLATE = """#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.4cm), numbering: "1 / 1", header: context if counter(page).get().first() > 1 [
  #set text(8.5pt, fill: luma(90)); #{title} #h(1fr) #{subtitle}])
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "en")
#set par(justify: false, leading: 0.62em)
#set list(indent: 0.2em, spacing: 0.75em)
#show heading.where(level: 1): it => block(above: 1.6em, below: 0.7em, text(14pt, fill: rgb("#8c2f39"), it.body))
#show heading.where(level: 2): it => block(above: 1.2em, below: 0.6em, text(11.5pt, it.body))
#show figure.caption: set text(8.5pt, fill: luma(90))
#let mark(n) = super(size: 6.5pt, link(label("n" + str(n)), str(n)))
#text(20pt, weight: "bold", {title})
#v(-0.4em)
#text(11pt, fill: luma(90), {subtitle})
#line(length: 100%, stroke: 1.2pt + rgb("#8c2f39"))
"""


def source(brief: Brief) -> tuple[str, dict[str, str]]:
    """The report in typst's language, and its drawings by the names of their files."""
    pictures: dict[str, str] = {}
    parts = [TEMPLATE.replace("{title}", _string(brief.title)).replace("{subtitle}", _string(brief.subtitle))]
    for section in brief.sections:
        parts.append(f"#heading(level: 1, {_string(section.title)})")
        parts += [_block(block, pictures) for block in section.blocks]
    parts += ['#heading(level: 1, "Sources")', "#set text(8.5pt)", *map(_note, brief.notes)]
    return "\n".join(parts) + "\n", pictures


def _string(words: str) -> str:
    """A string of typst's code: nothing in it is markup."""
    return json.dumps(words, ensure_ascii=False)


def _block(block: Block, pictures: dict[str, str]) -> str:
    match block:
        case Heading(text):
            return f"#heading(level: 2, {_string(text)})"
        case Paragraph():
            return f"#par[{_paragraph(block)}]"
        case Bullets(items):
            return "#list(" + ", ".join(f"[{_paragraph(item)}]" for item in items) + ")"
        case Table():
            return _table(block)
        case Picture(svg, caption):
            name = f"picture{len(pictures)}.svg"
            pictures[name] = svg
            drawn = f'image("{name}", width: 100%, alt: {_string(caption)})'
            return f"#figure({drawn}, caption: {_string(caption)}, numbering: none, supplement: none)"


def _table(block: Table) -> str:
    head = ", ".join(f"[*#{_string(column)}*]" for column in block.columns)
    cells = ", ".join(f"[{_sentence(cell)}]" for row in block.rows for cell in row)
    widths = "(auto, 1.6fr, auto, 2.4fr)" if len(block.columns) == 4 else str(len(block.columns))
    style = f"columns: {widths}, stroke: (_, _) => (bottom: 0.4pt + luma(200)), align: left"
    return f"#block(text(9pt, table({style}, table.header({head}), {cells})))"


def _paragraph(one: Paragraph) -> str:
    lead = f"*#{_string(f'{one.lead}.')}* " if one.lead else ""
    return lead + " ".join(map(_sentence, one.sentences))


def _sentence(one: Sentence) -> str:
    marks = "#super(size: 6.5pt)[, ]".join(f"#mark({number})" for number in one.notes)
    return f"#{_string(one.text)}{marks}"


def _note(note: Note) -> str:
    shown = f"#text(fill: luma(110), {_string(note.url)})" if note.url else ""
    where = f" #link({_string(note.link)})[{shown}]" if note.link else f" {shown}"
    return f"#block(above: 0.7em)[*{note.number}* #h(0.4em) #{_string(source_line(note))}{where}] <n{note.number}>"


def library() -> Any:
    """typst. Raises OptionError when it is not installed."""
    try:
        import typst
    except ModuleNotFoundError as error:
        raise OptionError(
            "PDF needs the package typst", where="--to", remedy="pip install 'dateline[brief]'"
        ) from error
    return typst


def pdf(brief: Brief) -> bytes:
    """The report as PDF. The same report gives the same bytes. Raises OptionError without typst."""
    typst, (text, pictures) = library(), source(brief)
    with tempfile.TemporaryDirectory() as folder:
        for name, svg in pictures.items():
            (Path(folder) / name).write_text(svg, encoding="utf-8")
        main = Path(folder) / "main.typ"
        main.write_text(text, encoding="utf-8")
        made: bytes = typst.compile(str(main), root=folder, format="pdf", timestamp=0)
    return made


def png(svg: str, *, ppi: float = 200) -> bytes:
    """A drawing as PNG, for programs that draw no SVG. Raises OptionError without typst."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "picture.svg").write_text(svg, encoding="utf-8")
        main = Path(folder) / "main.typ"
        main.write_text('#set page(width: auto, height: auto, margin: 2pt)\n#image("picture.svg")\n', encoding="utf-8")
        made: bytes = library().compile(str(main), root=folder, format="png", ppi=ppi)
    return made
