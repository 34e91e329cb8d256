"""Alerts of a record: made, listed, changed, taken away; what they found and what was sent of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from dateline.errors import OptionError
from dateline.record.alerts.noticing import alert_of, put
from dateline.record.alerts.signing import new_secret
from dateline.record.alerts.types import Alert, Delivery, Each, Hit, Made, Try
from dateline.record.engine import now
from dateline.record.queries.events import CHOSEN, Card, Filter
from dateline.record.schema import alert_deliveries, alert_hits, alert_tries, alerts

LONGEST = 100  # characters of a name
ASKING = (*CHOSEN, "place", "actor", "text", "since", "until", "contradicted")
"""Fields of a filter that an alert goes by; how a list is sorted, and by when, is no part of it."""
PAGE = 50
ROUND = 20  # alerts whose hits of some days are shown


def make(connection: Connection, name: str, wanted: Filter, *, by: str, webhook: str = "", each: Each = "new",
         allow_private: bool = False) -> Made:  # fmt: skip
    """Save a question. Raises OptionError for a name that is taken or none, a question that asks for nothing, an address that
    may not be told."""
    name, webhook = _named(connection, name), _checked(webhook, allow_private)
    asks = {part: getattr(wanted, part) for part in ASKING}
    if Filter(**asks) == Filter():
        raise OptionError("it asks for nothing, so everything would fit", where="alert", remedy="give a filter")
    key, secret = secrets.token_hex(6), new_secret() if webhook else ""
    values: dict[str, Any] = {
        "key": key, "name": name, "filter": msgspec.json.encode(Filter(**asks)).decode(), "webhook": webhook, "secret": secret,
        "each": each, "paused": 0, "by": by, "made": now(connection),
    }  # fmt: skip
    connection.execute(insert(alerts).values(values))
    return Made(get(connection, key), secret)


def _named(connection: Connection, name: str) -> str:
    told = " ".join(name.split())
    if not told or len(told) > LONGEST or not told.isprintable():
        raise OptionError(f"{told[:40]!r} is no name", where="name", remedy=f"give one of 1 to {LONGEST} characters")
    if connection.execute(select(alerts.c.key).where(alerts.c.name == told)).first():
        raise OptionError(f"there is an alert {told!r} already", where="name", remedy="give another name")
    return told


def _checked(webhook: str, allow_private: bool) -> str:
    """An address that may be told; one whose host is not known just now is let through, and looked at again when it is told."""
    webhook = webhook.strip()
    if not webhook:
        return ""
    # Fetching comes with them: who only looks at alerts does without.
    from dateline.text.intake.options import REFUSED, IntakeOptions, UnreadError
    from dateline.text.intake.web import check_address

    try:
        check_address(webhook, IntakeOptions(allow_private=allow_private))
    except UnreadError as error:
        if error.code == REFUSED:
            remedy = error.remedy.replace("give --allow-private", "start the desk with --allow-private")
            raise OptionError(error.what, where="webhook", remedy=remedy) from error
    return webhook


def listed(connection: Connection) -> list[Alert]:
    """All alerts, by name."""
    counted = select(alert_hits.c.alert, func.count().label("hits"), func.max(alert_hits.c.at).label("last"))
    found = {row.alert: row for row in connection.execute(counted.group_by(alert_hits.c.alert))}
    rows = map(alert_of, connection.execute(select(alerts).order_by(alerts.c.name)))
    return [
        msgspec.structs.replace(one, hits=found[one.key].hits, last=found[one.key].last) if one.key in found else one
        for one in rows
    ]


def get(connection: Connection, name: str) -> Alert:
    """The alert of a key or name. Raises OptionError when there is none."""
    found = next((one for one in listed(connection) if name in {one.key, one.name}), None)
    if found is None:
        raise OptionError(
            f"there is no alert {name[:60]!r}", remedy="the page Alerts and dateline alert list name them"
        )
    return found


def change(connection: Connection, key: str, *, name: str | None = None, paused: bool | None = None, webhook: str | None = None,
           each: Each | None = None, allow_private: bool = False) -> Made:  # fmt: skip
    """Change what is given of an alert; a webhook at another address gets a new secret. Raises OptionError."""
    old = get(connection, key)
    values: dict[str, Any] = {}
    if name is not None and " ".join(name.split()) != old.name:
        values["name"] = _named(connection, name)
    if paused is not None:
        values["paused"] = int(paused)
    if each is not None:
        values["each"] = each
    if webhook is not None and webhook.strip() != old.webhook:
        values["webhook"] = _checked(webhook, allow_private)
        values["secret"] = new_secret() if values["webhook"] else ""
    if values:
        connection.execute(update(alerts).where(alerts.c.key == old.key).values(values))
    return Made(get(connection, old.key), values.get("secret", ""))


def remove(connection: Connection, key: str) -> None:
    """Take an alert away, with what it found and what was sent of it. Raises OptionError when there is none."""
    old = get(connection, key)
    sent = select(alert_deliveries.c.key).where(alert_deliveries.c.alert == old.key)
    connection.execute(delete(alert_tries).where(alert_tries.c.delivery.in_(sent)))
    for table, column in (
        (alert_deliveries, alert_deliveries.c.alert),
        (alert_hits, alert_hits.c.alert),
        (alerts, alerts.c.key),
    ):
        connection.execute(delete(table).where(column == old.key))


def put_test(connection: Connection, key: str) -> str:
    """Put a test on the list of what is sent; its key comes back. Raises OptionError for an alert without a webhook."""
    old = get(connection, key)
    if not old.webhook:
        raise OptionError(f"{old.name} has no webhook", where="alert", remedy="give it one; its feed needs no test")
    sent = f"test-{secrets.token_hex(8)}"
    told = {"alert": {"key": old.key, "name": old.name}, "text": f"{old.name}: this is a test", "event": None}
    put(connection, old.key, sent, "test", told, now(connection))
    return sent


def again(connection: Connection, delivery: str, *, alert: str) -> None:
    """Put what could not be sent on the list once more, under the same key. Raises OptionError when it was sent, or is not there."""
    row = connection.execute(select(alert_deliveries).where(alert_deliveries.c.key == delivery)).first()
    if row is None or row.alert != alert:
        raise OptionError(f"there is no delivery {delivery[:40]!r}", remedy="the log of the alert lists them")
    if row.state == "sent":
        raise OptionError("it was sent, and nothing is sent twice", where="delivery", remedy="make a test instead")
    values = {"state": "waiting", "next": now(connection)}
    connection.execute(update(alert_deliveries).where(alert_deliveries.c.key == delivery).values(values))


def hits(
    connection: Connection, alert: str, *, before: int | None = None, limit: int = PAGE, until: str | None = None
) -> tuple[list[Hit], int | None]:
    """What an alert found, the latest first, and where the next page begins (None at the end).

    ``until``: only those of which nothing later than this day was told.
    """
    question = select(alert_hits).where(alert_hits.c.alert == alert)
    if before is not None:
        question = question.where(alert_hits.c.turn < before)
    if until is not None:
        question = question.where(alert_hits.c.day <= until)
    rows = list(connection.execute(question.order_by(alert_hits.c.turn.desc()).limit(limit + 1)))
    return list(map(_hit, rows[:limit])), rows[limit - 1].turn if len(rows) > limit else None


def noticed(connection: Connection, since: str, until: str) -> list[tuple[Alert, list[Hit]]]:
    """What alerts found that was told after a day and by another, by alert: each event once, as it was last noticed."""
    rows = connection.execute(
        select(alert_hits).where(alert_hits.c.day > since, alert_hits.c.day <= until).order_by(alert_hits.c.turn)
    )
    found: dict[str, dict[str, Hit]] = {}
    for one in map(_hit, rows):
        found.setdefault(one.alert, {}).pop(one.entry, None)
        found[one.alert][one.entry] = one
    told = [(one, list(reversed(found[one.key].values()))) for one in listed(connection) if one.key in found]
    return told[:ROUND]


def deliveries(connection: Connection, alert: str, *, limit: int = PAGE) -> list[tuple[Delivery, list[Try]]]:
    """What was sent of an alert, or waits, the latest first, with every try."""
    question = select(alert_deliveries).where(alert_deliveries.c.alert == alert)
    order = (alert_deliveries.c.at.desc(), alert_deliveries.c.key)
    found = [delivery_of(row) for row in connection.execute(question.order_by(*order).limit(limit))]
    tries: dict[str, list[Try]] = {one.key: [] for one in found}
    asked = select(alert_tries).where(alert_tries.c.delivery.in_(tries)).order_by(alert_tries.c.number)
    for row in connection.execute(asked):
        tries[row.delivery].append(Try(row.delivery, row.number, row.at, row.status, row.said, row.took))
    return [(one, tries[one.key]) for one in found]


def delivery(connection: Connection, key: str) -> Delivery:
    """One of them. Raises OptionError when it is not there."""
    row = connection.execute(select(alert_deliveries).where(alert_deliveries.c.key == key)).first()
    if row is None:
        raise OptionError(f"there is no delivery {key[:40]!r}", remedy="the log of the alert lists them")
    return delivery_of(row)


def delivery_of(row: Any) -> Delivery:
    """A delivery from its row."""
    what = str(msgspec.json.decode(row.body)["data"]["text"])
    return Delivery(row.key, row.alert, row.kind, what, row.state, row.tries, row.at, row.next, row.status, row.said)


def _hit(row: Any) -> Hit:
    event = msgspec.json.decode(row.body, type=Card)
    return Hit(row.key, row.alert, row.entry, row.news, row.at, row.day, event)


def asks(wanted: Filter) -> Iterable[tuple[str, str]]:
    """What a filter asks for, as names and words."""
    for name in ASKING:
        value = getattr(wanted, name)
        if value:
            yield name, "yes" if value is True else str(value)
