"""Find who says what, in the format of the attribution benchmark.

    python bench/adapters/attribution.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads id, text, date and title of each line and nothing else. Claims are not coded: only the parse, the names in it and
the attributions are made. One line comes out for each document: {"id", "attributions": [{"source", "cue", "content"}]},
each part a list of [start, end) code points. A picture's caption with its credit ("… Image: Ann Holm.") counts as words
without a source, as the part of the benchmark that has pictures counts it.
"""

from __future__ import annotations

import re
import sys

import adapter

from dateline import actors, claims, places
from dateline.claims import speech
from dateline.claims.speech import quotations
from dateline.claims.values import Attributed
from dateline.lexicon.load import load
from dateline.text.intake import read_text
from dateline.text.parse import parse, pipeline
from dateline.types import Attribution, Document


def document(line: dict[str, object]) -> Document:
    """The line as dateline takes it in; only the input fields are looked at."""
    date, title = (str(line[k]) if line.get(k) else None for k in ("date", "title"))
    day = date[:10] if date and re.match(r"\d{4}-\d\d-\d\d", date) else None
    return read_text(str(line["text"]), id=str(line["id"]), published=day, title=title)


CREDIT = re.compile(
    r"^(?P<caption>\S[^\n]*?) (?P<cue>(?:Image|Photo|Picture|Photograph|Credit)): (?P<credit>[^\n]{1,80}?)\.?$",
    re.MULTILINE,
)


def credits(text: str) -> list[dict[str, list[list[int]]]]:
    """The captions of a text with the credits behind them."""
    return [
        {"source": [], "cue": [list(m.span("cue")), list(m.span("credit"))], "content": [list(m.span("caption"))]}
        for m in CREDIT.finditer(text)
    ]


class Finder:
    """What is loaded once: parser, lexicons, gazetteer."""

    def __init__(self, parser: str | None) -> None:
        self.nlp = pipeline(parser)
        self.lexicon = load()
        self.actors = actors.load(self.lexicon.folders)
        self.gazetteer = places.load()

    def find(self, doc: Document) -> tuple[Attribution, ...]:
        """Every attribution of one document."""
        tree, day = parse(doc, self.nlp), doc.published
        where = places.resolve(places.find(tree, self.gazetteer, doc), doc, self.gazetteer, day)
        who = actors.resolve(
            actors.find(tree, self.actors, day, where), tree, self.actors, day, where, title=doc.title
        )  # fmt: skip
        mentions = claims.Mentions.of(tree, who, where)
        classes = claims.Classes.known(tree, mentions, self.lexicon, self.actors)
        found = speech.find(tree, mentions, classes, self.lexicon)
        inner = {a.head for a in found if quotations.inside(quotations.find(tree), a.head)}
        return tuple(
            speech.attribution(a, tree, self.lexicon) for a in found if a.head not in inner and not nested(a, found)
        )


def nested(a: Attributed, found: tuple[Attributed, ...]) -> bool:
    """True for what a source says of another's saying: the benchmark marks the outermost attribution only."""
    return any(b is not a and a.head in b.content and (b.direct or b.that) for b in found)


def fragments(a: Attribution) -> dict[str, list[list[int]]]:
    """One attribution as the benchmark writes it."""
    parts = {"source": a.source, "cue": a.cue, "content": a.content}
    return {name: [[s.start, s.end] for s in spans] for name, spans in parts.items()}


def prepare(parser: str | None) -> adapter.Predict:
    """What the adapter writes for a row."""
    finder = Finder(parser)

    def predict(row: adapter.Row) -> adapter.Row:
        doc = document(row)
        return {"id": doc.id, "attributions": [*map(fragments, finder.find(doc)), *credits(doc.text)]}

    return predict


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, prepare))
