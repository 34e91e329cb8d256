"""The record itself: readings and judgements go in, claims and events come out, in transactions that stand or fall whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, func, select

from dateline.errors import OptionError, RecordError
from dateline.lexicon.files import check, using
from dateline.lexicon.titles import load as load_titles
from dateline.record import engine as engines
from dateline.record import search_index, tokens
from dateline.record.collecting import uncollected
from dateline.record.inserts import insert
from dateline.record.joining import asked, base_of, link
from dateline.record.judgements import repeated, signed
from dateline.record.judging import document_of, keep, regroup_around, versions
from dateline.record.packing import KINDS, stated, unpacked
from dateline.record.queries.latest import latest
from dateline.record.remembering import CHANGED
from dateline.record.rows import READING, Keep, Rows, around, document_key, keep_of, reader_name, reading_of, rows
from dateline.record.rules import encoded, is_readable, own, remembering
from dateline.record.rules import load as load_rules
from dateline.record.rules import rules as rules_in_force
from dateline.record.schema import (
    CLOCKS,
    UNKEPT,
    claim_blocks,
    claims,
    document_blocks,
    documents,
    facets,
    feeds,
    metadata,
    remembered,
)
from dateline.record.settling import Setting
from dateline.record.state.settings import load as load_settings
from dateline.record.tokens import Bearer
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.record.view import Asked, View, all_judgements
from dateline.types import Document, Place, Reading, Resolution, Span

__all__ = ["Added", "Asked", "Store"]
TABLES = {"documents": documents, "claims": claims, "facets": facets, "document_blocks": document_blocks,
          "claim_blocks": claim_blocks}  # fmt: skip
"""Where the rows of a reading go, in this order."""
LAST = "\uffff"  # sorts behind every key
JOIN = "join"  # name under which the rules of the joiner are remembered
MOST = 5000  # claims looked through for the beginning of a key


class Added(msgspec.Struct, frozen=True):
    """What a call of ``add`` did: documents that were new, those that were there already, claims that came with them."""

    new: int = 0
    known: int = 0
    claims: int = 0


class Store:
    """The tables of a record that is open. Every call is one transaction; nothing is half done, whatever happens.

    ``address``: path of a SQLite file, or ``postgresql://…``; ``create``: make it when there is none. ``lexicon``: folders on
    top of ours, whose join.toml and state.toml are in force in every call and inside ``with``. Raises RecordError when it
    cannot be opened, LexiconError with file, line and column for a folder that is wrong.
    """

    def __init__(self, address: str | Path, *, create: bool = False, lexicon: Iterable[str | Path] = ()) -> None:
        self.address, self.folders = str(address), tuple(map(str, lexicon))
        for folder in self.folders:
            check(Path(folder))
        load_rules(self.folders)
        load_settings(self.folders)
        load_titles(self.folders)
        self.engine = engines.engine(self.address, create=create)
        self.joined_by = self._remembered()
        self._inside = ExitStack()

    def __enter__(self) -> Self:
        self._inside.enter_context(self.in_force())
        return self

    def __exit__(self, *_: object) -> None:
        self._inside.close()
        self.close()

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """The record's lexicon and the rules that it was joined by, in force for a while."""
        with using(self.folders), remembering(self.joined_by):
            yield

    def _remembered(self) -> str:
        """The rules that the record was joined by, as JSON; "" when it does not say, or says it in the manner of another
        dateline. Raises RecordError when a folder has a join.toml that says otherwise."""
        with engines.told(self.address), self.engine.connect() as connection:
            told = connection.execute(select(remembered.c.value).where(remembered.c.name == JOIN)).scalar() or ""
        if not is_readable(told):
            return ""
        if own(self.folders) and encoded(load_rules(self.folders)) != told:
            what = "it was joined by another join.toml"
            remedy = "leave --lexicon out, give the folder it was made with, or ingest its texts into another record"
            raise RecordError(what, where=self.address.rpartition("@")[2], remedy=remedy)
        return told

    def _remember(self, connection: Connection) -> None:
        """Keep the rules that are in force in a record that has no documents yet."""
        known = connection.execute(select(remembered.c.name).where(remembered.c.name == JOIN)).first()
        if known is None and connection.execute(select(documents.c.key)).first() is None:
            self.joined_by = encoded(rules_in_force())
            insert(connection, remembered, [{"name": JOIN, "value": self.joined_by}])

    def older_readings(self) -> dict[str, int]:
        """Documents that an older dateline read, which this one may read otherwise: how many, by what read them."""
        with self.reading() as connection:
            found = connection.execute(select(documents.c.reader, func.count()).group_by(documents.c.reader))
            return {reader: number for reader, number in sorted(map(tuple, found)) if reading_of(reader) < READING}

    def close(self) -> None:
        """Give back files and connections; ``with`` does it too."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the record, however long the reading takes. Raises RecordError when another program has brought it up to a
        newer schema since it was opened: what this one made of it might be wrong."""
        with self.in_force(), engines.told(self.address), self.engine.connect() as connection, connection.begin():
            engines.check_unchanged(connection, self.address)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The right to write, once every other writer has done."""
        with self.in_force(), engines.told(self.address), self.engine.connect() as made:
            connection = made.execution_options(writes=True)
            with connection.begin():
                engines.check_unchanged(connection, self.address)
                yield connection

    def has(self, found: Iterable[Document]) -> set[str]:
        """Keys of those documents that are in the record."""
        return self.has_keys({document_key(document) for document in found})

    def now(self) -> str:
        """The clock of the record, UTC, to the second."""
        with self.reading() as connection:
            return engines.now(connection)

    def has_keys(self, keys: Collection[str]) -> set[str]:
        """Those of the document keys that are in the record."""
        with self.reading() as connection:
            return _there(connection, keys)

    def add(self, readings: Iterable[Reading], *, texts: bool | Keep = True) -> Added:
        """Keep readings and join them; those that are there already change nothing. ``texts``: keep the texts too, or how much of the
        words (see ``keeping``)."""
        keep = keep_of(texts)
        found = {document_key(one.document): one for one in readings}
        with self.reading() as connection:
            there, now = _there(connection, found), engines.now(connection)
        reader = reader_name()
        with self.in_force(), uncollected():
            new = {key: one for key, one in found.items() if key not in there}
            made = {key: rows(one, received=now, reader=reader, keep=keep) for key, one in new.items()}
            done = self.file(made) if made else Added()
        return msgspec.structs.replace(done, known=done.known + len(there))

    def file(self, made: dict[str, Rows]) -> Added:
        """Keep rows of readings by document key, and join them."""
        with self.writing() as connection:
            self._remember(connection)
            there = _there(connection, made)
            new = {key: found for key, found in made.items() if key not in there}
            for name, table in TABLES.items():
                insert(connection, table, [row for found in new.values() for row in found[name]])
            fresh = {row["key"] for found in new.values() for row in found["claims"]}
            fresh |= versions(connection, new)
            link(connection, new.keys(), fresh, _blocks(new))
            search_index.add(connection, new.values())
            regroup_around(connection, fresh | _replaced(connection, new), new)
            return Added(len(new), len(there), len(fresh))

    def keep_judgement(self, judgement: Judgement, *, strict: bool = True) -> bool:
        """Keep a judgement and rejoin what it touches; False when it was there already.

        ``strict``: what it speaks of must be in the record; else it waits for it. Raises OptionError.
        """
        with self.writing() as connection:
            return keep(connection, judgement, engines.now(connection), strict=strict)

    def enter(self, verdict: str, subjects: Iterable[str], *, by: str, made: str | None = None, at: str = "", field: str = "",
              value: str = "", note: str = "") -> Judgement:  # fmt: skip
        """Sign a judgement as the last one entered, keep it and rejoin what it touches.

        ``made``: the day it counts from, today by the record's clock if not given; ``at``: its time, now if not given. One
        that only repeats what is in force is not kept again: the one in force comes back. Raises OptionError.
        """
        with self.writing() as connection:
            now, known = engines.now(connection), all_judgements(connection)
            turn = 1 + max((one.turn for one in known), default=0)
            told = {"by": by, "made": made or now[:10], "field": field, "value": value, "note": note}
            judgement = signed(verdict, subjects, at=at or now, turn=turn, **told)
            again = repeated(known, judgement)
            if again is None:
                keep(connection, judgement, now, strict=True)
            return again or judgement

    def document(self, key: str) -> Document:
        """The document of a key, as it was filed; its text is "" when the record keeps none."""
        with self.reading() as connection:
            return document_of(connection, key)

    def setting(self, key: str, kept: Kept | None = None) -> Setting:
        """What surrounds what is judged of a document: its text, its day, the countries it names. Of a claim words are looked
        for in its sentence first, which stands for the text where none is kept."""
        with self.reading() as connection:
            document = document_of(connection, key)
            row = connection.execute(select(documents.c.mentions).where(documents.c.key == key)).one()
        read = unpacked(row.mentions, tuple[Resolution, ...])
        places = tuple((one.mention.span, one.value) for one in read if isinstance(one.value, Place))
        countries = Counter(value.country for _, value in places if value.country)
        if kept is not None and not document.text:
            document = around(document, kept.claim, kept.sentence)
        within = kept.claim.sentence if kept is not None else Span(0, len(document.text))
        return Setting(document.text, within, document.published, countries, places if document.text else ())

    def sentences(self, key: str) -> list[Span]:
        """The sentences of a document that hold a claim, in the order of the text."""
        with self.reading() as connection:
            found = connection.execute(select(claims.c.kind, claims.c.body).where(claims.c.document == key))
            return sorted({stated(kind, body).sentence for kind, body in found})

    def judgements(self) -> list[Judgement]:
        """All judgements, by the day they count from."""
        with self.reading() as connection:
            return list(all_judgements(connection))

    def kept(self, wanted: Asked = Asked(), kinds: Collection[str] = ("claim", "control")) -> list[Kept]:
        """Claims and control statements that stand, with the event each belongs to."""
        with self.reading() as connection:
            view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
            keys = view.matching(wanted, kinds=kinds)
            return view.kept(keys, view.grouped(keys))

    def happenings(self, wanted: Asked = Asked()) -> list[Happening]:
        """The events of the claims asked for, whole, by what was known first; ``limit`` leaves the latest."""
        with self.reading() as connection:
            view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
            keys = view.matching(wanted) if wanted.limit is None else latest(view, wanted, wanted.limit)
            return view.happenings(keys)

    def known(self, wanted: Asked = Asked()) -> tuple[list[Kept], list[Happening]]:
        """Claims and control statements asked for, and the whole events of the claims, of one state of the record."""
        with self.reading() as connection:
            view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
            keys = view.matching(wanted)
            happenings = view.happenings(keys)
            inside = [kept for happening in happenings for kept in happening.kept if kept.key in keys]
            return [*inside, *view.kept(view.matching(wanted, kinds=("control", "figure", "deadline")))], happenings

    def kept_by_key(self, keys: Collection[str]) -> dict[str, Kept]:
        """Claims by their keys in links, whether or not they stand."""
        with self.reading() as connection:
            return {one.key: one for one in View(connection).kept(keys)}

    def doubtful(self, limit: int) -> list[Comparison]:
        """The pairs hardest to tell: nearest to the threshold, not judged yet."""
        with self.reading() as connection:
            return View(connection).doubtful(limit)

    def claim_key(self, key: str) -> str:
        """The claim (as it was read) that a key or its beginning means. Raises OptionError."""
        with self.reading() as connection:
            return base_of(_one(View(connection), key, kinds=tuple(KINDS)))

    def document_named(self, name: str) -> str:
        """Key of the document with this key, beginning of a key, or id. Raises OptionError."""
        with self.reading() as connection:
            column = documents.c.key
            question = select(column).where((documents.c.id == name) | column.between(name, name + LAST))
            found = [key for (key,) in connection.execute(question.limit(50))]
        if len(found) == 1 or name in found:
            return name if name in found else found[0]
        what = f"{name!r} means {len(found)} documents" if found else f"there is no document {name!r}"
        raise OptionError(
            what, remedy=f"give the key of one: {' '.join(found[:5])}" if found else "dateline show prints keys"
        )

    def happening(self, key: str, wanted: Asked = Asked()) -> tuple[Happening, list[Comparison]]:
        """The event that a claim or event key (or the beginning of one) belongs to, and what was not joined to it.

        Raises OptionError when nothing or more than one thing begins so.
        """
        with self.reading() as connection:
            view = View(connection, wanted.known_by, wanted.clock, wanted.judged_by)
            row = _one(view, key)
            found = view.happenings({row})
            return found[0], view.rivals(found[0])

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.reading() as connection:
            return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}

    def feed_states(self) -> dict[str, str]:
        """What is known of each feed, as JSON by its address."""
        with self.reading() as connection:
            return {row.address: row.state for row in connection.execute(select(feeds))}

    def keep_feed_state(self, address: str, state: str) -> None:
        """Keep what is known of a feed (JSON)."""
        with self.writing() as connection:
            connection.execute(feeds.delete().where(feeds.c.address == address))
            insert(connection, feeds, [{"address": address, "state": state}])

    def bearer(self, token: str) -> Bearer | None:
        """Who holds a token; None for one that is not known."""
        with self.reading() as connection:
            return tokens.bearer(connection, token)

    def dump(self) -> bytes:
        """Every table, sorted, without its clocks: equal for records that hold the same."""
        with self.reading() as connection:
            tables = [table for table in metadata.sorted_tables if table.name not in UNKEPT]
            return b"\n".join(line for table in tables for line in _lines(connection, table))


def _there(connection: Connection, keys: Collection[str]) -> set[str]:
    return {key for (key,) in asked(connection, select(documents.c.key), documents.c.key, keys)}


def _blocks(new: dict[str, Rows]) -> dict[str, set[str]]:
    """The blocks of new claims, by their row keys."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in (row for rows_ in new.values() for row in rows_["claim_blocks"]):
        found[row["claim"]].add(row["block"])
    return found


