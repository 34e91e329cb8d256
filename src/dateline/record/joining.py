"""Joining inside a write: candidates by shared blocks, links between them, and the events they make.

A link depends on its two claims alone, and an event on the claims and links around it, so that the same readings make
the same events in whatever order they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from importlib import import_module
from itertools import combinations
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, select

from dateline.record import contradictions, similarity
from dateline.record.claim_features import ClaimFeatures
from dateline.record.cluster import cluster
from dateline.record.document_features import DocumentFeatures
from dateline.record.judgements import Rulings
from dateline.record.packing import unpacked
from dateline.record.rows import Row
from dateline.record.rules import rules
from dateline.record.schema import claim_blocks, claims, copies, document_blocks, documents, links, members
from dateline.record.types import Comparison, Feature
from dateline.types import Claim

MANY = 2000  # keys in one question to the database
TOLD = Feature("same_as", 1.0, 1.0, "the dispatch itself tells both of one happening")


def chunks(keys: Collection[str]) -> Iterator[list[str]]:
    """The keys in order, so many at a time that a database takes them."""
    listed = sorted(keys)
    yield from (listed[at : at + MANY] for at in range(0, len(listed), MANY))


def asked(connection: Connection, question: Select[Any], column: Any, keys: Collection[str]) -> Iterator[Any]:
    """The rows of a question for which ``column`` is one of many keys."""
    for some in chunks(keys):
        yield from connection.execute(question.where(column.in_(some)))


def insert(connection: Connection, table: Any, rows: Collection[Row]) -> None:
    """Rows into a table; those that are there already stay as they are."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")  # the other one takes its time to load
    if rows:
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def link(connection: Connection, new_documents: Collection[str], new_claims: Collection[str]) -> None:
    """Write the copies and links between what is new and everything that shares a block with it."""
    known = _KnownDocuments(connection)
    _link_documents(connection, new_documents, known)
    pairs = set(_pairs(connection, claim_blocks, claim_blocks.c.claim, new_claims))
    features, bodies = _claim_features(connection, {key for pair in pairs for key in pair})
    known.fetch({one.document for one in features.values()})
    found = (
        _compared(features[a], features[b], bodies, known) for a, b in sorted(pairs) if a in features and b in features
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
            self.features[key] = msgspec.json.decode(data, type=DocumentFeatures)

    def similarity(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        pair = (a, b) if a < b else (b, a)
        if pair not in self.alike:
            self.alike[pair] = similarity.document_score(self.features[pair[0]], self.features[pair[1]])[1]
        return self.alike[pair]


def _link_documents(connection: Connection, new: Collection[str], known: _KnownDocuments) -> None:
    shared = Counter(_document_pairs(connection, new))
    pairs = sorted(pair for pair, times in shared.items() if times >= rules().documents.shared)
    known.fetch({key for pair in pairs for key in pair})
    found = []
    for a, b in pairs:
        relation, score = similarity.document_score(known.features[a], known.features[b])
        known.alike[a, b] = score
        if relation == "copy":
            found.append({"a": a, "b": b, "score": round(score, 4)})
    insert(connection, copies, found)


def _document_pairs(connection: Connection, new: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a block, once for each, and are not too many days apart to be copies; one at least is new."""
    inside = _documents_by_block(connection, new)
    fresh, apart = set(new), rules().documents.apart
    for found in inside.values():
        for one, day in found:
            if one in fresh:
                others = (key for key, other in found if (key not in fresh or one < key) and _within(day, other, apart))
                yield from ((one, key) if one < key else (key, one) for key in others)


def _documents_by_block(connection: Connection, new: Collection[str]) -> dict[str, list[tuple[str, int | None]]]:
    """For each blocking key of the new documents, all that share it and are near in time, with their ordinal days."""
    table, published = document_blocks, documents.c.published
    blocks = {block for (block,) in asked(connection, select(table.c.block), table.c.document, new)}
    question = select(table.c.block, documents.c.key, published).join(documents)
    days = [day for _, day in asked(connection, select(documents.c.key, published), documents.c.key, new)]
    if days and None not in days:
        apart = rules().documents.apart
        near = published.between(_moved(min(days), -apart), _moved(max(days), apart))
        question = question.where(published.is_(None) | near)
    inside: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for block, key, day in asked(connection, question, table.c.block, blocks):
        inside[block].append((key, date.fromisoformat(day).toordinal() if day else None))
    return inside


def _within(day: int | None, other: int | None, apart: int) -> bool:
    """Whether two ordinal days are so near; an unknown day is near to any."""
    return day is None or other is None or abs(day - other) <= apart


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _pairs(connection: Connection, table: Any, column: Any, new: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a block, once for each; one of them at least is new; the smaller key first."""
    blocks = {block for (block,) in asked(connection, select(table.c.block), column, new)}
    inside: dict[str, list[str]] = defaultdict(list)
    for block, key in asked(connection, select(table.c.block, column), table.c.block, blocks):
        inside[block].append(key)
    fresh = set(new)
    for keys in inside.values():
        recent = sorted(fresh.intersection(keys))
        yield from combinations(recent, 2)
        for one in recent:
            yield from ((one, key) if one < key else (key, one) for key in keys if key not in fresh)


def _claim_features(connection: Connection, keys: Collection[str]) -> tuple[dict[str, ClaimFeatures], dict[str, str]]:
    """Features of claims by row key, and the claim each is a version of."""
    question = select(claims.c.key, claims.c.base, claims.c.telling).where(claims.c.telling.is_not(None))
    found = list(asked(connection, question, claims.c.key, keys))
    return {row.key: msgspec.json.decode(row.telling, type=ClaimFeatures) for row in found}, {
        row.key: row.base for row in found
    }


def _compared(a: ClaimFeatures, b: ClaimFeatures, bases: dict[str, str], known: _KnownDocuments) -> Comparison:
    if bases[a.key] == bases[b.key]:  # two versions of one claim never stand side by side
        return Comparison(a.key, b.key, 0.0, "different")
    return similarity.compare(a, b, known.similarity(a.document, b.document))


def _of_one_document(connection: Connection, new: Collection[str]) -> Iterator[Comparison]:
    """Links that the dispatch itself makes between its claims."""
    question = select(claims.c.key, claims.c.base, claims.c.version, claims.c.body).where(claims.c.kind == "claim")
    found = {row.key: row for row in asked(connection, question, claims.c.key, new)}
    for key, base, version, body in found.values():
        others = (f"{base.partition('.')[0]}.{other}" for other in unpacked(body, Claim).same_as if not version)
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
    key)."""

    keys: frozenset[str]
    links: tuple[Comparison, ...]
    together: frozenset[tuple[str, str]]
    apart: frozenset[tuple[str, str]]
    features: dict[str, ClaimFeatures]

    def barred(self, a: str, b: str) -> bool:
        """Whether two claims never belong to one event, by what they say alone."""
        one, other = self.features.get(a), self.features.get(b)
        return one is not None and other is not None and contradictions.barred(one, other)


def around(connection: Connection, keys: Collection[str], standing: Any, judged: Rulings) -> Graph:
    """Everything that links of sameness or judgements lead to from these claims, through claims that stand.

    ``standing`` takes row keys to those of them that stand on the day asked for.
    """
    together, apart = (_by_row(pairs, judged) for pairs in (judged.together, judged.apart))
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
    linked = {key for one in found for key in (one.a, one.b)}
    features, _ = _claim_features(connection, linked)
    return Graph(frozenset(seen), found, _inside(together, seen), _inside(apart, seen), features)


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


def _by_row(pairs: Iterable[tuple[str, str]], judged: Rulings) -> set[tuple[str, str]]:
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
    judged = {key for pair in (*graph.together, *graph.apart) for key in pair}
    return {key for key, one in graph.features.items() if one.polarity == "-"} - judged


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


def regroup(
    connection: Connection, keys: Collection[str], standing: Any, judged: Rulings, order: Any
) -> tuple[set[str], set[str]]:
    """Make anew the events around these claims: keys of the events that are no more, and of those that are not as before.

    ``order`` gives of row keys the day each was known, to name events by.
    """
    graph = around(connection, keys, standing, judged)
    touched = set(keys) | graph.keys
    told = asked(connection, select(members.c.claim, members.c.event), members.c.claim, touched)
    before = {row.claim: row.event for row in told}
    for some in chunks(touched):
        connection.execute(delete(members).where(members.c.claim.in_(some)))
    known = order(graph.keys)
    rows = [row for group in groups(graph) for row in _membership(group, known)]
    insert(connection, members, rows)
    after = {row["claim"]: row["event"] for row in rows}
    moved = {claim for claim in touched if before.get(claim) != after.get(claim)} | set(keys)
    changed = {event for claim in moved for event in (before.get(claim), after.get(claim)) if event}
    left = set(after.values())
    return (set(before.values()) | changed) - left, changed & left


def _membership(group: Iterable[str], known: dict[str, str]) -> list[Row]:
    event = first(group, known)
    return [{"claim": key, "event": event} for key in group]


def first(group: Iterable[str], known: dict[str, str]) -> str:
    """The key of an event, which is that of the claim known first, as it was read; by key among those of one day."""
    return base_of(min(group, key=lambda key: (known[key], key)))


def base_of(key: str) -> str:
    """Key of the claim as it was read, of which ``key`` is a version."""
    return ".".join(key.split(".")[:2])
