"""Which reports tell of one happening, and which words in them: documents and given mentions of DATA in clusters.

    python bench/adapters/ecbplus.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `doc_id`, `text`, `sentences`, and of each event `begin`, `end`, `text`, `validated`; nothing else. In half of the documents
the first line of `text` is the address of the page, and it is read like the rest.
Writes `{"doc_id", "doc_cluster", "events": [{"begin", "end", "cluster"}]}`. Documents are clustered by the joiner's document features;
the mentions of one cluster of documents by the features of `bench/data/mentions.json`, and the joiner's average link.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import adapter

from dateline.read import Options, Reader, reader
from dateline.record.claim_features import head as trigger
from dateline.record.cluster import cluster
from dateline.record.document_features import of_document
from dateline.record.rules import has_meaning, meaning, rules
from dateline.record.terms import WORD, cosine, scaled, stem, weight, words
from dateline.record.types import Comparison
from dateline.text import parse as parsing
from dateline.text.intake import read_text
from dateline.text.parse import Parse, Token

WEIGHTS = Path(__file__).parents[1] / "data" / "mentions.json"
LEAST = 0.02  # cosine below which a link of documents is left out
CONTENT = {"NOUN", "VERB", "PROPN", "ADJ", "NUM"}
INSIDE = {"NOUN", "PROPN", "NUM", "VERB"}
REPORTING = frozenset("say tell report announce state add claim confirm explain note write statement".split())
Span = tuple[int, int]


class Said(NamedTuple):
    """A given mention as the features see it."""

    key: str
    document: str
    sentence: Span
    stem: str
    meaning: str
    trigger: str
    noun: str
    root: bool
    reports: bool
    context: dict[str, float]
    args: frozenset[str]
    names: frozenset[str]


def sentences(row: dict[str, Any]) -> list[Span]:
    """The sentences that hold a mention to be placed; lines where the row names none."""
    found = [(begin, end) for _, begin, end in row.get("sentences") or ()] or list(_lines(row["text"]))
    return [one for one in found if any(one[0] <= event["begin"] < one[1] for event in given(row))]


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def given(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The mentions to be placed."""
    return [event for event in row.get("events") or () if event.get("validated", True)]


def said(row: dict[str, Any], reading: Reader) -> Iterator[Said]:
    """The mentions of a document, parsed."""
    spans = sentences(row)
    text, starts = "", {}
    for span in spans:
        starts[span] = len(text)
        text += row["text"][span[0] : span[1]] + "\n"
    parse = parsing.parse(read_text(text, id=row["doc_id"]), reading.nlp)
    for event in given(row):
        span = next((one for one in spans if one[0] <= event["begin"] < one[1]), (event["begin"], event["end"]))
        shift = starts.get(span, 0) - span[0]
        yield mention(row, event, span, shift, parse)


def mention(row: dict[str, Any], event: dict[str, Any], sentence: Span, shift: int, parse: Parse) -> Said:
    """One mention; its head is the topmost word of it that is no function word."""
    own = [one for one in parse.tokens if one.end > event["begin"] + shift and one.start < event["end"] + shift]
    head = topmost(own, parse)
    lemma = head.lemma if head else event["text"]
    root, text = stem(lemma), row["text"][sentence[0] : sentence[1]]
    stems = {stem(word) for word in words(text) if len(word) > 2} - {root}
    return Said(
        key=f"{row['doc_id']}:{event['begin']:07d}:{event['end']:07d}", document=row["doc_id"], sentence=sentence, stem=root,
        meaning=meant(root, event["text"]), trigger=trigger(event["text"]), noun=head.pos if head else "",
        root=bool(head and parse.tree.heads[head.i] == head.i), reports=lemma in REPORTING,
        context=scaled({one: weight(one) for one in sorted(stems)}), args=arguments(head, parse) if head else frozenset(),
        names=frozenset(stem(match[0]) for match in list(WORD.finditer(text))[1:] if match[0][0].isupper()),
    )  # fmt: skip


def topmost(own: list[Token], parse: Parse) -> Token | None:
    """The content word whose head lies outside the mention."""
    inside = {one.i for one in own}
    able = [one for one in own if one.pos in CONTENT] or own
    free = (one for one in able if parse.tree.heads[one.i] == one.i or parse.tree.heads[one.i] not in inside)
    return next(free, able[0] if able else None)


def meant(root: str, text: str) -> str:
    """What it means, by its head, else by any word of it that the joiner knows."""
    known = {one.id for one in rules().meanings}
    return meaning(root) if has_meaning(root) or trigger(text) not in known else trigger(text)


def arguments(head: Token, parse: Parse) -> frozenset[str]:
    """Stems of what hangs on a word, two steps down, and of its clause's subjects and objects or the word above it."""
    tree, tokens = parse.tree, parse.tokens
    near = [
        one for child in tree.children[head.i] for one in (child, *tree.children[child]) if tokens[one].pos in INSIDE
    ]
    clause, above = parse.clauses.get(head.i), tree.heads[head.i]
    more = [*clause.subjects, *clause.objects] if clause else [above] if above != head.i else []
    return frozenset(stem(tokens[one].lemma) for one in (*near, *more))


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set's weight that both hold."""
    least = min(sum(map(weight, a)), sum(map(weight, b)))
    return sum(map(weight, sorted(a & b))) / least if least else 0.0


