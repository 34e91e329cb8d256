"""From changed cells to the corrected value of a field. Every function raises CellError for a cell that cannot be followed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec

from dateline.exports import sheet
from dateline.lexicon.ontology import MODES, TYPES
from dateline.places.gazetteer import load
from dateline.record.packing import Stated, kind_of
from dateline.types import Claim, Party, Place, Span, Tally, When, Where

DIVIDED = re.compile(r"\s*;\s*")
NOWHERE = Span(0, 0)
YES, NO = frozenset({"true", "yes", "1", "x", "wahr", "vrai"}), frozenset({"false", "no", "0", "", "falsch", "faux"})
MODALITIES = ("actual", "planned", "conditional", "possible", "unknown")
STATUSES = ("held", "contested", "lost")
DAYS = ("start", "end")
DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 0?0:00(?::00)?)?")
WHOLE = re.compile(r"[.,]0+$")
EPOCH, SERIAL = date(1899, 12, 30), 5
"""The day from which Excel counts days, and the digits of such a count in this century."""
Cells = dict[str, str]


class CellError(Exception):
    """What is wrong with a cell: its column, its words, why."""

    def __init__(self, column: str, cell: str, why: str) -> None:
        self.column, self.cell, self.why = column, cell, why
        super().__init__(f"{column}: {cell!r} {why}")


def items(cell: str) -> list[str]:
    """The items of a list cell; an empty cell has none."""
    return DIVIDED.split(cell.strip()) if cell.strip() else []


def _type(cells: Cells, claim: Stated) -> str:
    value, known = cells["type"].strip(), TYPES if isinstance(claim, Claim) else STATUSES
    value = value.upper() if isinstance(claim, Claim) else value.lower()
    if value not in known:
        raise CellError("type", cells["type"], f"is none of {', '.join(known)}")
    return value


def _mode(cells: Cells, claim: Stated) -> list[str]:
    found = [mode for mode in items(cells["mode"]) if mode]
    type_ = cells.get("type", getattr(claim, "type", "")).strip().upper()
    wrong = [mode for mode in found if mode not in MODES.get(type_, ())]
    if wrong:
        known = ", ".join(sorted(MODES.get(type_, ()))) or "no modes"
        raise CellError("mode", cells["mode"], f"is no mode of {type_}, which has {known}")
    return found


def _modality(cells: Cells, _claim: Stated) -> str:
    value = cells["modality"].strip().lower()
    if value not in MODALITIES:
        raise CellError("modality", cells["modality"], f"is none of {', '.join(MODALITIES)}")
    return value


def _yes(column: str) -> Callable[[Cells, Stated], bool]:
    def told(cells: Cells, _claim: Stated) -> bool:
        value = cells[column].strip().lower()
        if value not in YES | NO:
            raise CellError(column, cells[column], "is neither TRUE nor FALSE")
        return value in YES

    return told


def _polarity(cells: Cells, claim: Stated) -> str:
    return "-" if _yes("negated")(cells, claim) else "+"


def _parties(column: str, shown: Callable[[Stated], tuple[Party, ...]]) -> Callable[[Cells, Stated], list[Party]]:
    """A side: those that were there stay as they are, with their place in the text; a changed code is put to them."""

    def told(cells: Cells, claim: Stated) -> list[Party]:
        there = {sheet.party_name(party): party for party in shown(claim)}
        found = [name for name in items(cells[column]) if name]
        codes = items(cells.get(f"{column}_code", ""))
        return [_party(name, codes[at] if at < len(codes) else "", there.get(name)) for at, name in enumerate(found)]

    return told


def _party(name: str, code: str, there: Party | None) -> Party:
    if there is None:
        return Party(name, NOWHERE, name=name, code=code)
    return there if there.code == code else msgspec.structs.replace(there, code=code, id="")


def _places(cells: Cells, claim: Stated) -> list[Where]:
    """Places: those that were there stay; another name is looked up in the gazetteer, in the countries of the claim first."""
    there = {(sheet.place_name(where), sheet.place_id(where)): where for where in claim.place}
    old_ids = {sheet.place_name(where): sheet.place_id(where) for where in claim.place}
    names, ids = [name for name in items(cells["place"]) if name], items(cells.get("place_id", ""))
    found = []
    for at, name in enumerate(names):
        key = ids[at] if at < len(ids) else ""
        if (name, key) in there:
            found.append(there[name, key])
        elif key and key not in old_ids.values():
            found.append(Where(name, NOWHERE, _by_id(key)))
        else:
            found.append(Where(name, NOWHERE, _by_name(name, claim)))
    return found


def _by_id(key: str) -> Place:
    columns = load().columns
    number = columns.numbered(key)
    if number is None:
        raise CellError("place_id", key, "is no place of the gazetteer (geonames:98182, iso:US-CA)")
    site = columns.site(number)
    return Place(site.key, site.name, site.country, site.geonames, site.lat, site.lon, site.precision)


def _by_name(name: str, claim: Stated) -> Place | None:
    """The place so named in a country of the claim, or the only one so named; None when it cannot be told, and then the name stands
    unresolved."""
    entries = load().lookup(name)
    near = [one for one in entries if one.country in _countries(claim)]
    among = near or entries
    towns = [one for one in among if one.precision == "city"] or list(among)
    return towns[0].place() if towns and (near or len(towns) == 1) else None


def _countries(claim: Stated) -> set[str]:
    return {where.place.country for where in claim.place if where.place}


def _time(cells: Cells, claim: Stated) -> When | None:
    start, end = _day(cells, "start"), _day(cells, "end")
    if start and end and start > end:
        raise CellError("end", cells["end"], f"lies before the start, {start}")
    if start is None and end is None:
        return None
    words = claim.time.text if claim.time else "/".join(dict.fromkeys(filter(None, (start, end))))
    return When(words, claim.time.span if claim.time else NOWHERE, start, end, "day" if start == end else "")


def _day(cells: Cells, column: str) -> str | None:
    value = cells.get(column, "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise CellError(column, cells[column], "is no day like 2021-08-10") from error


def is_rewritten(column: str, cell: str, other: str) -> bool:
    """Whether a cell only says in a spreadsheet's own manner what was exported: "9/8/2021", "8/9/21" or 44417 for 2021-08-09, "12.0" for
    12. Of a day that was changed the manner does not tell which is the month, so that such a cell is refused."""
    if column in DAYS and other:
        return date.fromisoformat(other) in _readings(cell)
    return column in sheet.FIGURES and bool(other) and WHOLE.sub("", cell) == other


def _readings(cell: str) -> set[date]:
    """The days that a cell may mean which a spreadsheet has written in its own manner."""
    if cell.isdecimal() and len(cell) == SERIAL:
        return {EPOCH + timedelta(days=int(cell))}
    parts = DATE.fullmatch(cell)
    if parts is None:
        return set()
    first, second, year = map(int, parts.groups())
    whole = year if year > 99 else year + 2000
    return {found for month, day in ((first, second), (second, first)) if (found := _made(whole, month, day))}


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _counts(cells: Cells, claim: Stated) -> list[Tally]:
    """All counts: those of the columns as their cells say, the others as they were."""
    there: tuple[Tally, ...] = getattr(claim, "counts", ())
    found = list(there)
    for what in sheet.COUNTED:
        old = sheet.counted(there, what)
        low, high = _bounds(cells, what)
        if (low, high) == ((old.low, old.high) if old else (None, None)):
            continue
        if old is not None:
            found.remove(old)
        if (low, high) != (None, None):
            found.append(Tally(what, low, high, old.text if old else "", old.span if old else NOWHERE))
    return found


def _bounds(cells: Cells, what: str) -> tuple[int | None, int | None]:
    low, high = _number(cells, f"{what}_low"), _number(cells, f"{what}_high")
    if low is not None and high is not None and low > high:
        raise CellError(f"{what}_high", cells[f"{what}_high"], f"is below the lower bound, {low}")
    return low, high


def _number(cells: Cells, column: str) -> int | None:
    value = cells.get(column, "").strip()
    if not value:
        return None
    if not value.isdecimal():
        raise CellError(column, cells[column], "is no whole number; leave it empty for an open bound")
    return int(value)


Maker = Callable[[Cells, Stated], Any]
SIDES = ("actor", "recipient")


def makers(claim: Stated) -> dict[str, tuple[tuple[str, ...], Maker]]:
    """By field: the columns that show it and what makes its value of them."""
    shown = sheet.SHOWN[kind_of(claim)]
    found: dict[str, tuple[tuple[str, ...], Maker]] = {
        shown.type: (("type",), _type), "place": (("place", "place_id"), _places), "time": (("start", "end"), _time),
        "polarity": (("negated",), _polarity), "historical": (("historical",), _yes("historical")),
        shown.actor: (("actor", "actor_code"), _parties("actor", lambda one: getattr(one, shown.actor))),
    }  # fmt: skip
    if isinstance(claim, Claim):
        found |= {
            "mode": (("mode",), _mode), "modality": (("modality",), _modality), "counts": (sheet.FIGURES, _counts),
            "recipient": (("recipient", "recipient_code"), _parties("recipient", lambda one: getattr(one, "recipient", ()))),
        }  # fmt: skip
    return found
