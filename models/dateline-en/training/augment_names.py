"""Make news-like sentences with typed names, out of our own templates, invented names and the names of dateline's lexicon.

Written as JSON lines {"words": [...], "ner": ["O", "B-ORG", ...]}. Only training text: the sentences say nothing true.
Labels: PERSON ORG LOC NORP DATE EVENT. Titles and articles are no part of a name; a state that acts is a LOC.

Slots of words/templates.txt: P person, S surname, T title and person, TS title and surname, A armed group, O institution,
OF full name of an organisation and OA an acronym (of the OF before it, if there is one), M ministry, PA party, CO company,
ME medium, U university, NG private organisation, UN international body, MI force, CT court, TM team, C town (C^ in
capitals), PR province, K country, F feature or building, N adjective of a people, NP people, D day, MD day of a month,
Y year, E event, R common noun for a person, n number. A leading {^} puts the sentence in capitals.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

import spacy
from invented import HERE, SLOT, Piece
from slots import Maker
from spacy.language import Language
from spacy.tokens import Doc

CHOICE = re.compile(r"\[([^][]*)\]")
NO_ARTICLE = re.compile(
    r"(?:^|[\s(\"])(?:the|a|an|its|his|her|their|our|former|new|ruling|opposition|this|that)\s$|'s\s$|[A-Z]\S*\s$", re.I
)
PLURALS = [(r"\b(\w*)mans\b", r"\1men"), (r"\bwitnesss\b", "witnesses"), (r"\bdeputys\b", "deputies")]
SPELLED = set("AEFHILMNORSX")


def article(before: str, after: str) -> str:
    """`a` or `an` at the end of `before`, by what follows."""
    spelled = bool(re.match(r"[A-Z]{2}", after))
    vowel = after[:1] in SPELLED if spelled else after[:1].lower() in set("aeio")
    return re.sub(r"\b([Aa])n? $", lambda m: m.group(1) + ("n " if vowel else " "), before)


def pieces_of(slot: str, maker: Maker) -> list[Piece]:
    """What fills a slot: `!` asks for headline case, `^` for capitals."""
    pieces = maker.slot_on() if slot == "on D" else getattr(maker, "slot_" + slot.rstrip("^!"))()
    change = {"!": str.title, "^": str.upper}.get(slot[-1], str)
    return [(change(text), label) for text, label in pieces]


def add(text: str, pieces: list[Piece], names: list[tuple[int, int, str]]) -> str:
    """The text with the pieces behind it; their names go to `names`. An article is left out where none has room."""
    for piece, label in pieces:
        if label == "article" and NO_ARTICLE.search(text):
            continue
        text = article(text, piece)
        if label and label != "article":
            names.append((len(text), len(text) + len(piece), label))
        text += piece
    return text


def render(template: str, maker: Maker) -> tuple[str, list[tuple[int, int, str]]]:
    """A sentence and its names as (start, end, label), in characters."""
    maker.used, maker.full = [], ""
    template = CHOICE.sub(lambda m: maker.rnd.choice(m.group(1).split("|")), template)
    capitals = template.startswith("{^}")
    template = template.removeprefix("{^}")
    names: list[tuple[int, int, str]] = []
    text, at = "", 0
    for m in SLOT.finditer(template):
        text = add(text + template[at : m.start()], pieces_of(m.group(1), maker), names)
        at = m.end()
    text += template[at:]
    if not capitals:
        text, names = respell(text, names)
    if text[:1].islower() and not re.match(r"al-|el-", text):
        text = text[:1].upper() + text[1:]
    return (text.upper() if capitals and len(text.upper()) == len(text) else text), names


def respell(text: str, names: list[tuple[int, int, str]]) -> tuple[str, list[tuple[int, int, str]]]:
    """Mend the plurals of common nouns, and move the names behind them."""
    for wrong, right in PLURALS:
        while m := re.search(wrong, text):
            new = m.expand(right)
            if any(start < m.end() and end > m.start() for start, end, _ in names):
                break
            shift = len(new) - len(m.group())
            names = [(a + shift, b + shift, x) if a >= m.end() else (a, b, x) for a, b, x in names]
            text = text[: m.start()] + new + text[m.end() :]
    return text, names


def labelled(nlp: Language, text: str, names: Iterable[tuple[int, int, str]]) -> tuple[list[str], list[str]] | None:
    """Words and labels; nothing where a name does not begin and end with a word."""
    doc: Doc = nlp.make_doc(text)
    labels = ["O"] * len(doc)
    for start, end, label in names:
        span = doc.char_span(start, end)
        if span is None and text[end : end + 1] == "." and text[end - 1] != ".":
            span = doc.char_span(start, end + 1)
        if span is None and text[end - 1] == ".":
            span = doc.char_span(start, end - 1)
        if span is None:
            return None
        labels[span.start : span.end] = [f"B-{label}", *[f"I-{label}"] * (len(span) - 1)]
    kept = [(t.text, label) for t, label in zip(doc, labels, strict=True) if not t.is_space]
    return [w for w, _ in kept], [label for _, label in kept]


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("lexicon", type=Path, help="data folder of dateline's lexicon")
    ap.add_argument("tokenizer", help="package with load(), or folder, of the pipeline whose tokenizer cuts the words")
    ap.add_argument("out", type=Path)
    ap.add_argument("--count", type=int, default=12000)
    ap.add_argument("--seed", type=int, default=5)
    args = ap.parse_args()
    module = None if Path(args.tokenizer).exists() else importlib.import_module(args.tokenizer)
    nlp: Language = module.load() if hasattr(module, "load") else spacy.load(args.tokenizer)
    lines = (HERE / "templates.txt").read_text(encoding="utf-8").splitlines()
    templates = [line for line in lines if line and not line.startswith("#")]
    maker, dropped, done = Maker(args.lexicon, args.seed), 0, 0
    with args.out.open("w", encoding="utf-8") as file:
        while done < args.count:
            text, names = render(templates[done % len(templates)], maker)
            made = labelled(nlp, text, names)
            if made is None:
                dropped += 1
                continue
            file.write(json.dumps({"text": text, "words": made[0], "ner": made[1]}, ensure_ascii=False) + "\n")
            done += 1
    print(f"{args.out}: {done} sentences of {len(templates)} templates, {dropped} dropped")


if __name__ == "__main__":
    main()
