"""Joining inside a write: candidates by shared blocks, links between them, and the events they make.

A link depends on its two claims alone, and an event on the claims and links around it, so that the same readings make
the same events in whatever order they come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, MetaData, Select, String, Table, bindparam, delete, func, select

from dateline.record import claim_features, contradictions, document_features, document_similarity, similarity
from dateline.record.claim_features import ClaimFeatures
from dateline.record.cluster import cluster
from dateline.record.document_features import DocumentFeatures
from dateline.record.inserts import insert
from dateline.record.judgements import Rulings
from dateline.record.packing import unpacked
from dateline.record.rows import Row
from dateline.record.rules import rules
from dateline.record.schema import claim_blocks, claims, copies, document_blocks, documents, links
from dateline.record.types import Comparison, Feature
from dateline.types import Claim

fresh = Table("fresh_blocks", MetaData(), Column("block", String), Column("key", String), prefixes=["TEMPORARY"])
"""Blocks of what is new while pairs are looked for: seen by one connection alone, without an index, so that it is gone through first."""
sought = Table(
    "sought_blocks",
    MetaData(),
    *(Column(name, String) for name in ("block", "key", "first", "last")),
    prefixes=["TEMPORARY"],
)
"""The same of documents, each with the days between which others are looked for."""
EVER = "9999-12-31"
Blocks = Mapping[str, Collection[str]]
"""Blocks by the row key of a claim."""
MANY = 2000  # keys in one question to the database
TOLD = Feature("same_as", 1.0, 1.0, "the dispatch itself tells both of one happening")


def chunks(keys: Collection[str]) -> Iterator[list[str]]:
    """The keys in order, so many at a time that a database takes them."""
    listed = sorted(keys)
    yield from (listed[at : at + MANY] for at in range(0, len(listed), MANY))


_LISTED = func.json_each(bindparam("listed")).table_valued("value")


def asked(connection: Connection, question: Select[Any], column: Any, keys: Collection[str]) -> Iterator[Any]:
    """The rows of a question for which ``column`` is one of many keys. SQLite is given them as one value, so that the question is
    the same for any number of them and is put into words once."""
    if connection.dialect.name != "sqlite":
        for some in chunks(keys):
            yield from connection.execute(question.where(column.in_(some))).all()
    elif keys:
        told = msgspec.json.encode(sorted(keys)).decode()
        yield from connection.execute(question.where(column.in_(select(_LISTED.c.value))), {"listed": told}).all()


def link(
    connection: Connection, new_documents: Collection[str], new_claims: set[str], blocks: Blocks | None = None
) -> None:
    """Write the copies and links between what is new and everything that shares a block with it. ``blocks``: those of the new claims, as
    far as they are known."""
    known = _KnownDocuments(connection)
    _link_documents(connection, new_documents, known)
    pairs = _pairs(connection, new_claims, known, blocks or {})
    features, bases = claim_features_of(connection, {key for pair in pairs for key in pair})
    found = _compared(
        ((features[a], features[b]) for a, b in sorted(pairs) if a in features and b in features), bases, known
    )
    kept = [
        _row(one) for one in (*found, *_of_one_document(connection, new_claims)) if one.score >= rules().claims.rival
    ]
    insert(connection, links, list({(row["a"], row["b"]): row for row in kept}.values()))


class _KnownDocuments:
    """Features of documents, fetched as they are asked for; how alike two documents are, worked out once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.features: dict[str, DocumentFeatures] = {}
        self.alike: dict[tuple[str, str], float] = {}

    def fetch(self, keys: Collection[str]) -> None:
        question = select(documents.c.key, documents.c.profile)
        for key, data in asked(self.connection, question, documents.c.key, set(keys) - self.features.keys()):
            self.features[key] = document_features.decoded(data)

    def may_copy(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of the pairs that may be copies, by the sketches of their texts alone."""
        question = select(documents.c.key, documents.c.profile)
        rows = asked(self.connection, question, documents.c.key, {key for pair in pairs for key in pair})
        texts = {key: document_features.sketched(data) for key, data in rows}
        return [(a, b) for a, b in pairs if document_similarity.may_copy(texts[a], texts[b])]

    def similarity(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        pair = (a, b) if a < b else (b, a)
        if pair not in self.alike:
            self.fetch(pair)
            self.alike[pair] = document_similarity.document_score(self.features[pair[0]], self.features[pair[1]])[1]
        return self.alike[pair]


def _link_documents(connection: Connection, new: Collection[str], known: _KnownDocuments) -> None:
    pairs = known.may_copy(list(_document_pairs(connection, new, known)))
    known.fetch({key for pair in pairs for key in pair})
    found = []
    for a, b in pairs:
        relation, score = document_similarity.document_score(known.features[a], known.features[b])
        known.alike[a, b] = score
        if relation == "copy":
            found.append({"a": a, "b": b, "score": round(score, 4)})
    insert(connection, copies, found)


def _document_pairs(connection: Connection, new: Collection[str], known: _KnownDocuments) -> Iterator[tuple[str, str]]:
    """Pairs that share as many blocks as copies do, and are not too many days apart to be copies; one at least is new; the smaller
    key first."""
    theirs = document_blocks.c
    question = (
        select(sought.c.key, theirs.document)
        .join(
            document_blocks,
            (theirs.block == sought.c.block.concat(""))
            & theirs.published.between(sought.c.first, sought.c.last)
            & (theirs.document != sought.c.key),
        )
        .group_by(sought.c.key, theirs.document)
        .having(func.count() >= rules().documents.shared)
    )
    known.fetch(new)
    rows = [row for key in new for row in _sought(known.features[key], key)]
    found = {(min(pair), max(pair)) for pair in _beside(connection, sought, rows, question)}
    return iter(sorted(found))


def _sought(features: DocumentFeatures, key: str) -> Iterator[Row]:
    """The blocks in which copies of a document are looked for, with the first and the last day of these; of what has no day, all days,
    and what has none is near to any."""
    apart, day = rules().documents.apart, features.published
    spans = [("", EVER)] if day is None else [("", ""), (_moved(day, -apart), _moved(day, apart))]
    for block in sorted(document_features.keys(features)):
        yield from ({"block": block, "key": key, "first": first, "last": last} for first, last in spans)


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _pairs(connection: Connection, new: set[str], known: _KnownDocuments, blocks_known: Blocks) -> set[tuple[str, str]]:
    """Pairs of claims that share a block; one of them at least is new; the smaller key first."""
    features, _ = claim_features_of(connection, new - blocks_known.keys())
    known.fetch({one.document for one in features.values()})
    worked_out = {key: claim_features.keys(one, known.features[one.document]) for key, one in features.items()}
    told = {key: some for key, some in blocks_known.items() if key in new}
    rows = [
        {"block": block, "key": key}
        for key, some in (told | worked_out).items()
        for block in claim_features.sought(some)
    ]
    theirs = claim_blocks
    same = (theirs.c.block == fresh.c.block.concat("")) & (theirs.c.claim != fresh.c.key)
    question = select(fresh.c.key, theirs.c.claim).join(theirs, same).distinct()
    return {(min(pair), max(pair)) for pair in _beside(connection, fresh, rows, question)}


def _beside(connection: Connection, table: Table, rows: list[Row], question: Select[Any]) -> list[tuple[str, str]]:
    """The pairs that a question finds beside these rows, which lie in a table of their own while it is asked."""
    table.create(connection, checkfirst=True)
    connection.execute(delete(table))
    insert(connection, table, rows)
    found = [(row[0], row[1]) for row in connection.execute(question).all()]
    connection.execute(delete(table))
    return found


def claim_features_of(connection: Connection, keys: Collection[str]) -> tuple[dict[str, ClaimFeatures], dict[str, str]]:
    """Features of claims by row key, and the claim each is a version of."""
    question = select(claims.c.key, claims.c.base, claims.c.telling).where(claims.c.telling.is_not(None))
    found = list(asked(connection, question, claims.c.key, keys))
    return {row.key: claim_features.decoded(row.telling) for row in found}, {row.key: row.base for row in found}


def _compared(
    pairs: Iterable[tuple[ClaimFeatures, ClaimFeatures]], bases: dict[str, str], known: _KnownDocuments
) -> Iterator[Comparison]:
    """The comparisons that may be kept, and some that are not; two versions of one claim never stand side by side. How alike
    documents are is asked of those alone whose claims may still be one, and their features are fetched together."""
    bar = similarity.Bar(rules().claims.rival)
    left = [
        (a, b, needed) for a, b in pairs if bases[a.key] != bases[b.key] and (needed := bar.needs(a, b)) is not None
    ]
    known.fetch({one.document for a, b, _ in left for one in (a, b)})
    for a, b, needed in left:
        alike = known.similarity(a.document, b.document)
        if bar.reaches(a, b, alike, needed):
            yield similarity.compare(a, b, alike)


def _of_one_document(connection: Connection, new: Collection[str]) -> Iterator[Comparison]:
    """Links that the dispatch itself makes between its claims."""
    question = select(claims.c.key, claims.c.base, claims.c.version, claims.c.body).where(claims.c.kind == "claim")
    found = {row.key: row for row in asked(connection, question, claims.c.key, new)}
    for key, base, version, body in found.values():
        claim = unpacked(body, Claim)
        told = (*claim.same_as, *([claim.part_of] if claim.part_of else [])) if not version else ()
        others = (f"{base.partition('.')[0]}.{other}" for other in told)
        for a, b in (sorted((key, other)) for other in others if other in found):
            yield Comparison(a, b, 1.0, "same", (TOLD,))


def _row(one: Comparison) -> Row:
    return {
        "a": one.a, "b": one.b, "score": round(one.score, 4), "relation": one.relation, "whole": one.whole,
        "features": msgspec.json.encode(one.features).decode(),
    }  # fmt: skip


def comparison(row: Any) -> Comparison:
    """A link from its row."""
    features = msgspec.json.decode(row.features, type=tuple[Feature, ...])
    return Comparison(row.a, row.b, row.score, row.relation, features, row.whole)


class Graph(msgspec.Struct, frozen=True):
    """Claims that may belong together: those that stand, the links between them (without features), what was judged (by row
    key), and the claims of which people judged anything of the sort, of whichever other claim."""

    keys: frozenset[str]
    links: tuple[Comparison, ...]
    together: frozenset[tuple[str, str]]
    apart: frozenset[tuple[str, str]]
    features: dict[str, ClaimFeatures]
    judged: frozenset[str] = frozenset()

    def barred(self, a: str, b: str) -> bool:
        """Whether two claims never belong to one event, by what they say alone."""
        one, other = self.features.get(a), self.features.get(b)
        return one is not None and other is not None and contradictions.barred(one, other)


def around(connection: Connection, keys: Collection[str], standing: Any, judged: Rulings) -> Graph:
    """Everything that links of sameness or judgements lead to from these claims, through claims that stand.

    ``standing`` takes row keys to those of them that stand on the day asked for.
    """
    together, apart = (by_row(pairs, judged) for pairs in (judged.together, judged.apart))
    partners = defaultdict(set)
    for a, b in together:
        partners[a].add(b)
        partners[b].add(a)
    seen: set[str] = set()
    edges: dict[tuple[str, str], Any] = {}
    question = select(links.c.a, links.c.b, links.c.score).where(links.c.relation == "same")
    front = set(standing(_joinable(connection, set(keys) | _next_to(connection, keys))))
    while front:
        seen |= front
        reached = {other for key in front for other in partners.get(key, ())}
        for column in (links.c.a, links.c.b):
            for row in asked(connection, question, column, front):
                edges[row.a, row.b] = row
                reached |= {row.a, row.b}
        front = set(standing(reached - seen))
    found = tuple(
        Comparison(row.a, row.b, row.score, "same") for pair, row in sorted(edges.items()) if seen.issuperset(pair)
    )
    linked = {key for one in found for key in (one.a, one.b)} | {
        key for pair in together for key in pair if key in seen
    }
    features, _ = claim_features_of(connection, linked)
    held = frozenset(key for pair in (*together, *apart) for key in pair if key in seen)
    return Graph(frozenset(seen), found, _inside(together, seen), _inside(apart, seen), features, held)


def _joinable(connection: Connection, keys: Collection[str]) -> set[str]:
    """The claims among claims and control statements: only they make events."""
    question = select(claims.c.key).where(claims.c.kind == "claim")
    return {key for (key,) in asked(connection, question, claims.c.key, keys)}


def _next_to(connection: Connection, keys: Collection[str]) -> set[str]:
    """Claims one link away: where one of ``keys`` stands no longer, what it held together has to be looked at."""
    question = select(links.c.a, links.c.b).where(links.c.relation == "same")
    return {
        key for column in (links.c.a, links.c.b) for row in asked(connection, question, column, keys) for key in row
    }


def by_row(pairs: Iterable[tuple[str, str]], judged: Rulings) -> set[tuple[str, str]]:
    """Pairs of claims as they were read as pairs of their versions that stand."""
    return {(_row_key(a, judged), _row_key(b, judged)) for a, b in pairs}


def _row_key(claim: str, judged: Rulings) -> str:
    version = judged.version(claim)
    return f"{claim}.{version}" if version else claim


def _inside(pairs: set[tuple[str, str]], keys: set[str]) -> frozenset[tuple[str, str]]:
    return frozenset((min(pair), max(pair)) for pair in pairs if keys.issuperset(pair))


def groups(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """The claims of each event. A denial goes with what it denies, and neither draws others in nor keeps them away."""
    denials = _denials(graph)
    told = _clustered(graph, graph.keys - denials)
    inside = {key: number for number, group in enumerate(told) for key in group}
    found, left = [list(group) for group in told], set(denials)
    for denial, likeness in sorted(_links_of(graph, denials).items()):
        best = max(likeness, key=lambda key: (likeness[key], key), default="")
        if best and not graph.barred(denial, best) and _is_denial_of(likeness, best, told[inside[best]]):
            found[inside[best]].append(denial)
            left.remove(denial)
    return _in_order((*found, *_clustered(graph, frozenset(left))))


def _denials(graph: Graph) -> set[str]:
    """Claims that say that something was not so, but for those that people have joined or kept apart."""
    return {key for key, one in graph.features.items() if one.polarity == "-"} - graph.judged


def _in_order(found: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(tuple(sorted(group)) for group in found))


def _clustered(graph: Graph, keys: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    links = [one for one in graph.links if one.a in keys and one.b in keys]
    return cluster(sorted(keys), links, together=graph.together, apart=graph.apart, barred=graph.barred)


def _links_of(graph: Graph, denials: set[str]) -> dict[str, dict[str, float]]:
    """For each denial, what it is linked to that is no denial, with the scores."""
    found: dict[str, dict[str, float]] = {key: {} for key in denials}
    for one in graph.links:
        for denial, other in ((one.a, one.b), (one.b, one.a)):
            if denial in denials and other not in denials:
                found[denial][other] = one.score
    return found


def _is_denial_of(likeness: dict[str, float], best: str, group: tuple[str, ...]) -> bool:
    """Whether its dispatch ties a denial to one of a group, or it is as like the group as its claims are to each other."""
    if likeness[best] >= TOLD.value:
        return True
    scores = [likeness.get(key, 0.0) for key in group]
    return sum(scores) >= rules().claims.average * len(scores)


def first(group: Iterable[str], known: dict[str, str]) -> str:
    """The key of an event, which is that of the claim known first, as it was read; by key among those of one day."""
    return base_of(min(group, key=lambda key: (known[key], key)))


def base_of(key: str) -> str:
    """Key of the claim as it was read, of which ``key`` is a version."""
    return ".".join(key.split(".")[:2])
