"""``dateline alert``: saved questions that are asked of whatever comes into a record, and who is told of what fits."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from dateline.errors import many
from dateline.faces.options import At, Out, Which, flag, record_at

if TYPE_CHECKING:
    from dateline.record.alerts.delivery import Outcome
    from dateline.record.alerts.types import Alert
    from dateline.record.queries.events import Filter

alert = App(
    name="alert",
    help="Alerts: a question saved under a name and asked of whatever comes in; as a feed, or told to a webhook.",
)
Name = Annotated[str, Parameter(name="NAME", help="Name or key of an alert.")]
AllowPrivate = Annotated[bool, flag("Also tell addresses that are not public.")]
LATEST = 20  # deliveries in the log, unless asked for more
UNSENT = 1  # exit code of deliver: something could not be sent


def _part(text: str) -> Parameter:
    return Parameter(help=text, show_default=False)


@Parameter(name="*")
@dataclass(frozen=True)
class Further:
    """What is asked for besides place, actor, type and days."""

    mode: Annotated[str, _part("A mode, such as territory or airstrike.")] = ""
    modality: Annotated[str, _part("How sure the texts are, such as actual.")] = ""
    grade: Annotated[str, _part("How it is attested.")] = ""
    country: Annotated[str, _part("A country, ISO 3166 alpha-2.")] = ""
    outlet: Annotated[str, _part("Who published it.")] = ""
    text: Annotated[str, _part("Words of its sentences.")] = ""
    contradicted: Annotated[bool, flag("Only events whose accounts cannot all be right.")] = False


def filter_of(which: Which, further: Further) -> Filter:
    """The question of these options. Raises OptionError for a day that is none or a type that is unknown."""
    from dateline.record.queries.events import Filter
    from dateline.record.record import asked

    asked(type=which.type, since=which.since, until=which.until)
    return Filter(
        which.place, which.actor, which.type.upper(), further.mode, further.modality, further.grade, further.country.upper(),
        further.outlet, which.since, which.until, further.text, further.contradicted,
    )  # fmt: skip


@alert.command(name="add")
def add(
    name: Annotated[str, Parameter(name="NAME", help="What it is called.")],
    /,
    *,
    record: At = None,
    which: Which = Which(),
    further: Further = Further(),
    webhook: Annotated[str, _part("Address that is told, signed; the secret is printed once.")] = "",
    each: Annotated[
        Literal["new", "more"], Parameter(help="Tell of new events, or also when more is told of one.")
    ] = "new",
    allow_private: AllowPrivate = False,
) -> int:
    """Save a question under a name. What is in the record already is not told of."""
    from dateline.record.alerts import keeping

    wanted = filter_of(which, further)
    with record_at(record) as here, here.writing() as connection:
        made = keeping.make(
            connection, name, wanted, by=getpass.getuser(), webhook=webhook, each=each, allow_private=allow_private
        )
    _print([f"{made.alert.key}  {made.alert.name}", *([made.secret] if made.secret else ())])
    return 0


@alert.command(name="list")
def list_(*, record: At = None) -> int:
    """Print the alerts: key, name, what they ask for, how often they found something, where they tell it."""
    from dateline.record.alerts import keeping

    with record_at(record) as here, here.reading() as connection:
        found = keeping.listed(connection)
    _print([_line(one) for one in found] or ["no alerts"])
    return 0


def _line(one: Alert) -> str:
    from dateline.record.alerts.keeping import asks

    asked = ", ".join(f"{name} {value}" for name, value in asks(one.filter))
    last = f", last {one.last[:16]}" if one.last else ""
    parts = (one.key, one.name, asked, f"{many(one.hits, 'hit')}{last}", one.webhook, "paused" if one.paused else "")
    return "  ".join(filter(None, parts))


@alert.command(name="pause")
def pause(name: Name, /, *, record: At = None) -> int:
    """Notice nothing until it is resumed."""
    return _paused(name, record, paused=True)


@alert.command(name="resume")
def resume(name: Name, /, *, record: At = None) -> int:
    """Notice again what comes in."""
    return _paused(name, record, paused=False)


def _paused(name: str, record: str | None, *, paused: bool) -> int:
    from dateline.record.alerts import keeping

    with record_at(record) as here, here.writing() as connection:
        made = keeping.change(connection, name, paused=paused)
    _print([f"{made.alert.name} is {'paused' if paused else 'on'}"])
    return 0


@alert.command(name="delete")
def delete(name: Name, /, *, record: At = None) -> int:
    """Take an alert away, with what it found and its log."""
    from dateline.record.alerts import keeping

    with record_at(record) as here, here.writing() as connection:
        keeping.remove(connection, name)
    _print([f"{name} is deleted"])
    return 0


@alert.command(name="test")
def send_test(name: Name, /, *, record: At = None, allow_private: AllowPrivate = False) -> int:
    """Send a test to its webhook now; exit with 1 when it was not taken."""
    from dateline.record.alerts import keeping
    from dateline.record.alerts.delivery import all_due

    with record_at(record) as here:
        with here.writing() as connection:
            key = keeping.put_test(connection, name)
        all_due(here, allow_private=allow_private)
        with here.reading() as connection:
            sent = keeping.delivery(connection, key)
    _print([f"{sent.key}  {sent.state}  {sent.status or ''}  {sent.said}".rstrip()])
    return 0 if sent.state == "sent" else UNSENT


@alert.command(name="log")
def log(
    name: Name, /, *, record: At = None, limit: Annotated[int, Parameter(help="So many, the latest.")] = LATEST
) -> int:
    """Print what was sent of an alert, or waits: when, what, how it ended, every try."""
    from dateline.record.alerts import keeping

    with record_at(record) as here, here.reading() as connection:
        found = keeping.deliveries(connection, keeping.get(connection, name).key, limit=max(1, limit))
    lines: list[str] = []
    for one, tries in found:
        lines.append(f"{one.at[:19]}  {one.key}  {one.kind}  {one.state}")
        lines += [f"  {t.number}. {t.at[:19]}  {t.status or ''}  {t.said}".rstrip() for t in tries]
    _print(lines or ["nothing was sent"])
    return 0


@alert.command(name="deliver")
def deliver(*, record: At = None, allow_private: AllowPrivate = False) -> int:
    """Send what is due to webhooks now; ``dateline serve`` and ``dateline ingest`` do it too. Exit with 1 when something failed."""
    from dateline.record.alerts.delivery import all_due

    with record_at(record) as here:
        found = all_due(here, allow_private=allow_private)
    _print([sums(found) or "nothing is due"])
    return UNSENT if any(one.state != "sent" for one in found) else 0


@alert.command(name="feed")
def feed(
    name: Name,
    /,
    *,
    record: At = None,
    base: Annotated[str, _part("Address of the desk, to which entries lead.")] = "",
    out: Out = None,
) -> int:
    """Write an alert as an Atom feed."""
    from dateline.exports.files import say_level
    from dateline.faces.atom import feed as written
    from dateline.faces.output import opened
    from dateline.record import sensitivity
    from dateline.record.alerts import keeping

    with record_at(record) as here, here.reading() as connection:
        one = keeping.get(connection, name)
        found, _ = keeping.hits(connection, one.key, limit=500)
        say_level(sensitivity.of(here), out)
    with opened(out) as stream:
        stream.write(written(one, found, base=base.rstrip("/")).decode() + "\n")
    return 0


def sums(found: Iterable[Outcome]) -> str:
    """One line: how many were sent, are tried again, failed for good; "" when nothing was."""
    states = [one.state for one in found]
    words = {"sent": "sent", "waiting": "to be tried again", "failed": "failed"}
    told = [f"{states.count(state)} {said}" for state, said in words.items() if state in states]
    return f"alerts: {', '.join(told)}" if told else ""


def _print(lines: Iterable[str]) -> None:
    from dateline.text.characters import printable

    sys.stdout.writelines(printable(f"{line}\n") for line in _flat(lines))


def _flat(lines: Iterable[str]) -> Iterator[str]:
    yield from (" ".join(line.split("\n")) for line in lines)
