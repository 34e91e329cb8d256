"""Names as .spacy files: out of the mentions of GUM, or from files of word and IOB tag.

A GUM mention counts as a name when its head is a proper noun. The span is the run of proper nouns around the head,
going on over "of", "for" and the like only where the mention is linked to Wikipedia. Titles are left out of
persons, and of nested names the longest is kept. Proper nouns in no mention, and mentions of other types, are
missing rather than no name.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import spacy
from conllu import Word, is_blank, sentences, words
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab
from wordlists import CALENDAR, NORP, PLACES, TITLES

LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
IOB_LABELS = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
    "person": "PERSON",
    "politician": "PERSON",
    "organisation": "ORG",
    "organization": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
    "event": "EVENT",
    "election": "EVENT",
}
PROPER = {"NNP", "NNPS"}
LINKS = {"of", "for", "and", "the", "de", "al", "la", "du", "von", "van", "bin", "del", "der", "on", "in"}
LINKS |= {"-", "\u2019s", "'s", "&", ".", "'"}
LEAD_LINKS = LINKS - {".", "'s", "\u2019s", "'"}
LONG_PLACES = {"North Korea", "South Korea", "Saudi Arabia", "United States", "U.S.", "United Kingdom", "New Zealand"}
NEVER_PLACES = {"U.N.", "United Nations", "European Union", "EU", "White House"}
TIME_LEMMAS = {"day", "week", "month", "year", "today", "yesterday", "tomorrow", "century", "decade"}
MENTION = re.compile(r"\(([^()]*)\)?|([^()]+)\)")
TIGHT_LEFT = {".", ",", ";", ":", "?", "!", ")", "]", "%", "''"}
TIGHT_LEFT |= {"'s", "n't", "'re", "'ve", "'ll", "'m", "'d", "\u2019s"}
TIGHT_RIGHT = {"(", "[", "$", "``", "\u00a3"}
Names = list[tuple[int, int, str]]


@dataclass
class Mention:
    """Tokens from `start` up to `end`, with GUM's entity type, and whether they are linked to Wikipedia."""

    start: int
    end: int
    kind: str
    linked: bool


def mentions(rows: list[list[str]], place: dict[int, int]) -> list[Mention]:
    """The mentions of a sentence, out of the brackets in the last column."""
    out: list[Mention] = []
    stack: list[tuple[str, int, str, bool]] = []
    for row in rows:
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        at = place[int(row[0])]
        for m in MENTION.finditer(found.group(1)) if found else ():
            if m.group(1) is None:
                group = m.group(2).split("-")[0]
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == group:
                        _, start, kind, linked = stack.pop(k)
                        out.append(Mention(start, at + 1, kind, linked))
                        break
                continue
            parts = m.group(1).split("-")
            opened = (parts[0], at, parts[1], len(parts) > 7)
            if m.group(0).endswith(")"):
                out.append(Mention(at, at + 1, *opened[2:]))
            else:
                stack.append(opened)
    return out


def _proper(tok: Word) -> bool:
    return tok.row[4] in PROPER


def name_span(toks: list[Word], m: Mention, head: int) -> tuple[int, int]:
    """The run of proper nouns around the head of a mention."""
    low = high = head

    def is_title(tok: Word) -> bool:
        return m.kind == "person" and tok.row[2].lower() in TITLES

    def linking(i: int) -> bool:
        return m.linked and i < m.end and toks[i].form.lower() in LINKS

    while low > m.start and _proper(toks[low - 1]) and not is_title(toks[low - 1]):
        low -= 1
    while high + 1 < m.end:
        after = toks[high + 1]
        if _proper(after) or (after.row[4] == "CD" and after.head == head):
            high += 1
        elif linking(high + 1) and high + 2 < m.end and _proper(toks[high + 2]):
            high += 2
        elif linking(high + 1) and linking(high + 2) and high + 3 < m.end and _proper(toks[high + 3]):
            high += 3
        else:
            break
    while m.linked and low - 2 >= m.start and toks[low - 1].form.lower() in LEAD_LINKS and _proper(toks[low - 2]):
        low -= 2
        while low > m.start and _proper(toks[low - 1]):
            low -= 1
    return low, high + 1


def date_span(toks: list[Word], m: Mention) -> tuple[int, int] | None:
    """The tokens of a date: short, no verb in it, with a number, a name or a calendar word."""
    part = toks[m.start : m.end]
    if len(part) > 6 or any(t.row[3] == "VERB" for t in part):
        return None
    start = m.start
    while start < m.end and toks[start].row[3] in ("DET", "ADP", "PUNCT"):
        start += 1
    dated = any(t.row[4] in ("CD", "NNP") or t.row[2] in TIME_LEMMAS for t in toks[start : m.end])
    return (start, m.end) if dated else None


