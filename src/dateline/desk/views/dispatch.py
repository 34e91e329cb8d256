"""One dispatch: its text with every claim marked, each opening to its reading; and what people put right in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.desk.judged import judged
from dateline.desk.render import link
from dateline.desk.render import page as made
from dateline.desk.settings import Desk, desk_of, signer
from dateline.desk.views.event import anchor
from dateline.errors import OptionError
from dateline.explain import stated
from dateline.faces import card, phrasing
from dateline.faces import page as faces_page
from dateline.lexicon.ontology import TYPES
from dateline.record.corrections import FIELDS
from dateline.record.joining import base_of
from dateline.record.privacy import private_names
from dateline.record.queries.dispatch import Dispatch, dispatch
from dateline.record.types import Judgement, Kept
from dateline.types import Claim, Control, Deadline, Figure, Reading

CORRECTED = {kind.__name__: sorted(some) for kind, some in FIELDS.items()}
"""Fields that may be corrected, by kind of statement."""
PARTS = (("claim", Claim), ("who holds what", Control), ("figures", Figure), ("days set", Deadline))
"""What a dispatch states, in the order of the page."""


def page(request: Request) -> Response:
    """The page of a document; ``reasons``: with the steps behind each claim, for which the text is read again."""
    desk = desk_of(request)
    found = _found(desk, request.path_params["key"])
    reading = found.reading
    reasons = bool(request.query_params.get("reasons")) and found.has_text
    steps = _steps(desk, reading) if reasons else {}
    known = desk.record.judgements()
    told, private = judged(desk, _about(known, found), known)
    cards = [_card(one, found, reading, steps) for one in found.kept]
    return made(
        request, "dispatch.html", found=found, document=reading.document, title=phrasing.title(reading.document),
        text=faces_page.text(reading, {one.claim.id: anchor(one.key) for one in found.kept}),
        told=[(name, [one for one in cards if one["kind"] == kind.__name__]) for name, kind in PARTS], reasons=reasons,
        judgements=told, fields=CORRECTED, types=TYPES,
        leftovers=faces_page.leftovers(reading), private=private | private_names(one.claim for one in found.kept),
    )  # fmt: skip


def _found(desk: Desk, key: str) -> Dispatch:
    whole = desk.record.document_named(key)
    with desk.record.reading() as connection:
        return dispatch(connection, whole)


def _card(kept: Kept, found: Dispatch, reading: Reading, steps: dict[str, Markup]) -> dict[str, Any]:
    claim = kept.claim
    return {
        "kept": kept, "anchor": anchor(kept.key), "summary": card.summary(claim),
        "quotation": card.quotation(claim, reading.document.text),
        "fields": card.fields(claim), "steps": steps.get(claim.id, Markup("")), "event": found.events.get(kept.key, ""),
        "kind": type(claim).__name__, "base": base_of(kept.key), "corrected": kept.key.count(".") > 1,
    }  # fmt: skip


def _steps(desk: Desk, reading: Reading) -> dict[str, Markup]:
    """The tree behind each claim by its id, made by reading the text again; claims that are read otherwise today have none."""

    def make() -> dict[str, Markup]:
        from dateline.read import Options, reader

        again = reader(Options(desk.settings.lexicon)).read_document(reading.document)
        return {one.id: card.steps(one, again) for one in stated(again)}

    return desk.answers.get(("steps", reading.document.sha256, reading.document.published), make)


def _about(judgements: Iterable[Judgement], found: Dispatch) -> list[Judgement]:
    """What people judged of the document and its claims."""
    return [one for one in judgements if any(key.partition(".")[0] == found.key for key in one.subjects)]


def correct(request: Request, form: Any) -> Response:
    """Correct a field of a claim, or empty it, or strike the claim."""
    desk, key = desk_of(request), request.path_params["key"]
    claim, note = str(form.get("claim", "")), str(form.get("note", ""))[:500]
    if form.get("strike"):
        desk.record.judge("drop", claim, by=signer(request), note=note)
    else:
        field, given = str(form.get("field", "")), str(form.get("value", "")).strip()
        value: Any = None if form.get("empty") else _value(field, given)
        desk.record.judge("correct", claim, by=signer(request), field=field, value=value, note=note)
    return RedirectResponse(link(f"/dispatch/{key}") + f"#{anchor(claim)}", 303)


def _value(field: str, given: str) -> Any:
    """What was typed: JSON where it is, else words. Raises OptionError when nothing was."""
    if not given:
        raise OptionError(
            "no value is given",
            where=field or "field",
            remedy="choose words in the text or type them; tick “empty” to take it out",
        )
    try:
        found = json.loads(given)
    except ValueError:
        return given
    return found if isinstance(found, list | dict | bool | int) else given


def add(request: Request, form: Any) -> Response:
    """Add a claim that was missed."""
    desk, key = desk_of(request), request.path_params["key"]
    given = {
        name: str(form.get(name, "")).strip()
        for name in ("kind", "trigger", "type", "actor", "recipient", "place", "time", "status", "holder")
    }
    value = {name: words for name, words in given.items() if words}
    made_ = desk.record.judge("add", key, by=signer(request), value=value, note=str(form.get("note", ""))[:500])
    return RedirectResponse(link(f"/dispatch/{key}") + f"#{anchor(f'{key}.{made_.field}')}", 303)
