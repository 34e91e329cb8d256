"""Running text of treebanks, in stretches that can be coded by hand: JSON lines of id and text for `claims.py --texts`.

    python treebank_texts.py en_ewt-ud-train.conllu en_gum-ud-train-free.conllu --out treebank.jsonl

Of EWT weblogs and newsgroups, of GUM news, speeches, interviews, lives and textbooks. A stretch is made of whole paragraphs, some 190 words of
them; those of fewer than 25 words are left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

KINDS = {"ewt": ("weblog", "newsgroup"), "gum": ("news", "speech", "bio", "interview", "textbook")}
MOST, LEAST = 190, 25  # words of a stretch


def documents(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The id of each document of a CoNLL-U file and its paragraphs."""
    name, paragraphs = "", [""]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id"):
            if name:
                yield name, [p for p in paragraphs if p]
            name, paragraphs = line.split("=", 1)[1].strip(), [""]
        elif line.startswith("# newpar"):
            paragraphs.append("")
        elif line.startswith("# text ="):
            paragraphs[-1] = f"{paragraphs[-1]} {line.split('=', 1)[1].strip()}".strip()
    if name:
        yield name, [p for p in paragraphs if p]


def corpus(name: str) -> str:
    """The corpus of a document, "" where it is of a kind that is not wanted."""
    if name.startswith("GUM_"):
        return "gum" if name.split("_")[1] in KINDS["gum"] else ""
    return "ewt" if name.split("-")[0] in KINDS["ewt"] else ""


def stretches(paragraphs: list[str]) -> Iterator[str]:
    """Paragraphs put together while they have no more than MOST words."""
    held: list[str] = []
    for paragraph in paragraphs:
        if held and sum(len(p.split()) for p in (*held, paragraph)) > MOST:
            yield "\n\n".join(held)
            held = []
        held.append(paragraph)
    yield "\n\n".join(held)


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("treebanks", nargs="+", type=Path)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    with args.out.open("w", encoding="utf-8") as out:
        for name, paragraphs in (found for path in args.treebanks for found in documents(path)):
            for k, text in enumerate(stretches(paragraphs) if corpus(name) else ()):
                if len(text.split()) >= LEAST:
                    at = f"{corpus(name)}-{re.sub(r'[^A-Za-z0-9]+', '-', name)[:46]}-{k:02d}"
                    out.write(json.dumps({"id": at, "text": text}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