def features(a: Said, b: Said, alike: float) -> dict[str, float]:
    """Named values of a pair, 0 to 1; ``alike``: of their documents."""
    same, one = float(a.meaning == b.meaning), float(a.document == b.document)
    named = float(bool(a.names and b.names and not a.names & b.names))
    context = cosine(a.context, b.context)
    root, across = float(a.root and b.root), alike * (1 - one)
    return {
        "bias": 1.0, "same": same, "trigger": (1 - same) * (a.trigger == b.trigger),
        "prefix": (1 - same) * (len(a.stem) > 3 and a.stem[:4] == b.stem[:4]),
        "context": context, "arguments": overlap(a.args, b.args), "same arguments": same * overlap(a.args, b.args),
        "other names": named, "common": same * (1 - min(weight(a.stem), weight(b.stem))),
        "reporting": same * (a.reports or b.reports), "reporting context": (a.reports or b.reports) * context,
        "one sentence": same * one * (a.sentence == b.sentence), "both told": (1 - same) * _both(a, b),
        "pos": (1 - same) * (a.noun == b.noun), "root": root,
        "same root": same * root, "same context": same * context, "same part": (1 - same) * context * (a.noun == b.noun),
        "same document": same * one, "documents": across,
        "same documents": same * across,
    }  # fmt: skip


def _both(a: Said, b: Said) -> bool:
    """Whether the sentence of one has the other's word as well."""
    return a.meaning in set(map(meaning, b.context)) or b.meaning in set(map(meaning, a.context))


def documents(rows: list[dict[str, Any]]) -> tuple[dict[str, str], dict[tuple[str, str], float]]:
    """Cluster of each document, and how alike the documents are."""
    terms = {row["doc_id"]: of_document(read_text(row["text"], id=row["doc_id"]), row["doc_id"]).terms for row in rows}
    alike = {pair: cosine(terms[pair[0]], terms[pair[1]]) for pair in combinations(sorted(terms), 2)}
    joined = rules().documents.joined
    links = [
        Comparison(a, b, value, "same" if value >= joined else "different")
        for (a, b), value in alike.items()
        if value >= LEAST
    ]
    return {key: group[0] for group in cluster(terms, links) for key in group}, alike


def pairs(mentions: Iterable[Said], groups: dict[str, str]) -> Iterator[tuple[Said, Said]]:
    """Mentions whose documents are of one happening."""
    inside: dict[str, list[Said]] = defaultdict(list)
    for one in mentions:
        inside[groups[one.document]].append(one)
    return (pair for one in inside.values() for pair in combinations(sorted(one, key=lambda m: m.key), 2))


def score(values: dict[str, float], weights: dict[str, float]) -> float:
    """The probability that two mentions are of one happening."""
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in values.items())))


def likeness(a: Said, b: Said, alike: dict[tuple[str, str], float]) -> dict[str, float]:
    """The features of two mentions."""
    left, right = sorted((a.document, b.document))
    return features(a, b, alike.get((left, right), 1.0))


def predict(rows: list[dict[str, Any]], parser: str | None) -> Iterator[dict[str, Any]]:
    """A line for each document."""
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    started, reading = time.monotonic(), reader(Options(parser=parser))
    groups, alike = documents(rows)
    print(f"documents in {time.monotonic() - started:.0f} s", file=sys.stderr)
    mentions = [one for row in rows for one in said(row, reading)]
    print(f"parsed in {time.monotonic() - started:.0f} s", file=sys.stderr)
    links = [
        Comparison(a.key, b.key, score(likeness(a, b, alike), weights), "same") for a, b in pairs(mentions, groups)
    ]
    found = cluster([one.key for one in mentions], links)
    happening = {key: group[0] for group in found for key in group}
    print(f"clustered in {time.monotonic() - started:.0f} s", file=sys.stderr)
    for row in rows:
        spans = sorted({(event["begin"], event["end"]) for event in given(row)})
        events = [{"begin": b, "end": e, "cluster": happening[f"{row['doc_id']}:{b:07d}:{e:07d}"]} for b, e in spans]
        yield {"doc_id": row["doc_id"], "doc_cluster": groups[row["doc_id"]], "events": events}


def main(argv: list[str] | None = None) -> int:
    """0, or 3 when the data is not there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, help="the benchmark's JSON lines")
    options.add_argument("--out", type=Path, required=True, help="where the predictions go")
    options.add_argument("--parser", default=None, help="a spaCy pipeline by name or folder")
    options.add_argument("--limit", type=int, default=None, help="only the first so many lines")
    asked = options.parse_args(argv)
    if not asked.data.is_file():
        print(f"skipped: {asked.data} is not there; the benchmark is not part of this repository", file=sys.stderr)
        return adapter.SKIPPED
    lines = [line for line in asked.data.read_text(encoding="utf-8").split("\n") if line.strip()][: asked.limit]
    with asked.out.open("w", encoding="utf-8") as out:
        for line in predict([json.loads(one) for one in lines], asked.parser):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
