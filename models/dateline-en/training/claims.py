"""Claims coded by hand as rows for `train.py`: which words tell an event, of which type, how sure, and who takes part.

    python claims.py claims/*.labels.jsonl claims/*.txt --texts voa.jsonl --lexicon --out claims.jsonl

Sheets and labels are those of `bench/tools/coding.py`; a dispatch whose text is not given, or is not the one that was coded, is left out and
counted. `--lexicon` adds the sentences of dateline's lexicon of events, as dateline reads them. Nothing is said of trees and names, so
that nothing is learned of them.

A row has `event`: a type at the head of the words of each trigger and of each further mention, "O" elsewhere, None beside such a head; `mod` at
the triggers: modality, polarity, whether it is history; `roles`: trigger, head of a party, what it is, and its other words; `same`: each word that
tells a claim, with the number of the claim. A word of a line break stands between two blocks of a text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

import dateline
from dateline.faces.export import claim_lines
from dateline.lexicon.files import using
from dateline.text import parse as parsing
from dateline.text.intake import blocked, read_text
from dateline.text.normal import as_read
from dateline.text.parse import Parse

sys.path.append(str(Path(__file__).parents[3] / "bench" / "tools"))

from coding import Coded, dispatches, of_labels, read_texts  # noqa: E402 - beside the benches, not installed

Row = dict[str, Any]
FIELDS = (("actor", "actor"), ("recipient", "recipient"), ("voices", "voice"))
NO_HEADS = ("PUNCT", "DET", "ADP", "PART", "CCONJ")


def parsed(text: str, reader: dateline.Reader) -> tuple[Parse, int] | None:
    """The parse of a dispatch as it is read, and by how much its places lie before those of the text; None where signs were lost."""
    document = read_text(text, lexicon=(), id="text")
    with using(()):
        marked = blocked(document, ())
        view = reader._view(marked)  # noqa: SLF001 - the text as the reader sees it is asked for nowhere else
        seen = as_read(marked, view) if view else marked
        if len(seen.text) != len(marked.text):
            return None
        first = document.text[:60]
        return parsing.parse(seen, reader.nlp), max(0, text.find(first))


def _head(span: Sequence[int], parse: Parse) -> tuple[int, list[int]]:
    """The head of the words of a span, -1 where there are none, and these words."""
    inside = [t.i for t in parse.tokens if t.start < span[1] and t.end > span[0] and not t.text.isspace()]
    tops = [i for i in inside if parse.tree.heads[i] not in inside or parse.tree.heads[i] == i]
    found = [i for i in tops if parse.tokens[i].pos not in NO_HEADS] or tops
    return (found[0] if found else -1), inside


def row(claims: Iterable[Row], parse: Parse, before: int) -> Row:
    """A dispatch with what was coded in it."""
    tokens = parse.tokens
    starts = {s.first for s in parse.sentences}
    event: list[str | None] = ["O"] * len(tokens)
    mod: list[Any] = [None] * len(tokens)
    roles: list[list[Any]] = []
    told = [claim for claim in claims if claim.get("type")]
    same: list[list[int]] = []

    def head(item: Row) -> tuple[int, list[int]]:
        return _head([at - before for at in item["span"]], parse)

    mentions = [(k, one) for k, c in enumerate(told) for one in c.get("also") or ()]
    for number, item in mentions + [(k, c["trigger"]) for k, c in enumerate(told)]:
        at, words = head(item)
        for i in words:
            event[i] = None if event[i] == "O" else event[i]
        if at >= 0:
            event[at] = told[number]["type"]
            same.append([at, number])
    for claim in told:
        at, _ = head(claim["trigger"])
        if at >= 0:
            mod[at] = [claim["modality"], claim["polarity"], bool(claim.get("historical"))]
            roles += _roles(claim, at, head)
    made = {
        "source": "claims", "words": [t.text for t in tokens], "ner": [None] * len(tokens),
        "glued": [i > 0 and tokens[i - 1].end == t.start for i, t in enumerate(tokens)],
        "starts": [i in starts for i in range(len(tokens))], "heads": [None] * len(tokens),
        **{k: ["?"] * len(tokens) for k in ("deps", "upos", "xpos", "feats")}, "event": event, "mod": mod, "roles": roles, "same": same,
    }  # fmt: skip
    return broken(made, [s.first for s, before in zip(parse.sentences[1:], parse.sentences, strict=False) if s.block != before.block])


BLANK = {"words": "\n", "ner": None, "glued": False, "starts": False, "heads": None, "event": "O", "mod": None}


def broken(made: Row, breaks: Sequence[int]) -> Row:
    """A row with a line break before each of these words."""
    at = [i + sum(b <= i for b in breaks) for i in range(len(made["words"]))]
    out: Row = {"source": made["source"]}
    for name, values in made.items():
        if name in ("source", "roles", "same"):
            continue
        out[name] = [BLANK.get(name, "?")] * (len(at) + len(breaks))
        for i, value in zip(at, values, strict=True):
            out[name][i] = value
    out["roles"] = [[at[t], at[a], role, [at[i] for i in beside]] for t, a, role, beside in made["roles"]]
    out["same"] = [[at[i], number] for i, number in made["same"]]
    return out


def _roles(claim: Row, at: int, head: Any) -> Iterator[list[Any]]:
    """Who takes part; of several voices the innermost."""
    for field, role in FIELDS:
        for item in (claim.get(field) or [])[: 1 if field == "voices" else None]:
            party, words = head(item)
            if party not in (-1, at):
                yield [at, party, role, [i for i in words if i != party]]


def of_sets(paths: Iterable[Path], texts: dict[str, str]) -> Iterator[Coded]:
    """The dispatches of sheets and labels; how many are left out is said on standard error."""
    for path in paths:
        found, left = of_labels(path, texts) if path.suffix == ".jsonl" else (list(dispatches([path])), [])
        if left:
            print(f"{path.name}: {len(left)} dispatches left out ({left[0]})", file=sys.stderr)
        yield from found


def of_lexicon(reader: dateline.Reader) -> Iterator[tuple[str, list[Row]]]:
    """The sentences of the lexicon's events, each with the claims that are read in it."""
    sentences = {one.text for entry in reader.lexicon.events for one in (*entry.yes, *entry.no) if not one.fault}
    for sentence in sorted(sentences):
        lines = [json.loads(msgspec.json.encode(line)) for line in claim_lines(reader.read(sentence))]
        yield sentence, [line for line in lines if not line.get("kind") and "trigger" in line]


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="+", type=Path, help="coding sheets (.txt) and labels (.jsonl)")
    ap.add_argument("--texts", type=Path, action="append", default=[], help="JSON lines of id and text, for the labels")
    ap.add_argument("--lexicon", action="store_true", help="the lexicon's sentences as well")
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    reader = dateline.Reader()
    given = [(one.text, one.claims) for one in of_sets(args.sets, read_texts(args.texts))]
    given += of_lexicon(reader) if args.lexicon else ()
    rows = words = triggers = 0
    with args.out.open("w", encoding="utf-8") as out:
        for text, claims in given:
            seen = parsed(text, reader)
            if seen is None:
                continue
            one = row(claims, *seen)
            out.write(json.dumps(one, ensure_ascii=False) + "\n")
            rows, words = rows + 1, words + len(one["words"])
            triggers += sum(kind not in ("O", None) for kind in one["event"])
    print(f"{args.out}: {rows:,} of {len(given):,} texts, {words:,} words, {triggers:,} of which tell an event")


if __name__ == "__main__":
    main()
