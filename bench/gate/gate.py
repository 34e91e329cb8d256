"""Our own dispatches and the lexicon's sentences against floors that only rise.

    python bench/gate/gate.py [--raise | --lower REASON] [--parser NAME|PATH] [--list] [--json]

Reads ``examples/``, compares with the claims coded by hand in ``bench/data/expected.jsonl`` (the fields of the coding guide),
runs the sentences of the lexicon, and holds every figure against ``bench/data/floors.json``. Needs this repository only.
Exit status 1 when a figure lies below its floor or the examples are not those the floors were measured on.

event F1   claims of the expected type whose trigger overlaps (also by a further mention, or by sentence and a role)
claim F1   of these, those that agree in modality, polarity, innermost voice, actors and recipients as well
traps      rows of kind "never": what must not be emitted, and was
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

import dateline
from dateline import proof
from dateline.faces.export import claim_lines
from dateline.text.intake import documents
from dateline.types import Document

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
EXPECTED = ROOT / "bench" / "data" / "expected.jsonl"
FLOORS = ROOT / "bench" / "data" / "floors.json"
TABLES = ("events", "voices", "hedges", "supports", "controls", "contents", "shifts")
MODALS = (("modality", "actual"), ("polarity", "+"))
PRONOUNS = set("i me my we us our you your he him his she her it its they them their who whom which that this".split())

# The reader is deterministic on one machine. On another, the sums of the parser's matrix products round differently,
# and a word whose two best heads score alike may change its head. One claim of a hundred, or one sentence of five
# hundred, is what such a word costs; a rule that breaks costs more. Traps and numbers of sentences are whole numbers
# and stand as they are.
TOLERANCE = {"event_f1": 0.011, "claim_f1": 0.016} | {f"lexicon.{table}": 0.002 for table in TABLES}

Row = dict[str, Any]
Pair = tuple[Row, Row]


# ------------------------------------------------------------------------------------------------ agreement
def spans(row: Row, field: str) -> list[list[int]]:
    """The spans of a field that holds one item or a list of them."""
    found = row.get(field) or []
    return [item["span"] for item in (found if isinstance(found, list) else [found])]


def overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two half-open spans share a character."""
    return min(a[1], b[1]) > max(a[0], b[0])


def meet(left: Iterable[Sequence[int]], right: Sequence[Sequence[int]]) -> bool:
    """Whether any span of the one side overlaps any of the other."""
    return any(overlap(a, b) for a in left for b in right)


def plain(item: Row) -> str:
    """A name without case, article and possessive; "" for a pronoun, which agrees by its place only."""
    words = str(item.get("name") or item.get("text") or "").casefold().replace("’", "'").removesuffix("'s").split()
    if words and words[0] in ("the", "a", "an"):
        words = words[1:]
    return "" if len(words) == 1 and words[0] in PRONOUNS else " ".join(words).strip("\"'“”.,")


def same(a: Row, b: Row) -> bool:
    """Whether two items are the same by their words' place or by their names."""
    return overlap(a["span"], b["span"]) or (plain(a) != "" and plain(a) == plain(b))


