"""A record with script payloads in all its fields, and every page that shows them or says them again (see ``scripts``)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from dateline.errors import DatelineError
from dateline.record.record import Record
from dateline.types import Claim, Reading

PAYLOADS = tuple((Path(__file__).parents[1] / "data" / "scripts.txt").read_text(encoding="utf-8").splitlines())
TEXT = "GOMA, February 6, 2024 (Test) - Rebels attacked Goma on Monday, killing three people, the army said."
HOST = "http://127.0.0.1:8000"
OFTEN = 4
"""Addresses and forms that are asked with every value where only few are."""
SOURCES = 8
"""Dispatches that tell of one event."""
VIEWS = (
    "/",
    "/?window=31",
    "/events",
    "/events?columns=all",
    "/actors",
    "/actors?kind=voice",
    "/actors?q=nobody+at+all",
    "/places",
    "/sources",
    "/review",
    "/review?queue=pairs",
    "/review?queue=places",
    "/judgements",
    "/map?window=366",
    "/report",
    "/bring",
    "/alerts",
    "/words",
)


class Shown(NamedTuple):
    """A page: what was asked, how it was answered, and the page itself."""

    where: str
    status: int
    body: str


def planted(reading: Reading, payload: str, number: int) -> Reading:
    """A reading with a payload in all its fields; its text has it behind its own words."""
    document = reading.document
    end = len(document.text)
    text = f"{document.text}\n\n{payload}\n\n{payload} said {payload}.\n"
    block = msgspec.structs.replace(
        document.blocks[-1], kind="body", span=type(document.blocks[-1].span)(end, len(text))
    )
    made = msgspec.structs.replace(
        document, id=f"{number} {payload}", text=text, title=payload, outlet=payload, url=payload,
        blocks=(*document.blocks, block), published=_day(number),
    )  # fmt: skip
    claims = tuple(_claim(one, payload, _day(number)) for one in reading.claims)
    return msgspec.structs.replace(reading, document=made, claims=claims)


def _day(number: int) -> str:
    """The day of a dispatch; so many of one day are of one event."""
    return (date(2024, 1, 6) + timedelta(days=11 * (number // SOURCES))).isoformat()


def _claim(claim: Claim, payload: str, day: str) -> Claim:
    def party(one: Any) -> Any:
        return msgspec.structs.replace(one, name=payload, text=payload, id=payload)

    voices = tuple(msgspec.structs.replace(one, speaker=party(one.speaker)) for one in claim.voices)
    place = tuple(
        msgspec.structs.replace(one, text=payload, place=one.place and msgspec.structs.replace(one.place, name=payload))
        for one in claim.place
    )
    content = claim.content and msgspec.structs.replace(claim.content, text=payload)
    actor, recipient = (tuple(map(party, side)) for side in (claim.actor, claim.recipient))
    time_ = claim.time and msgspec.structs.replace(claim.time, start=day, end=day)
    return msgspec.structs.replace(
        claim, actor=actor, recipient=recipient, voices=voices, place=place, content=content, time=time_
    )


def fill(path: Path, payloads: Sequence[str], plain: Reading, names: Sequence[str] = ()) -> list[Reading]:
    """A record with the payloads in it, and its readings. ``plain``: the reading of ``TEXT``; ``names``: of alerts, which may not be
    long."""
    from dateline.record.alerts import keeping as alerts
    from dateline.record.queries.events import Filter

    made = [planted(plain, payload, number) for number, payload in enumerate(payloads)]
    with Record(path, create=True) as record:
        record.add(made)
    _judged(path, payloads)
    with Record(path) as record:
        with record.writing() as connection:
            for number, payload in enumerate(names or payloads):
                name = " ".join(f"{number} {payload}".split())[: alerts.LONGEST]
                with suppress(DatelineError):  # a name with signs that cannot be seen is refused
                    alerts.make(connection, name, Filter(actor=payload, text=payload), by=payload)
        record.add([planted(plain, payloads[0], len(payloads))])  # which some of them find
    return made


def _judged(path: Path, payloads: Sequence[str]) -> None:
    """Judgements with the payloads as value, signer and note, those with signers as others export them."""
    from dateline.record.exchange.trail import import_judgements
    from dateline.record.judgements import signed

    with Record(path) as record:
        claims = sorted({kept.key for kept in record.kept()})
        for number in range(0, len(payloads), SOURCES):
            value = [{"text": one, "name": one} for one in payloads[number : number + SOURCES]]
            record.judge("correct", claims[number], field="actor", value=value, by="ana", date="2025-01-02")
        kept = [
            signed(
                "keep", [key], made="2025-01-01", by=payload, note=payload, at="2025-01-01T10:00:00+00:00", turn=number
            )
            for number, (payload, key) in enumerate(zip(payloads, claims, strict=True))
        ]
        _, _, refused = import_judgements(record, [msgspec.json.encode(one).decode() for one in kept])
        assert not refused, refused


def packs(payloads: Sequence[str], most: int) -> Iterator[str]:
    """The payloads, several in one value of so many characters at most; a longer one alone."""
    held = ""
    for payload in payloads:
        if held and len(held) + 1 + len(payload) > most:
            yield held
            held = ""
        held = f"{held} {payload}" if held else payload
    yield held


def shown(path: Path, payloads: Sequence[str], made: Sequence[Reading], *, quick: bool = False) -> Iterator[Shown]:
    """Every page that shows them. ``quick``: each value only where it is most often said again, and not wherever it could be."""
    from starlette.testclient import TestClient

    from dateline.desk.app import application
    from dateline.desk.settings import Settings

    with TestClient(application(Settings(str(path))), follow_redirects=True, base_url=HOST) as client:
        for address in (*VIEWS, *things(path)):
            yield _answer(client.get(address), address)
        for number, value in enumerate(payloads):
            most = OFTEN if quick and number else None
            for address, given in _asked(value)[:most]:
                yield _answer(client.get(address, params=given), f"{address} {given}")
            yield from _sent(client, value, most)
        yield from _files(client, payloads)
    for number, reading in enumerate(made):
        yield Shown(f"a file for dispatch {number}", 200, reading.to_html())


def _answer(answer: Any, where: str) -> Shown:
    return Shown(where, answer.status_code, answer.text)


def things(path: Path) -> Iterator[str]:
    """The page of every dispatch, event and alert."""
    with Record(path) as record:
        keys = sorted({kept.key.partition(".")[0] for kept in record.kept()})
        events = [one.key for one in record.events()]
    yield from (f"/dispatch/{key}" for key in keys)
    yield from (f"/event/{key}" for key in events)
    yield from (f"/actors?skip={skip}" for skip in range(100, len(keys), 100))
    yield from (f"/sources?skip={skip}" for skip in range(100, len(keys), 100))
    yield from (f"/places?skip={skip}" for skip in range(100, len(keys), 100))
    yield from _alerts(path)


def _alerts(path: Path) -> Iterator[str]:
    from dateline.record.alerts.keeping import listed

    with Record(path) as record, record.reading() as connection:
        yield from (f"/alerts/{one.key}" for one in listed(connection)[:8])


def _asked(value: str) -> list[tuple[str, dict[str, str]]]:
    """Searches and filters, those first that say it again most often, and addresses that hold it where a number or a day should be."""
    filters = dict.fromkeys(("place", "actor", "text", "outlet", "country"), value)
    return [
        ("/search", {"q": value}),
        ("/events", filters),
        ("/alerts", {**filters, "type": value, "mode": value, "grade": value}),
        ("/source", {"name": value}),
        ("/actor", {"name": value}),
        ("/events", {"type": value}),
        ("/events", {"since": value}),
        ("/events", {"sort": value}),
        ("/events", {"columns": value, "after": value}),
        ("/actors", {"q": value, "kind": value}),
        ("/report", {"place": value, "since": value, "as_of": value}),
        ("/report", {"to": value}),
        ("/", {"day": value}),
        ("/map", {"country": value}),
        ("/review", {"queue": value}),
        (f"/event/{_one(value)}", {}),
        (f"/dispatch/{_one(value)}", {}),
        (f"/{_one(value)}", {}),
    ]


def _one(value: str) -> str:
    """A value as one part of an address."""
    return quote(value, safe="")


def _sent(client: Any, value: str, most: int | None) -> Iterator[Shown]:
    """What forms answer that hold it, the first so many of them."""
    client.get("/bring")
    known = client.get("/api/v1/events?limit=1").json()["events"][0]["key"]
    dispatch = f"/dispatch/{known.partition('.')[0]}"
    forms: list[tuple[str, dict[str, str]]] = [
        ("/judge", {"verdict": value, "subjects": known}),
        ("/alerts", {"name": "an alert", "actor": value, "webhook": value}),
        (f"{dispatch}/correct", {"claim": known, "field": "type", "value": value, "note": value}),
        ("/bring/address", {"address": value}),
        ("/judge", {"verdict": "keep", "subjects": value}),
        ("/judge", {"place": value, "subjects": known}),
        (f"{dispatch}/correct", {"claim": known, "field": value, "value": value, "note": value}),
        (f"{dispatch}/add", {"kind": "claim", "trigger": value, "type": value, "actor": value}),
        ("/alerts", {"name": value * 9, "actor": value, "each": value}),
        ("/alerts/none", {"do": value}),
        ("/bring/paste", {"text": value, "published": value}),
        ("/name", {"name": value}),
        ("/enter", {"token": value}),
    ]
    for address, given in forms[:most]:
        told = client.post(address, data={"csrf": client.cookies["dateline-csrf"], **given})
        yield _answer(told, f"POST {address} {given}")


def _files(client: Any, payloads: Sequence[str]) -> Iterator[Shown]:
    """The progress of files of these names that cannot be read."""
    client.get("/bring")
    files = [
        ("files", (f"{number} {payload.replace('/', '∕')}.bin"[:120], b"\x00\x01"))
        for number, payload in enumerate(payloads)
    ]
    token = {"csrf": client.cookies["dateline-csrf"], "outlet": payloads[0]}
    answer = client.post("/bring/upload", data=token, files=files)
    for _ in range(600):
        if client.get(answer.url.path.replace("/bring/", "/api/v1/ingest/")).json()["state"] in {"done", "failed"}:
            break
        time.sleep(0.1)
    yield _answer(client.get(answer.url.path), "files that were sent")
    yield _answer(client.get("/bring"), "what was brought in")


def plain() -> Reading:
    """The reading into which payloads are put."""
    from dateline.read import Options, reader
    from dateline.text.intake import read_text

    return reader(Options()).read_document(read_text(TEXT, id="a", published="2024-02-06"))


def harmless(number: int) -> tuple[str, ...]:
    """So many values that are no payloads."""
    return tuple(f"https://example.org/plain {at} words" for at in range(number))
