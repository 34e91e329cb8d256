"""The report as a whole."""

from __future__ import annotations

from dateline.brief import doubts, incidents, method, positions, territory, tolls
from dateline.brief.material import Asked, Material
from dateline.brief.model import Brief
from dateline.brief.words import day, period
from dateline.exports.countries import country
from dateline.record import sensitivity
from dateline.record.record import Record, checked


def compose(
    record: Record, *, place: str, since: str, as_of: str, known_by: str | None = None, names: bool = False
) -> Brief:
    """The situation report of a place and a period, from what was known by ``known_by`` (``as_of`` if not given).

    Days are ISO dates. ``names``: also those of private persons. Raises OptionError for a day that is none, RecordError when the
    record cannot be read.
    """
    for one in (since, as_of, known_by):
        checked(one)
    material = Material(record, Asked(place, since, as_of, known_by, names))
    found = (
        tolls.key_figures(material), territory.section(material), incidents.section(material), tolls.section(material),
        positions.statements(material), positions.plans(material), doubts.section(material), method.section(material),
    )  # fmt: skip
    known = country(place.upper())
    title = f"Situation report: {known.name if known else place}" if place else "Situation report"
    subtitle = period(since, as_of)
    if known_by and known_by != as_of:
        subtitle += f", by what was known by {day(known_by)}"
    if level := sensitivity.of(record):
        subtitle += f". Sensitivity: {level}"
    return Brief(title, subtitle, tuple(one for one in found if one is not None), tuple(material.register.notes))
