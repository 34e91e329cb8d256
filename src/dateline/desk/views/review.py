"""What people judge: the queue of what we are least sure of, the judgements that pages send, the trail of them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.desk.asking import chosen, number
from dateline.desk.judged import judged, said
from dateline.desk.render import link
from dateline.desk.render import page as made
from dateline.desk.settings import Desk, desk_of, signer
from dateline.faces import card
from dateline.faces.event_words import reasons
from dateline.faces.export import claim_line
from dateline.places.gazetteer import Entry
from dateline.places.gazetteer import load as gazetteer
from dateline.record.joining import base_of
from dateline.record.judgements import in_force
from dateline.record.packing import Stated
from dateline.record.privacy import private_names
from dateline.record.queries import review
from dateline.record.state.attribution import said_by
from dateline.record.types import Comparison, Kept
from dateline.types import Claim

VERDICTS = ("same", "different", "unsure", "keep", "drop", "retract", "undo")
SIZE = 200  # judgements of a page
QUEUES = ("claims", "pairs", "places")
CANDIDATES = 8  # places of one name that are offered
GOLD = ("type", "mode", "trigger", "also", "actor", "recipient", "place", "time", "counts", "voices", "modality", "polarity",
        "historical", "content")  # fmt: skip
"""Fields of a gold line, see docs/coding-guide.md."""


def page(request: Request) -> Response:
    """One thing to judge. ``skip``: how many were left for later; ``second``: what others have judged."""
    desk, given = desk_of(request), request.query_params
    queue = chosen(given.get("queue") or "claims", QUEUES, "queue")
    second, skip = bool(given.get("second")), number(given, "skip", 0, least=0, most=100_000)
    by = signer(request)
    with desk.record.reading() as connection:
        progress = review.progress(connection)
        known = review.answers(desk.record.judgements())
    shown = _shown(desk, queue, by, second=second, skip=skip)
    return made(
        request, "review.html", queue=queue, second=second, skip=skip, progress=progress, shown=shown,
        agreements={name: review.agreement(known, size) for name, size in (("claims", 1), ("pairs", 2))},
        mine=sum(by in said for said in known.values()), last=_last(desk, by),
        here=link("/review", queue=queue, second="1" if second else "", skip=skip or ""),
        later=link("/review", queue=queue, second="1" if second else "", skip=skip + 1), queues=QUEUES,
        private=private_names(_claims(shown)),
    )  # fmt: skip


def _shown(desk: Desk, queue: str, by: str, *, second: bool, skip: int) -> dict[str, Any] | None:
    """What is to be judged; None at the end of the queue."""
    with desk.record.reading() as connection:
        if queue == "claims":
            kept = review.unsure_claims(connection, by, second=second, limit=skip + 1)[skip:]
            return {"claim": _claim(kept[0])} if kept else None
        if queue == "pairs":
            pairs = review.unsure_pairs(connection, by, second=second, limit=skip + 1)[skip:]
        else:
            found = review.unplaced(connection, skip + 1)[skip:]
            return {"place": _place(found[0])} if found else None
    return {"pair": _pair(desk, pairs[0])} if pairs else None


def _claims(shown: dict[str, Any] | None) -> Iterator[Stated]:
    """The claims that are shown."""
    for part in (shown or {}).values():
        yield from (one["kept"].claim for one in part.get("sides", [part]))


def _claim(kept: Kept) -> dict[str, Any]:
    return {
        "kept": kept, "said": said_by(kept), "base": base_of(kept.key), "score": kept.claim.score,
        "quotation": card.quotation_of(kept.claim, kept.sentence), "summary": card.summary(kept.claim),
    }  # fmt: skip


def _pair(desk: Desk, pair: Comparison) -> dict[str, Any]:
    told = desk.record.kept_by_key({pair.a, pair.b})
    joined = f"joined at {pair.score:.2f}" if pair.relation == "same" else f"not joined, {pair.score:.2f}"
    return {"sides": [_claim(told[key]) for key in (pair.a, pair.b) if key in told], "why": reasons(pair), "joined": joined,
            "subjects": [base_of(pair.a), base_of(pair.b)]}  # fmt: skip


def _place(found: review.Unplaced) -> dict[str, Any]:
    shown = _claim(found.kept)
    names = (found.words, " ".join(word for word in found.words.split() if word[:1].isupper()))
    entries = {entry.key: entry for name in names if name for entry in gazetteer().lookup(name)}
    return {
        **shown,
        "words": found.words,
        "events": found.events,
        "candidates": [_entry(one) for one in list(entries.values())[:CANDIDATES]],
    }


def _entry(one: Entry) -> tuple[str, str]:
    """Key and words of a place that may be meant."""
    kind = {"admin1": "province", "admin2": "district"}.get(one.precision, one.precision)
    people = f", {one.population:,} people" if one.population else ""
    return one.key, f"{one.name}, {one.country} ({kind}{people})"


def _last(desk: Desk, by: str) -> tuple[str, str] | None:
    """Key and words of the reviewer's last judgement that holds, to be undone."""
    mine = [one for one in in_force(desk.record.judgements()) if one.by == by]
    if not mine:
        return None
    last = max(mine, key=lambda one: one.order)
    return last.key, said(last)


def judge(request: Request, form: Any) -> Response:
    """Keep a judgement, and go back to the page that asked for it. Raises HTTPException for a verdict of another form."""
    verdict, subjects = str(form.get("verdict", "")), [str(one) for one in form.getlist("subjects")]
    record, by, note = desk_of(request).record, signer(request), str(form.get("note", ""))[:500]
    if place := str(form.get("place", "")).strip():
        record.judge("correct", *subjects[:1], by=by, field="place", value=place, note=note)
    elif verdict not in VERDICTS:
        raise HTTPException(400, f"{verdict!r} is no verdict of this form")
    elif verdict in {"keep", "drop"}:
        record.enter(verdict, subjects[:1], by=by, note=note)
    else:
        record.judge(verdict, *subjects, by=by, note=note)
    back = str(form.get("back", "/"))
    return RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)


def gold(request: Request) -> Response:
    """Claims that people kept, corrected or added, one gold line each (docs/coding-guide.md)."""
    with desk_of(request).record.reading() as connection:
        found = [(kept, kept.claim) for kept in review.reviewed(connection)]
    written = "".join(
        msgspec.json.encode(_gold(kept, claim)).decode() + "\n" for kept, claim in found if isinstance(claim, Claim)
    )
    headers = {"content-disposition": 'attachment; filename="gold.jsonl"'}
    return Response(written, media_type="application/x-ndjson", headers=headers)


def _gold(kept: Kept, claim: Claim) -> dict[str, Any]:
    plain = msgspec.to_builtins(claim_line(claim))
    fields = {name: plain[name] for name in GOLD}
    fields["place"] = [{"text": where.text, "span": where.span} for where in claim.place]
    voices = [voice.speaker for voice in claim.voices]
    fields["voices"] = [{"text": one.text, "span": one.span, "name": one.name, "code": one.code} for one in voices]
    return {"doc": kept.document.id, "id": f"{kept.document.id}:{claim.id}", **fields}


def trail(request: Request) -> Response:
    """All judgements, the latest first, in pages."""
    desk, skip = desk_of(request), number(request.query_params, "skip", 0, least=0, most=10_000_000)
    known = desk.record.judgements()
    some = known[::-1][skip : skip + SIZE]
    shown, private = judged(desk, some, known)
    return made(
        request, "trail.html", judgements=shown, private=private, total=len(known), skip=skip, SIZE=SIZE,
        more=len(known) > skip + SIZE,
    )  # fmt: skip
