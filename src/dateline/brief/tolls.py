"""Key figures, and tolls with their range by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.brief.incidents import incidents, later_than, noun, source_of, when
from dateline.brief.material import Material
from dateline.brief.model import Block, Bullets, Paragraph, Picture, Section, Sentence, Table
from dateline.brief.pictures import day_chart, toll_chart
from dateline.brief.words import capital, counted, day, listed, people
from dateline.record.state.tolls import COUNTED, figure, sums
from dateline.record.states import SourceFigure, Sum, Toll

MASS = frozenset({"displaced", "returned", "evacuated"})
"""Counted of a place, and so never added up."""


def tolls(material: Material) -> list[Toll]:
    """The tolls of the period, the heaviest of each kind first."""
    known = {one.event for one in material.summaries}
    what = material.what
    return [
        one
        for one in material.state.tolls
        if one.event in known or (one.campaign and what.since <= one.day <= what.as_of)
    ]


def key_figures(material: Material) -> Section:
    """The figures that a reader wants first, each with what it rests on."""
    found = tolls(material)
    items = [*_sums(material, found), *_mass(material, found), *_counts(material)]
    if not items:
        items = [Paragraph((Sentence("The reports of the period give no figures."),))]
    blocks: list[Block] = [Bullets(tuple(items))]
    drawn = day_chart(_killed(material), material.what.since, material.what.as_of)
    if drawn:
        blocks.append(
            Picture(
                drawn,
                "People reported killed, by day: the lowest figure of any source, and in the lighter part up to the highest.",
            )
        )
    return Section("Key figures", tuple(blocks))


def _killed(material: Material) -> Iterator[tuple[str, Toll]]:
    """Killed by the day of the event, of events on one day that are no totals."""
    for one in incidents(material):
        if one.days == 1 and one.start and not one.campaign:
            yield from ((one.start, toll) for toll in material.tolls_of(one) if toll.what == "killed")


def _sums(material: Material, found: Iterable[Toll]) -> Iterator[Paragraph]:
    """Sums over single events."""
    single = [one for one in found if not one.campaign]
    for total in sums(single):
        if total.what not in MASS:
            keys = [source.account.claim for one in single if one.what == total.what for source in one.sources]
            yield Paragraph((material.cited(f"{_total(total)}.", keys),))


def _total(total: Sum) -> str:
    note = "" if total.events == 1 else ", when the figures given for each are added up"
    return f"In {counted(total.events, 'incident')}, {people(total.what, total.low, total.high)}{note}"


def _mass(material: Material, found: Iterable[Toll]) -> Iterator[Paragraph]:
    """Of what is counted of a place each figure once, with the place where one is told."""
    shown: dict[tuple[object, ...], Toll] = {}
    for one in found:
        key = (one.what, one.low, one.high, tuple(source.account.words for source in one.sources))
        if one.what in MASS and (key not in shown or not shown[key].place):
            shown[key] = one
    for one in shown.values():
        keys = [source.account.claim for source in one.sources]
        who = listed(source_of(material, source) for source in one.sources)
        where = f" in or from {one.place}" if one.place else ""
        told = people(one.what, one.low, one.high, reported=False)
        yield Paragraph((material.cited(f"According to {who}, {told}{where}.", keys),))


def _counts(material: Material) -> Iterator[Paragraph]:
    some = incidents(material)
    if some:
        places = {one.spot.place.name for one in some if one.spot}
        where = f" in {counted(len(places), 'place')}" if places else ""
        keys = [kept.key for one in some for kept in one.kept[:1]]
        yield Paragraph((material.cited(f"The reports tell of {counted(len(some), 'incident')}{where}.", keys),))


def section(material: Material) -> Section | None:
    """Tolls with their range by source; None when nobody counts."""
    found = [one for one in tolls(material) if one.what in COUNTED]
    if not found:
        return None
    blocks: list[Block] = [
        Table(("What", "Incident", "Range", "By source"), tuple(_row(material, one) for one in found))
    ]
    for one in found:
        if len({(source.low, source.high) for source in one.sources}) > 1:
            names = [(source, source_of(material, source)) for source in one.sources]
            blocks.append(
                Picture(
                    toll_chart(names),
                    f"People {one.what}, {subject(material, one)}: figures by source, dashed where a source says “at least”.",
                )
            )
    return Section("Tolls by source", tuple(blocks))


def _row(material: Material, one: Toll) -> tuple[Sentence, ...]:
    keys = [source.account.claim for source in one.sources]
    said = "; ".join(_by_source(material, source) for source in one.sources)
    contradiction = ". The figures cannot all be right" if one.contradicted else ""
    return (
        Sentence(capital(one.what)), Sentence(capital(subject(material, one))), Sentence(figure(one.low, one.high)),
        material.cited(f"{said}{contradiction}", keys),
    )  # fmt: skip


def _by_source(material: Material, one: SourceFigure) -> str:
    return f"{figure(one.low, one.high)} according to {source_of(material, one)}{later_than(one)}"


def subject(material: Material, one: Toll) -> str:
    """What a toll is of: an incident by its noun, place and day; a total or a bare figure by the report that gives it."""
    summary = next((found for found in material.summaries if found.event == one.event), None)
    where = f" in {one.place}" if one.place else ""
    if summary is None or one.campaign or not noun(summary):
        last = max(source.account.known for source in one.sources)
        return f"{'a total' if summary else 'a figure'} given{f' for {one.place}' if one.place else ''} in a report of {day(last)}"
    return f"{noun(summary)}{where} {when(summary)}"