def _replaced(connection: Connection, new: dict[str, Rows]) -> set[str]:
    """Claims of other versions of the new documents: one of the two may stand no longer."""
    identities = {found["documents"][0]["identity"] for found in new.values()} - {None}
    question = select(claims.c.key).join(documents)
    return {key for (key,) in asked(connection, question, documents.c.identity, identities)}


def _one(view: View, key: str, kinds: Collection[str] = ("claim",)) -> str:
    """The row key that a key or its beginning means among the claims that stand: "02d63c51", "02d63c51.35", a whole key.

    A document's beginning alone means the only event that its claims began. Raises OptionError.
    """
    document, _, claim = key.partition(".")
    question = select(claims.c.key, claims.c.base).where(claims.c.kind.in_(kinds))
    found = view.connection.execute(question.where(claims.c.document.between(document, document + LAST)).limit(MOST))
    meant = {row.key: row.base for row in found if row.base.partition(".")[2].startswith(claim)}
    left = sorted(row for row in view.standing(meant.keys()))
    if len(left) == 1:
        return left[0]
    what = f"{key!r} begins the keys of {len(left)} claims" if left else f"there is no event or claim {key!r}"
    remedy = f"give more of it: {', '.join(meant[row] for row in left[:5])}" if left else "dateline events prints keys"
    raise OptionError(what, remedy=remedy)


def _lines(connection: Connection, table: Any) -> Iterator[bytes]:
    left_out = CLOCKS.get(table.name, set())
    found = []
    for row in connection.execute(select(table)).mappings():
        values = {name: _shown(value) for name, value in row.items() if name not in left_out}
        if table is documents and values["published"] is None:
            values.pop("known")
        if table is remembered and values["name"] == CHANGED:
            continue
        found.append(msgspec.json.encode([str(table.name), {str(name): value for name, value in values.items()}]))
    yield from sorted(found)


def _shown(value: object) -> object:
    return sha256(value).hexdigest() if isinstance(value, bytes) else value
