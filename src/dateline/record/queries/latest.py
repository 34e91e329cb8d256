"""The events of which something was told last."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from dateline.record.joining import asked
from dateline.record.schema import claims, documents, event_states, memberships
from dateline.record.series import valid
from dateline.record.view import Asked, View, conditions, narrowed


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
    last = [
        event
        for (event,) in view.connection.execute(
            question.order_by(states.latest.desc(), states.event.desc()).limit(limit)
        )
    ]
    held = select(func.min(table.claim)).where(valid(memberships, day, series)).group_by(table.event)
    return {claim for (claim,) in asked(view.connection, held, table.event, last)}
