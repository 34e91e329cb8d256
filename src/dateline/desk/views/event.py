"""One event: who says what of each field, the words behind it, its tolls, what changed when, how it was joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.asking import day
from dateline.desk.drawing import toll_over_days
from dateline.desk.judged import judged
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of
from dateline.faces import phrasing
from dateline.faces.card import quotation_of
from dateline.faces.event_words import LATE, nearest, reasons, short
from dateline.record.event_rows import row_of
from dateline.record.joining import base_of
from dateline.record.privacy import private_names
from dateline.record.queries.events import card, titles
from dateline.record.state.attribution import outlets_of, said_by
from dateline.record.state.grade import doers_in_words
from dateline.record.state.tolls import claims_of, figure, tolls
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.types import Claim

MOST = 12  # accounts side by side in the matrix; the others follow below
DAYS, ACCOUNTS = 40, 200  # days of the history, and accounts, that are shown


class Cell(msgspec.Struct, frozen=True):
    """What one account says in one field; ``agrees``: "" where it says nothing, else same, other."""

    words: str
    agrees: str


class Field(msgspec.Struct, frozen=True):
    """A field across accounts: agree, one account, differ, contradict."""

    name: str
    verdict: str
    cells: tuple[Cell, ...]


def page(request: Request) -> Response:
    """The page of an event, by its key or that of one of its claims, or how they begin."""
    record = desk_of(request).record
    known_by = day(request.query_params, "known_by")
    key = request.path_params["key"]
    happening = record.event(key, known_by=known_by)
    rivals = record.rivals(key, known_by=known_by)
    told = record.kept_by_key({other for one in rivals for other in (one.a, one.b)})
    judgements = record.judgements()
    shown, private = judged(desk_of(request), _judged(happening, judgements), judgements)
    accounts = list(happening.kept)
    with record.reading() as connection:
        wholes = titles(connection, happening.campaign)
    counted = tolls(LATE, [happening], outlets_of(accounts))
    return made(
        request, "event.html", event=card(row_of(happening)), happening=happening, fields=list(matrix(happening)),
        accounts=[_account(one) for one in accounts], MOST=MOST, ACCOUNTS=ACCOUNTS, DAYS=DAYS,
        tolls=[(one, toll_over_days(happening, one)) for one in counted],
        history=list(history(happening)), rivals=[_rival(one, happening, told) for one in nearest(rivals, happening)],
        links=[(short(one.a), short(one.b), one.score, reasons(one)) for one in happening.links], doers=doers_in_words(happening),
        judgements=shown, known_by=known_by, figure=figure, private=private | _private(accounts, told),
        wholes=wholes,
    )  # fmt: skip


def _private(accounts: list[Kept], told: dict[str, Kept]) -> frozenset[str]:
    return private_names(kept.claim for kept in (*accounts, *told.values()))


FIELDS: dict[str, Callable[[Claim], str]] = {
    "what": phrasing.event,
    "who": lambda claim: phrasing.parties(claim.actor),
    "to whom": lambda claim: phrasing.parties(claim.recipient),
    "where": lambda claim: phrasing.places(claim.place) if claim.place else "",
    "when": lambda claim: phrasing.when(claim.time) if claim.time else "",
    "how many": lambda claim: phrasing.tallies(claim.counts),
    "told as": lambda claim: claim.modality,
    "said by": lambda claim: phrasing.according_to(claim.voices),
}  # fmt: skip
PARTED = re.compile(r"[,;()]")
FREE = frozenset({"said by"})
"""Fields in which sources do not agree or differ."""


def matrix(happening: Happening) -> Iterator[Field]:
    """Fields against accounts, with agreement and contradiction marked."""
    told = claims_of(happening)
    wrong = any(toll.contradicted for toll in tolls(LATE, [happening], outlets_of(list(happening.kept))))
    for name, words_of in FIELDS.items():
        said = [words_of(claim) for claim in told]
        values = list(filter(None, said))
        if values:
            cells = tuple(_cell(words, [words] if name in FREE else values) for words in said)
            yield Field(name, _verdict(name, cells, happening, wrong), cells)


def _cell(words: str, values: list[str]) -> Cell:
    """A value that most say, or that is said first among as many, is the same, and so is one that says a part of it or more; any
    other is another."""
    common = max(values, key=lambda one: (values.count(one), -values.index(one)))
    parts, most = _parts(words), _parts(common)
    return Cell(words, "" if not words else "same" if parts <= most or most <= parts else "other")


def _parts(words: str) -> set[str]:
    """What a value puts together: "ASSAULT (firearms)" says all that "ASSAULT" says, and more."""
    return set(filter(None, (part.strip() for part in PARTED.split(words))))


def _verdict(name: str, cells: tuple[Cell, ...], happening: Happening, wrong: bool) -> str:
    if (name == "how many" and wrong) or (name == "who" and doers_in_words(happening)):
        return "contradict"
    if name in FREE:
        return ""
    if any(one.agrees == "other" for one in cells):
        return "differ"
    return "one account" if sum(bool(one.words) for one in cells) == 1 else "agree"


def _account(kept: Kept) -> dict[str, Any]:
    """One account: who says it when, the sentence with its words marked, where it stands."""
    copy = kept.document.lead != kept.document.key
    return {"kept": kept, "said": said_by(kept), "is_copy": copy, "quotation": quotation_of(kept.claim, kept.sentence),
            "anchor": anchor(kept.key), "base": base_of(kept.key)}  # fmt: skip


def anchor(key: str) -> str:
    """The id of a claim on a page."""
    return f"c-{key.replace('.', '-')}"


def history(happening: Happening) -> Iterator[tuple[str, str, list[str]]]:
    """Day by day what was learned: who told it, and what of the event was not as before."""
    before: dict[str, Any] = {}
    for known in sorted({kept.document.known for kept in happening.kept})[:DAYS]:
        kept = tuple(one for one in happening.kept if one.document.known <= known)
        now = row_of(msgspec.structs.replace(happening, kept=kept))
        tellers = dict.fromkeys(said_by(one) for one in kept if one.document.known == known)
        yield known, "; ".join(tellers), list(_changed(before, now))
        before = now


def _changed(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for key, name in WATCHED.items() if before else ():
        if before[key] != now[key]:
            yield f"{name}: {before[key] or 'nothing'} → {now[key] or 'nothing'}"


WATCHED = {"grade": "attested", "figures": "toll", "place": "place", "start": "day", "modality": "told as"}


def _rival(one: Comparison, happening: Happening, told: dict[str, Kept]) -> dict[str, Any]:
    inside = {kept.key for kept in happening.kept}
    ours, other = (one.a, told[one.b]) if one.a in inside else (one.b, told[one.a])
    return {
        "score": one.score,
        "other": other,
        "said": said_by(other),
        "why": reasons(one),
        "ours": base_of(ours),
        "theirs": base_of(other.key),
    }


def _judged(happening: Happening, judgements: list[Judgement]) -> list[Judgement]:
    """What people judged of its claims and dispatches."""
    about = {base_of(one.key) for one in happening.kept} | {one.document.key for one in happening.kept}
    return [one for one in judgements if about.intersection(one.subjects)]
