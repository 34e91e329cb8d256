"""An alert as an Atom feed (RFC 4287): an entry for each event that it found, with the same id however the event grows."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from dateline.faces import phrasing
from dateline.record.alerts.types import Alert, Hit
from dateline.text.characters import printable

NAMESPACE = "http://www.w3.org/2005/Atom"
KIND = "application/atom+xml; charset=utf-8"
ENTRIES = 100


def feed(alert: Alert, found: Iterable[Hit], *, base: str = "") -> bytes:
    """The feed of an alert. ``found``: its hits, the latest first; ``base``: address of the desk, to which entries lead."""
    latest: dict[str, Hit] = {}
    for one in found:
        latest.setdefault(one.entry, one)
    ET.register_namespace("", NAMESPACE)
    root = _element(None, "feed")
    _text(root, "id", f"urn:dateline:alert:{alert.key}")
    _text(root, "title", alert.name)
    _text(root, "updated", max((one.at for one in latest.values()), default=alert.made))
    _text(_element(root, "author"), "name", "dateline")
    if base:
        _element(root, "link", rel="self", type="application/atom+xml", href=f"{base}/alerts/{alert.key}.atom")
        _element(root, "link", rel="alternate", type="text/html", href=f"{base}/alerts/{alert.key}")
    for one in list(latest.values())[:ENTRIES]:
        _entry(root, one, base)
    told: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _entry(root: ET.Element, hit: Hit, base: str) -> None:
    entry, event = _element(root, "entry"), hit.event
    _text(entry, "id", f"urn:dateline:alert:{hit.alert}:{hit.entry}")
    _text(entry, "title", event.title if hit.news == "new" else f"{event.title} (more is told)")
    _text(entry, "updated", hit.at)
    if base:
        _element(entry, "link", rel="alternate", type="text/html", href=f"{base}/event/{event.key}")
    _text(entry, "summary", "; ".join(filter(None, (
        phrasing.days(event.start, event.end), event.place, event.figures, phrasing.many(event.sources, "source"), event.grade,
    ))))  # fmt: skip
    for term in filter(None, (event.type, event.country)):
        _element(entry, "category", term=term)


def _element(parent: ET.Element | None, name: str, **values: str) -> ET.Element:
    tag = f"{{{NAMESPACE}}}{name}"
    return ET.Element(tag, values) if parent is None else ET.SubElement(parent, tag, values)


def _text(parent: ET.Element, name: str, words: str) -> None:
    """What XML may not hold is left out."""
    _element(parent, name).text = printable(words).translate({0xFFFE: None, 0xFFFF: None})
