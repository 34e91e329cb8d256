"""Claims as CSV: one claim a row, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from dateline.exports.cells import safe
from dateline.faces.export import claim_line, deadline_line, figure_line
from dateline.faces.lines import ClaimLine, DeadlineLine, FigureLine
from dateline.types import Party, Quote, Reading, Tally

COUNTED = ("killed", "injured", "missing", "abducted", "arrested", "displaced")
COLUMNS = (
    "doc", "id", "published", "outlet", "url", "type", "mode", "trigger", "actor", "actor_code", "recipient",
    "recipient_code", "place", "place_words", "country", "geonames", "lat", "lon", "precision", "time_words", "start",
    "end", "grain", *(f"{what}_{bound}" for what in COUNTED for bound in ("low", "high")), "other_counts", "voices",
    "modality", "negated", "historical", "content", "hedges", "damage", "score", "rule", "cameo", "acled", "same_as",
    "sentence", "kind", "part_of",
)  # fmt: skip
"""In this order; lists inside a cell are joined by "; ". The place is the first one; a bound not told is empty."""


def header() -> str:
    """The first row."""
    return row(COLUMNS)


def rows(reading: Reading) -> str:
    """One row a claim, then one a figure and one a deadline, with what they have in the columns of claims."""
    told = [*map(_as_row, map(figure_line, reading.figures)), *map(_as_row, map(deadline_line, reading.deadlines))]
    claims = "".join(row([*_cells(claim_line(claim), reading), "claim", claim.part_of]) for claim in reading.claims)
    return claims + "".join(row([*_cells(line, reading), kind, None]) for kind, line in told)


def _as_row(line: FigureLine | DeadlineLine) -> tuple[str, ClaimLine]:
    """Its kind, and a line with its values where a claim has them: who is to do it and whose they are as recipient and actor."""
    counts = (Tally(line.what, line.low, line.high, line.text, line.span),) if isinstance(line, FigureLine) else ()
    return "figure" if isinstance(line, FigureLine) else "deadline", ClaimLine(
        doc=line.doc, id=line.id, type="", mode=(), trigger=Quote(line.text, line.span), also=(),
        actor=line.who if isinstance(line, DeadlineLine) else (), recipient=line.of if isinstance(line, FigureLine) else (),
        place=line.place, time=line.time, counts=counts, voices=line.voices,
        modality="planned" if isinstance(line, DeadlineLine) else "actual", polarity=line.polarity, historical=line.historical,
        same_as=(), part_of=None, content=line.what if isinstance(line, DeadlineLine) else None, hedges=(), damage=(), rule=line.rule,
        score=line.score, sentence=line.sentence, cameo=None, acled=None,
    )  # fmt: skip


def row(cells: Iterable[object]) -> str:
    """One line of CSV (RFC 4180), every cell safe for a spreadsheet."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(map(safe, cells))
    return line.getvalue()


def _cells(line: ClaimLine, reading: Reading) -> list[object]:
    document = reading.document
    sentence = document.text[line.sentence.start : line.sentence.end]
    return [
        line.doc, line.id, document.published, document.outlet, document.url, line.type, _join(line.mode),
        line.trigger.text, *sides(line.actor), *sides(line.recipient), *_where(line), *_when(line), *_counts(line.counts),
        _join(voice.name or voice.text for voice in line.voices), line.modality, line.polarity == "-", line.historical,
        line.content and line.content.text, _join(hedge.text for hedge in line.hedges), _join(line.damage), line.score,
        line.rule, line.cameo, line.acled, _join(line.same_as), sentence,
    ]  # fmt: skip


def sides(parties: Sequence[Party]) -> list[object]:
    """Names and codes."""
    return [_join(party.name or party.text for party in parties), _join(party.code for party in parties)]


def _counts(counts: Sequence[Tally]) -> list[object]:
    """The bounds of each thing counted, then all others in words."""
    bounds = [bound for what in COUNTED for bound in _bounds(counts, what)]
    return [*bounds, _join(_other(count) for count in counts if count.what not in COUNTED)]


def _where(line: ClaimLine) -> list[object]:
    if not line.place:
        return [None] * 7
    place = line.place[0]
    words = _join(one.text for one in line.place)
    return [place.name, words, place.country, place.geonames, place.lat, place.lon, place.precision]


def _when(line: ClaimLine) -> list[object]:
    return [line.time.text, line.time.start, line.time.end, line.time.grain] if line.time else [None] * 4


def _bounds(counts: Iterable[Tally], what: str) -> tuple[int | None, int | None]:
    """The bounds of the first count of that kind; both None when it is not told."""
    return next(((count.low, count.high) for count in counts if count.what == what), (None, None))


def _other(count: Tally) -> str:
    low, high = ("" if bound is None else bound for bound in (count.low, count.high))
    return f"{count.what} {low}-{high} ({count.text})"


def _join(values: Iterable[str]) -> str:
    return "; ".join(filter(None, values))
