"""What an event is in sentences, for columns that ask for a description: who says what, how many by whom, what is disputed."""

from __future__ import annotations

from dateline.exports.summary import Summary
from dateline.record.state.attribution import said_by
from dateline.record.state.tolls import figure
from dateline.record.states import Toll
from dateline.text.characters import flat, shortened

MOST = 4  # reports quoted
LONGEST = 200  # characters of a quotation


def notes(one: Summary) -> str:
    """Reports with their words, then figures by source, then who is said to have done it."""
    told = {kept.document.lead: kept for kept in reversed(one.every)}
    quoted = [
        f"{said_by(kept)} ({kept.document.known}): “{shortened(flat(kept.sentence), LONGEST)}”"
        for kept in reversed(told.values())
    ]
    more = f"And {len(quoted) - MOST} more reports." if len(quoted) > MOST else ""
    parts = [
        *quoted[:MOST],
        more,
        *(_counted(toll) for toll in one.tolls),
        one.rivals and f"Responsibility: {one.rivals}.",
    ]
    return " ".join(filter(None, parts))


def _counted(toll: Toll) -> str:
    """ "Killed: 12 by the ministry, Wire; 24 by a doctor, Post."; nothing where one report tells it, which is quoted."""
    if len(toll.sources) < 2:
        return ""
    said = "; ".join(f"{figure(one.low, one.high)} by {one.account.said}" for one in toll.sources)
    return f"{toll.what.capitalize()}: {said}."
