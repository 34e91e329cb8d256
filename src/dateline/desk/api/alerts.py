"""Alerts by the API."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request

from dateline.desk.api.types import AlertChange, AlertHits, Alerts, Deliveries, DeliveryLog, NewAlert
from dateline.desk.asking import LONGEST, cursor, filter_of, number, offset, past
from dateline.desk.settings import desk_of, signer
from dateline.record.alerts import keeping

MOST_LOGGED = 200  # deliveries in an answer


def listed(request: Request) -> Any:
    """All of them."""
    with desk_of(request).record.reading() as connection:
        return Alerts(keeping.listed(connection))


def one(request: Request) -> Any:
    """One of them."""
    with desk_of(request).record.reading() as connection:
        return keeping.get(connection, request.path_params["key"])


def make(request: Request, given: NewAlert) -> Any:
    """Save a question."""
    desk, asked = desk_of(request), msgspec.structs.asdict(given.filter)
    told = {
        name: ("1" if value else "") if isinstance(value, bool) else str(value or "") for name, value in asked.items()
    }
    with desk.record.writing() as connection:
        return keeping.make(
            connection, given.name, filter_of(told), by=signer(request), webhook=given.webhook, each=given.each,
            allow_private=desk.settings.allow_private,
        )  # fmt: skip


def change(request: Request, given: AlertChange) -> Any:
    """Change some of it."""
    desk = desk_of(request)
    with desk.record.writing() as connection:
        return keeping.change(
            connection, request.path_params["key"], name=given.name, paused=given.paused, webhook=given.webhook, each=given.each,
            allow_private=desk.settings.allow_private,
        )  # fmt: skip


def remove(request: Request, _: None) -> Any:
    """Take it away."""
    with desk_of(request).record.writing() as connection:
        keeping.remove(connection, request.path_params["key"])


def test(request: Request, _: None) -> Any:
    """Put a test on the list of what is sent."""
    desk = desk_of(request)
    with desk.record.writing() as connection:
        found = keeping.delivery(connection, keeping.put_test(connection, request.path_params["key"]))
    desk.sending.wake()
    return found


def hits(request: Request) -> Any:
    """What it found; ``known_by`` and ``as_of`` go by the last day that something was told of the event."""
    given = request.query_params
    size, before = number(given, "limit", keeping.PAGE), offset(given) or None
    until = past(given)[0]
    with desk_of(request).record.reading() as connection:
        key = keeping.get(connection, request.path_params["key"]).key
        found, further = keeping.hits(connection, key, before=before, limit=size, until=until)
    return AlertHits(found, cursor(further) if further else "")


def deliveries(request: Request) -> Any:
    """What was sent of it."""
    size = number(request.query_params, "limit", keeping.PAGE, most=MOST_LOGGED)
    with desk_of(request).record.reading() as connection:
        key = keeping.get(connection, request.path_params["key"]).key
        return Deliveries([DeliveryLog(one, tries) for one, tries in keeping.deliveries(connection, key, limit=size)])


def again(request: Request, _: None) -> Any:
    """Send once more."""
    desk, delivery = desk_of(request), request.path_params["delivery"][:LONGEST]
    with desk.record.writing() as connection:
        key = keeping.get(connection, request.path_params["key"]).key
        keeping.again(connection, delivery, alert=key)
        found = keeping.delivery(connection, delivery)
    desk.sending.wake()
    return found