def label_mentions(toks: list[Word], found: list[Mention]) -> tuple[Names, list[int]]:
    """Candidate names, longest first, and the tokens of which nothing is known."""
    names: Names = []
    missing: list[int] = []
    for m in found:
        if m.kind == "time":
            if span := date_span(toks, m):
                names.append((*span, "DATE"))
            elif m.end - m.start <= 8:
                missing += range(m.start, m.end)
            continue
        heads = [k for k in range(m.start, m.end) if not m.start <= toks[k].head < m.end or toks[k].head == k]
        head = heads[0] if heads else m.start
        if not _proper(toks[head]):
            continue
        start, end = name_span(toks, m, head)
        text = " ".join(t.form for t in toks[start:end])
        label = LABELS.get(m.kind)
        if label == "ORG" and (text in PLACES or text in LONG_PLACES) and text not in NEVER_PLACES:
            label = "LOC"
        if label:
            names.append((start, end, label))
        else:
            missing += range(start, end)
    return sorted(names, key=lambda x: x[0] - x[1]), missing


def make(vocab: Vocab, forms: list[str], spaces: list[bool], names: Names, missing: set[int]) -> Doc:
    """A document with its names; of overlapping names the first is kept."""
    doc = Doc(vocab, words=forms, spaces=spaces)
    used: set[int] = set()
    spans = []
    for start, end, label in names:
        if start < end and not used & set(range(start, end)):
            used |= set(range(start, end))
            spans.append(Span(doc, start, end, label=label))
    doc.set_ents(spans, missing=[Span(doc, i, i + 1) for i in sorted(missing - used)], default="outside")
    return doc


def gum(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """One document per sentence of a GUM file."""
    for sent in sentences(path):
        toks, place = words(sent)
        if is_blank(toks):
            continue
        names, missing = label_mentions(toks, mentions(sent.rows, place))
        covered = {i for a, b, _ in names for i in range(a, b)}
        for i, tok in enumerate(toks):
            if i not in covered and tok.form in NORP:
                names.append((i, i + 1, "NORP"))
            elif i not in covered and _proper(tok):
                missing.append(i)
        yield make(vocab, [t.form for t in toks], [t.space for t in toks], names, set(missing))


def spacing(forms: list[str]) -> list[bool]:
    """Whether a blank follows each word of a text that comes as words only."""
    spaces = [b not in TIGHT_LEFT and a not in TIGHT_RIGHT for a, b in pairwise(forms)] + [True]
    quotes = [i for i, form in enumerate(forms) if form == '"']
    for k, i in enumerate(quotes):
        if k % 2 == 0:
            spaces[i] = False
        elif i:
            spaces[i - 1] = False
    return spaces


def iob(path: Path, vocab: Vocab, sep: str | None) -> Iterator[Doc]:
    """One document per sentence of a file of word and tag; labels we do not use, peoples and dates are missing."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split(sep) for line in block.split("\n") if line.strip() and not line.startswith("-DOCSTART")]
        if not rows:
            continue
        forms, tags = [r[0] for r in rows], [r[-1] for r in rows]
        names: Names = []
        missing: set[int] = set()
        for i, tag in enumerate(tags):
            label = IOB_LABELS.get(tag[2:])
            if tag == "O":
                if (
                    forms[i] in NORP
                    or (forms[i][0].isupper() and forms[i].lower() in CALENDAR)
                    or re.fullmatch(r"(1[5-9]|20)\d\d", forms[i])
                ):
                    missing.add(i)
            elif label is None:
                missing.add(i)
            elif tag[0] == "I" and i and tags[i - 1][2:] == tag[2:] and names:
                names[-1] = (names[-1][0], i + 1, label)
            else:
                names.append((i, i + 1, label))
        yield make(vocab, forms, spacing(forms), names, missing)


def grouped(docs: Iterable[Doc], seed: int) -> Iterator[Doc]:
    """Join sentences into documents of one to six, so that a document holds several."""
    rnd = random.Random(seed)
    held: list[Doc] = []
    size = rnd.randint(1, 6)
    for doc in docs:
        held.append(doc)
        if len(held) == size:
            yield Doc.from_docs(held, ensure_whitespace=True) or doc
            held, size = [], rnd.randint(1, 6)
    if held:
        yield Doc.from_docs(held, ensure_whitespace=True) or held[0]


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("source", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--kind", choices=("gum", "iob"), required=True)
    ap.add_argument("--tabs", action="store_true", help="columns are parted by tabs, not by any blank")
    ap.add_argument("--seed", type=int, default=7)
    args = ap.parse_args()
    vocab = spacy.blank("en").vocab
    docs = gum(args.source, vocab) if args.kind == "gum" else iob(args.source, vocab, "\t" if args.tabs else None)
    binned = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"])
    n = tokens = names = 0
    for doc in grouped(docs, args.seed):
        binned.add(doc)
        n, tokens, names = n + 1, tokens + len(doc), names + len(doc.ents)
    binned.to_disk(args.out)
    print(f"{args.out}: {n} documents, {tokens} tokens, {names} names")


if __name__ == "__main__":
    main()
