"""Method and limits: what the report rests on, how it was made, what it cannot say."""

from __future__ import annotations

from collections import Counter

from dateline.brief.material import Material
from dateline.brief.model import Paragraph, Section, Sentence
from dateline.brief.words import capital, counted, day, listed, period


def section(material: Material) -> Section:
    """The section."""
    what = material.what
    known = what.known_by or what.as_of
    return Section("Method and limits", (
        Paragraph(tuple(map(Sentence, (
            f"This report was put together by dateline {_version()} from {_drawn(material)}.",
            f"It covers events of {period(what.since, what.as_of)}, by what had been published by {day(known)}.",
            "It repeats what dispatches and the people they quote say; it does not establish what happened, and it does not rate truth.",
            "Each sentence rests on the words in the notes that it carries; a program read them, and a person should too.",
        )))),
        Paragraph(tuple(map(Sentence, (
            "Reports of one incident were joined by a program: some may stand twice, and some that are two may stand as one.",
            "Figures are those that sources gave; sums add single incidents only and hold no deaths that nobody reported.",
            "A text that repeats another is no second source; two outlets that quote the same speaker are one.",
            "Places are those of the gazetteer that the words seem to mean; a province or country has no point on the map.",
            _persons(material),
            "Press reports cover some places, parties and days better than others; only reports in English were read.",
        )))),
        Paragraph((Sentence("Not for targeting. Checked and released by: ________________ on: ____________"),)),
    ))  # fmt: skip


def _version() -> str:
    from dateline import __version__

    return __version__


def _drawn(material: Material) -> str:
    documents = {kept.document.key: kept.document for one in material.summaries for kept in one.every}
    documents |= {
        kept.document.key: kept.document
        for kept in material.kept.values()
        if kept.document.known >= material.what.since
    }
    outlets = Counter(one.outlet or "no outlet named" for one in documents.values())
    copies = sum(one.lead not in {"", key} for key, one in documents.items())
    told = listed(f"{name} ({many})" for name, many in sorted(outlets.items()))
    alike = f"; {counted(copies, 'dispatch')} repeated another’s text" if copies else ""
    return f"{counted(len(documents), 'dispatch')} of {counted(len(outlets), 'outlet')}: {told}{alike}"


def _persons(material: Material) -> str:
    if material.what.names:
        return "Names of private persons stand in it as the reports give them; it is not for publication without their consent."
    return capital(
        "names of private persons are left out as far as the program knows them for such: a rare first name may have been missed."
    )
