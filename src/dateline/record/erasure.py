"""Erasing a person: every letter of the name becomes a block sign, wherever the record holds it, so that all offsets still hold.

Dispatches keep their keys, so that one that is ingested again is known and does not bring the name back. What cannot be undone here:
nothing of the name is kept. What is not reached: other files, such as backups, exports and the dispatches themselves, and hashes (keys,
the sketch of a text), from which no name can be read but against which a guess can be held.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, select, update

from dateline.errors import OptionError
from dateline.record import document_features, versions
from dateline.record.document_features import DocumentFeatures
from dateline.record.engine import now
from dateline.record.inserts import insert
from dateline.record.joining import chunks
from dateline.record.judging import regroup_around
from dateline.record.keeping import index_anew, overwritten
from dateline.record.packing import packed, stated, unpacked
from dateline.record.remembering import note_change, noted, recalled
from dateline.record.rows import around, claim_rows
from dateline.record.schema import (
    alert_deliveries,
    alert_hits,
    alert_tries,
    alerts,
    claim_blocks,
    claims,
    documents,
    facets,
    feeds,
    judgements,
    links,
)
from dateline.record.store import Store
from dateline.record.terms import stem
from dateline.types import Document

SIGN = "█"
"""What stands for each letter of a name."""
ERASED = "erased"
"""Under which the record remembers what was erased."""
BETWEEN = r"(?:[\s_+.\-]|%20)+"
"""What may stand between the parts of a name, in texts and in addresses."""
NAMED = ("name", "text")
LETTERS = re.compile(r"[^\W\d_]+")
BESIDE = {
    feeds: ("state",), alerts: ("name", "filter", "by"), alert_hits: ("body",), alert_deliveries: ("body", "said"),
    alert_tries: ("said",),
}  # fmt: skip
"""Columns of words beside dispatches, claims and judgements."""
SHORTEST, PART = 2, 3  # letters of a name, of a part of one that stands alone


class Erasure(msgspec.Struct, frozen=True):
    """One erasure, as the record remembers it; it names nobody. ``day``: when, by the record's clock; ``by``: who did it; ``reason``:
    why; how many documents, claims and judgements named the person."""

    day: str
    by: str
    reason: str
    documents: int
    claims: int
    judgements: int


class Erased(msgspec.Struct, frozen=True):
    """All erasures of a record, the oldest first, and the keys of documents and judgements that are no longer what was signed or
    hashed."""

    erasures: tuple[Erasure, ...] = ()
    keys: frozenset[str] = frozenset()


class Mask:
    """Puts signs in the place of names: ``forms`` however they are spaced and in whatever case, ``parts`` as names are written."""

    def __init__(self, forms: Collection[str], parts: Collection[str] = ()) -> None:
        alone = sorted({form for part in parts for form in (part, part.upper())})
        either = [rf"(?i:{'|'.join(BETWEEN.join(map(re.escape, form.split())) for form in _longest(forms))})"]
        either += [re.escape(part) for part in _longest(alone)]
        self.pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(either)})(?![^\W_])")
        self.stems = {stem(word) for name in (*forms, *parts) for word in LETTERS.findall(name) if len(word) >= PART}

    def words(self, given: str) -> str:
        """The words without the names, of the same length."""
        return self.pattern.sub(lambda found: _signs(found[0]), given)

    def value(self, given: Any, text: str | None = None) -> Any:
        """A JSON value without the names; who was named loses the id by which others know them. ``text``: the masked text, to which spans
        are held."""
        if isinstance(given, str):
            return self.words(given)
        if isinstance(given, list):
            return [self.value(one, text) for one in given]
        if not isinstance(given, dict):
            return given
        made = {self.words(name): self.value(one, text) for name, one in given.items()}
        start, end = made["span"] if isinstance(made.get("span"), list) else (0, 0)
        if text is not None and isinstance(made.get("text"), str) and end - start == len(made["text"]):
            made["text"] = text[start:end]
        return self._unnamed(given, made)

    def _unnamed(self, given: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
        if made.get("text") != given.get("text") and isinstance(made.get("name"), str):
            made["name"] = self.without_stems(made["name"])
        if "id" in made and any(made.get(name) != given.get(name) for name in NAMED):
            made["id"] = type(given["id"])() if given["id"] is not None else None
        return made

    def stemmed(self, given: Any) -> Any:
        """A JSON value of the joiner without the names and without their stems."""
        if isinstance(given, dict):
            return {name: self.stemmed(one) for name, one in given.items() if name not in self.stems}
        if isinstance(given, list | tuple):
            return [self.stemmed(one) for one in given if not (isinstance(one, str) and one in self.stems)]
        return self.without_stems(given) if isinstance(given, str) else given

    def without_stems(self, words: str) -> str:
        """Words without those that have a stem of the name."""
        return LETTERS.sub(
            lambda found: _signs(found[0]) if stem(found[0]) in self.stems else found[0], self.words(words)
        )


def _longest(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _signs(words: str) -> str:
    return re.sub(r"\S", SIGN, words)


def erase(record: Store, names: Iterable[str], *, by: str = "", reason: str = "") -> Erasure:
    """Erase a person from a record, in one transaction.

    ``names``: all forms of the name. In dispatches that hold a form of several words, these words go too where they stand alone and begin
    with a capital letter. Raises OptionError for names of less than two letters, or that the record does not hold.
    """
    forms = frozenset(filter(None, (" ".join(name.split()) for name in names)))
    if not forms or any(sum(map(str.isalpha, form)) < SHORTEST for form in forms):
        raise OptionError(
            "a name has two letters at least", where="erase", remedy="give the name as dispatches write it"
        )
    with record.writing() as connection:
        done = _erased(connection, forms, now=now(connection)[:10], by=by, reason=reason)
    overwritten(record)
    return done


def named(record: Store, names: Iterable[str]) -> tuple[int, int, int]:
    """How many documents, claims and judgements hold a name; nothing is changed."""
    mask = Mask([" ".join(name.split()) for name in names])
    with record.reading() as connection:
        found = {row.key for row in connection.execute(select(documents)) if _differs(mask, row)}
        told = [row for row in connection.execute(select(claims)) if _claim_differs(mask, row)]
        judged = sum(_judgement_differs(mask, row) for row in connection.execute(select(judgements)))
    return len(found | {row.document for row in told}), len(told), judged


def erased(connection: Connection) -> Erased:
    """What was erased from a record."""
    return recalled(connection, ERASED, Erased) or Erased()


def _erased(connection: Connection, forms: frozenset[str], *, now: str, by: str, reason: str) -> Erasure:
    whole = Mask(forms)
    keys = {row.key for row in connection.execute(select(documents)).all() if _differs(whole, row)}
    keys |= {row.document for row in connection.execute(select(claims)).all() if _claim_differs(whole, row)}
    parts = Mask(forms, {part for form in forms if " " in form for part in LETTERS.findall(form) if len(part) >= PART})
    touched: list[str] = []
    for key in sorted(keys):
        touched += _document(connection, key, parts)
    judged = _judgements(connection, whole)
    if not keys and not judged:
        raise OptionError("the record does not hold this name", where="erase", remedy="give it as dispatches write it")
    _links(connection, touched, parts)
    _beside(connection, parts)
    before = erased(connection)
    one = Erasure(now, whole.words(by), whole.words(reason), len(keys), len(touched), len(judged))
    noted(connection, ERASED, Erased((*before.erasures, one), before.keys | keys | judged))
    found = connection.execute(select(claims.c.key).where(claims.c.document.in_(keys))) if keys else ()
    regroup_around(connection, {key for (key,) in found}, keys)
    versions.fill(connection)
    index_anew(connection)
    note_change(connection)
    return one


def _document_words(row: Any) -> Iterator[str]:
    yield from filter(None, (row.id, row.outlet, row.url, row.title))
    yield _json(row.mentions)
    if row.text is not None:
        yield unpacked(row.text, str)


def _json(data: bytes) -> str:
    """What was packed as JSON, as it stands there with its letters."""
    return msgspec.json.encode(unpacked(data, Any)).decode()


def _differs(mask: Mask, row: Any) -> bool:
    return any(mask.pattern.search(words) for words in _document_words(row))


def _claim_differs(mask: Mask, row: Any) -> bool:
    return bool(mask.pattern.search(row.sentence) or mask.pattern.search(_json(row.body)))


def _judgement_differs(mask: Mask, row: Any) -> bool:
    return any(mask.pattern.search(words) for words in (row.by, row.value, row.note))


def _document(connection: Connection, key: str, mask: Mask) -> list[str]:
    """Mask a document and its claims; what comes back are the keys of the claims that named the person."""
    row = connection.execute(select(documents).where(documents.c.key == key)).one()
    whole = None if row.text is None else mask.words(unpacked(row.text, str))
    profile = msgspec.convert(
        mask.stemmed(msgspec.to_builtins(document_features.decoded(row.profile))), DocumentFeatures
    )
    values = {name: getattr(row, name) and mask.words(getattr(row, name)) for name in ("id", "outlet", "url", "title")}
    values["mentions"] = packed(mask.value(unpacked(row.mentions, Any), whole))
    values["profile"] = document_features.encoded(profile)
    if whole is not None:
        values |= {"text": packed(whole), "sha256": sha256(whole.encode()).hexdigest()}
    connection.execute(update(documents).where(documents.c.key == key).values(**values))
    document = Document(
        values["id"], "", published=row.published, outlet=values["outlet"], url=values["url"], title=values["title"]
    )
    found = connection.execute(select(claims).where(claims.c.document == key)).all()
    return [one.key for one in found if _claim(connection, one, document, profile, mask, whole)]


def _claim(
    connection: Connection, row: Any, document: Document, profile: DocumentFeatures, mask: Mask, text: str | None
) -> bool:
    """Mask a claim and write anew what it is found by; whether it named the person."""
    body = packed(mask.value(unpacked(row.body, Any), text))
    claim = stated(row.kind, body)
    sentence = mask.words(row.sentence) if text is None else text[claim.sentence.start : claim.sentence.end]
    changed = (sentence, body) != (row.sentence, row.body)
    made = claim_rows(
        claim, around(document, claim, sentence), row.document, profile, sentence=sentence, version=row.version
    )
    values = {name: made["claims"][0][name] for name in ("body", "telling", "sentence")}
    connection.execute(update(claims).where(claims.c.key == row.key).values(**values))
    for name, table in (("facets", facets), ("claim_blocks", claim_blocks)):
        connection.execute(delete(table).where(table.c.claim == row.key))
        insert(connection, table, made[name])
    return changed


def _judgements(connection: Connection, mask: Mask) -> set[str]:
    """Mask what people wrote; the keys of what was changed."""
    found = [row for row in connection.execute(select(judgements)).all() if _judgement_differs(mask, row)]
    for row in found:
        values = {name: mask.words(getattr(row, name)) for name in ("by", "value", "note")}
        connection.execute(update(judgements).where(judgements.c.key == row.key).values(**values))
    return {row.key for row in found}


def _links(connection: Connection, keys: Collection[str], mask: Mask) -> None:
    """Mask why claims were joined; that they were stays."""
    for some in chunks(keys):
        for row in connection.execute(select(links).where(links.c.a.in_(some) | links.c.b.in_(some))).all():
            why = [{**one, "why": mask.without_stems(one.get("why", ""))} for one in msgspec.json.decode(row.features)]
            here = (links.c.a == row.a) & (links.c.b == row.b)
            connection.execute(update(links).where(here).values(features=msgspec.json.encode(why).decode()))


def _beside(connection: Connection, mask: Mask) -> None:
    """Mask what is remembered of feeds and alerts."""
    for table, columns in BESIDE.items():
        for row in connection.execute(select(table)).all():
            found = {name: _masked(getattr(row, name), mask) for name in columns}
            if any(found[name] != getattr(row, name) for name in columns):
                here = and_(*(column == row._mapping[column.name] for column in table.primary_key.columns))
                connection.execute(update(table).where(here).values(**found))


def _masked(words: str, mask: Mask) -> str:
    """Words, or JSON, without the name."""
    try:
        value = msgspec.json.decode(words)
    except msgspec.DecodeError:
        return mask.words(words)
    made = mask.value(value)
    return words if made == value else msgspec.json.encode(made).decode()
