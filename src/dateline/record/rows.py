"""From a reading to the rows a record keeps of it; a row depends on its reading alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal

import msgspec

from dateline.places.countries import table
from dateline.places.fold import fold
from dateline.places.units import unit_of
from dateline.record import claim_features, document_features
from dateline.record.packing import Stated, kind_of, packed
from dateline.record.packing import stated as stated_of
from dateline.types import Claim, Control, Document, Figure, Party, Reading, When, Where

READING = 3
"""Version of the readings: raised when a record has to be made anew for what is read, or compared when joining, to be the same
for all of its documents."""
REMEMBERED = 16_384  # parties and places, of which many dispatches name the same
Keep = Literal["full", "snippets", "offsets"]
"""How much of the words of a dispatch a record keeps: see ``keeping``."""
Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by the name of their table."""


def keep_of(texts: bool | Keep) -> Keep:
    """How much of the words is kept: True is full, False snippets."""
    return ("full" if texts else "snippets") if isinstance(texts, bool) else texts


def document_key(document: Document) -> str:
    """16 hex digits: a hash of the document's id, text, date, outlet and address."""
    parts = (document.id, document.text, document.published, document.outlet, document.url)
    return _hash(parts)


def identity(document: Document) -> str | None:
    """The same for all versions of one document: its address, or its id at its outlet; None when it has neither."""
    if document.url:
        return _hash(("url", document.url))
    return _hash(("id", document.id, document.outlet)) if document.outlet else None


def _hash(parts: object) -> str:
    return sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()[:16]


def folded(words: str) -> str:
    """Words as they are looked up: without accents, case and articles."""
    return fold(words).removeprefix("the ")


def rows(reading: Reading, *, received: str, reader: str, keep: Keep = "full") -> Rows:
    """All rows of one reading. ``received``: when it came, UTC; ``reader``: what read it; ``keep``: how much of its words."""
    document = reading.document
    key = document_key(document)
    profile = document_features.of_document(document, key)
    found: Rows = {
        "documents": [_document(reading, key, received, reader, texts=keep == "full")],
        "claims": [],
        "facets": [],
    }
    found["documents"][0]["profile"] = document_features.encoded(profile)
    found["document_blocks"] = document_features.block_rows(profile, key)
    found["claim_blocks"] = []
    stated: list[Stated] = [*reading.claims, *reading.controls, *reading.figures, *reading.deadlines]
    for claim in stated:
        sentence = document.text[claim.sentence.start : claim.sentence.end]
        for name, more in claim_rows(claim, document, key, profile, sentence=sentence).items():
            found[name].extend(more)
    for row in found["claims"] if keep == "offsets" else ():
        row |= {"sentence": "", "body": packed(unquoted(stated_of(row["kind"], row["body"])))}
    return found


def unquoted(claim: Stated) -> Stated:
    """A claim without what it quotes."""
    if isinstance(claim, Claim) and claim.content is not None:
        return msgspec.structs.replace(claim, content=msgspec.structs.replace(claim.content, text=""))
    return claim


def _document(reading: Reading, key: str, received: str, reader: str, *, texts: bool) -> Row:
    document = reading.document
    return {
        "key": key, "id": document.id, "known": document.published or received[:10], "published": document.published,
        "outlet": document.outlet, "url": document.url, "title": document.title, "sha256": document.sha256,
        "identity": identity(document), "reader": reader, "text": packed(document.text) if texts else None,
        "mentions": packed(reading.resolutions), "received": received,
    }  # fmt: skip


