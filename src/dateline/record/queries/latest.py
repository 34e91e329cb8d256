"""The events of which something was told last."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select

from dateline.record.event_rows import VALUE
from dateline.record.joining import asked
from dateline.record.schema import claims, documents, event_facets, event_states, events, memberships
from dateline.record.series import valid
from dateline.record.view import Asked, View, conditions, named, narrowed


def _worked_out(view: View, keys: Collection[str], limit: int) -> set[str]:
    """The same from all claims asked for."""
    events = view.grouped(keys)
    known = view.order(events.keys())
    last: dict[str, str] = {}
    for key, event in events.items():
        last[event] = max(last.get(event, ""), known[key])
    wanted = set(sorted(last, key=lambda event: (last[event], event), reverse=True)[:limit])
    return {key for key, event in events.items() if event in wanted}


def latest(view: View, wanted: Asked, limit: int) -> set[str]:
    """Claims of the events of which something was told last, so many: all of each or one."""
    if view.series is None:
        return _worked_out(view, view.matching(wanted), limit)
    table, series, day = memberships.c, view.kept_up, view.day
    listed = _of_lists(wanted) if view.is_present else None
    question = _of_states(view, wanted) if listed is None else listed
    last = [event for (event,) in view.connection.execute(question.limit(limit))]
    held = select(func.min(table.claim)).where(valid(memberships, day, series)).group_by(table.event)
    return {claim for (claim,) in asked(view.connection, held, table.event, last)}


def _of_states(view: View, wanted: Asked) -> Select[Any]:
    """Events in this order, by what is kept of every day."""
    states, table = event_states.c, memberships.c
    series, day = view.kept_up, view.day
    question = select(states.event).where(valid(event_states, day, series), states.latest <= day)
    if narrowed(wanted):
        inside = (
            select(table.event)
            .join(claims, claims.c.key == table.claim)
            .join(documents, documents.c.key == claims.c.document)
        )
        inside = inside.where(valid(memberships, day, series), *conditions(wanted, view.known))
        question = question.where(states.event.in_(inside))
    return question.order_by(states.latest.desc(), states.event.desc())


def _of_lists(wanted: Asked) -> Select[Any] | None:
    """The same by the lists of now; None where more than one thing is asked of a claim, of which lists do not say whether one claim
    tells both."""
    sought = [(kind, value) for kind in ("place", "actor", "type") if (value := getattr(wanted, kind))]
    if wanted.since or wanted.until or len(sought) > 1:
        return None
    order = events.c.latest.desc(), events.c.key.desc()
    if not sought:
        return select(events.c.key).order_by(*order)
    (kind, value), table = sought[0], event_facets.c
    words = {value.upper()} if kind == "type" else named(value)
    if any(len(word) > VALUE for word in words):
        return None
    inside = select(table.event).where(table.kind == kind, table.value.in_(sorted(words)))
    return select(events.c.key).where(events.c.key.in_(inside)).order_by(*order)
