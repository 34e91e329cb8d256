"""Who holds what on a day, from the dispatches that say anything of it: the board without the whole record."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from dateline.record.joining import asked
from dateline.record.schema import CONTROLS, claims, documents, event_facets, facets, members
from dateline.record.state.attribution import outlets_of
from dateline.record.state.holders import board
from dateline.record.states import Holding
from dateline.record.types import Kept
from dateline.record.view import View

TELLING = ("territory", "withdraw")
"""Modes of claims that move who holds a place."""
KINDS = ("claim", "control")


def control(view: View, day: str, places: Collection[str] | None = None) -> tuple[Holding, ...]:
    """The board of a day by what the view knows; ``places``: only from dispatches that tell of them (folded names, ids)."""
    told = telling(view.connection, places)
    kept = view.kept(view.of_documents(told, KINDS))
    begun = [one for one in kept if ((one.claim.time.start if one.claim.time else None) or one.document.known) <= day]
    return board(day, begun, outlets_of(begun) | _outlets(view.connection, begun))


def telling(connection: Connection, places: Collection[str] | None = None) -> set[str]:
    """Documents that say who holds, takes or leaves a place; only those that name one of ``places`` when given."""
    stated = select(claims.c.document).where(CONTROLS)
    moving = (
        select(claims.c.document)
        .join(members, members.c.claim == claims.c.key)
        .join(event_facets, event_facets.c.event == members.c.event)
        .where(event_facets.c.kind == "mode", event_facets.c.value.in_(TELLING))
    )
    if places is not None:
        named = select(facets.c.claim).where(facets.c.kind == "place", facets.c.value.in_(sorted(places)))
        stated = stated.where(claims.c.key.in_(named))
        moving = moving.where(claims.c.key.in_(named))
    return {key for question in (stated, moving) for (key,) in connection.execute(question.distinct())}


def _outlets(connection: Connection, kept: Collection[Kept]) -> dict[str, str]:
    """Outlets of the documents that others copy."""
    leads = {one.document.lead for one in kept}
    question = select(documents.c.key, documents.c.outlet)
    return {key: outlet for key, outlet in asked(connection, question, documents.c.key, leads) if outlet}