def claim_rows(
    claim: Stated,
    document: Document,
    key: str,
    profile: document_features.DocumentFeatures,
    *,
    sentence: str,
    version: str = "",
) -> Rows:
    """Rows of one claim or control statement; ``version`` is the hash of the corrections in it."""
    base = f"{key}.{claim.id}"
    row = f"{base}.{version}" if version else base
    start, end = days(claim.time)
    kind = kind_of(claim)
    body = msgspec.structs.replace(claim, steps=()) if isinstance(claim, Claim | Control) else claim
    features = (
        claim_features.of_claim(row, claim, document, key)
        if isinstance(claim, Claim) and claim.part_of is None
        else None
    )
    return {
        "claims": [{
            "key": row, "base": base, "version": version, "document": key, "kind": kind,
            "type": type_of(claim), "start": start, "end": end,
            "body": packed(body), "telling": features and claim_features.encoded(features), "sentence": sentence,
        }],
        "facets": [{"kind": name, "value": value, "claim": row} for name, value in sorted(set(facets_of(claim)))],
        "claim_blocks": [{"block": block, "claim": row} for block in sorted(claim_features.keys(features, profile) if features else ())],
    }  # fmt: skip


def type_of(claim: Stated) -> str:
    """The type of a claim, the status of a control statement, what a figure counts."""
    if isinstance(claim, Claim):
        return claim.type
    return claim.status if isinstance(claim, Control) else claim.what if isinstance(claim, Figure) else "deadline"


def sides_of(claim: Stated) -> tuple[Party, ...]:
    """The parties that it speaks of."""
    if isinstance(claim, Claim):
        return *claim.actor, *claim.recipient
    return claim.holder if isinstance(claim, Control) else claim.of if isinstance(claim, Figure) else claim.who


def around(document: Document, claim: Stated, sentence: str) -> Document:
    """The document with only this sentence in it, where it stands: all that a claim is read from."""
    return msgspec.structs.replace(document, text=" " * claim.sentence.start + sentence)


def days(time: When | None) -> tuple[str | None, str | None]:
    """First and last day of a claim's time; None where open or not told."""
    return (time.start, time.end) if time else (None, None)


def facets_of(claim: Stated) -> Iterator[tuple[str, str]]:
    """What a claim is found by: the places it names, or for want of one the countries of its sides; its sides and voices."""
    sides = sides_of(claim)
    for where in claim.place:
        yield from [("place", value) for value in _place_words(where)]
    if not any(where.place and where.place.id for where in claim.place):
        yield from (("place", word) for party in sides for word in country_words(party.code[:3]))
    for party in (*sides, *(voice.speaker for voice in claim.voices)):
        yield from [("actor", value) for value in _party_words(party.id, party.name, party.text, party.code)]


def _place_words(where: Where) -> tuple[str, ...]:
    place = where.place
    if place and place.id:
        return _known_place_words(where.text, place.id, place.name, place.country, place.precision)
    return (folded(where.text),)


@lru_cache(maxsize=REMEMBERED)
def _known_place_words(text: str, key: str, name: str, country: str, precision: str) -> tuple[str, ...]:
    return folded(text), key, folded(name), *country_words(country), *_unit_words(key, precision)


@lru_cache(maxsize=20_000)
def _unit_words(key: str, precision: str) -> tuple[str, ...]:
    """What the province is looked up by in which a town or district lies; nothing for other places."""
    if precision not in {"city", "admin2"}:
        return ()
    unit = unit_of(key)
    return (unit.key, folded(unit.name)) if unit else ()


@lru_cache(maxsize=REMEMBERED)
def _party_words(key: str, name: str, text: str, code: str) -> tuple[str, ...]:
    return *filter(None, (key, folded(name), folded(text), code.casefold())), *country_words(code[:3])


def country_words(code: str) -> tuple[str, ...]:
    """What a country is looked up by, from its ISO 3166 code of two or three letters; nothing for other codes."""
    return _countries().get(code, ())


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for country in reversed(table()):  # states come first and go before what they were
        words = (folded(country.name), country.alpha2.casefold(), country.alpha3.casefold())
        found[country.alpha2] = found[country.alpha3] = words
    return found


def reader_name() -> str:
    """What reads: the version of dateline, and of its readings."""
    from dateline import __version__

    return f"dateline {__version__}, readings {READING}"


def reading_of(reader: str) -> int:
    """The version of the readings of a reader, 1 for those that do not say."""
    number = reader.rpartition(", readings ")[2]
    return int(number) if number.isdecimal() else 1
