"""Sending what alerts found to their webhooks: each thing by one sender at a time, again after a while when it fails, never after
it was taken.

A sender holds what it sends for HELD seconds. Should it die meanwhile, another sends it again under the same key, by which a
receiver knows that it is the same.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, insert, select, update

from dateline.record.alerts.signing import signed
from dateline.record.engine import now
from dateline.record.schema import alert_deliveries, alert_tries, alerts
from dateline.record.store import Store
from dateline.text.intake.options import REFUSED, IntakeOptions, UnreadError
from dateline.text.intake.web import AnsweredError, post

BACK_OFF = (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600)
"""Seconds after each failed try; after the last of them it is given up."""
HELD = 120  # seconds for which a sender holds what it sends
LONGEST_WAIT = 24 * 3600  # seconds that a receiver may ask us to wait
GONE = 410  # the receiver wants nothing more
SHOWN = 200  # characters of what went wrong that are kept
DEAD = "nothing is known of how it ended"


class Held(msgspec.Struct, frozen=True):
    """What is being sent by us. ``moment``: seconds since 1970 at which it was taken, by the record's clock."""

    key: str
    number: int
    body: str
    webhook: str
    secret: str
    moment: int


class Outcome(msgspec.Struct, frozen=True):
    """How it ended: the state it is in then, the answer, in words, seconds until the next try, milliseconds it took."""

    state: str
    status: int | None
    said: str
    wait: int
    took: int


def deliver(record: Store, *, allow_private: bool = False) -> Outcome | None:
    """Send one thing that is due; None when nothing is. Raises RecordError when the record fails."""
    with record.reading() as connection:
        if _due(connection) is None:
            return None
    with record.writing() as connection:
        held = _taken(connection)
    if held is None:
        return None
    outcome = _sent(held, IntakeOptions(allow_private=allow_private))
    with record.writing() as connection:
        _settled(connection, held, outcome)
    return outcome


def all_due(record: Store, *, allow_private: bool = False) -> list[Outcome]:
    """Send all that is due now; what failed waits for its next try."""
    found: list[Outcome] = []
    while (outcome := deliver(record, allow_private=allow_private)) is not None:
        found.append(outcome)
    return found


def waiting(connection: Connection) -> str | None:
    """When the next thing is due (UTC); None when nothing waits."""
    question = select(alert_deliveries.c.next).where(alert_deliveries.c.state == "waiting")
    return connection.execute(question.order_by(alert_deliveries.c.next).limit(1)).scalar()


def _due(connection: Connection) -> tuple[str, str] | None:
    """Key and alert of what is to be sent now: of one alert one at a time, so that a slow receiver keeps nobody else waiting."""
    at, table = now(connection), alert_deliveries
    busy = select(table.c.alert).where(table.c.state == "waiting", table.c.held > at)
    free = select(table.c.key, table.c.alert).where(table.c.state == "waiting", table.c.next <= at, table.c.held <= at)
    row = connection.execute(
        free.where(table.c.alert.not_in(busy)).order_by(table.c.next, table.c.key).limit(1)
    ).first()
    return (row.key, row.alert) if row else None


def _taken(connection: Connection) -> Held | None:
    """Take what is due, so that nobody else sends it."""
    due = _due(connection)
    if due is None:
        return None
    key, alert = due
    at, table = now(connection), alert_deliveries
    row = connection.execute(select(table.c.body, table.c.tries).where(table.c.key == key)).one()
    told = connection.execute(select(alerts.c.webhook, alerts.c.secret).where(alerts.c.key == alert)).one()
    number = row.tries + 1
    connection.execute(update(table).where(table.c.key == key).values(held=later(at, HELD), tries=number))
    values = {"delivery": key, "number": number, "at": at, "status": None, "said": DEAD, "took": None}
    connection.execute(insert(alert_tries).values(values))
    moment = int(datetime.fromisoformat(at).timestamp())
    return Held(key, number, row.body, told.webhook, told.secret, moment)


def _sent(held: Held, options: IntakeOptions) -> Outcome:
    began = time.monotonic()
    status: int | None = None
    failed, wait, final = "", 0, False
    if not held.webhook:
        return Outcome("failed", None, "the alert has no webhook any more", 0, 0)
    try:
        body = held.body.encode()
        headers = {"content-type": "application/json", **signed(held.secret, held.key, held.moment, body)}
        status = post(held.webhook, body, options, headers=headers)
    except AnsweredError as error:
        status, failed, wait, final = error.status, error.what, _asked_wait(error), error.status == GONE
    except UnreadError as error:
        failed, final = error.line(), error.code == REFUSED
    took = int((time.monotonic() - began) * 1000)
    if not failed:
        return Outcome("sent", status, "", 0, took)
    if final or held.number > len(BACK_OFF):
        return Outcome("failed", status, failed[:SHOWN], 0, took)
    return Outcome("waiting", status, failed[:SHOWN], max(wait, BACK_OFF[held.number - 1]), took)


def _asked_wait(error: AnsweredError) -> int:
    """Seconds that the receiver asks us to wait; 0 when it does not say."""
    given = error.headers.get("retry-after", "").strip()
    return min(int(given), LONGEST_WAIT) if given.isascii() and given.isdecimal() and len(given) < 9 else 0


def _settled(connection: Connection, held: Held, outcome: Outcome) -> None:
    """Write how it ended."""
    at, table = now(connection), alert_deliveries
    values = {
        "state": outcome.state,
        "status": outcome.status,
        "said": outcome.said,
        "held": "",
        "next": later(at, outcome.wait),
    }
    connection.execute(update(table).where(table.c.key == held.key, table.c.state != "sent").values(values))
    tried = (alert_tries.c.delivery == held.key) & (alert_tries.c.number == held.number)
    told = {"status": outcome.status, "said": outcome.said, "took": outcome.took}
    connection.execute(update(alert_tries).where(tried).values(told))


def later(at: str, seconds: int) -> str:
    """A moment so many seconds after another (UTC, ISO)."""
    return (datetime.fromisoformat(at) + timedelta(seconds=seconds)).isoformat(timespec="seconds")
