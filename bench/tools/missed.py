"""Why a coded claim was not read and why a claim that was read is not among those coded: counts by cause, and the cases.

    python bench/tools/missed.py SET … [--texts FILE] [--cases] [--json]

SET and --texts as in ``bench/gate/coded.py``. Each coded claim that no claim was paired with is followed through the stages:

no form        no entry of the lexicon has a form at its words
other type     entries have, of other types only, or another type won
no need        a slot that the entry needs stands empty
class          a filler was refused by its class; the noun and its classes are in the case
words          the words of a slot or of the content are not those that the entry asks for
content        the event is what another asks, promises or threatens
dropped        the frame stood and no claim was made of it (no party, a thing that cannot act)
merged         it is a further mention of another claim
paired away    its claim was read and paired with another coded one

A claim read and not coded: ``again`` (its trigger is a further mention of a coded one, or another of its type in the sentence was
paired), ``other type`` (a coded claim has its trigger under another type), ``not coded`` (nothing is coded there).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gate"), str(ROOT / "bench" / "tools")]

from coded import SHEETS, of_set  # noqa: E402 - beside this file, not installed
from coding import Coded, read_texts  # noqa: E402
from gate import meet, overlap, paired, spans  # noqa: E402

import dateline  # noqa: E402
from dateline import actors, claims, counts, places, times  # noqa: E402
from dateline.claims import certainty, frames, senses, speech  # noqa: E402
from dateline.claims.frames import topic  # noqa: E402
from dateline.claims.values import Classes, Frame, Judged  # noqa: E402
from dateline.faces.export import claim_lines  # noqa: E402
from dateline.text import parse as parsing  # noqa: E402
from dateline.text.intake import read_text  # noqa: E402
from dateline.text.parse import Parse  # noqa: E402
from dateline.types import Document  # noqa: E402

Row = dict[str, Any]


class Case(NamedTuple):
    """One claim that was missed or is false: its cause, what is known of it, its words in their sentence."""

    side: str
    cause: str
    type: str
    trigger: str
    detail: str
    doc: str
    sentence: str


class Stages(NamedTuple):
    """What the stages before the roles made of a document."""

    parse: Parse
    classes: Classes
    candidates: tuple[Frame, ...]
    chosen: tuple[Judged, ...]
    hidden: frozenset[int]


def stages(reader: dateline.Reader, document: Document) -> Stages:
    """The frames of a document: every one that its words evoke, those that were chosen, those hidden as content."""
    published = document.published
    parse = parsing.parse(document, reader.nlp)
    whens = times.resolve(times.find(parse, reader.times), parse, published, reader.times)
    wheres = places.resolve(places.find(parse, reader.gazetteer, document), document, reader.gazetteer, published)
    who = actors.find(parse, reader.actors, published, wheres)
    whos = actors.resolve(who, parse, reader.actors, published, wheres, outlet=document.outlet, title=document.title)
    mentions = claims.Mentions.of(parse, whos, wheres, whens, counts.find(parse, reader.counts))
    classes = Classes.known(parse, mentions, reader.lexicon, reader.actors)
    said = speech.find(parse, mentions, classes, reader.lexicon)
    candidates = frames.detect(said, parse, mentions, classes, reader.lexicon)
    sure_of = certainty.judge(said, parse, mentions, reader.lexicon)
    chosen = senses.choose(candidates, sure_of, parse, classes, reader.lexicon)
    hidden = topic.hidden([frame for frame, _ in chosen], parse, reader.lexicon)
    return Stages(parse, classes, candidates, chosen, hidden)


def why_missed(want: Row, got: list[Row], of: Stages, reader: dateline.Reader) -> tuple[str, str]:
    """The cause of a missed claim and what is known of it."""
    span = want["trigger"]["span"]
    same = [row for row in got if row["type"] == want["type"]]
    if any(overlap(row["trigger"]["span"], span) for row in same):
        return "paired away", ""
    merged = [row for row in same if meet(spans(row, "also"), [span])]
    if merged:
        return "merged", merged[0]["trigger"]["text"]
    here = [frame for frame in of.candidates if _is_at(frame, span, of.parse)]
    if not here:
        return "no form", ""
    mine = [frame for frame in here if frame.entry.type == want["type"]]
    if not mine:
        return "other type", ", ".join(sorted({frame.entry.id for frame in here}))
    if any(frame.head in of.hidden for frame in mine):
        return "content", ""
    won = [frame for frame, _ in of.chosen if _is_at(frame, span, of.parse)]
    if any(frame.entry.type == want["type"] for frame in won):
        return "dropped", ", ".join(sorted({frame.entry.id for frame in won}))
    refused = [_refusal(frame, of, reader) for frame in mine]
    told = [one for one in refused if one is not None]
    if not told:
        return "other type", ", ".join(sorted({frame.entry.id for frame in won})) or "a longer form"
    return min(told, key=lambda one: ("class", "words", "no need", "other").index(one[0]))


def _is_at(frame: Frame, span: list[int], parse: Parse) -> bool:
    return any(overlap((parse.tokens[t].start, parse.tokens[t].end), span) for t in {frame.head, *frame.match.tokens})


def _refusal(frame: Frame, of: Stages, reader: dateline.Reader) -> tuple[str, str] | None:
    """Which constraint rules the frame out; None when it fits."""
    if senses.fit(frame, of.parse, of.classes, reader.lexicon) is not None:
        return None
    entry = frame.entry
    missing = [n for n in (entry.noun_needs if frame.kind == "noun" and entry.noun_needs is not None else entry.needs)
               if not frame.slot(n)]  # fmt: skip
    for slot, wanted, refused in _asked(entry):
        heads = frame.slot(slot)
        if heads and not any(of.classes.fits(h, wanted, refused) for h in heads):
            noun = of.parse.tokens[heads[0]]
            kinds = ",".join(sorted(of.classes.of(heads[0]) or ())) or "unknown"
            return "class", f"{entry.id} {slot}={noun.lower} ({kinds})"
    if missing:
        return "no need", f"{entry.id} {missing[0]}"
    return "words", entry.id


def _asked(entry: Any) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    yield "object", entry.object, entry.no_object
    yield "subject", entry.subject, entry.no_subject
    for name in {**entry.slots, **entry.no_slots}:
        yield name, entry.slots.get(name, ()), entry.no_slots.get(name, ())


def why_false(row: Row, want: list[Row], pairs: list[tuple[Row, Row]]) -> tuple[str, str]:
    """The cause of a claim that was read and is not coded."""
    span = row["trigger"]["span"]
    for other in want:
        if overlap(other["trigger"]["span"], span):
            return ("again", "") if other["type"] == row["type"] else ("other type", other["type"])
        if meet(spans(other, "also"), [span]):
            return "again", other["trigger"]["text"]
    beside = [w for w, g in pairs if g["sentence"] == row["sentence"] and g["type"] == row["type"]]
    return ("again", beside[0]["trigger"]["text"]) if beside else ("not coded", row.get("rule", ""))


def cases(one: Coded, reader: dateline.Reader) -> Iterator[Case]:
    """Every missed and every false claim of a dispatch."""
    document = read_text(one.text, id=one.id, published=one.published or None, outlet=one.outlet or None)
    reading = reader.read_document(document)
    got = [json.loads(msgspec.json.encode(line)) for line in claim_lines(reading)]
    got = [row for row in got if row.get("trigger") and not row.get("kind")]
    want = [row for row in one.claims if row.get("type") and not row.get("kind")]
    pairs = paired(want, got)
    done = {id(row) for pair in pairs for row in pair}
    of = stages(reader, document)
    for row in (r for r in want if id(r) not in done):
        cause, detail = why_missed(row, got, of, reader)
        yield Case("missed", cause, row["type"], row["trigger"]["text"], detail, one.id, _around(row, one.text))
    for row in (r for r in got if id(r) not in done):
        cause, detail = why_false(row, want, pairs)
        how = "" if row.get("modality", "actual") == "actual" else f" [{row['modality']}]"
        yield Case("false", cause, row["type"], row["trigger"]["text"], detail + how, one.id, _around(row, one.text))


def _around(row: Row, text: str) -> str:
    start, end = row["trigger"]["span"]
    return f"{text[max(0, start - 110) : start]}[[{text[start:end]}]]{text[end : end + 110]}".replace("\n", " ")


def main() -> int:
    """Print the table, and the cases when asked."""
    asked = argparse.ArgumentParser(description="Why claims are missed or read wrongly, by cause.")
    asked.add_argument("sets", nargs="+", type=Path, default=[SHEETS / "wires.txt"])
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--cases", action="store_true")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    try:
        texts = read_texts(options.texts)
        sets = [of_set(path, texts)[0] for path in options.sets]
    except (OSError, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 3
    reader = dateline.Reader()
    found = [case for dispatches in sets for one in dispatches for case in cases(one, reader)]
    if options.json:
        print("\n".join(json.dumps(case._asdict(), ensure_ascii=False) for case in found))
        return 0
    counted = Counter((case.side, case.cause) for case in found)
    print("| | cause | n |\n|---|---|---|")
    for (side, cause), n in sorted(counted.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"| {side} | {cause} | {n} |")
    for case in found if options.cases else []:
        print(f"\n{case.side} {case.cause} {case.type} {case.detail} ({case.doc})\n    {case.sentence}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
