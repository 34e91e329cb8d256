"""What may be asked of the API: the one list that its addresses and its description are made of."""

from __future__ import annotations

from typing import Any

from dateline.desk.api import types
from dateline.desk.api.alerts import MOST_LOGGED
from dateline.desk.jobs import Progress
from dateline.desk.openapi import Operation, Parameter
from dateline.lexicon.ontology import TYPES
from dateline.record.alerts.types import Alert, Delivery, Made
from dateline.record.queries import events as queries
from dateline.record.queries.changes import Changes
from dateline.record.states import State
from dateline.record.types import Judgement

ROOT = "/api/v1"
DAY = {"type": "string", "format": "date"}
YES = {"type": "boolean"}


def _number(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


KNOWN_BY = Parameter("known_by", "only what was known by this day", DAY)
AS_OF = Parameter("as_of", "as the record stood on this day: what was known and judged by it, and had happened", DAY)
PRIVATE = Parameter("private", "show: names of private persons too; for editors only", {"enum": ["show"]})
PAST = (KNOWN_BY, AS_OF)
AFTER = Parameter("after", "cursor of the page before", {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"})
FILTERS = (
    *(Parameter(name, "narrows; a place with all that lies in it" if name == "place" else "narrows") for name in
      ("place", "actor", "mode", "modality", "grade", "country", "outlet", "text")),
    Parameter("type", "narrows", {"enum": [*TYPES]}),
    Parameter("since", "happened on this day or later", DAY), Parameter("until", "happened on this day or earlier", DAY),
    Parameter("contradicted", "only events whose accounts cannot all be right", YES), *PAST,
    Parameter("clock", "known from the day published or received", {"enum": ["published", "received"]}),
)  # fmt: skip
PAGED = (
    Parameter("sort", "the largest or latest first", {"enum": list(queries.SORTS)}), AFTER,
    Parameter("limit", "events in a page", _number(1, queries.MOST)),
)  # fmt: skip
KEY = Parameter("key", "a key, or how it begins", path=True)
ALERT = Parameter("key", "key or name of an alert", path=True)
ON = Parameter("day", "the day asked about", DAY, path=True)
LIMIT = Parameter("limit", "how many in a page", _number(1, 500))

OPERATIONS = (
    Operation("GET", f"{ROOT}/events", "Events by filters, in pages", queries.Page, (*FILTERS, *PAGED)),
    Operation("GET", f"{ROOT}/counts", "How many events have each value of each filter", types.Counts, FILTERS),
    Operation("GET", f"{ROOT}/events/{{key}}", "One event with all its claims", types.EventAnswer, (KEY, *PAST, PRIVATE), covers=True),
    Operation("GET", f"{ROOT}/documents/{{key}}", "One dispatch with all that stands in it", types.DocumentAnswer, (KEY, *PAST, PRIVATE),
              covers=True),
    Operation("GET", f"{ROOT}/as-of/{{day}}", "How things stood on a day", State,
              (ON, KNOWN_BY, Parameter("place", "narrows"), Parameter("actor", "narrows"), PRIVATE), covers=True),
    Operation("GET", f"{ROOT}/changes", "What was learned lately, and what is due", Changes,
              (Parameter("day", "the last day of the record if not given", DAY), *PAST,
               Parameter("window", "days back", _number(1, 31)), PRIVATE), covers=True),
    Operation("GET", f"{ROOT}/search", "Full text of dispatches and claims", types.Hits,
              (Parameter("q", "words; all must be there"), *PAST, AFTER, Parameter("limit", "how many in a page", _number(1, 100)),
               PRIVATE), covers=True),
    Operation("POST", f"{ROOT}/read", "Read one document; nothing is kept", types.ReadAnswer, body=types.Sent),
    Operation("POST", f"{ROOT}/ingest", "Read documents and keep them", Progress, body=types.Batch, status=202),
    Operation("GET", f"{ROOT}/ingest/{{key}}", "How far an ingest is", Progress, (Parameter("key", "its id", path=True), PRIVATE),
              covers=True, passing=True),
    Operation("GET", f"{ROOT}/judgements", "Judgements, oldest first", types.Trail, (*PAST, AFTER, LIMIT, PRIVATE), covers=True),
    Operation("POST", f"{ROOT}/judgements", "Judge: same, different, unsure, keep, correct, drop, add, retract, undo", Judgement,
              body=types.Verdict, status=201),
    Operation("GET", f"{ROOT}/alerts", "Saved questions", types.Alerts, passing=True),
    Operation("POST", f"{ROOT}/alerts", "Save a question; the secret of its webhook is given this once", Made, body=types.NewAlert,
              status=201),
    Operation("GET", f"{ROOT}/alerts/{{key}}", "One alert", Alert, (ALERT,), passing=True),
    Operation("PATCH", f"{ROOT}/alerts/{{key}}", "Rename, pause, resume, change its webhook", Made, (ALERT,), body=types.AlertChange),
    Operation("DELETE", f"{ROOT}/alerts/{{key}}", "Take it away, with what it found and its log", None, (ALERT,), status=204),
    Operation("POST", f"{ROOT}/alerts/{{key}}/test", "Send a test", Delivery, (ALERT,), status=202),
    Operation("GET", f"{ROOT}/alerts/{{key}}/hits", "What it found, the latest first", types.AlertHits,
              (ALERT, *PAST, AFTER, LIMIT), passing=True),
    Operation("GET", f"{ROOT}/alerts/{{key}}/deliveries", "What was sent of it, with every try", types.Deliveries,
              (ALERT, Parameter("limit", "how many", _number(1, MOST_LOGGED))), passing=True),
    Operation("POST", f"{ROOT}/alerts/{{key}}/deliveries/{{delivery}}/again", "Send once more what failed", Delivery,
              (ALERT, Parameter("delivery", "key of a delivery", path=True)), status=202),
)  # fmt: skip
