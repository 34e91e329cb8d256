"""Alerts: saved questions, what they found, what was sent; made, paused, tried and deleted here."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.desk.asking import chosen, filter_of, number
from dateline.desk.render import link
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of, signer
from dateline.faces import atom
from dateline.lexicon.ontology import MODES, TYPES
from dateline.record.alerts import keeping
from dateline.record.alerts.types import Made
from dateline.record.event_rows import MODALITIES
from dateline.record.queries.events import CHOSEN, Filter
from dateline.record.state.grade import CONFIRMED, CONTESTED, FAIR, NOT_DONE, SINGLE

EACH = ("new", "more")
GRADES = (CONFIRMED, FAIR, SINGLE, CONTESTED, NOT_DONE)
DONE = ("pause", "resume", "delete", "test", "again", "change")


def page(request: Request) -> Response:
    """The alerts, and the form that makes one, filled with the filters of the address."""
    with desk_of(request).record.reading() as connection:
        found = keeping.listed(connection)
    wanted = msgspec.structs.asdict(filter_of(request.query_params))
    told = [(one, list(keeping.asks(one.filter)), events_of(one.filter)) for one in found]
    return made(request, "alerts.html", alerts=told, choices=_choices(wanted), wanted=wanted)


def _choices(wanted: dict[str, Any]) -> dict[str, list[str]]:
    """What may be chosen; a value of the address that is none of these is offered too, so that it is not lost."""
    modes = sorted(set().union(*MODES.values()))
    known = {"type": TYPES, "mode": modes, "modality": MODALITIES, "grade": GRADES}
    return {name: list(dict.fromkeys([*some, *filter(None, [wanted[name]])])) for name, some in known.items()}


def events_of(wanted: Filter) -> str:
    """The address of the list of what fits a question."""
    return link(
        "/events",
        **{name: "1" if value is True else value for name in keeping.ASKING if (value := getattr(wanted, name))},
    )


def one(request: Request) -> Response:
    """One alert: what it asks, what it found, what was sent of it."""
    before = number(request.query_params, "before", 0, least=0, most=999_999_999) or None
    with desk_of(request).record.reading() as connection:
        alert = keeping.get(connection, request.path_params["key"])
        hits, further = keeping.hits(connection, alert.key, before=before)
        sent = keeping.deliveries(connection, alert.key)
    return made(
        request, "alert.html", alert=alert, asks=list(keeping.asks(alert.filter)), events=events_of(alert.filter), hits=hits,
        further=further, sent=sent, secret="",
    )  # fmt: skip


def feed(request: Request) -> Response:
    """What an alert found, as an Atom feed."""
    with desk_of(request).record.reading() as connection:
        alert = keeping.get(connection, request.path_params["key"])
        hits, _ = keeping.hits(connection, alert.key, limit=500)
    written = atom.feed(alert, hits, base=str(request.base_url).rstrip("/"))
    return Response(written, media_type=atom.KIND)


def make(request: Request, form: Any) -> Response:
    """Save a question. Raises OptionError for one that asks for nothing."""
    desk = desk_of(request)
    told = {
        name: str(form.get(name, "")) for name in (*CHOSEN, "place", "actor", "text", "since", "until", "contradicted")
    }
    each: Any = chosen(str(form.get("each") or "new"), EACH, "each")
    with desk.record.writing() as connection:
        saved = keeping.make(
            connection, str(form.get("name", "")), filter_of(told), by=signer(request), webhook=str(form.get("webhook", "")),
            each=each, allow_private=desk.settings.allow_private,
        )  # fmt: skip
    return _shown(request, saved)


def _shown(request: Request, saved: Made) -> Response:
    """The alert; with its secret, this once, where it has a new one."""
    if not saved.secret:
        return RedirectResponse(f"/alerts/{saved.alert.key}", 303)
    alert = saved.alert
    with desk_of(request).record.reading() as connection:
        hits, further = keeping.hits(connection, alert.key)
        sent = keeping.deliveries(connection, alert.key)
    return made(
        request, "alert.html", alert=alert, asks=list(keeping.asks(alert.filter)), events=events_of(alert.filter), hits=hits,
        further=further, sent=sent, secret=saved.secret, headers={"cache-control": "no-store"},
    )  # fmt: skip


def act(request: Request, form: Any) -> Response:
    """Pause, resume, change, try or delete an alert, or send once more what failed. Raises HTTPException for anything else."""
    desk, key, done = desk_of(request), request.path_params["key"], str(form.get("do", ""))
    if done not in DONE:
        raise HTTPException(400, f"{done!r} is nothing that can be done with an alert")
    with desk.record.writing() as connection:
        if done == "delete":
            keeping.remove(connection, key)
            return RedirectResponse("/alerts", 303)
        if done == "test":
            keeping.put_test(connection, key)
        elif done == "again":
            keeping.again(connection, str(form.get("delivery", "")), alert=keeping.get(connection, key).key)
        else:
            saved = _changed(connection, key, done, form, allow_private=desk.settings.allow_private)
    desk.sending.wake()
    return _shown(request, saved) if done == "change" else RedirectResponse(f"/alerts/{key}", 303)


def _changed(connection: Any, key: str, done: str, form: Any, *, allow_private: bool) -> Made:
    if done != "change":
        return keeping.change(connection, key, paused=done == "pause")
    each: Any = chosen(str(form.get("each") or "new"), EACH, "each")
    webhook = str(form.get("webhook", ""))
    return keeping.change(
        connection, key, name=str(form.get("name", "")), each=each, webhook=webhook, allow_private=allow_private
    )