def alike(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether each item on either side has one that is the same on the other."""
    return all(any(same(a, b) for b in right) for a in left) and all(any(same(a, b) for a in left) for b in right)


def agreement(want: Row, got: Row) -> list[bool]:
    """Modality, polarity, innermost voice, actors, recipients: which of them agree."""
    marks = [want.get(field, usual) == got.get(field, usual) for field, usual in MODALS]
    return [*marks, alike(want["voices"][:1], got["voices"][:1]),
            *(alike(want[role], got[role]) for role in ("actor", "recipient"))]  # fmt: skip


def weight(want: Row, got: Row) -> tuple[int, ...]:
    """How well two claims fit, () when they are not of the same happening."""
    if want["type"] != got["type"]:
        return ()
    direct = overlap(want["trigger"]["span"], got["trigger"]["span"])
    further = meet(spans(want, "also"), spans(got, "trigger"))
    beside = overlap(want["trigger"]["span"], got["sentence"]) and any(
        meet(spans(want, role), spans(got, role)) for role in ("actor", "recipient")
    )
    return (direct, further, sum(agreement(want, got))) if direct or further or beside else ()


def paired(want: Sequence[Row], got: Sequence[Row]) -> list[Pair]:
    """One-to-one pairs within a document, the best fitting first."""
    fits = [(weight(w, g), i, j) for i, w in enumerate(want) for j, g in enumerate(got)]
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for fit, i, j in sorted(fits, key=lambda row: ([-part for part in row[0]], row[1], row[2])):
        if fit and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((want[i], got[j]))
    return pairs


# ------------------------------------------------------------------------------------------------ traps
def holds(claim: Row, condition: str, value: Any) -> bool:
    """Whether a claim meets one condition of a trap; a list of words or values means any of them."""
    if condition in ("type", "modality", "polarity", "historical"):
        return claim[condition] in (value if isinstance(value, list) else [value])
    if condition == "mode":
        return value in claim["mode"]
    if condition == "damage":
        return bool(claim.get("damage")) is value
    if condition == "count":
        return any(_counts(count, value) for count in claim["counts"])
    if condition == "time_touches":
        when = claim.get("time") or {}
        return bool(when.get("start") and when.get("end")) and when["start"] <= value[1] and when["end"] >= value[0]
    return _placed(claim, condition, value)


def _counts(count: Row, value: Row) -> bool:
    what = value.get("what", count["what"])
    return (
        ("overlaps" not in value or overlap(count["span"], value["overlaps"]))
        and ("low" not in value or count["low"] == value["low"])
        and count["what"] in (what if isinstance(what, list) else [what])
    )


def _placed(claim: Row, condition: str, value: Any) -> bool:
    field, _, test = condition.partition("_")
    if condition == "any_span_in":
        fields = ("trigger", "also", "actor", "recipient", "place", "time", "counts", "voices")
        return any(overlap(span, value) for name in fields for span in spans(claim, name))
    field = {"voice": "voices"}.get(field, field)
    if test == "overlaps":
        return meet(spans(claim, field), [value])
    if test == "text_contains":
        words = [str(word).casefold() for word in (value if isinstance(value, list) else [value])]
        return any(word in item["text"].casefold() for item in claim[field] for word in words)
    raise ValueError(f"unknown condition {condition!r} in {EXPECTED.name}")


def walked_into(trap: Row, claims: Iterable[Row]) -> list[Row]:
    """The claims that a trap forbids."""
    return [claim for claim in claims if all(holds(claim, name, value) for name, value in trap["forbid"].items())]


# ------------------------------------------------------------------------------------------------ figures
class Outcome(msgspec.Struct, frozen=True):
    """What the reader made of the examples: figures, and what to look at."""

    figures: dict[str, float]
    notes: tuple[str, ...]


def expected() -> list[Row]:
    """The rows coded by hand."""
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


def read_examples(reader: dateline.Reader) -> dict[str, list[Row]]:
    """The claims and control statements of each example, as the reader writes them."""
    found: dict[str, list[Row]] = {}
    for item in documents([str(EXAMPLES)]):
        if isinstance(item, Document):
            lines = claim_lines(reader.read_document(item))
            found[item.id] = [json.loads(msgspec.json.encode(line)) for line in lines]
    return found


def examples(got: Mapping[str, list[Row]], rows: Sequence[Row]) -> Outcome:
    """Event F1, claim F1, control statements and traps over all examples together."""
    by: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by[row["doc"], row.get("kind", "optional" if row.get("optional") else "claim")].append(row)
    tally: dict[str, int] = defaultdict(int)
    notes: list[str] = []
    for name in sorted({row["doc"] for row in rows}):
        claims = [line for line in got.get(name, ()) if line.get("kind") is None]
        controls = [line for line in got.get(name, ()) if line.get("kind") == "control"]
        for part, lines in _claims(name, by[name, "claim"], by[name, "optional"], claims).items():
            tally[part] += len(lines)
            notes += lines if part in ("missed", "extra", "differs") else []
        held = by[name, "control"]
        tally["control"] += sum(any(_same_control(want, line) for line in controls) for want in held)
        tally["controls"] += len(held)
        for trap in by[name, "never"]:
            tally["traps"] += 1
            lines = walked_into(trap, claims)
            tally["violated"] += bool(lines)
            notes += [f"{name}: trap {trap['id']} ({trap['why']}): {_brief(line)}" for line in lines[:1]]
    return Outcome(_rates(tally), tuple(notes))


def _claims(doc: str, want: Sequence[Row], doubtful: Sequence[Row], got: Sequence[Row]) -> dict[str, list[str]]:
    """What was found, missed, emitted without need, and how pairs differ; doubtful calls count for neither side."""
    pairs = paired(want, got)
    rest = [claim for claim in got if all(claim is not g for _, g in pairs)]
    excused = [g for _, g in paired(doubtful, rest)]
    fields = (*(field for field, _ in MODALS), "voice", "actor", "recipient")
    differing = [(w, [f for f, ok in zip(fields, agreement(w, g), strict=True) if not ok], g) for w, g in pairs]
    return {
        "found": [w["id"] for w, _ in pairs],
        "agree": [w["id"] for w, parts, _ in differing if not parts],
        "missed": [f"{doc}: missed {_brief(w)}" for w in want if all(w is not x for x, _ in pairs)],
        "extra": [f"{doc}: extra {_brief(g)}" for g in rest if all(g is not x for x in excused)],
        "differs": [
            f"{doc}: {', '.join(parts)} of {_brief(w)}: read {_brief(g)}" for w, parts, g in differing if parts
        ],
    }


def _same_control(want: Row, got: Row) -> bool:
    return (
        want["status"] == got["status"]
        and meet(spans(want, "place"), spans(got, "place"))
        and alike(want["holder"], got["holder"])
    )


def _brief(row: Row) -> str:
    sides = [", ".join(item["text"] for item in row[role]) or "–" for role in ("actor", "recipient")]
    voice = f" (according to {row['voices'][0]['text']})" if row["voices"] else ""
    return (
        f"{row['type']} {row['trigger']['text']!r}: {sides[0]} → {sides[1]} {row['modality']} {row['polarity']}{voice}"
    )


def _rates(tally: Mapping[str, int]) -> dict[str, float]:
    emitted, wanted = tally["found"] + tally["extra"], tally["found"] + tally["missed"]
    rates = {"event_p": ratio(tally["found"], emitted), "event_r": ratio(tally["found"], wanted)}
    for name, hits in (("event_f1", tally["found"]), ("claim_f1", tally["agree"])):
        rates[name] = ratio(2 * hits, emitted + wanted)
    counted = {"expected": wanted, "traps": tally["traps"], "traps_avoided": tally["traps"] - tally["violated"]}
    return rates | counted | {"control_found": tally["control"], "control_expected": tally["controls"]}


def ratio(part: int, whole: int) -> float:
    """A share to four places, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def sentences(reader: dateline.Reader) -> Outcome:
    """For each table of the lexicon: how many sentences, which share reads as the entry says or is a known fault, how many are."""
    figures: dict[str, float] = {}
    notes: list[str] = []
    for table in TABLES:
        score = proof.prove(reader, getattr(reader.lexicon, table))
        figures[f"lexicon.{table}"] = ratio(score.passed + len(score.faults), score.total)
        figures[f"faults.{table}"] = len(score.faults)
        figures[f"sentences.{table}"] = score.total
        notes += [f"{table}: {fail.side} of {fail.id}: {fail.text!r}: {fail.why}" for fail in score.failures]
    return Outcome(figures, tuple(notes))


# ------------------------------------------------------------------------------------------------ floors
def pinned(name: str) -> bool:
    """Whether a figure has a floor: rates, avoided traps, found statements, and how many sentences there are."""
    return name in ("event_f1", "claim_f1", "traps_avoided", "control_found") or name.startswith(
        ("lexicon.", "sentences.")
    )


def fingerprint() -> str:
    """A hash of the examples and of what is expected of them; any change asks for new floors."""
    digest = hashlib.sha256()
    for path in [*sorted(path for path in EXAMPLES.iterdir() if path.is_file()), EXPECTED]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One line for each figure that lies under its floor by more than its tolerance."""
    return [
        f"{name} is {figures.get(name, 0):g}, its floor {floor:g}"
        + (f" (tolerance {TOLERANCE[name]:g})" if name in TOLERANCE else "")
        for name, floor in sorted(floors.items())
        if figures.get(name, 0) < floor - TOLERANCE.get(name, 0) - 1e-9
    ]


def raised(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """The higher of figure and floor, for every pinned figure."""
    return {name: max(value, floors.get(name, 0)) for name, value in figures.items() if pinned(name)}


def write(pin: Row, figures: Mapping[str, float], reason: str | None) -> None:
    """New floors; a reason lowers them to the figures and is kept."""
    old = pin.get("floors", {})
    new = {name: value for name, value in figures.items() if pinned(name)} if reason else raised(figures, old)
    history = list(pin.get("lowered", ()))
    if reason:
        fell = {name: [old[name], new.get(name, 0)] for name in old if new.get(name, 0) < old[name]}
        history.append({"reason": reason, "from_to": fell})
    told = {"fingerprint": fingerprint(), "floors": dict(sorted(new.items())), "lowered": history}
    FLOORS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def verdict(pin: Row, figures: Mapping[str, float]) -> list[str]:
    """Why the gate stays shut, empty when it opens."""
    reasons = below(figures, pin.get("floors", {}))
    if pin.get("fingerprint") != fingerprint():
        reasons.append(
            "the examples or bench/data/expected.jsonl are not those the floors were measured on; pin anew with --raise, "
            "or with --lower REASON where they became harder"
        )
    return reasons


def report(figures: Mapping[str, float], floors: Mapping[str, float]) -> Iterator[str]:
    """The figures for people, each with its floor."""
    yield f"examples   {figures['expected']:.0f} claims expected"
    yield f"  event P {figures['event_p']:.3f}, R {figures['event_r']:.3f}"
    for name in ("event_f1", "claim_f1"):
        yield f"  {name:<16} {figures[name]:.3f}   floor {floors.get(name, 0):.3f}"
    for name, whole in (("traps_avoided", "traps"), ("control_found", "control_expected")):
        yield f"  {name:<16} {figures[name]:.0f} of {figures[whole]:.0f}   floor {floors.get(name, 0):.0f}"
    yield "lexicon    share of its sentences that read as their entry says"
    for table in TABLES:
        name = f"lexicon.{table}"
        total = figures[f"sentences.{table}"]
        known = figures[f"faults.{table}"]
        yield f"  {table:<16} {figures[name]:.4f} of {total:.0f}, {known:.0f} known faults   floor {floors.get(name, 0):.4f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare or pin."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--raise", dest="up", action="store_true", help="write higher figures as new floors")
    options.add_argument(
        "--lower", metavar="REASON", help="write the figures as floors although some fell, and say why"
    )
    options.add_argument("--parser", metavar="NAME|PATH", help="another spaCy pipeline than the default one")
    options.add_argument(
        "--list", action="store_true", help="every miss, extra claim, difference, trap and failed sentence"
    )
    options.add_argument("--json", action="store_true", help="the figures as JSON")
    given = options.parse_args(arguments)
    reader = dateline.reader(dateline.Options(parser=given.parser))
    told, proved = examples(read_examples(reader), expected()), sentences(reader)
    figures = told.figures | proved.figures
    pin = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    print(json.dumps(figures) if given.json else "\n".join(report(figures, pin.get("floors", {}))))
    if given.list:
        print("\n".join((*told.notes, *proved.notes)))
    low = below(figures, pin.get("floors", {}))
    if given.lower or (given.up and not low):
        write(pin, figures, given.lower)
        return 0
    reasons = verdict(pin, figures) if not given.up else [*low, "nothing was raised: a figure fell"]
    for reason in reasons:
        print(f"gate: {reason}", file=sys.stderr)
    return int(bool(reasons))


if __name__ == "__main__":
    sys.exit(main())
